//! The vocabulary of institutions: what kind of place, which specialties, on what terms.

use serde::{Deserialize, Serialize};

/// A closed list of terms: the wire value, the stored value and the words for people, written once.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $ja:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            strum::EnumCount, strum::EnumIter, strum::EnumString, strum::IntoStaticStr, strum::Display,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveActiveEnum))]
        #[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case"))]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// The words for people.
            #[must_use]
            pub fn label(self, locale: $crate::locale::Locale) -> &'static str {
                match (self, locale) { $(($name::$variant, $crate::locale::Locale::Ja) => $ja, ($name::$variant, $crate::locale::Locale::En) => $en,)+ }
            }

            /// The value on the wire and in the database.
            #[must_use]
            pub fn code(self) -> &'static str {
                self.into()
            }
        }
    };
}
pub(crate) use terms;

terms! {
    /// What kind of place it is. Medical Care Act, article 1-5: a hospital has 20 beds or more.
    InstitutionKind {
        /// 病院
        Hospital = "病院", "Hospital";
        /// 診療所
        Clinic = "診療所", "Clinic";
    }
}

terms! {
    /// How a doctor can work there.
    Employment {
        /// 常勤
        FullTime = "常勤", "Full-time";
        /// 非常勤
        PartTime = "非常勤", "Part-time";
    }
}

terms! {
    /// A specialty: practised at an institution, or a doctor's own.
    Specialty {
        /// 総合診療科
        GeneralPractice = "総合診療科", "General practice";
        /// 内科
        InternalMedicine = "内科", "Internal medicine";
        /// 呼吸器内科
        RespiratoryMedicine = "呼吸器内科", "Respiratory medicine";
        /// 循環器内科
        Cardiology = "循環器内科", "Cardiology";
        /// 消化器内科
        Gastroenterology = "消化器内科", "Gastroenterology";
        /// 腎臓内科
        Nephrology = "腎臓内科", "Nephrology";
        /// 脳神経内科
        Neurology = "脳神経内科", "Neurology";
        /// 糖尿病・内分泌内科
        DiabetesAndEndocrinology = "糖尿病・内分泌内科", "Diabetes and endocrinology";
        /// 血液内科
        Hematology = "血液内科", "Hematology";
        /// リウマチ科
        Rheumatology = "リウマチ科", "Rheumatology";
        /// 小児科
        Pediatrics = "小児科", "Pediatrics";
        /// 精神科
        Psychiatry = "精神科", "Psychiatry";
        /// 外科
        Surgery = "外科", "Surgery";
        /// 整形外科
        OrthopedicSurgery = "整形外科", "Orthopedic surgery";
        /// 脳神経外科
        Neurosurgery = "脳神経外科", "Neurosurgery";
        /// 心臓血管外科
        CardiovascularSurgery = "心臓血管外科", "Cardiovascular surgery";
        /// 形成外科
        PlasticSurgery = "形成外科", "Plastic surgery";
        /// 皮膚科
        Dermatology = "皮膚科", "Dermatology";
        /// 泌尿器科
        Urology = "泌尿器科", "Urology";
        /// 産婦人科
        ObstetricsAndGynecology = "産婦人科", "Obstetrics and gynecology";
        /// 眼科
        Ophthalmology = "眼科", "Ophthalmology";
        /// 耳鼻咽喉科
        Otorhinolaryngology = "耳鼻咽喉科", "Otorhinolaryngology";
        /// リハビリテーション科
        Rehabilitation = "リハビリテーション科", "Rehabilitation";
        /// 放射線科
        Radiology = "放射線科", "Radiology";
        /// 麻酔科
        Anesthesiology = "麻酔科", "Anesthesiology";
        /// 救急科
        EmergencyMedicine = "救急科", "Emergency medicine";
        /// 緩和ケア
        PalliativeCare = "緩和ケア", "Palliative care";
        /// 在宅医療
        HomeCare = "在宅医療", "Home care";
        /// その他
        Other = "その他", "Other";
    }
}

/// Whether nine digits (prefecture and the seven of the institution) can be an insurer's code of a medical institution. The last one is a check
/// digit (Luhn); the bureaus count it over prefecture, table of fees (1 or 3) and code, or over the code alone, and nothing says which. Any rule will do.
#[must_use]
pub fn is_insurer_code(code: &str) -> bool {
    let (Some(prefecture), Some(short)) = (code.get(..2), code.get(2..)) else { return false };
    code.len() == 9
        && code.bytes().all(|b| b.is_ascii_digit())
        && [format!("{prefecture}1{short}"), short.to_owned(), format!("{prefecture}3{short}")].iter().any(|digits| luhn(digits))
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(digit - b'0') << (place % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A row of the official list of institutions, from which a draft can start instead of typing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryInstitution {
    /// The official list's own id, 8 to 13 characters.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Reading in katakana; blank where the list has none.
    pub name_kana: String,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: String,
    /// Five digits; absent where the list's row could not be placed.
    pub municipality_code: Option<String>,
    /// `NNN-NNNN`, where the list has one.
    pub postal_code: Option<String>,
    /// The address as the list writes it, prefecture included.
    pub address: String,
    /// Beds of all types; absent where the list is blank.
    pub beds: Option<i32>,
    /// The institution's site.
    pub website: Option<String>,
    /// Which edition of the list this is from, such as `2025-06-01`.
    pub edition: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_passes_by_any_of_the_three_rules() {
        for code in ["010112489", "130112345"] {
            let passing: Vec<_> = ('0'..='9').filter(|last| is_insurer_code(&format!("{}{last}", &code[..8]))).collect();
            assert!((1..=3).contains(&passing.len()), "{code}: {passing:?}");
        }
        assert!(is_insurer_code("010112489"));
        for none in ["", "01011248", "0101124890", "01011248x", "０１０１１２４８９"] {
            assert!(!is_insurer_code(none), "{none}");
        }
    }
}

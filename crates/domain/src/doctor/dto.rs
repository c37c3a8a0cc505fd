//! The profile that a doctor keeps.

use super::{Disclosure, LICENCE_YEARS, LicenceCopy, LicenceReason, LicenceStatus};
use crate::ids::{InquiryId, InstitutionId};
use crate::institution::{Employment, Specialty};
use crate::region::prefecture;
use crate::text;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a doctor looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct DoctorWishes {
    /// Prefecture codes; empty means anywhere.
    #[serde(default)]
    pub prefectures: Vec<String>,
    /// Full-time, part-time or both; empty means undecided.
    #[serde(default)]
    pub employment: Vec<Employment>,
    /// When a start would suit, in the doctor's words, at most 100 characters.
    #[serde(default)]
    pub start: String,
    /// What the doctor hopes for, at most 2,000 characters.
    #[serde(default)]
    pub about: String,
}

/// A doctor's profile as the doctor saves it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveDoctorProfile {
    /// Name as it is written, at most 100 characters. Never changed by normalizing.
    pub full_name: String,
    /// Reading in kana.
    pub full_name_kana: String,
    /// Number in the medical register (医籍登録番号), up to six digits.
    pub licence_number: String,
    /// Year of registration in the medical register.
    pub licence_year: Option<i32>,
    /// The doctor's specialties.
    pub specialties: Vec<Specialty>,
    /// Years of practice; counted from `licence_year` when absent.
    #[serde(default)]
    pub years_of_practice: Option<i32>,
    /// Where the doctor works now; may be blank.
    #[serde(default)]
    pub employer: String,
    /// Telephone; may be blank.
    #[serde(default)]
    pub phone: String,
    /// What the doctor looks for.
    #[serde(default)]
    pub wishes: DoctorWishes,
    /// What an institution sees before the doctor shares their identity.
    #[serde(default)]
    pub disclosure: Disclosure,
}

impl SaveDoctorProfile {
    /// The profile with the years of practice that it leaves out: those since the licence, in the year `now`.
    #[must_use]
    pub fn with_years(mut self, now: i32) -> Self {
        self.years_of_practice = self.years_of_practice.or_else(|| self.licence_year.map(|year| (now - year).clamp(0, 80)));
        self
    }

    /// The profile as it is stored: digits half-width, kana as katakana, spaces at the ends dropped; the name's own characters are kept.
    #[must_use]
    pub fn normalized(mut self) -> Self {
        self.full_name = text::normalize_line_ends(&self.full_name);
        self.full_name_kana = text::kana(&self.full_name_kana).unwrap_or(self.full_name_kana);
        self.licence_number = text::digits(&self.licence_number);
        self.specialties = unique(self.specialties);
        self.employer = text::normalize_line_ends(&self.employer);
        self.phone = text::phone_number(&self.phone).unwrap_or(self.phone);
        self.wishes.prefectures = unique(self.wishes.prefectures);
        self.wishes.employment = unique(self.wishes.employment);
        self.wishes.start = text::normalize_line_ends(&self.wishes.start);
        self.wishes.about = text::normalize_line_ends(&self.wishes.about);
        self
    }
}

/// The entries in their order, each once.
fn unique<T: PartialEq>(entries: Vec<T>) -> Vec<T> {
    entries.into_iter().fold(Vec::new(), |mut kept, entry| {
        if !kept.contains(&entry) {
            kept.push(entry);
        }
        kept
    })
}

impl Validate for SaveDoctorProfile {
    fn check(&self, v: &mut Violations) {
        v.required_name("full_name", &self.full_name, 100);
        v.required_name("full_name_kana", &self.full_name_kana, 100);
        if !self.full_name_kana.trim().is_empty() {
            v.require("full_name_kana", text::kana(&self.full_name_kana).is_some(), FieldCode::NotKana);
        }
        let number = text::digits(&self.licence_number);
        if number.is_empty() {
            v.add("licence_number", FieldCode::Required);
        } else {
            let ok = number.len() <= 6 && number.bytes().all(|b| b.is_ascii_digit()) && number.bytes().any(|b| b != b'0');
            v.require("licence_number", ok, FieldCode::NotALicenceNumber);
        }
        match self.licence_year {
            Some(year) => v.range("licence_year", i64::from(year), (*LICENCE_YEARS.start()).into(), (*LICENCE_YEARS.end()).into()),
            None => v.add("licence_year", FieldCode::Required),
        }
        v.required_list("specialties", &self.specialties, 10);
        if let Some(years) = self.years_of_practice {
            v.range("years_of_practice", i64::from(years), 0, 80);
        }
        v.optional_text("employer", &self.employer, 200);
        if !self.phone.trim().is_empty() {
            v.require("phone", text::phone_number(&self.phone).is_some(), FieldCode::NotAPhoneNumber);
        }
        v.nested("wishes", |v| {
            v.require("prefectures", self.wishes.prefectures.iter().all(|code| prefecture(code).is_some()), FieldCode::UnknownValue);
            v.require("prefectures", self.wishes.prefectures.len() <= 47, FieldCode::Duplicate);
            v.require("employment", self.wishes.employment.len() <= 2, FieldCode::Duplicate);
            v.optional_text("start", &self.wishes.start, 100);
            v.optional_text("about", &self.wishes.about, 2000);
        });
    }
}

/// A doctor's own profile. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoctorProfile {
    /// The saved values.
    #[serde(flatten)]
    pub profile: SaveDoctorProfile,
    /// The check of the licence. Decisions about it leave the version as it is.
    pub licence: DoctorLicence,
    /// Rises with each save.
    pub version: i32,
    /// Last save.
    pub updated_at: DateTime<Utc>,
}

/// The check of a doctor's licence, as the doctor reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoctorLicence {
    /// How far the licence was checked.
    pub status: LicenceStatus,
    /// Since when: the last statement or decision.
    pub since: DateTime<Utc>,
    /// Why it is in doubt; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LicenceReason>,
    /// What the secretariat wrote with its decision; may be blank.
    #[serde(default)]
    pub note: String,
    /// The copy of the licence that the secretariat has not looked at yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<LicenceCopy>,
}

/// An institution that a doctor blocked. The block covers every institution of the same organization, since the same people read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockedInstitution {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Its prefecture, two digits.
    pub prefecture_code: String,
    /// Since when.
    pub blocked_at: DateTime<Utc>,
}

/// Who has the doctor's identity and contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IdentityShare {
    /// In which inquiry it was shared.
    pub inquiry_id: InquiryId,
    /// With whom.
    pub institution_id: InstitutionId,
    /// Its name.
    pub institution_name: String,
    /// When.
    pub shared_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn valid() -> SaveDoctorProfile {
        SaveDoctorProfile {
            full_name: "山﨑 𠮷子".into(),
            full_name_kana: "やまざき よしこ".into(),
            licence_number: "１２３４５６".into(),
            licence_year: Some(1998),
            specialties: vec![Specialty::Surgery],
            years_of_practice: Some(27),
            ..SaveDoctorProfile::default()
        }
    }

    #[test]
    fn full_width_digits_are_taken_and_stored_half_width() {
        assert_eq!(valid().validate(), Ok(()));
        assert_eq!(valid().normalized().licence_number, "123456");
    }

    #[test]
    fn years_that_are_left_out_are_counted_from_the_licence() {
        let without = SaveDoctorProfile { years_of_practice: None, ..valid() };
        assert_eq!(without.validate(), Ok(()));
        assert_eq!(without.with_years(2026).years_of_practice, Some(28));
        assert_eq!(valid().with_years(2026).years_of_practice, Some(27));
    }

    #[test]
    fn a_name_keeps_its_own_characters() {
        assert_eq!(valid().normalized().full_name, "山﨑 𠮷子");
    }

    #[test]
    fn every_missing_field_is_named_at_once() {
        let errors = SaveDoctorProfile::default().validate().unwrap_err().into_errors();
        let pointers: Vec<_> = errors.iter().map(|e| e.pointer.as_str()).collect();
        assert_eq!(pointers, ["/full_name", "/full_name_kana", "/licence_number", "/licence_year", "/specialties"]);
    }

    #[test]
    fn a_licence_number_of_letters_or_seven_digits_is_refused() {
        for bad in ["12345a", "1234567", "000000"] {
            let input = SaveDoctorProfile { licence_number: bad.into(), ..valid() };
            assert!(input.validate().is_err(), "{bad}");
        }
    }
}

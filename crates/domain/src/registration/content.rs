//! What an institution writes: the public part, the part for signed-in doctors, and the two declarations.

use super::contradiction::{self, Explanations};
use crate::institution::{Employment, InstitutionKind, Specialty, terms};
use crate::region::prefecture;
use crate::text;
use crate::validate::{FieldCode, Validate, Violations};
use serde::{Deserialize, Serialize};
use strum::EnumCount;

/// How long a text that describes the institution may be, in characters.
pub const TEXT_MAX: usize = 2000;
/// How long a shorter one may be.
pub const NOTE_MAX: usize = 1000;
/// How long the one sentence of the list may be.
pub const HEADLINE_MAX: usize = 80;

/// Everything that a registration says. A draft may have any of it blank; submitting asks for all that is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct RegistrationContent {
    /// The public page.
    pub public: PublicProfile,
    /// What doctors see after sign-in; used for nothing else (目的外利用はいたしません).
    pub restricted: RestrictedProfile,
    /// The two requirements, declared and not scored, and the truth of it all.
    pub declarations: Declarations,
    /// Why statements that contradict each other are true all the same, for the staff who check the registration.
    pub explanations: Explanations,
}

/// The public page (seeds: Q&A 4, "医療機関情報はどのように掲載されますか？").
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct PublicProfile {
    /// Name, at most 100 characters.
    pub name: String,
    /// Reading in kana, at most 200 characters.
    pub name_kana: String,
    /// Name in English, for readers of the English pages; may be blank.
    pub name_en: String,
    /// Hospital or clinic.
    pub kind: Option<InstitutionKind>,
    /// Licensed beds; 0 or absent for a clinic without beds.
    pub beds: Option<i32>,
    /// Seven digits.
    pub postal_code: String,
    /// Two digits.
    pub prefecture_code: String,
    /// Five digits.
    pub municipality_code: String,
    /// The rest of the address, at most 200 characters.
    pub address_line: String,
    /// Telephone for the public; may be blank.
    pub phone: String,
    /// The institution's site; may be blank.
    pub website: String,
    /// Specialties practised, 1 to 30.
    pub specialties: Vec<Specialty>,
    /// Full-time, part-time or both.
    pub employment: Vec<Employment>,
    /// In one sentence, at most 80 characters.
    pub headline: String,
    /// How generalists work there (総合医としての診療体制), at most 2,000 characters.
    pub practice: String,
    /// Whether guidance and consultation are offered as the doctor wishes.
    pub guidance_offered: bool,
    /// Whether there is a supervising doctor (指導医). Optional to have one.
    pub supervising_doctor: bool,
    /// Guidance and consultation (指導・相談体制), at most 2,000 characters.
    pub guidance: String,
    /// Attitude to training (研修に対する姿勢・方針), at most 2,000 characters.
    pub training: String,
    /// Whether working hours are arranged for the programme's e-learning and courses.
    pub programme_support: bool,
    /// Life in the area, at most 2,000 characters; may be blank.
    pub community: String,
}

terms! {
    /// A text of the public page, as the page names it.
    PublicSection {
        /// How generalists work there.
        Practice = "総合医としての診療体制", "How generalists work here";
        /// Guidance and consultation.
        Guidance = "指導・相談体制", "Guidance and consultation";
        /// Attitude to training.
        Training = "研修に対する姿勢・方針", "Attitude to training";
        /// Life in the area.
        Community = "地域での暮らし", "Life in the area";
    }
}

impl PublicProfile {
    /// Its texts in the order of the page, each with the section that it stands in. They are shown, searched and quoted by this list.
    #[must_use]
    pub fn texts(&self) -> [(PublicSection, &str); PublicSection::COUNT] {
        use PublicSection as S;
        [
            (S::Practice, self.practice.as_str()),
            (S::Guidance, &self.guidance),
            (S::Training, &self.training),
            (S::Community, &self.community),
        ]
    }

    pub(super) fn texts_mut(&mut self) -> [&mut String; PublicSection::COUNT] {
        [&mut self.practice, &mut self.guidance, &mut self.training, &mut self.community]
    }
}

/// The restricted profile (詳細様式).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct RestrictedProfile {
    /// Who answers doctors, at most 100 characters.
    pub contact_name: String,
    /// Their department; may be blank.
    pub contact_department: String,
    /// Their mail address.
    pub contact_email: String,
    /// Their telephone.
    pub contact_phone: String,
    /// What the work is: outpatients, wards, home visits, at most 2,000 characters.
    pub duties: String,
    /// Days and hours, at most 1,000 characters.
    pub hours: String,
    /// Day and night duty and days on call, at most 1,000 characters; may be blank.
    pub on_call: String,
    /// Pay as a guide; terms are settled between doctor and institution. At most 1,000 characters; may be blank.
    pub pay: String,
    /// Housing, moving, schools, family; at most 1,000 characters; may be blank.
    pub living: String,
    /// How a visit can be arranged, at most 1,000 characters; may be blank.
    pub visit: String,
}

terms! {
    /// A part of what an institution shows to doctors only, as its page names it.
    RestrictedSection {
        /// Who answers doctors, and how to reach them.
        Contact = "医師からの相談の窓口", "Contact";
        /// What the work is.
        Duties = "仕事の内容", "The work";
        /// Days and hours.
        Hours = "勤務日・勤務時間", "Days and hours";
        /// Night duty and days on call.
        OnCall = "日直・宿直・オンコール", "Day duty, night duty, on call";
        /// Pay as a guide.
        Pay = "給与の目安", "Pay, as a guide";
        /// Housing, moving, schools, family.
        Living = "住まい・家族への支援", "Housing and family";
        /// How a visit can be arranged.
        Visit = "見学の方法", "Visiting";
    }
}

impl RestrictedProfile {
    /// Its texts, each with the section that it stands in.
    #[must_use]
    pub fn texts(&self) -> [(RestrictedSection, &str); 10] {
        use RestrictedSection as S;
        [
            (S::Duties, self.duties.as_str()),
            (S::Hours, &self.hours),
            (S::OnCall, &self.on_call),
            (S::Pay, &self.pay),
            (S::Living, &self.living),
            (S::Visit, &self.visit),
            (S::Contact, &self.contact_name),
            (S::Contact, &self.contact_department),
            (S::Contact, &self.contact_email),
            (S::Contact, &self.contact_phone),
        ]
    }
}

/// What participation asks for (seeds: call, section 4 "参加要件").
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Declarations {
    /// The whole place welcomes and supports a doctor who aims at general practice.
    pub welcomes_generalists: bool,
    /// It offers real practice and, as the doctor wishes, support for the programme, guidance and consultation.
    pub offers_practice: bool,
    /// What is written is true; a registration can be revoked when facts prove false.
    pub states_facts: bool,
}

impl RegistrationContent {
    /// Checks what even a draft must keep to: lengths and characters.
    ///
    /// # Errors
    /// Every field that is too long or holds control characters.
    pub fn validate_draft(&self) -> Result<(), Violations> {
        let mut v = Violations::default();
        v.nested("public", |v| self.public.check_lengths(v));
        v.nested("restricted", |v| self.restricted.check_lengths(v));
        v.nested("explanations", |v| self.explanations.check_lengths(v));
        if v.is_empty() { Ok(()) } else { Err(v) }
    }
}

impl Validate for RegistrationContent {
    fn check(&self, v: &mut Violations) {
        v.nested("public", |v| self.public.check(v));
        v.nested("restricted", |v| self.restricted.check(v));
        v.nested("declarations", |v| self.declarations.check(v));
        contradiction::check(self, v);
    }
}

impl PublicProfile {
    fn check_lengths(&self, v: &mut Violations) {
        v.optional_name("name", &self.name, 100);
        v.optional_name("name_kana", &self.name_kana, 200);
        v.optional_name("name_en", &self.name_en, 200);
        v.optional_text("postal_code", &self.postal_code, 20);
        v.optional_text("prefecture_code", &self.prefecture_code, 2);
        v.optional_text("municipality_code", &self.municipality_code, 5);
        v.optional_text("address_line", &self.address_line, 200);
        v.optional_text("phone", &self.phone, 30);
        v.optional_text("website", &self.website, 500);
        v.optional_text("headline", &self.headline, HEADLINE_MAX);
        for (section, text) in self.texts() {
            v.optional_text(section.code(), text, TEXT_MAX);
        }
        v.require("specialties", self.specialties.len() <= 60, FieldCode::Duplicate);
        v.require("employment", self.employment.len() <= 4, FieldCode::Duplicate);
    }
}

impl Validate for PublicProfile {
    fn check(&self, v: &mut Violations) {
        v.required_name("name", &self.name, 100);
        v.required_name("name_kana", &self.name_kana, 200);
        required_form(v, "name_kana", &self.name_kana, text::kana, FieldCode::NotKana);
        v.optional_name("name_en", &self.name_en, 200);
        v.require("kind", self.kind.is_some(), FieldCode::Required);
        if let Some(beds) = self.beds {
            // Medical Care Act, article 1-5: a clinic has at most 19 beds, a hospital at least 20.
            match self.kind {
                Some(InstitutionKind::Hospital) => v.range("beds", i64::from(beds), 20, 3000),
                Some(InstitutionKind::Clinic) => v.range("beds", i64::from(beds), 0, 19),
                None => v.range("beds", i64::from(beds), 0, 3000),
            }
        } else if self.kind == Some(InstitutionKind::Hospital) {
            v.add("beds", FieldCode::Required);
        }
        v.required_text("postal_code", &self.postal_code, 20);
        required_form(v, "postal_code", &self.postal_code, text::postal_code, FieldCode::NotAPostalCode);
        if self.prefecture_code.is_empty() {
            v.add("prefecture_code", FieldCode::Required);
        } else {
            v.require("prefecture_code", prefecture(&self.prefecture_code).is_some(), FieldCode::UnknownValue);
        }
        if self.municipality_code.is_empty() {
            v.add("municipality_code", FieldCode::Required);
        } else if !self.municipality_code.starts_with(&self.prefecture_code) {
            v.add("municipality_code", FieldCode::MunicipalityElsewhere);
        }
        v.required_text("address_line", &self.address_line, 200);
        required_form(v, "phone", &self.phone, text::phone_number, FieldCode::NotAPhoneNumber);
        required_form(v, "website", &self.website, text::web_address, FieldCode::NotAWebAddress);
        v.required_list("specialties", &self.specialties, 30);
        v.required_list("employment", &self.employment, 2);
        v.required_text("headline", &self.headline, HEADLINE_MAX);
        for (section, text) in self.texts() {
            match section {
                PublicSection::Practice | PublicSection::Guidance | PublicSection::Training => {
                    v.required_text(section.code(), text, TEXT_MAX)
                }
                PublicSection::Community => v.optional_text(section.code(), text, TEXT_MAX),
            }
        }
    }
}

impl RestrictedProfile {
    fn check_lengths(&self, v: &mut Violations) {
        v.optional_name("contact_name", &self.contact_name, 100);
        v.optional_text("contact_department", &self.contact_department, 100);
        v.optional_text("contact_email", &self.contact_email, 254);
        v.optional_text("contact_phone", &self.contact_phone, 30);
        v.optional_text("duties", &self.duties, TEXT_MAX);
        for (field, value) in
            [("hours", &self.hours), ("on_call", &self.on_call), ("pay", &self.pay), ("living", &self.living), ("visit", &self.visit)]
        {
            v.optional_text(field, value, NOTE_MAX);
        }
    }
}

impl Validate for RestrictedProfile {
    fn check(&self, v: &mut Violations) {
        v.required_name("contact_name", &self.contact_name, 100);
        v.optional_text("contact_department", &self.contact_department, 100);
        v.required_text("contact_email", &self.contact_email, 254);
        required_form(v, "contact_email", &self.contact_email, text::email_address, FieldCode::NotAnEmailAddress);
        v.required_text("contact_phone", &self.contact_phone, 30);
        required_form(v, "contact_phone", &self.contact_phone, text::phone_number, FieldCode::NotAPhoneNumber);
        v.required_text("duties", &self.duties, TEXT_MAX);
        v.required_text("hours", &self.hours, NOTE_MAX);
        for (field, value) in [("on_call", &self.on_call), ("pay", &self.pay), ("living", &self.living), ("visit", &self.visit)] {
            v.optional_text(field, value, NOTE_MAX);
        }
    }
}

impl Validate for Declarations {
    fn check(&self, v: &mut Violations) {
        v.require("welcomes_generalists", self.welcomes_generalists, FieldCode::MustDeclare);
        v.require("offers_practice", self.offers_practice, FieldCode::MustDeclare);
        v.require("states_facts", self.states_facts, FieldCode::MustDeclare);
    }
}

/// A text of a certain form, checked only when something was typed.
fn required_form(v: &mut Violations, field: &str, value: &str, parse: fn(&str) -> Option<String>, code: FieldCode) {
    if !value.trim().is_empty() {
        v.require(field, parse(value).is_some(), code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_draft_can_be_saved_but_not_submitted() {
        let draft = RegistrationContent::default();
        assert_eq!(draft.validate_draft(), Ok(()));
        let errors = draft.validate().unwrap_err().into_errors();
        assert!(errors.iter().any(|e| e.pointer == "/public/name" && e.code == FieldCode::Required));
        assert!(errors.iter().any(|e| e.pointer == "/declarations/welcomes_generalists" && e.code == FieldCode::MustDeclare));
    }

    #[test]
    fn a_clinic_with_twenty_beds_is_a_hospital() {
        let mut content = RegistrationContent::default();
        content.public.kind = Some(InstitutionKind::Clinic);
        content.public.beds = Some(20);
        let errors = content.validate().unwrap_err().into_errors();
        assert!(errors.iter().any(|e| e.pointer == "/public/beds" && e.code == FieldCode::OutOfRange));
    }
}

//! What an institution sees of a doctor. One function decides, for the API's answers and for the preview in the browser.

use super::{DoctorWishes, LicenceStatus, SaveDoctorProfile};
use crate::institution::Specialty;
use serde::{Deserialize, Serialize};

/// What an institution sees before the doctor shares their identity. By default: no name, no employer, no contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct Disclosure {
    /// Name and its reading.
    pub name: bool,
    /// Present employer.
    pub employer: bool,
    /// Mail address and telephone.
    pub contact: bool,
    /// Specialties.
    pub specialties: bool,
    /// Years of practice.
    pub years: bool,
    /// What the doctor looks for.
    pub wishes: bool,
}

impl Default for Disclosure {
    fn default() -> Self {
        Disclosure { name: false, employer: false, contact: false, specialties: true, years: true, wishes: true }
    }
}

/// A doctor as an institution sees them; whatever is hidden is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DoctorCard {
    /// Whether the doctor shared their identity and contact with this institution.
    pub identity_shared: bool,
    /// Whether the doctor deleted their account (退会した医師); nothing about them is kept.
    #[serde(default)]
    pub departed: bool,
    /// Name as it is written.
    pub full_name: Option<String>,
    /// Reading.
    pub full_name_kana: Option<String>,
    /// Number in the medical register; only once identity is shared.
    pub licence_number: Option<String>,
    /// Year of registration in the medical register; only once identity is shared.
    pub licence_year: Option<i32>,
    /// How far the licence was checked; only once identity is shared.
    #[serde(default)]
    pub licence_status: Option<LicenceStatus>,
    /// Specialties.
    pub specialties: Option<Vec<Specialty>>,
    /// Years of practice.
    pub years_of_practice: Option<i32>,
    /// Present employer.
    pub employer: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What the doctor looks for.
    pub wishes: Option<DoctorWishes>,
}

impl DoctorCard {
    /// The card of a doctor who deleted their account.
    #[must_use]
    pub fn departed() -> Self {
        DoctorCard { departed: true, ..DoctorCard::default() }
    }
}

/// The card that an institution sees, before (`identity_shared` false) or after the doctor shared their identity. What would let somebody
/// look the doctor up in the medical register needs the act of sharing, whatever the choices.
#[must_use]
pub fn disclose(profile: &SaveDoctorProfile, licence: LicenceStatus, email: &str, identity_shared: bool) -> DoctorCard {
    let may = profile.disclosure;
    let shows = |choice: bool| identity_shared || choice;
    let written = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    DoctorCard {
        identity_shared,
        departed: false,
        full_name: shows(may.name).then(|| profile.full_name.clone()),
        full_name_kana: shows(may.name).then(|| profile.full_name_kana.clone()),
        licence_number: identity_shared.then(|| profile.licence_number.clone()),
        licence_year: identity_shared.then_some(profile.licence_year).flatten(),
        licence_status: identity_shared.then_some(licence),
        specialties: shows(may.specialties).then(|| profile.specialties.clone()),
        years_of_practice: shows(may.years).then_some(profile.years_of_practice).flatten(),
        employer: shows(may.employer).then(|| written(&profile.employer)).flatten(),
        email: shows(may.contact).then(|| written(email)).flatten(),
        phone: shows(may.contact).then(|| written(&profile.phone)).flatten(),
        wishes: shows(may.wishes).then(|| profile.wishes.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> SaveDoctorProfile {
        SaveDoctorProfile {
            full_name: "架空 花子".into(),
            licence_number: "123456".into(),
            licence_year: Some(1998),
            employer: "架空大学病院".into(),
            phone: "090-0000-0000".into(),
            specialties: vec![Specialty::Surgery],
            ..SaveDoctorProfile::default()
        }
    }

    #[test]
    fn by_default_nobody_learns_name_employer_or_contact() {
        let card = disclose(&profile(), LicenceStatus::Checked, "hanako@example.jp", false);
        let seen = serde_json::to_string(&card).unwrap();
        for secret in ["架空", "123456", "1998", "checked", "090", "hanako"] {
            assert!(!seen.contains(secret), "{secret} in {seen}");
        }
        assert_eq!(card.specialties, Some(vec![Specialty::Surgery]));
    }

    #[test]
    fn sharing_shows_everything() {
        let card = disclose(&profile(), LicenceStatus::Checked, "hanako@example.jp", true);
        assert_eq!(card.full_name.as_deref(), Some("架空 花子"));
        assert_eq!(card.email.as_deref(), Some("hanako@example.jp"));
        assert_eq!(card.licence_number.as_deref(), Some("123456"));
        assert_eq!((card.licence_year, card.licence_status), (Some(1998), Some(LicenceStatus::Checked)));
    }

    #[test]
    fn the_licence_needs_sharing_whatever_the_choices() {
        let mut open = profile();
        open.disclosure = Disclosure { name: true, employer: true, contact: true, specialties: true, years: true, wishes: true };
        let card = disclose(&open, LicenceStatus::Doubtful, "hanako@example.jp", false);
        assert_eq!((card.licence_number, card.licence_year, card.licence_status), (None, None, None));
    }
}

//! The profile as a form: each value is a text under its JSON pointer.

use crate::state::{Reading, Session};
use domain::doctor::{Disclosure, DoctorWishes, SaveDoctorProfile};
use domain::institution::{Employment, Specialty};
use domain::number::{whole_number, year};
use domain::problem::FieldCode;
use leptos::prelude::untrack;

/// The profile of somebody who saved none yet: it starts from the name that they gave when they signed up.
pub fn first(session: Session) -> SaveDoctorProfile {
    let full_name = untrack(|| session.me()).map(|me| me.display_name.clone()).unwrap_or_default();
    SaveDoctorProfile { full_name, ..SaveDoctorProfile::default() }
}

/// Reads the form. What cannot be understood is noted and left out.
pub fn read(reading: &mut Reading<'_>) -> SaveDoctorProfile {
    let licence_year = reading.read("/licence_year", FieldCode::NotAYear, year);
    // Left blank, the server counts them from the year of the licence.
    let years_of_practice = reading
        .some("/years_of_practice")
        .and_then(|_| reading.read("/years_of_practice", FieldCode::NotANumber, |text| i32::try_from(whole_number(text)?).ok()));
    let value = |path: &str| reading.typed(path);
    let list = |path: &str| value(path).split(',').filter(|code| !code.is_empty()).map(ToOwned::to_owned).collect::<Vec<String>>();
    let on = |path: &str| value(path) == "true";
    SaveDoctorProfile {
        full_name: value("/full_name"),
        full_name_kana: value("/full_name_kana"),
        licence_number: value("/licence_number"),
        licence_year,
        specialties: list("/specialties").iter().filter_map(|code| code.parse().ok()).collect(),
        years_of_practice,
        employer: value("/employer"),
        phone: value("/phone"),
        wishes: DoctorWishes {
            prefectures: list("/wishes/prefectures"),
            employment: list("/wishes/employment").iter().filter_map(|code| code.parse().ok()).collect(),
            start: value("/wishes/start"),
            about: value("/wishes/about"),
        },
        disclosure: Disclosure {
            name: on("/disclosure/name"),
            employer: on("/disclosure/employer"),
            contact: on("/disclosure/contact"),
            specialties: on("/disclosure/specialties"),
            years: on("/disclosure/years"),
            wishes: on("/disclosure/wishes"),
        },
    }
}

/// The form's values for a profile.
pub fn write(profile: &SaveDoctorProfile) -> Vec<(&'static str, String)> {
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let on = |on: bool| if on { "true".to_owned() } else { String::new() };
    let specialties: Vec<&str> = profile.specialties.iter().copied().map(Specialty::code).collect();
    let employment: Vec<&str> = profile.wishes.employment.iter().copied().map(Employment::code).collect();
    let may = profile.disclosure;
    vec![
        ("/full_name", profile.full_name.clone()),
        ("/full_name_kana", profile.full_name_kana.clone()),
        ("/licence_number", profile.licence_number.clone()),
        ("/licence_year", number(profile.licence_year)),
        ("/specialties", specialties.join(",")),
        ("/years_of_practice", number(profile.years_of_practice)),
        ("/employer", profile.employer.clone()),
        ("/phone", profile.phone.clone()),
        ("/wishes/prefectures", profile.wishes.prefectures.join(",")),
        ("/wishes/employment", employment.join(",")),
        ("/wishes/start", profile.wishes.start.clone()),
        ("/wishes/about", profile.wishes.about.clone()),
        ("/disclosure/name", on(may.name)),
        ("/disclosure/employer", on(may.employer)),
        ("/disclosure/contact", on(may.contact)),
        ("/disclosure/specialties", on(may.specialties)),
        ("/disclosure/years", on(may.years)),
        ("/disclosure/wishes", on(may.wishes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> SaveDoctorProfile {
        SaveDoctorProfile {
            full_name: "山﨑 𠮷子".into(),
            full_name_kana: "ヤマザキ ヨシコ".into(),
            licence_number: "123456".into(),
            licence_year: Some(1998),
            specialties: vec![Specialty::Surgery, Specialty::EmergencyMedicine],
            years_of_practice: Some(27),
            wishes: DoctorWishes {
                prefectures: vec!["04".into(), "03".into()],
                employment: vec![Employment::PartTime],
                ..DoctorWishes::default()
            },
            ..SaveDoctorProfile::default()
        }
    }

    #[test]
    fn a_profile_comes_back_from_its_form_as_it_went_in() {
        let written = write(&profile());
        let value = |path: &str| written.iter().find(|(known, _)| *known == path).map(|(_, value)| value.clone()).unwrap();
        assert_eq!(read(&mut Reading::new(&value)), profile());
    }

    #[test]
    fn years_are_read_as_people_write_them() {
        let text = |path: &str| match path {
            "/licence_year" => "平成12年".to_owned(),
            "/years_of_practice" => "２６年".to_owned(),
            _ => String::new(),
        };
        let profile = read(&mut Reading::new(&text));
        assert_eq!((profile.licence_year, profile.years_of_practice), (Some(2000), Some(26)));
    }

    #[test]
    fn a_year_that_could_be_of_any_era_is_told_at_its_field() {
        let text = |path: &str| if path == "/licence_year" { "２６年".to_owned() } else { String::new() };
        let mut reading = Reading::new(&text);
        let profile = read(&mut reading);
        let errors = reading.errors(&profile);
        let of_year: Vec<_> = errors.iter().filter(|error| error.pointer == "/licence_year").map(|error| error.code).collect();
        assert_eq!(of_year, [FieldCode::NotAYear]);
    }
}

//! The profile as a form: each value is a text under its JSON pointer.

use domain::doctor::{Disclosure, DoctorWishes, SaveDoctorProfile};
use domain::institution::{Employment, Specialty};
use domain::text::digits;

/// Reads the form. What cannot be understood is left out, and the domain then says what is missing.
pub fn read(value: impl Fn(&str) -> String) -> SaveDoctorProfile {
    let list = |path: &str| value(path).split(',').filter(|code| !code.is_empty()).map(ToOwned::to_owned).collect::<Vec<String>>();
    let number = |path: &str| digits(value(path).trim()).parse().ok();
    let on = |path: &str| value(path) == "true";
    SaveDoctorProfile {
        full_name: value("/full_name"),
        full_name_kana: value("/full_name_kana"),
        licence_number: value("/licence_number"),
        licence_year: number("/licence_year"),
        specialties: list("/specialties").iter().filter_map(|code| code.parse().ok()).collect(),
        years_of_practice: number("/years_of_practice"),
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
        assert_eq!(read(value), profile());
    }

    #[test]
    fn full_width_digits_are_numbers() {
        let read = read(|path| if path == "/licence_year" { "１９９８".into() } else { String::new() });
        assert_eq!(read.licence_year, Some(1998));
        assert_eq!(read.years_of_practice, None);
    }
}

//! An institution in the words of schema.org, so that machines need not read the page.

use super::{labels, listing, localized};
use domain::{
    directory::Listing,
    geo::LatLng,
    institution::{InstitutionKind, Specialty},
    locale::Locale,
    region::prefecture_label,
    text::web_address,
};
use serde_json::{Map, Value, json};

/// The facts of a page at `address`. `place` is where the institution is, when that is known to the building.
pub fn facts(institution: &Listing, place: Option<LatLng>, address: &str, locale: Locale) -> Value {
    let (summary, profile) = (&institution.summary, &institution.profile);
    let page = localized(address, locale);
    let mut facts = Map::new();
    let mut say = |name: &str, value: Value| {
        if !matches!(&value, Value::String(text) if text.trim().is_empty()) && !matches!(&value, Value::Array(list) if list.is_empty()) {
            facts.insert(name.to_owned(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say(
        "@type",
        json!(match summary.kind {
            InstitutionKind::Hospital => "Hospital",
            InstitutionKind::Clinic => "MedicalClinic",
        }),
    );
    // One institution in both languages.
    say("@id", json!(format!("{address}#institution")));
    say("name", json!(listing::name(summary, locale)));
    let others = [&summary.name, &summary.name_kana, &summary.name_en].into_iter();
    let others: Vec<&String> = others.filter(|name| !name.trim().is_empty() && *name != listing::name(summary, locale)).collect();
    say("alternateName", json!(others));
    if summary.fictional {
        say("disambiguatingDescription", json!(labels::text("common.state.fictional", locale)));
    }
    say("description", json!(listing::description(institution, locale)));
    say("url", json!(page));
    say("mainEntityOfPage", json!(page));
    say("sameAs", json!(web_address(&profile.website).unwrap_or_default()));
    say("telephone", json!(international(&profile.phone)));
    say("address", postal_address(institution, locale));
    if let Some(place) = place {
        say("geo", json!({ "@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude }));
    }
    let specialties = summary.specialties.iter().filter_map(|specialty| medical_specialty(*specialty));
    let mut specialties: Vec<String> = specialties.map(|name| format!("https://schema.org/{name}")).collect();
    specialties.dedup();
    say("medicalSpecialty", json!(specialties));
    say("knowsAbout", json!(summary.specialties.iter().map(|specialty| specialty.label(locale)).collect::<Vec<_>>()));
    Value::Object(facts)
}

fn postal_address(institution: &Listing, locale: Locale) -> Value {
    let (summary, profile) = (&institution.summary, &institution.profile);
    let locality = match locale {
        Locale::En if !summary.municipality_name_en.is_empty() => &summary.municipality_name_en,
        _ => &summary.municipality_name,
    };
    let mut address = json!({
        "@type": "PostalAddress",
        "addressCountry": "JP",
        "addressRegion": prefecture_label(&summary.prefecture_code, locale),
        "addressLocality": locality,
    });
    // The rest is written in Japanese only.
    for (name, value) in [("postalCode", &profile.postal_code), ("streetAddress", &profile.address_line)] {
        if !value.trim().is_empty() {
            address[name] = json!(value);
        }
    }
    address
}

/// 022-123-4567 as the world calls it: +81-22-123-4567.
fn international(phone: &str) -> String {
    match phone.trim().strip_prefix('0') {
        Some(rest) => format!("+81-{rest}"),
        None => phone.trim().to_owned(),
    }
}

/// The member of schema.org's list that means the specialty; several of ours have none there.
fn medical_specialty(specialty: Specialty) -> Option<&'static str> {
    use Specialty as S;
    Some(match specialty {
        S::GeneralPractice => "PrimaryCare",
        S::RespiratoryMedicine => "Pulmonary",
        S::Cardiology | S::CardiovascularSurgery => "Cardiovascular",
        S::Gastroenterology => "Gastroenterologic",
        S::Nephrology => "Renal",
        S::Neurology => "Neurologic",
        S::DiabetesAndEndocrinology => "Endocrine",
        S::Hematology => "Hematologic",
        S::Rheumatology => "Rheumatologic",
        S::Pediatrics => "Pediatric",
        S::Psychiatry => "Psychiatric",
        S::Surgery => "Surgical",
        S::OrthopedicSurgery => "Musculoskeletal",
        S::PlasticSurgery => "PlasticSurgery",
        S::Dermatology => "Dermatology",
        S::Urology => "Urologic",
        S::ObstetricsAndGynecology => "Obstetric",
        S::Otorhinolaryngology => "Otolaryngologic",
        S::Rehabilitation => "Physiotherapy",
        S::Radiology => "Radiography",
        S::Anesthesiology => "Anesthesia",
        S::EmergencyMedicine => "Emergency",
        S::InternalMedicine | S::Neurosurgery | S::Ophthalmology | S::PalliativeCare | S::HomeCare | S::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::international;

    #[test]
    fn numbers_are_said_as_the_world_dials_them() {
        assert_eq!(international("022-123-4567"), "+81-22-123-4567");
        assert_eq!(international("+81 3 5283 7441"), "+81 3 5283 7441");
        assert_eq!(international(""), "");
    }
}

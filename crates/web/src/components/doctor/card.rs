//! Everything that a doctor's card may say, line by line; what is not seen says so.

use crate::components::common::Multiline;
use crate::components::listing::{employment_text, specialty_text};
use crate::components::ui::data_list;
use crate::i18n::locale;
use crate::t;
use domain::doctor::{DoctorCard, DoctorWishes};
use domain::region::prefecture_label;
use leptos::prelude::*;

/// The card as a list of terms.
pub fn doctor_card(card: &DoctorCard) -> AnyView {
    if card.departed {
        return view! { <p>{t!(doctor.card.departed_text)}</p> }.into_any();
    }
    let absent = if card.identity_shared { t!(doctor.card.blank) } else { t!(doctor.card.hidden) };
    let line = |value: Option<String>| match value.filter(|value| !value.is_empty()) {
        Some(value) => value.into_any(),
        None => view! { <span class="doctor-card__hidden">{absent}</span> }.into_any(),
    };
    let name = card.full_name.clone().map(|name| match card.full_name_kana.as_deref().unwrap_or_default() {
        "" => name,
        kana => t!(doctor.card.with_kana, name = name, kana = kana),
    });
    let rows = vec![
        (t!(doctor.card.name), line(name)),
        (t!(doctor.card.licence_number), line(card.licence_number.clone())),
        (t!(doctor.card.employer), line(card.employer.clone())),
        (t!(doctor.card.email), line(card.email.clone())),
        (t!(doctor.card.phone), line(card.phone.clone())),
        (t!(doctor.card.specialties), line(card.specialties.as_deref().map(specialty_text))),
        (t!(doctor.card.licence_year), line(card.licence_year.map(|year| t!(doctor.card.year, year = year)))),
        (t!(doctor.card.licence_status), line(card.licence_status.map(|status| status.label(locale()).to_owned()))),
        (t!(doctor.card.years), line(card.years_of_practice.map(|years| t!(doctor.card.years_count, count = years)))),
        (t!(doctor.card.wishes), card.wishes.as_ref().map_or_else(|| line(None), wishes)),
    ];
    view! { <div class="doctor-card">{data_list(rows)}</div> }.into_any()
}

fn wishes(wishes: &DoctorWishes) -> AnyView {
    let places: Vec<String> = wishes.prefectures.iter().map(|code| prefecture_label(code, locale())).collect();
    let places = if places.is_empty() { t!(doctor.card.anywhere).to_owned() } else { places.join(t!(directory.card.separator)) };
    let employment = if wishes.employment.is_empty() { t!(doctor.card.undecided).to_owned() } else { employment_text(&wishes.employment) };
    let start = (!wishes.start.is_empty()).then(|| view! { <p>{t!(doctor.card.start, start = wishes.start)}</p> });
    let about = (!wishes.about.is_empty()).then(|| view! { <Multiline text=wishes.about.clone()/> });
    view! {
        <p>{t!(doctor.card.places, places = places)}</p>
        <p>{t!(doctor.card.employment, employment = employment)}</p>
        {start}
        {about}
    }
    .into_any()
}

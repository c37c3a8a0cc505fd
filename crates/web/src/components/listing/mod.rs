//! An institution in words: in the directory, on its page, and wherever it is named.

mod card;
mod marked;

pub use card::listing_card;
pub use marked::marked;

use crate::components::ui::{Tag, Tone};
use crate::i18n::{Locale, locale};
use crate::{paths, t};
use domain::directory::ListingSummary;
use domain::ids::InstitutionId;
use domain::institution::{Employment, Specialty};
use domain::region::prefecture_label;
use leptos::prelude::*;

/// The institution's name in the page's language, where it has one.
pub fn listing_name(listing: &ListingSummary) -> String {
    locale().name(&listing.name, &listing.name_en).to_owned()
}

/// Prefecture and municipality.
pub fn listing_place(listing: &ListingSummary) -> String {
    place_name(&listing.prefecture_code, &listing.municipality_name, &listing.municipality_name_en)
}

/// Prefecture and municipality; not every municipality has an English name.
pub fn place_name(prefecture: &str, municipality: &str, municipality_en: &str) -> String {
    let prefecture = prefecture_label(prefecture, locale());
    match locale() {
        Locale::Ja => prefecture + municipality,
        Locale::En => locale().name(municipality, municipality_en).to_owned() + ", " + &prefecture,
    }
}

/// The language of a name that has no English one, where the page's is English.
pub fn untranslated(name_en: &str) -> Option<&'static str> {
    if name_en.is_empty() { written_in() } else { None }
}

/// Full-time, part-time or both.
pub fn employment_text(employment: &[Employment]) -> String {
    let words: Vec<&str> = employment.iter().map(|one| one.label(locale())).collect();
    words.join(t!(directory.card.and))
}

/// Specialties, one beside the other.
pub fn specialty_text(specialties: &[Specialty]) -> String {
    let words: Vec<&str> = specialties.iter().map(|one| one.label(locale())).collect();
    words.join(t!(directory.card.separator))
}

/// The language in which institutions write about themselves, where it is not the page's own: a screen reader then changes its voice.
pub fn written_in() -> Option<&'static str> {
    (locale() == Locale::En).then_some("ja")
}

/// An institution by its name alone: a link where it has a public page, marked where it has none yet.
pub fn institution_name(id: InstitutionId, name: &str, listed: bool) -> AnyView {
    let name = name.to_owned();
    if listed {
        view! { <a href=paths::listing(id) lang=written_in()>{name}</a> }.into_any()
    } else if name.is_empty() {
        t!(support.plan.unlisted).into_any()
    } else {
        view! { <span lang=written_in()>{name}</span>" "<Tag>{t!(support.plan.not_listed)}</Tag> }.into_any()
    }
}

/// 指導・相談あり
pub fn guidance_tag(offered: bool) -> AnyView {
    offered.then(|| view! { <Tag tone=Tone::Success>{t!(directory.card.guidance)}</Tag> }).into_any()
}

//! An institution in the directory.

use super::{employment_text, guidance_tag, listing_name, listing_place, marked, untranslated, written_in};
use crate::components::common::FictionalTag;
use crate::components::ui::Tag;
use crate::i18n::{Locale, locale};
use crate::{paths, t};
use domain::directory::{FoundListing, ListingSummary, PositionPrecision, SPECIALTIES_ON_CARD};
use domain::geo::distance_text;
use domain::region::prefecture_label;
use domain::search::{Words, marks};
use leptos::prelude::*;

/// One institution of the list, with the words marked that it was found by; the whole card leads to its page. `own` is what the reader did with it.
pub fn listing_card(found: &FoundListing, words: &Words, own: AnyView) -> AnyView {
    let listing = &found.summary;
    let more = listing.specialties.len().saturating_sub(SPECIALTIES_ON_CARD);
    // What was looked for is named first: it is why the institution is here.
    let mut specialties = listing.specialties.clone();
    specialties.sort_by_key(|one| marks(one.label(Locale::Ja), words).is_empty());
    let specialties =
        specialties.into_iter().take(SPECIALTIES_ON_CARD).map(|one| view! { <li>{marked(one.label(locale()), words)}</li> }).collect_view();
    let area = listing.area(locale()).map(|area| {
        let text = t!(directory.card.area, area = area);
        view! { <span class="listing-card__area">{text}</span> }
    });
    let kind = listing.kind.label(locale());
    let employment = employment_text(&listing.employment);
    let name = listing_name(listing);
    let also = other_name(listing, &name, words).map(|also| view! { <p class="listing-card__also" lang="ja">{marked(also, words)}</p> });
    let excerpt = found.excerpt.as_ref().map(|excerpt| {
        view! { <p class="listing-card__excerpt" lang=written_in()>{marked(excerpt, words)}</p> }
    });
    let restricted = found.restricted.as_ref().map(|hit| {
        let title = t!(directory.card.restricted, section = hit.section.label(locale()));
        view! {
            <p class="listing-card__excerpt listing-card__excerpt--restricted">
                <span class="listing-card__section">{title}</span><span lang=written_in()>{marked(&hit.excerpt, words)}</span>
            </p>
        }
    });
    view! {
        <article class="card card--link listing-card">
            <ul class="tags">
                {own}
                <li><Tag>{kind}</Tag></li>
                <li><Tag>{employment}</Tag></li>
                {listing.guidance_offered.then(|| view! { <li>{guidance_tag(true)}</li> })}
                {listing.fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <h3 class="card__title"><a lang=untranslated(&listing.name_en) href=paths::listing(listing.institution_id)>{marked(&name, words)}</a></h3>
            {also}
            {distance(found)}
            <p class="listing-card__place">{place(found, words)}{area}</p>
            <p class="listing-card__headline" lang=written_in()>{marked(&listing.headline, words)}</p>
            {excerpt}
            {restricted}
            <ul class="listing-card__specialties" aria-label=t!(directory.filter.specialties)>
                {specialties}
                {(0 < more).then(|| view! { <li>{t!(directory.card.more, count = more)}</li> })}
            </ul>
        </article>
    }
    .into_any()
}

/// A name by which it was found and that is not its title: the reading, or the one in the other language.
fn other_name<'a>(listing: &'a ListingSummary, title: &str, words: &Words) -> Option<&'a str> {
    if !marks(title, words).is_empty() {
        return None;
    }
    [&listing.name, &listing.name_kana, &listing.name_en].into_iter().map(String::as_str).find(|name| !marks(name, words).is_empty())
}

/// Where it is; the whole address, as it is written, where the words stand in that.
fn place(found: &FoundListing, words: &Words) -> AnyView {
    let Some(line) = &found.address_line else { return marked(&listing_place(&found.summary), words) };
    let address = prefecture_label(&found.summary.prefecture_code, Locale::Ja) + &found.summary.municipality_name + line;
    view! { <span lang=written_in()>{marked(&address, words)}</span> }.into_any()
}

fn distance(found: &FoundListing) -> Option<AnyView> {
    let distance = distance_text(found.distance_m?);
    let text = match found.distance_precision {
        Some(PositionPrecision::Municipality) => t!(directory.card.distance_to_middle, distance = distance),
        Some(PositionPrecision::Exact) | None => t!(directory.card.distance, distance = distance),
    };
    Some(view! { <p class="listing-card__distance">{text}</p> }.into_any())
}

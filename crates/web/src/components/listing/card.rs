//! An institution in the directory.

use super::{employment_text, guidance_tag, listing_name, listing_place, written_in};
use crate::components::common::FictionalTag;
use crate::components::ui::Tag;
use crate::i18n::locale;
use crate::{paths, t};
use domain::directory::ListingSummary;
use leptos::prelude::*;

/// Specialties that a card names; the page has them all.
const SHOWN: usize = 5;

/// One institution of the list; the whole card leads to its page.
#[component]
pub fn ListingCard(listing: ListingSummary) -> impl IntoView {
    let more = listing.specialties.len().saturating_sub(SHOWN);
    let specialties = listing.specialties.iter().take(SHOWN).map(|one| view! { <li>{one.label(locale())}</li> }).collect_view();
    let area = listing.area_name.clone().map(|area| {
        let text = t!(directory.card.area, area = area);
        view! { <span class="listing-card__area">{text}</span> }
    });
    let kind = listing.kind.label(locale());
    let employment = employment_text(&listing.employment);
    view! {
        <article class="card card--link listing-card">
            <ul class="tags">
                <li><Tag>{kind}</Tag></li>
                <li><Tag>{employment}</Tag></li>
                {listing.guidance_offered.then(|| view! { <li>{guidance_tag(true)}</li> })}
                {listing.fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <h3 class="card__title"><a href=paths::listing(listing.institution_id)>{listing_name(&listing)}</a></h3>
            <p class="listing-card__place">{listing_place(&listing)}{area}</p>
            <p class="listing-card__headline" lang=written_in()>{listing.headline.clone()}</p>
            <ul class="listing-card__specialties" aria-label=t!(directory.filter.specialties)>
                {specialties}
                {(0 < more).then(|| view! { <li>{t!(directory.card.more, count = more)}</li> })}
            </ul>
        </article>
    }
}

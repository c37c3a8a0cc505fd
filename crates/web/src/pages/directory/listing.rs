//! An institution's public page.

use super::block::block_section;
use super::inquiry_cta::InquiryCta;
use super::openings::openings_of;
use super::relation::Visited;
use super::restricted::Restricted;
use crate::client;
use crate::components::common::{DateText, FictionalTag, Multiline, Page, crumb, share_button};
use crate::components::listing::{employment_text, guidance_tag, listing_name, listing_place, specialty_text, written_in};
use crate::components::support::institution_panel;
use crate::components::ui::{Tag, data_list};
use crate::i18n::{self, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::directory::Listing;
use domain::institution::InstitutionKind;
use domain::region::prefecture_label;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page that everybody may read, with what only doctors see below.
#[component]
pub fn ListingPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let asked = id.clone();
    let listing = Query::new(move || {
        let id = asked.clone();
        async move { client::directory::get_institution(&id).await }
    });
    let title =
        Signal::derive(move || listing.get().map_or_else(|| t!(directory.listing.title).to_owned(), |found| listing_name(&found.summary)));
    let id = StoredValue::new(id);
    view! {
        <Page title=title trail=vec![crumb(t!(directory.list.title), paths::DIRECTORY)] wide=true>
            {listing.view(14, move |listing| {
                Visited::provide(id.get_value(), listing_name(&listing.summary));
                view! {
                    {head(&listing)}
                    <div class="listing">
                        <div class="listing__ask no-print"><InquiryCta/></div>
                        <div class="listing__main">
                            {article(&listing)}
                            {openings_of(id.get_value())}
                            <Restricted/>
                            {institution_panel(id.get_value())}
                            {block_section()}
                        </div>
                        {facts(&listing)}
                    </div>
                    <div class="directory__onward no-print">
                        <a class="button button--outline button--compact" href=paths::DIRECTORY>{t!(directory.listing.all)}</a>
                        <a class="button button--text button--compact" href=paths::contact_about(&id.get_value())>{t!(directory.listing.report)}</a>
                        {share_button()}
                    </div>
                }
                .into_any()
            })}
        </Page>
    }
}

fn head(listing: &Listing) -> AnyView {
    let summary = &listing.summary;
    let (kind, employment) = (summary.kind.label(locale()), employment_text(&summary.employment));
    view! {
        <div class="listing__head">
            <p class="listing__place">{listing_place(summary)}</p>
            <ul class="tags">
                <li><Tag>{kind}</Tag></li>
                <li><Tag>{employment}</Tag></li>
                {summary.guidance_offered.then(|| view! { <li>{guidance_tag(true)}</li> })}
                {summary.fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <p class="listing__headline" lang=written_in()>{summary.headline.clone()}</p>
        </div>
    }
    .into_any()
}

fn article(listing: &Listing) -> AnyView {
    let profile = &listing.profile;
    let sections = profile
        .texts()
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(section, text)| view! { <h2>{section.label(locale())}</h2><div lang=written_in()><Multiline text=text.to_owned()/></div> })
        .collect_view();
    view! {
        <article class="prose listing__article">
            {written_in().map(|_| view! { <p class="small">{t!(directory.listing.in_japanese)}</p> })}
            {sections}
        </article>
    }
    .into_any()
}

fn facts(listing: &Listing) -> AnyView {
    let (summary, profile) = (&listing.summary, &listing.profile);
    let text = |text: &str| text.to_owned().into_any();
    let address = String::from("〒")
        + &profile.postal_code
        + "\n"
        + &prefecture_label(&summary.prefecture_code, i18n::Locale::Ja)
        + &summary.municipality_name
        + &profile.address_line;
    let mut rows =
        vec![(t!(directory.listing.place), view! { <address class="multiline" lang=written_in()>{address}</address> }.into_any())];
    if let Some(area) = summary.area(locale()) {
        rows.push((t!(directory.listing.area), text(area)));
    }
    rows.push((t!(registration.field.kind), text(summary.kind.label(locale()))));
    match (profile.beds.filter(|beds| *beds > 0), summary.kind) {
        (Some(beds), _) => rows.push((t!(registration.field.beds), t!(directory.listing.beds_count, count = beds).into_any())),
        (None, InstitutionKind::Clinic) => rows.push((t!(registration.field.beds), text(t!(directory.listing.no_beds)))),
        (None, InstitutionKind::Hospital) => {}
    }
    rows.push((t!(registration.field.specialties), specialty_text(&summary.specialties).into_any()));
    rows.push((t!(directory.listing.employment), employment_text(&summary.employment).into_any()));
    let offered = if summary.guidance_offered { t!(directory.listing.offered) } else { t!(directory.listing.not_offered) };
    rows.push((t!(directory.listing.guidance_offered), text(offered)));
    let supervising = if profile.supervising_doctor { t!(directory.listing.present) } else { t!(directory.listing.absent) };
    rows.push((t!(directory.listing.supervising_doctor), text(supervising)));
    if profile.programme_support {
        rows.push((t!(directory.listing.programme_support), text(t!(directory.listing.programme_supported))));
    }
    if !profile.phone.is_empty() {
        rows.push((t!(directory.listing.phone), phone(&profile.phone)));
    }
    if let Some(website) = domain::text::web_address(&profile.website) {
        let shown = website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
        let link = view! { <a href=website rel="noopener external">{shown}</a>{t!(directory.listing.external)} };
        rows.push((t!(registration.field.website), link.into_any()));
    }
    rows.push((t!(directory.listing.published), view! { <DateText day=summary.published_on/> }.into_any()));
    rows.push((t!(directory.listing.updated), view! { <DateText day=domain::time::japan_date(listing.updated_at)/> }.into_any()));
    view! {
        <section class="listing__facts" aria-labelledby="listing-facts">
            <h2 id="listing-facts" class="listing__facts-title">{t!(directory.listing.facts)}</h2>
            {data_list(rows)}
        </section>
    }
    .into_any()
}

/// A telephone number that can be called.
pub fn phone(number: &str) -> AnyView {
    view! { <a class="number" href=String::from("tel:") + number>{number.to_owned()}</a> }.into_any()
}

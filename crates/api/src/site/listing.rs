//! What is said about an institution's page: nothing that the page does not show.

use super::{head::Head, json_ld, labels};
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::directory::{query, search},
};
use domain::{
    directory::{Listing, ListingSummary},
    ids::InstitutionId,
    locale::Locale,
    problem::ProblemCode,
    region::prefecture_label,
};

/// What everybody may read of an institution; nothing when it is not listed now.
///
/// # Errors
/// When the database fails.
pub async fn read(state: &AppState, id: InstitutionId) -> ApiResult<Option<Listing>> {
    if let Some(page) = search::page(state, id)? {
        return serde_json::from_str(&page).map(Some).map_err(ApiError::internal);
    }
    match query::get(&state.db, id).await {
        Ok(listing) => Ok(Some(listing)),
        Err(ApiError::Problem { code: ProblemCode::NotFound, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The head of an institution's page.
///
/// # Errors
/// When the database fails.
pub async fn head(state: &AppState, listing: &Listing, locale: Locale) -> ApiResult<Head> {
    let id = listing.summary.institution_id;
    let place = query::exact_place(&state.db, id).await?;
    let address = address(id);
    let mut head = Head::public(locale, &address, title(&listing.summary, locale), description(listing, locale));
    head.indexed = !listing.summary.fictional;
    head.facts = Some(json_ld::facts(listing, place, &format!("{}{address}", state.config.public_url), locale));
    Ok(head)
}

/// Where an institution's page is on this site.
pub fn address(id: InstitutionId) -> String {
    routes::listing(id)
}

/// The name in the language; one that is made up says so.
pub fn title(summary: &ListingSummary, locale: Locale) -> String {
    marked(name(summary, locale), summary.fictional, locale)
}

/// A name or a title; of what is made up, that is said.
pub fn marked(name: &str, fictional: bool, locale: Locale) -> String {
    match (fictional, locale) {
        (false, _) => name.to_owned(),
        (true, Locale::Ja) => format!("{name}（{}）", labels::text("common.state.fictional", locale)),
        (true, Locale::En) => format!("{name} ({})", labels::text("common.state.fictional", locale)),
    }
}

/// The name in the language, where it has one.
pub fn name(summary: &ListingSummary, locale: Locale) -> &str {
    if locale == Locale::En && !summary.name_en.trim().is_empty() { &summary.name_en } else { &summary.name }
}

/// Prefecture and municipality.
pub fn place(summary: &ListingSummary, locale: Locale) -> String {
    place_of(&summary.prefecture_code, &summary.municipality_name, &summary.municipality_name_en, locale)
}

/// Prefecture and municipality by their code and names.
pub fn place_of(prefecture_code: &str, municipality: &str, municipality_en: &str, locale: Locale) -> String {
    let prefecture = prefecture_label(prefecture_code, locale);
    match locale {
        Locale::Ja => format!("{prefecture}{municipality}"),
        Locale::En if municipality_en.is_empty() => format!("{municipality}, {prefecture}"),
        Locale::En => format!("{municipality_en}, {prefecture}"),
    }
}

/// Place, kind and specialties; in Japanese also the institution's own sentence, which is in no other language.
pub fn description(listing: &Listing, locale: Locale) -> String {
    let summary = &listing.summary;
    let specialties: Vec<&str> = summary.specialties.iter().map(|specialty| specialty.label(locale)).collect();
    let (place, kind) = (place(summary, locale), summary.kind.label(locale));
    match locale {
        Locale::Ja => format!("{}（{place}の{kind}、{}）", summary.headline, specialties.join("・")),
        Locale::En => format!("{kind} in {place}. {}.", specialties.join(", ")),
    }
}

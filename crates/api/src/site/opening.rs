//! What is said about an opening's page: nothing that the page does not show.

use super::{head::Head, labels, listing, localized, pages};
use crate::{
    app::AppState,
    ctx::{Actor, Ctx},
    error::{ApiError, ApiResult},
    features::opening,
};
use domain::{
    ids::OpeningId,
    locale::Locale,
    money::Yen,
    opening::{Engagement, OpeningContent, PayUnit, PublishedOpening},
    problem::ProblemCode,
    region::prefecture_label,
    time::japan_date,
};
use serde_json::{Map, Value, json};

/// An opening as visitors read it.
///
/// # Errors
/// `opening_closed`, `not_found`.
pub async fn read(state: &AppState, id: OpeningId) -> ApiResult<PublishedOpening> {
    let visitor = Ctx { actor: Actor::Visitor, ..Ctx::system("get_opening", state.clock.now(), state.ids.clone()) };
    opening::published(&state.db, &visitor, id).await
}

/// Whether a failure says that the opening was there and is not shown now.
pub fn is_closed(error: &ApiError) -> bool {
    matches!(error, ApiError::Problem { code: ProblemCode::OpeningClosed, .. })
}

/// The head of an opening's page.
pub fn head(state: &AppState, opening: &PublishedOpening, locale: Locale) -> Head {
    let address = routes::opening(opening.id);
    let title = listing::marked(&opening.content.title, opening.fictional, locale);
    let mut head = Head::public(locale, &address, title, description(opening, locale));
    head.indexed = !opening.fictional;
    head.facts = Some(facts(opening, &format!("{}{address}", state.config.public_url), locale));
    head
}

/// The head of the page of one that was there and is not shown now.
pub fn closed_head(locale: Locale) -> Head {
    let (title, description) = ("opening.page.closed_title", "opening.page.closed_text");
    let text = |key| labels::text(key, locale).to_owned();
    Head { title: text(title), description: text(description), ..Head::unlisted(locale) }
}

fn description(opening: &PublishedOpening, locale: Locale) -> String {
    let content = &opening.content;
    let specialties: Vec<&str> = content.specialties.iter().map(|specialty| specialty.label(locale)).collect();
    let parts = [
        locale.name(&opening.institution_name, &opening.institution_name_en).to_owned(),
        place(opening, locale),
        content.engagement.map(|one| one.label(locale)).unwrap_or_default().to_owned(),
        specialties.join(labels::text("directory.card.separator", locale)),
        pages::pay(content.pay_unit, content.pay_from, content.pay_to, locale),
    ];
    parts.join(" / ")
}

/// Prefecture and municipality.
pub fn place(opening: &PublishedOpening, locale: Locale) -> String {
    listing::place_of(&opening.prefecture_code, &opening.municipality_name, &opening.municipality_name_en, locale)
}

/// The opening in the words of schema.org.
fn facts(opening: &PublishedOpening, address: &str, locale: Locale) -> Value {
    let content = &opening.content;
    let mut facts = Map::new();
    let mut say = |name: &str, value: Value| drop(facts.insert(name.to_owned(), value));
    say("@context", json!("https://schema.org"));
    say("@type", json!("JobPosting"));
    say("@id", json!(format!("{address}#opening")));
    say("url", json!(localized(address, locale)));
    say("title", json!(content.title));
    say("description", json!(words(content)));
    say("datePosted", json!(japan_date(opening.posted_at)));
    say("validThrough", json!(format!("{}T23:59:59+09:00", opening.valid_until)));
    say("identifier", json!({ "@type": "PropertyValue", "name": labels::text("common.site.name", locale), "value": opening.id }));
    say("hiringOrganization", json!({ "@type": "Organization", "name": content.recruiter }));
    let locality = locale.name(&opening.municipality_name, &opening.municipality_name_en);
    let place = json!({
        "@type": "PostalAddress",
        "addressCountry": "JP",
        "addressRegion": prefecture_label(&opening.prefecture_code, locale),
        "addressLocality": locality,
        "streetAddress": content.workplace,
    });
    say("jobLocation", json!({ "@type": "Place", "address": place }));
    if let Some(engagement) = content.engagement {
        say(
            "employmentType",
            json!(match engagement {
                Engagement::FullTime => "FULL_TIME",
                Engagement::PartTime => "PART_TIME",
                Engagement::Substitute | Engagement::ShortStay => "TEMPORARY",
            }),
        );
    }
    if let Some(salary) = salary(content) {
        say("baseSalary", salary);
    }
    if opening.fictional {
        say("disambiguatingDescription", json!(labels::text("common.state.fictional", locale)));
    }
    Value::Object(facts)
}

/// The pay, where an amount is stated for a unit that schema.org has a word for.
fn salary(content: &OpeningContent) -> Option<Value> {
    let unit = match content.pay_unit? {
        PayUnit::Year => "YEAR",
        PayUnit::Month => "MONTH",
        PayUnit::Day => "DAY",
        PayUnit::HalfDay => return None,
    };
    let amount = |amount: Option<Yen>| amount.map(|Yen(amount)| amount);
    let value = match (amount(content.pay_from), amount(content.pay_to)) {
        (Some(from), Some(to)) if from != to => json!({ "minValue": from, "maxValue": to }),
        (Some(one), Some(_)) => json!({ "value": one }),
        (Some(from), None) => json!({ "minValue": from }),
        (None, Some(to)) => json!({ "maxValue": to }),
        (None, None) => return None,
    };
    let mut value = value;
    value["@type"] = json!("QuantitativeValue");
    value["unitText"] = json!(unit);
    Some(json!({ "@type": "MonetaryAmount", "currency": "JPY", "value": value }))
}

/// What the work is, as the page shows it.
fn words(content: &OpeningContent) -> String {
    let texts = [&content.duties, &content.duties_range, &content.hours, &content.pay_by_agreement, &content.pay_note];
    texts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

//! An institution's page: what everybody may read of it.

use super::super::{
    card::employment_text,
    labels, listing,
    template::{Body, Frame, Link},
};
use super::opening::{Offered, offered};
use domain::{
    directory::Listing,
    institution::InstitutionKind,
    locale::Locale,
    opening::OpeningSummary,
    region::prefecture_label,
    text::web_address,
    time::{full_day_text, japan_date},
};
use serde::Serialize;

/// What the template of the page shows.
#[derive(Serialize)]
struct Page<'a> {
    place: String,
    kind: &'static str,
    employment: String,
    guidance: bool,
    fictional: bool,
    headline: &'a str,
    /// Headings with what the institution wrote below them.
    sections: Vec<(&'static str, &'a str)>,
    facts: Vec<Fact>,
    openings: Vec<Offered>,
    /// Where somebody reports that the page is wrong.
    report: String,
    sign_in: String,
    sign_up: String,
}

/// A fact with its name.
#[derive(Serialize)]
struct Fact {
    name: &'static str,
    text: String,
    /// Where it leads; blank for plain words.
    href: String,
    /// What sort of thing it is: the template shows addresses, numbers, days and pages elsewhere each in its way.
    form: &'static str,
}

/// The page of a listing, with the openings that its institution offers now.
pub fn body(found: &Listing, openings: &[OpeningSummary], locale: Locale) -> Body {
    let (summary, profile) = (&found.summary, &found.profile);
    let word = |key: &str| labels::text(key, locale);
    let sections = profile.texts().into_iter().filter(|(_, text)| !text.trim().is_empty());
    let page = Page {
        place: listing::place(summary, locale),
        kind: summary.kind.label(locale),
        employment: employment_text(&summary.employment, locale),
        guidance: summary.guidance_offered,
        fictional: summary.fictional,
        headline: &summary.headline,
        sections: sections.map(|(section, text)| (section.label(locale), text)).collect(),
        facts: facts(found, locale),
        openings: openings.iter().map(|one| offered(one, locale)).collect(),
        report: format!("{}?institution={}", routes::CONTACT, summary.institution_id),
        sign_up: format!("{}?institution={}", routes::SIGN_UP_DOCTOR, summary.institution_id),
        sign_in: format!("{}?next={}", routes::SIGN_IN, encoded(&listing::address(summary.institution_id))),
    };
    let frame = Frame {
        title: locale.name(&summary.name, &summary.name_en).to_owned(),
        trail: vec![Link::new(word("directory.list.title"), routes::DIRECTORY)],
        wide: true,
        ..Frame::default()
    };
    Body::new("institution", frame, page)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Facts that have the name of their field in the form.
const FIELDS: [&str; 4] = ["kind", "beds", "specialties", "website"];

fn facts(found: &Listing, locale: Locale) -> Vec<Fact> {
    let (summary, profile) = (&found.summary, &found.profile);
    let word = |key: &str| labels::text(key, locale);
    let mut facts = Vec::new();
    let mut add = |key: &str, form, text: String, href: String| {
        // What the form asks for is called the same here.
        let home = if FIELDS.contains(&key) { "registration.field" } else { "directory.listing" };
        facts.push(Fact { name: labels::text(&format!("{home}.{key}"), locale), text, href, form });
    };
    let plain = String::new;
    let prefecture = prefecture_label(&summary.prefecture_code, Locale::Ja);
    let address = format!("〒{}\n{prefecture}{}{}", profile.postal_code, summary.municipality_name, profile.address_line);
    add("place", "address", address, plain());
    if let Some(area) = summary.area(locale) {
        add("area", "text", area.to_owned(), plain());
    }
    add("kind", "text", summary.kind.label(locale).to_owned(), plain());
    match (profile.beds.filter(|beds| *beds > 0), summary.kind) {
        (Some(beds), _) => add("beds", "text", labels::fill("directory.listing.beds_count", locale, &[("count", &beds)]), plain()),
        (None, InstitutionKind::Clinic) => add("beds", "text", word("directory.listing.no_beds").to_owned(), plain()),
        (None, InstitutionKind::Hospital) => {}
    }
    let specialties: Vec<&str> = summary.specialties.iter().map(|one| one.label(locale)).collect();
    add("specialties", "text", specialties.join(word("directory.card.separator")), plain());
    add("employment", "text", employment_text(&summary.employment, locale), plain());
    let offered = if summary.guidance_offered { "directory.listing.offered" } else { "directory.listing.not_offered" };
    add("guidance_offered", "text", word(offered).to_owned(), plain());
    let supervising = if profile.supervising_doctor { "directory.listing.present" } else { "directory.listing.absent" };
    add("supervising_doctor", "text", word(supervising).to_owned(), plain());
    if profile.programme_support {
        add("programme_support", "text", word("directory.listing.programme_supported").to_owned(), plain());
    }
    if !profile.phone.is_empty() {
        add("phone", "phone", profile.phone.clone(), format!("tel:{}", profile.phone));
    }
    if let Some(website) = web_address(&profile.website) {
        let shown = website.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
        add("website", "website", shown, website);
    }
    let (published, updated) = (summary.published_on, japan_date(found.updated_at));
    add("published", "day", full_day_text(published, locale), published.to_string());
    add("updated", "day", full_day_text(updated, locale), updated.to_string());
    facts
}

//! An institution in a list, as the client's card shows it.

use super::{labels, listing};
use domain::{
    directory::{FoundListing, ListingSummary, PositionPrecision, SPECIALTIES_ON_CARD},
    geo::distance_text,
    institution::Employment,
    locale::Locale,
    region::prefecture_label,
    search::{Words, marks},
};
use serde::Serialize;

/// A part of a text, and whether it is one of the words looked for.
pub type Part = (bool, String);

/// What the template of a card shows.
#[derive(Debug, Serialize)]
pub struct Card {
    href: String,
    name: Vec<Part>,
    /// The language of the name, where it is not the page's.
    name_lang: Option<&'static str>,
    /// A name by which it was found and that is not its title.
    also: Option<Vec<Part>>,
    distance: Option<String>,
    place: Vec<Part>,
    /// The whole address as it is written, where the words stand in it.
    address: Option<Vec<Part>>,
    area: Option<String>,
    kind: &'static str,
    employment: String,
    guidance: bool,
    fictional: bool,
    headline: Vec<Part>,
    excerpt: Option<Vec<Part>>,
    specialties: Vec<Vec<Part>>,
    /// How many specialties are not named.
    more: usize,
}

impl Card {
    /// The card of a row with the words marked that it was found by.
    pub fn new(found: &FoundListing, words: &Words, locale: Locale) -> Self {
        let summary = &found.summary;
        let name = locale.name(&summary.name, &summary.name_en);
        // What was looked for is named first: it is why the institution is here.
        let mut specialties = summary.specialties.clone();
        specialties.sort_by_key(|one| marks(one.label(Locale::Ja), words).is_empty());
        let address = found.address_line.as_ref().map(|line| {
            let address = prefecture_label(&summary.prefecture_code, Locale::Ja) + &summary.municipality_name + line;
            marked(&address, words)
        });
        Card {
            href: listing::address(summary.institution_id),
            name: marked(name, words),
            name_lang: (locale == Locale::En && summary.name_en.is_empty()).then_some("ja"),
            also: other_name(summary, name, words).map(|also| marked(also, words)),
            distance: distance(found, locale),
            place: marked(&listing::place(summary, locale), words),
            address,
            area: summary.area(locale).map(ToOwned::to_owned),
            kind: summary.kind.label(locale),
            employment: employment_text(&summary.employment, locale),
            guidance: summary.guidance_offered,
            fictional: summary.fictional,
            headline: marked(&summary.headline, words),
            excerpt: found.excerpt.as_ref().map(|excerpt| marked(excerpt, words)),
            more: specialties.len().saturating_sub(SPECIALTIES_ON_CARD),
            specialties: specialties.iter().take(SPECIALTIES_ON_CARD).map(|one| marked(one.label(locale), words)).collect(),
        }
    }
}

/// A text with the words apart.
fn marked(text: &str, words: &Words) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    for range in marks(text, words) {
        parts.push((false, text[at..range.start].to_owned()));
        parts.push((true, text[range.clone()].to_owned()));
        at = range.end;
    }
    parts.push((false, text[at..].to_owned()));
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

/// Full-time, part-time or both.
pub fn employment_text(employment: &[Employment], locale: Locale) -> String {
    let labels: Vec<&str> = employment.iter().map(|one| one.label(locale)).collect();
    labels.join(labels::text("directory.card.and", locale))
}

fn other_name<'a>(summary: &'a ListingSummary, title: &str, words: &Words) -> Option<&'a str> {
    if !marks(title, words).is_empty() {
        return None;
    }
    [&summary.name, &summary.name_kana, &summary.name_en].into_iter().map(String::as_str).find(|name| !marks(name, words).is_empty())
}

fn distance(found: &FoundListing, locale: Locale) -> Option<String> {
    let distance = distance_text(found.distance_m?);
    let key = match found.distance_precision {
        Some(PositionPrecision::Municipality) => "directory.card.distance_to_middle",
        Some(PositionPrecision::Exact) | None => "directory.card.distance",
    };
    Some(labels::fill(key, locale, &[("distance", &distance)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_stand() {
        let words = Words::parse("病院").unwrap();
        let part = |found, text: &str| (found, text.to_owned());
        assert_eq!(marked("みなみ病院です", &words), [part(false, "みなみ"), part(true, "病院"), part(false, "です")]);
        assert_eq!(marked("医院", &words), [part(false, "医院")]);
    }
}

//! The addresses of the client, and what is said about each; what the pages say lies in a file of each.

mod areas;
mod directory;
mod institution;
mod opening;
mod openings;
mod parts;
mod schemes;
mod tables;
mod texts;

pub use areas::asked as day;
pub use institution::body as institution;
pub use opening::{body as opening, closed as closed_opening, pay};

use super::{head::Head, labels, template::Body};
use crate::{app::AppState, error::ApiResult, features::directory::search};
use actix_web::HttpRequest;
use domain::{
    directory::Asked,
    ids::{InstitutionId, OpeningId},
    locale::Locale,
    opening::OpeningQuery,
    region::prefecture,
    time::fiscal_year_text,
};
use routes::{Area, PAGES, Page, Topic};
use std::{collections::BTreeSet, fmt::Display};

/// What lives at an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Address {
    /// A page for everybody, and what its head says.
    Page(Page, Head),
    /// An institution's page, if it is listed.
    Listing(InstitutionId),
    /// An opening's page, if it is shown.
    Opening(OpeningId),
    /// A page of somebody who signed in, or on the way there.
    Private,
    /// Nothing.
    Nothing,
}

/// The first segments of private addresses: everything below these is somebody's own, or the way to it.
pub fn private() -> BTreeSet<&'static str> {
    PAGES.iter().filter(|page| page.area != Area::Visitors).filter_map(|page| page.pattern.segments().next()).collect()
}

/// The addresses of pages that are always there, for those who look for all of them.
pub fn fixed() -> impl Iterator<Item = String> {
    let named = PAGES.iter().filter(|page| page.area == Area::Visitors && page.pattern.parameters().next().is_none());
    named.map(|page| page.pattern.0.to_owned()).chain(Topic::ALL.map(routes::support_topic))
}

/// Whether the page at a path says what the index finds.
pub fn is_searched(path: &str) -> bool {
    matches!(Page::parse(trimmed(path)), Some(Page::Directory | Page::Map))
}

/// What an answer may be kept for, of a page that is written from the index and from nothing that changes without it. `form` is the build.
pub fn kept_for(state: &AppState, request: &HttpRequest, form: &str) -> Option<search::AnswerKey> {
    match Page::parse(trimmed(request.path()))? {
        Page::Directory => search::AnswerKey::of(state, request, form).ok(),
        // It also says how far the network reaches.
        Page::Map => search::AnswerKey::exactly(state, request, form),
        _ => None,
    }
}

/// A path without a slash at its end.
pub fn trimmed(path: &str) -> &str {
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

/// Finds what lives at a path.
pub fn find(path: &str, query: &str, locale: Locale) -> Address {
    let path = trimmed(path);
    let Some(page) = Page::parse(path).filter(|_| !path.is_empty()) else {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        return if path.starts_with('/') && private().contains(first) { Address::Private } else { Address::Nothing };
    };
    let declared = page.declared();
    let fill = |values: &[(&str, &dyn Display)]| labels::fill(declared.title, locale, values);
    let (title, lead) = match &page {
        Page::Listing { id } => return Address::Listing(*id),
        Page::Opening { id } => return Address::Opening(*id),
        _ if declared.area != Area::Visitors => return Address::Private,
        Page::SupportScheme { scheme } => (scheme.label(locale).to_owned(), declared.lead.to_owned()),
        Page::SupportTopic { topic } => {
            let text = |part: &str| format!("support.{}.{part}", topic.key());
            (labels::text(&text("title"), locale).to_owned(), text("lead"))
        }
        Page::SupportAreasIn { prefecture } | Page::SupportArea { prefecture, .. } | Page::SupportMeetings { prefecture } => {
            (fill(&[("name", &prefecture.label(locale))]), declared.lead.to_owned())
        }
        Page::SupportTable { prefecture, year } => {
            let year = fiscal_year_text(*year, locale);
            (fill(&[("prefecture", &prefecture.label(locale)), ("year", &year)]), declared.lead.to_owned())
        }
        _ => (labels::text(declared.title, locale).to_owned(), declared.lead.to_owned()),
    };
    let head = match page {
        Page::Directory | Page::Map | Page::Openings => searched(path, title, &lead, query, locale),
        _ => Head::public(locale, path, title, labels::text(&lead, locale).to_owned()),
    };
    Address::Page(page, head)
}

/// What a page for everybody says, whose head is given; `None` where only the client has something to show.
///
/// # Errors
/// `not_found` when nothing lives at the address after all.
pub async fn body(state: &AppState, page: &Page, head: &Head, query: &str, locale: Locale) -> ApiResult<Option<Body>> {
    let body = match page {
        Page::Home => texts::home(state, locale).await?,
        Page::Directory => directory::body(state, &asked(query), locale).await?,
        Page::Openings => openings::body(state, &OpeningQuery::read(&given(query)), locale).await?,
        Page::Map => match asked(query) {
            // A part of the country is a drawing with what lies around it.
            Asked { query, .. } if query.prefecture.is_some() => return Ok(None),
            country => texts::map(state, head, &country, locale).await?,
        },
        Page::Privacy => texts::privacy(state, head, locale),
        Page::Credits => texts::credits(state, head, locale).await?,
        Page::Support => schemes::home(state, head, locale).await?,
        Page::SupportSchemes => schemes::list(state, head, locale).await?,
        Page::SupportScheme { scheme } => schemes::scheme(state, *scheme, locale).await?,
        Page::SupportPackage => schemes::package(head, locale),
        Page::SupportTopic { topic } => schemes::topic(head, *topic, locale),
        Page::SupportAreas => areas::country(state, head, query, locale).await?,
        Page::SupportAreasIn { prefecture } => areas::prefecture(state, head, prefecture, query, locale).await?,
        Page::SupportArea { prefecture, area } => areas::area(state, head, prefecture, *area, query, locale).await?,
        Page::SupportMeetings { prefecture } => areas::calendar(state, head, prefecture, locale).await?,
        Page::SupportTable { prefecture, year } => tables::table(state, head, prefecture, *year, locale).await?,
        _ => return Ok(texts::plain(page, head, locale)),
    };
    Ok(Some(body))
}

/// What an address of the directory asks for.
fn asked(query: &str) -> Asked {
    Asked::read(given(query))
}

/// The parameters of an address by their names. Of one that comes twice the first counts.
fn given(query: &str) -> impl Fn(&str) -> Option<String> {
    let given: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    move |name| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// What a search finds. A shared search leads back to the search; engines are shown all there is, only.
fn searched(path: &str, title: String, lead: &str, query: &str, locale: Locale) -> Head {
    let given: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(name, value)| name != "lang" && !value.is_empty()).collect();
    let place = given.iter().find(|(name, _)| name == "prefecture" || name == "prefectures").and_then(|(_, code)| prefecture(code));
    let title = match (place, locale) {
        (Some(place), Locale::Ja) => format!("{title}（{}）", place.name),
        (Some(place), Locale::En) => format!("{title} ({})", place.name_en),
        (None, _) => title,
    };
    let filters = form_urlencoded::Serializer::new(String::new()).extend_pairs(&given).finish();
    let address = if given.is_empty() { path.to_owned() } else { format!("{path}?{filters}") };
    Head { indexed: given.is_empty(), ..Head::public(locale, &address, title, labels::text(lead, locale).to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::subsidy::SchemeCode;
    use strum::IntoEnumIterator;

    #[test]
    fn every_page_has_words_of_its_own_in_both_languages() {
        for locale in [Locale::Ja, Locale::En] {
            let mut seen = std::collections::HashSet::new();
            for path in fixed().chain(SchemeCode::iter().map(routes::support_scheme)) {
                let Address::Page(_, head) = find(&path, "", locale) else { panic!("{path}") };
                assert!(path == "/" || !head.title.is_empty(), "{path}");
                assert!(!head.description.is_empty() && seen.insert(head.title.clone()), "{path}");
            }
            for path in ["/support/areas/04/0199aaaa-0000-7000-8000-000000000001", "/support/meetings/04", "/support/tables/04/2025"] {
                let Address::Page(_, head) = find(path, "", locale) else { panic!("{path}") };
                assert!(head.title.contains(locale.pick("宮城県", "Miyagi")) && !head.title.contains('{'), "{}", head.title);
            }
        }
    }

    #[test]
    fn a_shared_search_leads_back_to_it() {
        for path in [routes::DIRECTORY, routes::MAP] {
            let Address::Page(_, head) = find(&format!("{path}/"), "prefecture=04&q=%E5%86%85%E7%A7%91&lang=en", Locale::En) else {
                panic!()
            };
            assert_eq!(head.address, Some(format!("{path}?prefecture=04&q=%E5%86%85%E7%A7%91")));
            assert!(!head.indexed && head.title.ends_with("(Miyagi)"));
        }
    }

    #[test]
    fn what_is_no_page_is_told_apart_from_what_is_private() {
        for path in ["/nothing", "/institutions/none", "/support/areas/48", "/support/schemes/x", "/support/package/x", "/faq/x", "//"] {
            assert_eq!(find(path, "", Locale::Ja), Address::Nothing, "{path}");
        }
        for path in ["/staff", "/staff/registrations/1", "/sign-in", "/inquiries/new"] {
            assert_eq!(find(path, "", Locale::Ja), Address::Private, "{path}");
        }
    }
}

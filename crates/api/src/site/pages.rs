//! The addresses of the client, and what is said about each; what the pages say lies in a file of each.

mod areas;
mod directory;
mod institution;
mod parts;
mod schemes;
mod tables;
mod texts;

pub use institution::body as institution;

use super::{head::Head, labels, template::Body};
use crate::{app::AppState, error::ApiResult};
use domain::{
    directory::Asked,
    ids::{InstitutionId, PriorityAreaId},
    locale::Locale,
    problem::ProblemCode,
    region::{Prefecture, prefecture},
    subsidy::SchemeCode,
    time::fiscal_year_text,
};
use std::fmt::Display;

/// What lives at an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Address {
    /// A page for everybody.
    Page(Head),
    /// An institution's page, if it is listed.
    Listing(InstitutionId),
    /// A page of somebody who signed in, or on the way there.
    Private,
    /// Nothing.
    Nothing,
}

/// Pages for everybody whose words do not depend on anything: path, title, description.
const PUBLIC: [(&str, &str, &str); 14] = [
    ("/", "", "public.home.lead"),
    ("/institutions", "directory.list.title", "directory.list.lead"),
    ("/map", "map.page.title", "map.page.lead"),
    ("/how-it-works", "public.how.title", "public.how.lead"),
    ("/programme", "public.programme.title", "public.programme.lead"),
    ("/faq", "faq.page.title", "faq.page.lead"),
    ("/support", "support.home.title", "support.home.lead"),
    ("/support/areas", "support.areas.title", "support.areas.lead"),
    ("/support/schemes", "support.schemes.title", "support.schemes.lead"),
    ("/support/calculator", "support.calculator.title", "support.calculator.lead"),
    ("/support/package", "support.package.title", "support.package.lead"),
    ("/contact", "public.contact.title", "public.contact.lead"),
    ("/terms", "public.terms.title", "public.terms.lead"),
    ("/privacy", "public.privacy.title", "public.privacy.lead"),
];

/// Pages that show what a search finds.
const SEARCHED: [&str; 2] = ["/institutions", "/map"];

/// Data sources: for those who look for them, not for those who search the web.
const CREDITS: &str = "/credits";

/// Measures of the package, by their address.
const TOPICS: [(&str, &str); 7] = [
    ("wide-area-residency", "residency"),
    ("doctors-allowance", "allowance"),
    ("matching-and-recurrent-education", "matching"),
    ("partnership-agreements", "partnership"),
    ("prefectural-training", "step_up"),
    ("managers-experience", "managers"),
    ("opening-notice", "opening"),
];

/// Everything below these is somebody's own, or the way to it.
pub const PRIVATE: [&str; 12] = [
    "account",
    "complete-sign-up",
    "doctor",
    "forgotten-password",
    "inquiries",
    "institution",
    "invitation",
    "prefecture",
    "reset-password",
    "sign-in",
    "sign-up",
    "staff",
];

/// The addresses of pages that are always there, for those who look for all of them.
pub fn fixed() -> impl Iterator<Item = String> {
    let topics = TOPICS.iter().map(|(topic, _)| format!("/support/package/{topic}"));
    PUBLIC.iter().map(|(path, ..)| (*path).to_owned()).chain([CREDITS.to_owned()]).chain(topics)
}

/// A path without a slash at its end.
pub fn trimmed(path: &str) -> &str {
    if path.len() > 1 { path.trim_end_matches('/') } else { path }
}

/// Finds what lives at a path.
pub fn find(path: &str, query: &str, locale: Locale) -> Address {
    let path = trimmed(path);
    let page = |title: String, lead: &str| Address::Page(Head::public(locale, path, title, labels::text(lead, locale).to_owned()));
    if path == CREDITS {
        return page(labels::text("public.credits.title", locale).to_owned(), "public.credits.lead");
    }
    if let Some((_, title, lead)) = PUBLIC.iter().find(|(known, ..)| *known == path) {
        let title = labels::text(title, locale).to_owned();
        return if SEARCHED.contains(&path) { Address::Page(searched(path, title, lead, query, locale)) } else { page(title, lead) };
    }
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let found = match parts.as_slice() {
        ["institutions", id] => id.parse().map(|id| Address::Listing(InstitutionId(id))).ok(),
        ["support", "schemes", scheme] => {
            scheme.parse::<SchemeCode>().ok().map(|scheme| page(scheme.label(locale).to_owned(), "support.schemes.lead"))
        }
        ["support", "package", topic] => TOPICS
            .iter()
            .find(|(known, _)| known == topic)
            .map(|(_, name)| page(labels::text(&format!("support.{name}.title"), locale).to_owned(), &format!("support.{name}.lead"))),
        ["support", "areas", code] | ["support", "areas", code, _] => prefecture(code).map(|prefecture| {
            page(
                labels::fill("support.areas.of_prefecture", locale, &[("name", &prefecture.label(locale))]),
                "support.areas.prefecture_lead",
            )
        }),
        ["support", "meetings", code] => prefecture(code).map(|prefecture| {
            page(labels::fill("support.meetings.title", locale, &[("name", &prefecture.label(locale))]), "support.meetings.lead")
        }),
        ["support", "tables", code, year] => prefecture(code).zip(year.parse().ok()).map(|(prefecture, year)| {
            let year = fiscal_year_text(year, locale);
            let (name, year): (&dyn Display, &dyn Display) = (&prefecture.label(locale), &year);
            page(labels::fill("support.tables.title", locale, &[("prefecture", name), ("year", year)]), "support.tables.lead")
        }),
        [first, ..] if PRIVATE.contains(first) => Some(Address::Private),
        _ => None,
    };
    found.unwrap_or(Address::Nothing)
}

/// What a page for everybody says, whose head is given; `None` where only the client has something to show.
///
/// # Errors
/// `not_found` when nothing lives at the address after all.
pub async fn body(state: &AppState, head: &Head, path: &str, query: &str, locale: Locale) -> ApiResult<Option<Body>> {
    let path = trimmed(path);
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let body = match parts.as_slice() {
        [""] => texts::home(state, locale).await?,
        ["institutions"] => directory::body(state, &asked(query), locale).await?,
        ["map"] => match asked(query) {
            // A part of the country is a drawing with what lies around it.
            Asked { query, .. } if query.prefecture.is_some() => return Ok(None),
            country => texts::map(state, head, &country, locale).await?,
        },
        ["credits"] => texts::credits(state, head, locale).await?,
        ["support"] => schemes::home(state, head, locale).await?,
        ["support", "schemes"] => schemes::list(state, head, locale).await?,
        ["support", "schemes", code] => match code.parse() {
            Ok(scheme) => schemes::scheme(state, scheme, locale).await?,
            Err(_) => return Err(ProblemCode::NotFound.into()),
        },
        ["support", "package"] => schemes::package(head, locale),
        ["support", "package", slug] => schemes::topic(head, slug, locale).ok_or(ProblemCode::NotFound)?,
        ["support", "areas"] => areas::country(state, head, query, locale).await?,
        ["support", "areas", code] => areas::prefecture(state, head, known(code)?, query, locale).await?,
        ["support", "areas", code, id] => {
            let id = id.parse().map_err(|_| ProblemCode::NotFound)?;
            areas::area(state, head, known(code)?, PriorityAreaId(id), query, locale).await?
        }
        ["support", "meetings", code] => areas::calendar(state, head, known(code)?, locale).await?,
        ["support", "tables", code, year] => {
            let year = year.parse().map_err(|_| ProblemCode::NotFound)?;
            tables::table(state, head, known(code)?, year, locale).await?
        }
        _ => return Ok(texts::plain(path, head, locale)),
    };
    Ok(Some(body))
}

fn known(code: &str) -> ApiResult<&'static Prefecture> {
    Ok(prefecture(code).ok_or(ProblemCode::NotFound)?)
}

/// What an address of the directory asks for. Of a parameter that comes twice the first counts.
fn asked(query: &str) -> Asked {
    let given: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    Asked::read(|name| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
}

/// What a search finds. A shared search leads back to the search; engines are shown all there is, only.
fn searched(path: &str, title: String, lead: &str, query: &str, locale: Locale) -> Head {
    let given: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(name, value)| name != "lang" && !value.is_empty()).collect();
    let place = given.iter().find(|(name, _)| name == "prefecture").and_then(|(_, code)| prefecture(code));
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
    use std::{fs, path::Path};
    use strum::IntoEnumIterator;

    #[test]
    fn every_page_has_words_of_its_own_in_both_languages() {
        for locale in [Locale::Ja, Locale::En] {
            let mut seen = std::collections::HashSet::new();
            for path in fixed().chain(SchemeCode::iter().map(|scheme| format!("/support/schemes/{}", scheme.code()))) {
                let Address::Page(head) = find(&path, "", locale) else { panic!("{path}") };
                assert!(path == "/" || !head.title.is_empty(), "{path}");
                assert!(!head.description.is_empty() && seen.insert(head.title.clone()), "{path}");
            }
            for path in ["/support/areas/04/0401", "/support/meetings/04", "/support/tables/04/2025"] {
                let Address::Page(head) = find(path, "", locale) else { panic!("{path}") };
                assert!(head.title.contains(locale.pick("宮城県", "Miyagi")) && !head.title.contains('{'), "{}", head.title);
            }
        }
    }

    #[test]
    fn a_shared_search_leads_back_to_it() {
        for path in SEARCHED {
            let Address::Page(head) = find(&format!("{path}/"), "prefecture=04&q=%E5%86%85%E7%A7%91&lang=en", Locale::En) else { panic!() };
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

    /// Every route of the client is known here: a page that is forgotten would answer 404.
    #[test]
    fn every_route_of_the_client_is_known() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/pages");
        let mut routes = 0;
        for feature in fs::read_dir(folder).unwrap().flatten() {
            let Ok(text) = fs::read_to_string(feature.path().join("mod.rs")) else { continue };
            let mut parents: Vec<String> = Vec::new();
            for line in text.lines().map(str::trim) {
                let own = line.split("path!(\"").nth(1).and_then(|rest| rest.split('"').next()).map(|own| own.trim_matches('/').to_owned());
                match own {
                    Some(own) if line.starts_with("<ParentRoute") => parents.push(own),
                    Some(own) if line.starts_with("<Route") => {
                        let parts = parents.iter().chain([&own]).filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
                        let path = format!("/{}", parts.join("/"))
                            .replace(":prefecture", "04")
                            .replace(":year", "2025")
                            .replace(":scheme", SchemeCode::iter().next().unwrap().code())
                            .replace(":topic", TOPICS[0].0)
                            .replace(":area", "1")
                            .replace(":id", "019d468d-ee80-75d0-8edb-cf197b5413be");
                        assert_ne!(find(&path, "", Locale::Ja), Address::Nothing, "{path}");
                        routes += 1;
                    }
                    _ if line.starts_with("</ParentRoute") => drop(parents.pop()),
                    _ => {}
                }
            }
        }
        assert!(routes > 60, "{routes}");
    }

    /// A mail must not lead to a page that answers 404: every address in every template, with an id where a value stands.
    #[test]
    fn mails_lead_to_pages_that_exist() {
        let mut followed = 0;
        for locale in ["ja", "en"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(locale);
            for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
                let text = fs::read_to_string(&file).unwrap();
                for rest in text.split("{{ public_url }}").skip(1).filter(|rest| rest.starts_with('/')) {
                    let mut path = rest.lines().next().unwrap_or_default().to_owned();
                    while let (Some(from), Some(to)) = (path.find("{{"), path.find("}}")) {
                        path.replace_range(from..to + 2, "0199aaaa-0000-7000-8000-000000000001");
                    }
                    let path = path.split([' ', '?', '#']).next().unwrap_or_default();
                    assert_ne!(find(path, "", Locale::Ja), Address::Nothing, "{}: {path}", file.display());
                    followed += 1;
                }
            }
        }
        assert!(followed > 0, "no template has an address");
    }
}

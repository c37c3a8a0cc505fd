//! Which address needs which group of pages, as the client's sources say it: the routes, and the lines of `lazy_pages!`, of each feature's `mod.rs`. A
//! route names a page that `crates/routes` declares.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result, bail, ensure};

/// The lazily loaded pages: the pattern of their address (`/support/areas/:prefecture`) and their group, in the order of the routes.
///
/// # Errors
/// If a source cannot be read or a route names a page that is in no group.
pub fn lazy(pages: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for path in crate::stamp::files_below(pages)?.into_iter().filter(|path| path.file_name().is_some_and(|name| name == "mod.rs")) {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.extend(of_feature(&text).with_context(|| format!("in {}", path.display()))?);
    }
    ensure!(!found.is_empty(), "no lazily loaded page in {}", pages.display());
    Ok(found)
}

fn of_feature(text: &str) -> Result<Vec<(String, String)>> {
    let groups = groups(text)?;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| line.starts_with("<Route ")) {
        let Some((_, page)) = line.split_once("view=later::") else { continue };
        let page = page.trim_end_matches("/>");
        let group = groups.get(page).with_context(|| format!("the page {page} is in no group of lazy_pages!"))?;
        let name = line.split_once("path=at(pattern::").and_then(|(_, rest)| rest.split_once(')')).map(|(name, _)| name);
        let declared = name.and_then(::routes::declared).with_context(|| format!("the route of {page} is at no declared page"))?;
        found.push((declared.pattern.0.to_owned(), (*group).to_owned()));
    }
    Ok(found)
}

/// The group of each page: `lazy_pages!(later, a: One, Two; b: Three);`.
fn groups(text: &str) -> Result<BTreeMap<&str, &str>> {
    let Some((_, rest)) = text.split_once("lazy_pages!(") else { return Ok(BTreeMap::new()) };
    let (list, _) = rest.split_once(");").context("lazy_pages! does not end")?;
    let (_, list) = list.split_once(',').context("lazy_pages! names no group")?;
    let mut groups = BTreeMap::new();
    for group in list.split(';') {
        let Some((name, pages)) = group.split_once(':') else { bail!("lazy_pages! has a group without pages: {group}") };
        groups.extend(pages.split(',').map(|page| (page.trim(), name.trim())));
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_read_with_their_groups() {
        let text = r#"
            lazy_pages!(
                later,
                a: One, Two;
                b: Three
            );
            <ParentRoute path=path!("") view=Group>
                <Route path=at(pattern::SUPPORT) view=later::One/>
                <Route path=at(pattern::SUPPORT_SCHEME) view=later::Two/>
                <Route path=at(pattern::HOME) view=Now/>
            </ParentRoute>
            <Route path=at(pattern::FAQ) view=later::Three/>
        "#;
        let expected =
            [("/support", "a"), ("/support/schemes/:scheme", "a"), ("/faq", "b")].map(|(path, group)| (path.to_owned(), group.to_owned()));
        assert_eq!(of_feature(text).unwrap(), expected);
        assert!(of_feature("<Route path=at(pattern::FAQ) view=later::Missing/>").is_err());
        assert!(of_feature("lazy_pages!(later, a: One);\n<Route path=at(pattern::NOTHING) view=later::One/>").is_err());
    }

    /// Every declared page has a route in the client, and the server knows every route.
    #[test]
    fn every_declared_page_has_its_route() {
        let found = lazy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/pages")).unwrap();
        let mut patterns: Vec<&str> = found.iter().map(|(pattern, _)| pattern.as_str()).collect();
        let mut declared: Vec<&str> = ::routes::PAGES.iter().map(|page| page.pattern.0).collect();
        patterns.sort_unstable();
        declared.sort_unstable();
        assert_eq!(patterns, declared);
    }

    #[test]
    fn every_route_of_the_client_is_understood() {
        let found = lazy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/pages")).unwrap();
        assert!(found.len() > 60, "{found:?}");
        assert!(found.contains(&("/support/areas/:prefecture/:area".to_owned(), "area".to_owned())));
    }
}

//! The modules of the client that an address needs besides the first one, named in its head, so that the browser fetches all of them at once.
//!
//! The build lists them in `index.html`, by the client's routes: `<!-- parts {"/map":["/assets/…/part_map.wasm"]} -->`.

use std::collections::BTreeMap;

/// What stands around the list.
const MARKS: (&str, &str) = ("<!-- parts ", " -->\n");

/// The attribute with which browsers do not fetch a module's link; the client's script removes it after the first paint.
const LATER: (&str, &str) = ("type=\"application/wasm\" crossorigin>", "type=\"application/wasm\" crossorigin media=\"not all\">");

/// The page with links to the modules of its address in place of the list. A page without a list stays as it is. Where something can be read already
/// (`is_written`), modules are fetched once it is shown: they are twenty times as much, and share the line with the styles.
pub fn with(page: &str, path: &str, is_written: bool) -> String {
    let parts = page.split_once(MARKS.0).and_then(|(before, rest)| {
        let (list, after) = rest.split_once(MARKS.1)?;
        Some((before, serde_json::from_str::<BTreeMap<String, Vec<String>>>(list).ok()?, after))
    });
    let Some((before, list, after)) = parts else { return page.to_owned() };
    let links: Vec<String> = modules(&list, path)
        .iter()
        .map(|module| format!("<link rel=\"preload\" href=\"{module}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n"))
        .collect();
    let page = format!("{before}{}{after}", links.join("    "));
    if is_written { page.replace(LATER.0, LATER.1) } else { page }
}

/// The modules of the route that a path leads to; of two, that of the one with fewer parameters, as in the client.
fn modules<'a>(list: &'a BTreeMap<String, Vec<String>>, path: &str) -> &'a [String] {
    let path: Vec<&str> = segments(path);
    let fits = |pattern: &str| {
        let pattern = segments(pattern);
        pattern.len() == path.len() && pattern.iter().zip(&path).all(|(wanted, given)| wanted.starts_with(':') || wanted == given)
    };
    let found = list.iter().filter(|(pattern, _)| fits(pattern)).min_by_key(|(pattern, _)| pattern.matches("/:").count());
    found.map_or(&[], |(_, modules)| modules)
}

fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|segment| !segment.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n    <!-- parts {\"/support/areas\":[\"/a.wasm\"],\"/inquiries/:id\":[\"/b.wasm\"],\"/inquiries/new\":[\"/c.wasm\",\"/d.wasm\"]} -->\n    <link>\n</head>";

    fn linked(path: &str) -> Vec<String> {
        let page = with(PAGE, path, false);
        assert!(page.starts_with("<head>\n    ") && page.ends_with("<link>\n</head>") && !page.contains("<!--"), "{page}");
        page.split("rel=\"preload\" href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    }

    #[test]
    fn an_address_names_the_modules_of_its_route() {
        assert_eq!(linked("/support/areas"), ["/a.wasm"]);
        assert_eq!(linked("/support/areas/"), ["/a.wasm"]);
        assert_eq!(linked("/inquiries/019d468d-ee80-75d0-8edb-cf197b5413be"), ["/b.wasm"]);
        assert_eq!(linked("/inquiries/new"), ["/c.wasm", "/d.wasm"]);
    }

    #[test]
    fn the_front_page_and_unknown_addresses_need_no_more() {
        assert!(linked("/").is_empty() && linked("/support").is_empty() && linked("/inquiries/1/2").is_empty());
    }

    #[test]
    fn the_client_has_the_list_in_its_page() {
        let built = include_str!("../../../web/index.html").replace("{{parts}}", "{\"/faq\":[\"/faq.wasm\"]}");
        assert!(
            with(&built, "/faq", false)
                .contains("<link rel=\"preload\" href=\"/faq.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>")
        );
    }

    #[test]
    fn what_can_be_read_is_shown_before_modules_are_fetched() {
        let built = include_str!("../../../web/index.html").replace("{{parts}}", "{\"/faq\":[\"/faq.wasm\"]}");
        assert_eq!(with(&built, "/faq", true).matches("crossorigin media=\"not all\">").count(), 2);
        assert_eq!(with(&built, "/faq", false).matches("media=").count(), 0);
    }
}

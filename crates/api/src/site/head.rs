//! What stands in the head of a page, written so that nobody's words can leave their place.

use super::{labels, localized};
use domain::locale::Locale;
use serde_json::Value;
use std::fmt::Write;

/// A description is cut here: previews and results show about as much.
const DESCRIPTION_MAX: usize = 160;

/// The head of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// The language of its words.
    pub locale: Locale,
    /// What the page is; empty for the front page.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// Its address on this site with its filters and without the language: what previews lead to and browsers share. Absent when it is
    /// nobody's to share.
    pub address: Option<String>,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Facts for machines.
    pub facts: Option<Value>,
}

impl Head {
    /// A page for everybody.
    pub fn public(locale: Locale, address: &str, title: String, description: String) -> Self {
        Head { locale, title, description, address: Some(address.to_owned()), indexed: true, facts: None }
    }

    /// A page that only its owner sees: it is called what the site is.
    pub fn unlisted(locale: Locale) -> Self {
        let description = labels::text("common.site.tagline", locale).to_owned();
        Head { locale, title: String::new(), description, address: None, indexed: false, facts: None }
    }

    /// Nothing is here.
    pub fn missing(locale: Locale) -> Self {
        let title = labels::text("common.error.not_found_title", locale).to_owned();
        Head { title, description: labels::text("common.error.not_found_text", locale).to_owned(), ..Head::unlisted(locale) }
    }

    /// The elements, a line each. `site` is where the site is, without a slash at the end.
    pub fn html(&self, site: &str) -> String {
        let locale = self.locale;
        let name = labels::text("common.site.name", locale);
        let title = match (self.title.as_str(), &self.address) {
            ("", Some(_)) => format!("{name}｜{}", labels::text("common.site.tagline", locale)),
            ("", None) => name.to_owned(),
            (title, _) => format!("{title}｜{name}"),
        };
        let description = shorten(&self.description);
        let mut out = String::with_capacity(2048);
        let mut line = |text: String| {
            out.push_str("    ");
            out.push_str(&text);
            out.push('\n');
        };
        line(format!("<title>{}</title>", escaped(&title)));
        line(format!("<meta name=\"description\" content=\"{}\">", escaped(&description)));
        if !self.indexed {
            line("<meta name=\"robots\" content=\"noindex\">".to_owned());
        }
        if let Some(address) = &self.address {
            let own = |locale| escaped(&format!("{site}{}", localized(address, locale)));
            line(format!("<link rel=\"canonical\" href=\"{}\">", own(locale)));
            for (tag, to) in [("ja", Locale::Ja), ("en", Locale::En), ("x-default", Locale::Ja)] {
                line(format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\">", own(to)));
            }
            let (here, other) = match locale {
                Locale::Ja => ("ja_JP", "en_US"),
                Locale::En => ("en_US", "ja_JP"),
            };
            let shown = if self.title.is_empty() { title.as_str() } else { &self.title };
            let properties = [
                ("og:title", escaped(shown)),
                ("og:description", escaped(&description)),
                ("og:type", "website".to_owned()),
                ("og:url", own(locale)),
                ("og:site_name", escaped(name)),
                ("og:locale", here.to_owned()),
                ("og:locale:alternate", other.to_owned()),
                ("og:image", escaped(&format!("{site}/preview-{}.png", locale.tag()))),
                ("og:image:width", "1200".to_owned()),
                ("og:image:height", "630".to_owned()),
                ("og:image:alt", escaped(&format!("{name}｜{}", labels::text("common.site.tagline", locale)))),
            ];
            for (property, content) in properties {
                line(format!("<meta property=\"{property}\" content=\"{content}\">"));
            }
            line("<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned());
        }
        let feed = localized(routes::FEED, locale);
        let called = escaped(labels::text("directory.feed.title", locale));
        line(format!("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{feed}\" title=\"{called}\">"));
        if let Some(facts) = &self.facts {
            // No script: browsers do not run data, and the content security policy does not look at it.
            line(format!("<script type=\"application/ld+json\">{}</script>", script_data(&facts.to_string())));
        }
        out
    }
}

/// Words in an element or between double quotes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other if other.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// JSON for a script element, which ends at the first `</script` whatever stands around it: no `<` is left. The line separators end
/// strings for old readers of scripts.
pub fn script_data(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out
}

/// At most as long as a description is shown, on one line.
fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= DESCRIPTION_MAX { text } else { text.chars().take(DESCRIPTION_MAX - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const HOSTILE: &str = "</title></script><script>alert('\"1\"')</script>&amp;\u{2028}";

    fn head() -> Head {
        let mut head = Head::public(Locale::Ja, "/institutions/1", HOSTILE.into(), HOSTILE.repeat(9));
        head.facts = Some(json!({ "name": HOSTILE }));
        head
    }

    #[test]
    fn words_stay_where_they_are_put() {
        let html = head().html("https://gm.example");
        assert_eq!(html.matches("</title>").count(), 1, "{html}");
        assert_eq!((html.matches("<script").count(), html.matches("</script>").count()), (1, 1), "{html}");
        assert!(html.lines().filter(|line| line.contains("content=")).all(|line| line.matches('"').count() == 4), "{html}");
        let data = html.split("ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(data).unwrap()["name"], HOSTILE);
    }

    #[test]
    fn both_languages_have_their_address() {
        let html = Head { locale: Locale::En, address: Some("/institutions?q=%22".into()), ..head() }.html("https://gm.example");
        for line in [
            "<link rel=\"canonical\" href=\"https://gm.example/institutions?q=%22&amp;lang=en\">",
            "<link rel=\"alternate\" hreflang=\"ja\" href=\"https://gm.example/institutions?q=%22\">",
            "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://gm.example/institutions?q=%22\">",
            "<meta property=\"og:url\" content=\"https://gm.example/institutions?q=%22&amp;lang=en\">",
            "<meta property=\"og:locale\" content=\"en_US\">",
            "<meta property=\"og:image\" content=\"https://gm.example/preview-en.png\">",
        ] {
            assert!(html.contains(line), "{line}\n{html}");
        }
    }

    #[test]
    fn what_is_nobodys_to_share_has_no_address() {
        let html = Head::unlisted(Locale::Ja).html("https://gm.example");
        assert!(html.contains("noindex") && !html.contains("canonical") && !html.contains("og:"), "{html}");
    }

    #[test]
    fn long_descriptions_are_cut_between_letters() {
        assert_eq!(shorten(&"医".repeat(400)).chars().count(), DESCRIPTION_MAX);
        assert_eq!(shorten("一\n二  三"), "一 二 三");
    }
}

//! Templates of what the server writes into pages: one file a page below `templates/site`, filled with the words of the client's locales.
//!
//! Values are escaped wherever they stand; a value that is missing is an error, not an empty place.

use super::{
    head::{escaped, script_data},
    labels, localized, pages,
};
use crate::error::{ApiError, ApiResult};
use domain::{
    locale::Locale,
    page::Page,
    text::{Piece, pieces},
};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, escape_formatter,
    syntax::SyntaxConfig,
    value::{Kwargs, Rest, Serde},
};
use routes::api;
use serde::Serialize;
use std::{fmt::Display, sync::LazyLock};

macro_rules! sources {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/site/", $name, ".html")))),+]
    };
}

/// Name and text of every template.
const SOURCES: &[(&str, &str)] = sources!(
    "_cards",
    "_parts",
    "_support",
    "area",
    "areas",
    "calculator",
    "contact",
    "credits",
    "directory",
    "faq",
    "home",
    "how",
    "institution",
    "layout",
    "map",
    "meetings",
    "missing",
    "opening",
    "opening_closed",
    "openings",
    "package",
    "page",
    "prefecture",
    "programme",
    "scheme",
    "schemes",
    "sections",
    "support",
    "table",
    "topic",
);

/// An environment for each language: its functions speak that language wherever they are called, in macros too.
static ENVIRONMENTS: LazyLock<Result<[Environment<'static>; 2], Error>> =
    LazyLock::new(|| Ok([environment(Locale::Ja)?, environment(Locale::En)?]));

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads, without the language.
    pub href: String,
}

impl Link {
    /// The two together.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Link { text: text.into(), href: href.into() }
    }
}

/// What stands around the content of a page: what the client's `Page` is given.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The heading.
    pub title: String,
    /// A small word above it; may be blank.
    pub eyebrow: String,
    /// One or two sentences below it; may be blank.
    pub lead: String,
    /// Pages between the front page and this one.
    pub trail: Vec<Link>,
    /// Full width instead of a column for reading.
    pub wide: bool,
    /// Whether it is one of the pages about support, which have a menu of their own.
    pub support: bool,
}

/// An answer of the API that stands in the page.
#[derive(Debug, Clone, Serialize)]
struct Given {
    address: String,
    /// JSON that may stand in a script element.
    answer: String,
}

/// What a page says: the template, what stands around its content, and the values in it.
#[derive(Debug, Clone)]
pub struct Body {
    template: &'static str,
    frame: Frame,
    it: Value,
    given: Vec<Given>,
}

impl Body {
    /// A page; `it` is what its template calls `it`.
    pub fn new(template: &'static str, frame: Frame, it: impl Serialize) -> Self {
        Body { template, frame, it: Value::from(Serde(it)), given: Vec::new() }
    }

    /// The same with what the API answers to a visitor who reads `operation`: the client takes it from the page and does not ask.
    ///
    /// # Errors
    /// When the answer cannot be written as JSON.
    pub fn giving(mut self, operation: &api::Get, answer: &impl Serialize) -> ApiResult<Self> {
        let answer = script_data(&serde_json::to_string(answer).map_err(ApiError::internal)?);
        self.given.push(Given { address: operation.to_string(), answer });
        Ok(self)
    }

    /// [`giving`](Self::giving) a list that has one page.
    ///
    /// # Errors
    /// When the answer cannot be written as JSON.
    pub fn giving_list(self, operation: &api::Get, items: &[impl Serialize]) -> ApiResult<Self> {
        self.giving(operation, &Page { items: items.iter().collect(), next_cursor: None })
    }

    /// What stands at an address that nothing lives at.
    pub fn missing(locale: Locale) -> Self {
        let frame = Frame {
            title: labels::text("common.error.not_found_title", locale).to_owned(),
            lead: labels::text("common.error.not_found_text", locale).to_owned(),
            ..Frame::default()
        };
        Body::new("missing", frame, ())
    }

    /// Everything that stands in the page's body. `path` and `query` are those of the address.
    ///
    /// # Errors
    /// When a template is broken or a value that it needs is missing.
    pub fn html(&self, path: &str, query: &str, locale: Locale) -> ApiResult<String> {
        #[derive(Serialize)]
        struct Context<'a> {
            path: &'a str,
            other: String,
            page: &'a Frame,
            it: &'a Value,
            given: &'a [Given],
        }
        let environments = ENVIRONMENTS.as_ref().map_err(|error| ApiError::internal(format!("page templates: {error:#}")))?;
        let environment = match locale {
            Locale::Ja => &environments[0],
            Locale::En => &environments[1],
        };
        let context = Context { path, other: in_other_language(path, query, locale), page: &self.frame, it: &self.it, given: &self.given };
        let template = environment.get_template(self.template);
        template
            .and_then(|template| template.render(Serde(context)))
            .map_err(|error| ApiError::internal(format!("page template {}: {error:#}", self.template)))
    }
}

/// The same page in the other language. Japanese is named, too: a browser that has chosen English before would show that.
fn in_other_language(path: &str, query: &str, locale: Locale) -> String {
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "lang");
    let other = locale.pick("en", "ja");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).append_pair("lang", other).finish();
    // Two slashes at the beginning would be another host.
    format!("/{}?{query}", path.trim_start_matches('/'))
}

fn environment(locale: Locale) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(|out, state, value| match value.as_str() {
        // The escape of the heads, which leaves slashes as they are; lines stay lines.
        Some(text) if !value.is_safe() => {
            let lines: Vec<String> = text.split('\n').map(escaped).collect();
            out.write_str(&lines.join("\n")).map_err(|_| Error::from(ErrorKind::WriteFailure))
        }
        _ => escape_formatter(out, state, value),
    });
    environment.add_function("lang", move || locale.tag());
    environment.add_function("t", move |key: String, values: Kwargs| text(&key, locale, &values));
    environment.add_function("texts", move |key: String| match labels::list(&key, locale) {
        Some(texts) => Ok(Value::from(texts)),
        None => Err(unknown(&key)),
    });
    // Whoever reads English without the client goes on in English.
    environment.add_function("to", move |address: String| localized(&address, locale));
    environment.add_function("address", |name: String, parameters: Rest<String>| {
        let address = routes::declared(&name).and_then(|page| page.pattern.address(&parameters));
        address.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no page {name} has these parameters")))
    });
    environment.add_function("current", |path: String, href: String| current(&path, &href));
    environment.add_filter("pieces", |text: String| {
        let piece = |piece| match piece {
            Piece::Words(words) => (false, words.to_owned()),
            Piece::Address(address) => (true, address.to_owned()),
        };
        Value::from(Serde(pieces(&text).into_iter().map(piece).collect::<Vec<_>>()))
    });
    for (name, source) in SOURCES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// The text of a key with the values filled in.
fn text(key: &str, locale: Locale, values: &Kwargs) -> Result<String, Error> {
    if !labels::has(key, locale) {
        return Err(unknown(key));
    }
    let names: Vec<&str> = values.args().collect();
    let given = names.iter().map(|name| values.peek::<Value>(name)).collect::<Result<Vec<_>, _>>()?;
    let pairs: Vec<(&str, &dyn Display)> = names.iter().zip(&given).map(|(name, value)| (*name, value as &dyn Display)).collect();
    Ok(labels::fill(key, locale, &pairs))
}

fn unknown(key: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("no text has the key {key}"))
}

/// What `aria-current` says of a link in a menu; nothing where it leads elsewhere.
fn current(path: &str, href: &str) -> Option<&'static str> {
    let path = pages::trimmed(path);
    match path.strip_prefix(href) {
        Some("") => Some("page"),
        Some(rest) if rest.starts_with('/') && href != "/" => Some("true"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    #[test]
    fn every_template_is_listed_and_parses() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/site");
        let files: BTreeSet<String> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(files, SOURCES.iter().map(|(name, _)| (*name).to_owned()).collect());
        assert!(ENVIRONMENTS.is_ok(), "{:?}", ENVIRONMENTS.as_ref().err());
    }

    /// The pictures are drawn twice: here and by the client.
    #[test]
    fn every_picture_is_the_clients() {
        let client = include_str!("../../../web/src/components/ui/icon.rs");
        let (_, parts) = SOURCES.iter().find(|(name, _)| *name == "_parts").unwrap();
        let pictures: Vec<&str> =
            parts.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|d| d.starts_with('M')).collect();
        assert!(pictures.len() > 3);
        for picture in pictures {
            assert!(client.contains(picture), "{picture}");
        }
    }

    #[test]
    fn the_other_language_is_a_link_to_the_same_question() {
        assert_eq!(in_other_language("/institutions", "q=%22&lang=ja", Locale::Ja), "/institutions?q=%22&lang=en");
        assert_eq!(in_other_language("/faq", "", Locale::En), "/faq?lang=ja");
    }

    #[test]
    fn a_menu_says_where_one_is() {
        assert_eq!(current("/support/areas/04", "/support"), Some("true"));
        assert_eq!(current("/support/", "/support"), Some("page"));
        assert_eq!(current("/supporters", "/support"), None);
    }

    #[test]
    fn nobodys_words_leave_their_place() {
        let hostile = "</main><script>alert('\"1\"')</script>&amp;";
        let frame = Frame { title: hostile.into(), lead: hostile.into(), trail: vec![Link::new(hostile, "/\"><b>")], ..Frame::default() };
        let html = Body::new("missing", frame, ()).html("/\"><i>", "q=\"><u>", Locale::Ja).unwrap();
        assert_eq!((html.matches("<script").count(), html.matches("</main>").count()), (0, 1), "{html}");
        assert!(!["<b>", "<i>", "<u>"].iter().any(|tag| html.contains(tag)), "{html}");
    }

    #[test]
    fn a_given_answer_stands_in_a_script_element_that_runs_nothing() {
        let hostile = "</script><script>alert('\"1\"')</script><!--&amp;\u{2028}";
        let operation = api::list_correction_plans().with(&[("prefecture", Some("04\"><b>".into()))]);
        let body = Body::new("missing", Frame::default(), ()).giving_list(&operation, &[hostile]).unwrap();
        let html = body.html("/", "", Locale::Ja).unwrap();
        assert_eq!((html.matches("<script").count(), html.matches("</script").count(), html.matches("<!--").count()), (1, 1, 0), "{html}");
        let (_, script) = html.split_once("<script type=\"application/json\" data-answer=\"").unwrap();
        let (address, rest) = script.split_once("\">").unwrap();
        assert_eq!(address, "/api/v1/correction-plans?prefecture=04%22%3E%3Cb%3E");
        let answer: Page<String> = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
        assert_eq!(answer.items, [hostile]);
    }
}

//! Text templates, one file per language, built into the program. The first line is the subject.

use crate::error::{ApiError, ApiResult};
use domain::{locale::Locale, text::one_line};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value, value::Rest};
use serde::Serialize;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/mail_templates.rs"));

/// A mail's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject.
    pub subject: String,
    /// The body, signature included.
    pub body: String,
}

static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // `{{ public_url }}{{ "INQUIRY" | address(inquiry) }}`: a page by the name in the declaration, with what its address names.
    environment.add_filter("address", |name: String, parameters: Rest<String>| {
        let address = routes::declared(&name).and_then(|page| page.pattern.address(&parameters));
        address.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no page {name} has these parameters")))
    });
    // `{{ at | instant }}`: a moment in the template's language, by the clocks of Japan.
    environment.add_filter("instant", |state: &State<'_, '_>, value: String| {
        let locale = if state.name().starts_with("en/") { Locale::En } else { Locale::Ja };
        value.parse().map_or(value, |at| domain::time::instant_text(at, locale))
    });
    // `{{ valid_until | day }}`: a day in the template's language.
    environment.add_filter("day", |state: &State<'_, '_>, value: String| {
        let locale = if state.name().starts_with("en/") { Locale::En } else { Locale::Ja };
        value.parse().map_or(value, |day| domain::time::day_text(day, locale))
    });
    // `{{ application | in_language }}`: of a text that is there in both languages, the template's.
    environment.add_filter("in_language", |state: &State<'_, '_>, value: Value| {
        let locale = if state.name().starts_with("en/") { "en" } else { "ja" };
        value.get_attr(locale).ok().filter(|text| !text.is_undefined()).unwrap_or(value)
    });
    for (locale, name, text) in TEMPLATES {
        // Apart, so that no value of the subject can become a part of the body.
        let (subject, body) = if name.starts_with('_') { ("", *text) } else { text.split_once('\n').unwrap_or((*text, "")) };
        environment.add_template_owned(format!("{locale}/{name}"), body)?;
        environment.add_template_owned(format!("{locale}/{name}/subject"), subject.trim_start_matches("Subject:").trim())?;
    }
    Ok(environment)
});

/// Whether a template exists (a test makes sure that it does in both languages).
#[must_use]
pub fn exists(name: &str) -> bool {
    !name.starts_with('_') && TEMPLATES.iter().any(|(_, template, _)| *template == name)
}

/// Fills a template.
///
/// # Errors
/// When it does not exist or a value that it needs is missing.
pub fn render(name: &str, locale: Locale, params: &impl Serialize) -> ApiResult<Rendered> {
    let environment = ENVIRONMENT.as_ref().map_err(|error| ApiError::internal(format!("mail templates: {error:#}")))?;
    let part = |name: &str| {
        let template = environment.get_template(&format!("{}/{name}", locale.tag()));
        template
            .and_then(|template| template.render(minijinja::value::Serde(params)))
            .map_err(|error| ApiError::internal(format!("mail template {name}: {error:#}")))
    };
    let (subject, body, footer) = (part(&format!("{name}/subject"))?, part(name)?, part("_footer")?);
    Ok(Rendered { subject: one_line(subject.trim()), body: format!("{}\n\n{}\n", body.trim(), footer.trim()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn values(environment: &Environment<'_>, locale: &str, name: &str) -> std::collections::HashSet<String> {
        let of = |name: String| environment.get_template(&name).unwrap().undeclared_variables(false);
        of(format!("{locale}/{name}")).into_iter().chain(of(format!("{locale}/{name}/subject"))).collect()
    }

    #[test]
    fn a_name_with_line_breaks_stays_in_the_subject() {
        let params = serde_json::json!({ "organization": "架空  病院\r\n\r\n【重要】\u{202E}", "link": "https://example.jp", "public_url": "", "name": null, "expires_at": "2026-12-13T00:00:00Z" });
        let text = render("member_invitation", Locale::Ja, &params).unwrap();
        assert_eq!(text.subject, "【GMネットワーク】架空  病院  【重要】からのご招待");
        assert!(text.body.contains("期限：2026年12月13日 9:00"), "{}", text.body);
    }

    #[test]
    fn every_template_is_said_in_both_languages_with_the_same_values() {
        let of = |locale: &str| TEMPLATES.iter().filter(|(l, ..)| *l == locale).map(|(_, name, _)| *name).collect::<BTreeSet<_>>();
        assert_eq!(of("ja"), of("en"));
        let environment = ENVIRONMENT.as_ref().expect("every template parses");
        for name in of("ja") {
            assert_eq!(values(environment, "ja", name), values(environment, "en", name), "{name}");
        }
        for (locale, name, text) in TEMPLATES.iter().filter(|(_, name, _)| !name.starts_with('_')) {
            assert!(text.starts_with("Subject: ") && text.lines().count() > 2, "{locale}/{name}");
        }
    }

    /// Every address in every mail is one of a page, with an id of the right kind where its address names something.
    #[test]
    fn mails_lead_to_pages_that_exist() {
        let (site, id) = ("https://gm.example", "0199aaaa-0000-7000-8000-000000000001");
        let environment = ENVIRONMENT.as_ref().unwrap();
        let mut followed = 0;
        for locale in [Locale::Ja, Locale::En] {
            for (_, name, source) in TEMPLATES.iter().filter(|(l, name, _)| *l == locale.tag() && !name.starts_with('_')) {
                let mut params: serde_json::Map<_, _> =
                    values(environment, locale.tag(), name).into_iter().map(|name| (name, id.into())).collect();
                params.insert("public_url".to_owned(), site.into());
                for rest in render(name, locale, &params).unwrap().body.split(site).skip(1).filter(|rest| rest.starts_with('/')) {
                    let path = rest.split_whitespace().next().unwrap_or_default();
                    assert!(routes::Page::parse(path).is_some(), "{name}: {path}");
                    followed += 1;
                }
                assert!(!source.contains("{{ public_url }}/"), "{name} writes an address instead of the name of a page");
            }
        }
        assert!(followed > 50, "{followed}");
    }

    #[test]
    fn every_template_renders_with_text_in_each_place() {
        let environment = ENVIRONMENT.as_ref().unwrap();
        for locale in [Locale::Ja, Locale::En] {
            for (_, name, _) in TEMPLATES.iter().filter(|(l, name, _)| *l == locale.tag() && !name.starts_with('_')) {
                let mut names = values(environment, locale.tag(), name);
                names.insert("public_url".to_owned());
                let params: serde_json::Map<_, _> = names.into_iter().map(|name| (name, serde_json::Value::from("値"))).collect();
                let text = render(name, locale, &params).unwrap();
                assert!(!text.subject.is_empty() && !text.body.contains("{{"), "{name}");
            }
        }
    }
}

//! A value of a registration's content in words.

use super::fields::{Field, Form as Shape};
use crate::client;
use crate::components::common::Multiline;
use crate::components::ui::Choice;
use crate::i18n::locale;
use crate::state::Query;
use crate::t;
use domain::institution::{Employment, InstitutionKind, Specialty};
use domain::region::{Municipality, prefecture_label};
use domain::text::{mail_link, web_address};
use leptos::prelude::*;
use serde_json::Value;
use strum::IntoEnumIterator;

/// Nothing was written.
pub fn blank() -> AnyView {
    view! { <span class="muted">{t!(registration.value.blank)}</span> }.into_any()
}

/// Options of the kinds of institution.
pub fn kind_choices() -> Vec<Choice> {
    InstitutionKind::iter().map(|kind| Choice::new(kind.code(), kind.label(locale()))).collect()
}

/// Options of the specialties.
pub fn specialty_choices() -> Vec<Choice> {
    Specialty::iter().map(|specialty| Choice::new(specialty.code(), specialty.label(locale()))).collect()
}

/// Options of the terms of employment.
pub fn employment_choices() -> Vec<Choice> {
    Employment::iter().map(|terms| Choice::new(terms.code(), terms.label(locale()))).collect()
}

/// Options of the prefectures.
pub fn prefecture_choices() -> Vec<Choice> {
    domain::region::PREFECTURES.iter().map(|prefecture| Choice::new(prefecture.code, prefecture.label(locale()))).collect()
}

/// A municipality's name in the page's language.
pub fn municipality_label(municipality: &Municipality) -> String {
    locale().name(&municipality.name, &municipality.name_en).to_owned()
}

fn list(value: &Value, label: impl Fn(&str) -> String) -> String {
    let labels: Vec<String> = value.as_array().into_iter().flatten().filter_map(Value::as_str).map(label).collect();
    labels.join(t!(registration.value.list_separator))
}

/// A value in words; `/public/municipality_code` is looked up, everything else is known here.
pub fn value(field: &Field, value: &Value) -> AnyView {
    let text = value.as_str().unwrap_or_default();
    match field.form {
        Shape::Flag => if value == &Value::Bool(true) { t!(registration.value.yes) } else { t!(registration.value.no) }.into_any(),
        Shape::Declaration => {
            if value == &Value::Bool(true) { t!(registration.value.declared) } else { t!(registration.value.not_declared) }.into_any()
        }
        Shape::Beds => value.as_i64().map_or_else(blank, |count| t!(registration.value.beds, count = count).into_any()),
        Shape::Specialties => {
            some(list(value, |code| code.parse::<Specialty>().map_or_else(|_| code.to_owned(), |s| s.label(locale()).to_owned())))
        }
        Shape::Employment => {
            some(list(value, |code| code.parse::<Employment>().map_or_else(|_| code.to_owned(), |e| e.label(locale()).to_owned())))
        }
        Shape::Kind => some(text.parse::<InstitutionKind>().map_or_else(|_| text.to_owned(), |kind| kind.label(locale()).to_owned())),
        _ if text.trim().is_empty() => blank(),
        Shape::Prefecture => prefecture_label(text, locale()).into_any(),
        Shape::Municipality => view! { <MunicipalityName code=text.to_owned()/> }.into_any(),
        Shape::Area(_) => view! { <Multiline text=text/> }.into_any(),
        // A draft may hold anything; only what the domain takes for a web address becomes a link.
        Shape::Line("url", ..) => match web_address(text) {
            Some(href) => view! { <a href=href rel="noopener noreferrer" target="_blank">{text.to_owned()}</a> }.into_any(),
            None => text.to_owned().into_any(),
        },
        Shape::Line("email", ..) => view! { <a href=mail_link(text)>{text.to_owned()}</a> }.into_any(),
        Shape::Line(..) => text.to_owned().into_any(),
    }
}

fn some(text: String) -> AnyView {
    if text.is_empty() { blank() } else { text.into_any() }
}

/// The name of a municipality, read by its prefecture.
#[component]
pub fn MunicipalityName(code: String) -> impl IntoView {
    let prefecture: String = code.chars().take(2).collect();
    let all = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::region::list_municipalities(&prefecture).await }
    });
    move || {
        let failed = all.error().with(Option::is_some);
        match all.get() {
            Some(all) => all
                .iter()
                .find(|one| one.code == code)
                .map_or_else(|| t!(registration.value.unknown_municipality, code = code), municipality_label),
            None if failed => t!(registration.value.unknown_municipality, code = code),
            None => String::from("…"),
        }
    }
}

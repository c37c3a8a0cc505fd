//! What the official list says of the institution, beside what is written.

use super::fields::{self, Field};
use super::value::value;
use crate::components::ui::{Form, Notice, Tag, Tone, table};
use crate::i18n::{locale, pick};
use crate::t;
use domain::atlas::Dataset;
use domain::registration::{OfficialEntry, PublicProfile, compare_with_official};
use leptos::prelude::*;
use serde_json::Value;

/// The official list that a code is from: codes of insured institutions have a hyphen after the prefecture, ids of hospitals have none.
pub fn list_of(code: &str) -> Dataset {
    if code.contains('-') { Dataset::InsuredInstitutions } else { Dataset::Hospitals }
}

/// Both side by side, with a mark at what differs. What is only written differently counts as the same.
pub fn official_table(entry: &OfficialEntry, page: &PublicProfile) -> AnyView {
    let compared = compare_with_official(page, entry);
    let different = compared.iter().filter(|one| !one.same).count();
    let (own, official) = (as_value(page), as_value(&entry.page));
    let side = |field: &'static Field, side: &Value| {
        let key = field.pointer.trim_start_matches("/public");
        value(field, side.pointer(key).unwrap_or(&Value::Null))
    };
    let rows = compared
        .iter()
        .filter_map(|one| Some((one, fields::find(one.pointer)?)))
        .map(|(one, field)| {
            let mark = if one.same {
                t!(registration.official.same).into_any()
            } else {
                view! { <Tag tone=Tone::Warning>{t!(registration.official.different)}</Tag> }.into_any()
            };
            vec![pick(field.label).into_any(), side(field, &official), side(field, &own), mark]
        })
        .collect();
    let columns = [
        t!(registration.official.field),
        t!(registration.official.listed),
        t!(registration.official.written),
        t!(registration.official.result),
    ];
    let sum = if different == 0 { t!(registration.official.none).to_owned() } else { t!(registration.official.count, count = different) };
    let gone = entry.gone_in.as_ref().map(|edition| {
        let text = t!(registration.official.gone, edition = edition);
        view! { <Notice tone=Tone::Warning>{text}</Notice> }
    });
    let source =
        t!(registration.official.source, source = list_of(&entry.code).source(locale()), edition = entry.edition, code = entry.code);
    view! {
        <p>{sum}</p>
        {gone}
        {table(t!(registration.official.title), &columns, rows)}
        <p class="small">{source}</p>
    }
    .into_any()
}

/// The same for what stands in a form, as it is typed.
pub fn official_of_form(entry: OfficialEntry, form: Form) -> AnyView {
    (move || {
        form.edits();
        official_table(&entry, &super::typed::read(form).public)
    })
    .into_any()
}

fn as_value(page: &PublicProfile) -> Value {
    serde_json::to_value(page).unwrap_or_default()
}

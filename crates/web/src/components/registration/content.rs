//! The content of a registration, read-only, grouped as the form is.

use super::fields::{self, Field, Form as Shape, Group, PARTS};
use super::value::value;
use crate::components::common::Multiline;
use crate::i18n::{locale, pick};
use crate::t;
use domain::registration::RegistrationContent;
use leptos::prelude::*;
use serde_json::Value;

/// Everything written. `edit` gives the address that opens a part (by its number) for changing.
#[component]
pub fn ContentView(
    content: RegistrationContent,
    /// Level of the parts' headings: `2` where the page has only its title above, `3` under a section.
    #[prop(default = 2)]
    level: u8,
    #[prop(optional, into)] edit: Option<Callback<(usize,), String>>,
) -> impl IntoView {
    let content = serde_json::to_value(content).unwrap_or_default();
    PARTS
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let change = edit.map(|edit| {
                view! {
                    <a class="content__edit" href=edit.run((index,))>
                        {t!(registration.part.edit)}<span class="visually-hidden">" "{pick(part.title)}</span>
                    </a>
                }
            });
            let title = heading(level, pick(part.title));
            let groups = part.groups.iter().map(|group| group_view(level + 1, group, &content)).collect_view();
            view! {
                <section class="content__part">
                    <div class="content__head">{title}{change}</div>
                    {groups}
                </section>
            }
        })
        .collect_view()
}

fn heading(level: u8, text: &'static str) -> AnyView {
    match level {
        2 => view! { <h2>{text}</h2> }.into_any(),
        3 => view! { <h3>{text}</h3> }.into_any(),
        _ => view! { <h4>{text}</h4> }.into_any(),
    }
}

fn group_view(level: u8, group: &'static Group, content: &Value) -> AnyView {
    let rows = group.fields.iter().map(|field| row(field, content)).collect_view();
    view! {
        <div class="content__group">
            {heading(level, pick(group.title))}
            <dl class="data-list">{rows}</dl>
        </div>
    }
    .into_any()
}

fn row(field: &'static Field, content: &Value) -> AnyView {
    let shown = value(field, content.pointer(field.pointer).unwrap_or(&Value::Null));
    let long = matches!(field.form, Shape::Flag | Shape::Declaration);
    // Behind what contradicts something else stands why.
    let reasons = fields::asked_at(field.pointer)
        .filter_map(|contradiction| {
            let reason = content.pointer(fields::explanation(contradiction)?.pointer)?.as_str().filter(|text| !text.trim().is_empty())?;
            Some(view! {
                <div class="data-list__row data-list__row--sentence">
                    <dt>{t!(registration.contradiction.reason_for, question = contradiction.label(locale()))}</dt>
                    <dd><Multiline text=reason.to_owned()/></dd>
                </div>
            })
        })
        .collect_view();
    view! {
        <div class="data-list__row" class:data-list__row--sentence=long>
            <dt>{pick(field.label)}</dt>
            <dd>{shown}</dd>
        </div>
        {reasons}
    }
    .into_any()
}

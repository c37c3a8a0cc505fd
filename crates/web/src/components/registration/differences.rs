//! What changed between two versions: before and after under each field's name, in words and not by colour alone.

use super::fields::{self, Form as Shape, in_content, label};
use super::text_diff::{Piece, pieces};
use super::value::{blank, value};
use crate::components::ui::Disclosure;
use crate::t;
use domain::registration::Difference;
use leptos::prelude::*;
use serde_json::Value;

/// The fields that differ, in the form's order.
#[component]
pub fn DifferencesView(
    differences: Vec<Difference>,
    /// What the older side is called; 変更前 when absent.
    #[prop(optional)]
    before: Option<&'static str>,
    /// What the newer side is called; 変更後 when absent.
    #[prop(optional)]
    after: Option<&'static str>,
) -> impl IntoView {
    if differences.is_empty() {
        return view! { <p class="muted">{t!(registration.difference.none)}</p> }.into_any();
    }
    let names = (before.unwrap_or(t!(registration.difference.before)), after.unwrap_or(t!(registration.difference.after)));
    let mut differences = differences;
    differences.sort_by_key(|d| fields::all().position(|field| field.pointer == in_content(&d.pointer)).unwrap_or(usize::MAX));
    let count = differences.len();
    let items = differences.into_iter().map(|difference| item(&difference, names)).collect_view();
    view! {
        <p class="difference__count">{t!(registration.difference.count, count = count)}</p>
        <ul class="differences">{items}</ul>
    }
    .into_any()
}

fn item(difference: &Difference, (before_name, after_name): (&'static str, &'static str)) -> AnyView {
    let pointer = in_content(&difference.pointer);
    let field = fields::find(pointer);
    let show = |side: &Value| field.map_or_else(|| plain(side), |field| value(field, side));
    let long = field.is_some_and(|field| matches!(field.form, Shape::Area(max) if max > 100));
    let texts = (difference.before.as_str().unwrap_or_default(), difference.after.as_str().unwrap_or_default());
    // Where a text was rewritten from nothing, marks would only repeat both sides.
    let marked = (long && !texts.0.is_empty() && !texts.1.is_empty()).then(|| text_changes(texts.0, texts.1));
    let sides = view! {
        <div class="difference__sides">
            <div class="difference__side">
                <p class="difference__name">{before_name}</p>
                <div class="difference__value">{show(&difference.before)}</div>
            </div>
            <div class="difference__side difference__side--after">
                <p class="difference__name">{after_name}</p>
                <div class="difference__value">{show(&difference.after)}</div>
            </div>
        </div>
    };
    view! {
        <li class="difference">
            <p class="difference__field">{label(pointer)}</p>
            {sides}
            {marked}
        </li>
    }
    .into_any()
}

fn plain(side: &Value) -> AnyView {
    match side {
        Value::Null => blank(),
        other => other.to_string().into_any(),
    }
}

fn text_changes(before: &str, after: &str) -> AnyView {
    let marks = pieces(before, after)
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => view! { <span>{text}</span> }.into_any(),
            Piece::Removed(text) => {
                view! { <del><span class="difference__mark">{t!(registration.difference.removed)}</span>{text}</del> }.into_any()
            }
            Piece::Added(text) => {
                view! { <ins><span class="difference__mark">{t!(registration.difference.added)}</span>{text}</ins> }.into_any()
            }
        })
        .collect_view();
    view! {
        <Disclosure summary=t!(registration.difference.text_changes)>
            <p class="multiline difference__text">{marks}</p>
        </Disclosure>
    }
    .into_any()
}

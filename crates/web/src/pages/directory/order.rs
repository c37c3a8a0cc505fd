//! In which order.

use super::model;
use super::state::Filters;
use crate::i18n::locale;
use crate::t;
use domain::directory::DirectorySort;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// The orders. Those that need words or a place say so until there are any.
pub fn order(filters: Filters) -> AnyView {
    let options = DirectorySort::iter()
        .map(|sort| {
            let possible = Memo::new(move |_| filters.query.with(|query| query.sorts().contains(&sort)));
            let chosen = move || filters.query.with(|query| query.sort.or_else(|| query.sorts().first().copied()) == Some(sort));
            let text = move || match (possible.get(), sort) {
                (false, DirectorySort::Distance) => t!(directory.order.needs_place, order = sort.label(locale())),
                (false, _) => t!(directory.order.needs_words, order = sort.label(locale())),
                (true, _) => sort.label(locale()).to_owned(),
            };
            view! { <option value=sort.code() disabled=move || !possible.get() prop:selected=chosen>{text}</option> }
        })
        .collect_view();
    let change = move |ev| {
        if let Ok(sort) = event_target_value(&ev).parse() {
            filters.change(|query| *query = model::sorted(query, sort));
        }
    };
    view! {
        <div class="order">
            <label class="order__label" for="directory-order">{t!(directory.order.title)}</label>
            <div class="select order__select">
                <select id="directory-order" class="input" on:change=change>{options}</select>
            </div>
        </div>
    }
    .into_any()
}

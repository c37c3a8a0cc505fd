//! What is asked, part by part, each with a way to take it away.

use super::model::{self, ActiveFilter};
use super::near::place_label;
use super::state::{Filters, focus};
use crate::components::listing::written_in;
use crate::components::ui::{Button, Icon, Kind, icon};
use crate::t;
use domain::directory::DirectoryQuery;
use domain::unicode::is_alphabetic;
use leptos::prelude::*;

/// The filters in force, each with a way to take it away.
#[component]
pub fn Chips(filters: Filters) -> impl IntoView {
    let active = Memo::new(move |_| filters.query.with(DirectoryQuery::active));
    let place = Memo::new(move |_| filters.asked.with(place_label));
    move || {
        let (active, place) = (active.get(), place.get());
        (!active.is_empty() || place.is_some()).then(|| {
            let chips = active.into_iter().map(|filter| view! { <li>{filter_chip(filters, filter)}</li> }).collect_view();
            let place = place.map(|place| view! { <li>{place_chip(filters, place)}</li> });
            view! {
                <div class="chips">
                    <ul class="chips__list" aria-label=t!(directory.filter.active)>{chips}{place}</ul>
                    <Button kind=Kind::Text compact=true on_click=Callback::new(move |()| {
                        filters.clear();
                        focus("directory-results");
                    })>{t!(directory.filter.clear)}</Button>
                </div>
            }
        })
    }
}

fn filter_chip(filters: Filters, filter: ActiveFilter) -> AnyView {
    chip(Signal::derive(move || filters.label(filter)), None, move || filters.remove(filter))
}

fn place_chip(filters: Filters, place: String) -> AnyView {
    let remove = move || filters.go_near(model::near(&filters.query.get_untracked(), None), None);
    // Whoever passed the link on may have read Japanese.
    let lang = written_in().filter(|_| place.contains(|letter: char| !letter.is_ascii() && is_alphabetic(letter)));
    chip(Signal::stored(t!(directory.near.from, place = place)), lang, remove)
}

fn chip(label: Signal<String>, lang: Option<&'static str>, remove: impl Fn() + 'static) -> AnyView {
    let remove = move |_| {
        remove();
        // The chip is gone and its focus with it.
        focus("directory-results");
    };
    view! {
        <button type="button" class="chip" lang=lang aria-label=move || t!(directory.filter.remove, filter = label.get()) on:click=remove>
            {move || label.get()}{icon(Icon::Close)}
        </button>
    }
    .into_any()
}

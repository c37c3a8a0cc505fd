//! The day that a page shows. It is in the address, so that a link shows the same.

use crate::components::ui::{Button, Kind};
use crate::i18n;
use crate::t;
use chrono::NaiveDate;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

/// The day in the address; today without one. Another page's address is no new question.
pub fn use_day() -> Memo<NaiveDate> {
    let params = use_query_map();
    let path = use_location().pathname;
    let here = path.get_untracked();
    Memo::new(move |before: Option<&NaiveDate>| {
        let now = params.with(|params| params.get("as_of")).and_then(|day| day.parse().ok()).unwrap_or_else(today);
        if path.get_untracked() == here { now } else { before.copied().unwrap_or(now) }
    })
}

/// Today in Japan.
pub fn today() -> NaiveDate {
    domain::time::japan_date(i18n::now())
}

/// What the API is asked for.
pub fn asked(day: Memo<NaiveDate>) -> Option<String> {
    Some(day.get().to_string())
}

/// Chooses another day.
pub fn day_control(day: Memo<NaiveDate>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let path = use_location().pathname;
    let navigate = StoredValue::new_local(use_navigate());
    let show = move || {
        let typed: Option<NaiveDate> = input.get_untracked().and_then(|input| input.value().parse().ok());
        if let Some(wanted) = typed {
            let address = path.get_untracked() + "?as_of=" + &wanted.to_string();
            navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
        }
    };
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        show();
    };
    view! {
        <form class="as-of no-print" on:submit=submit>
            <label class="as-of__label" for="as-of">{t!(support.areas.as_of)}</label>
            <input id="as-of" class="input as-of__day" type="date" required=true node_ref=input prop:value=move || day.get().to_string()/>
            <Button kind=Kind::Outline submit=true>{t!(support.areas.show)}</Button>
            <p class="as-of__said" role="status">{move || t!(support.areas.shown, day = i18n::date(day.get()))}</p>
        </form>
    }
    .into_any()
}

//! The line that says whether what is typed is safe.

use super::autosave::{Autosave, SaveState};
use super::draft::Draft;
use crate::components::ui::{Button, Kind};
use crate::t;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use leptos::prelude::*;

/// The line that says whether the draft is safe. Only trouble is read out; every saved pause would be noise.
pub fn save_state<T: Draft>(save: Autosave<T>, conflict: RwSignal<bool>) -> AnyView {
    let again = move || {
        leptos::task::spawn_local(async move {
            save.save().await;
        });
    };
    let line = move || {
        let (text, trouble) = match save.state.get() {
            SaveState::Untouched if !save.by_itself => (String::new(), false),
            SaveState::Untouched => (t!(institution.save.untouched).to_owned(), false),
            SaveState::Waiting if !save.by_itself => (t!(institution.save.not_yet).to_owned(), false),
            SaveState::Waiting => (t!(institution.save.waiting).to_owned(), false),
            SaveState::Saving => (t!(institution.save.saving).to_owned(), false),
            SaveState::Saved(at) => (t!(institution.save.saved, time = clock(at)), false),
            SaveState::Offline => (t!(institution.save.offline).to_owned(), true),
            SaveState::Failed(error) => (String::from(t!(institution.save.failed)) + " " + &error.title(), true),
            SaveState::Invalid(names) => (t!(institution.save.invalid, fields = names.join(t!(registration.value.list_separator))), true),
            SaveState::Conflict => (t!(institution.save.conflict).to_owned(), true),
        };
        let act = match save.state.get() {
            SaveState::Offline | SaveState::Failed(_) => {
                view! { <Button kind=Kind::Outline compact=true on_click=again>{t!(institution.save.retry)}</Button> }.into_any()
            }
            SaveState::Conflict => view! {
                <Button kind=Kind::Outline compact=true on_click=move || conflict.set(true)>{t!(institution.save.resolve)}</Button>
            }
            .into_any(),
            _ => ().into_any(),
        };
        view! {
            <p class="save-state__text" class:save-state__text--trouble=trouble role=trouble.then_some("alert")>{text}</p>
            {act}
        }
    };
    view! { <div class="save-state">{line}</div> }.into_any()
}

/// 12:34 in Japan.
fn clock(at: DateTime<Utc>) -> String {
    let local = at + TimeDelta::hours(9);
    format!("{}:{:02}", local.hour(), local.minute())
}

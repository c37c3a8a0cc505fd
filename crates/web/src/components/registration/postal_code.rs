//! The address follows the postal code: prefecture, municipality and town are filled in, and stay as they are where somebody typed them.

use super::form::{MUNICIPALITY, PREFECTURE};
use crate::client;
use crate::components::ui::Form;
use crate::t;
use domain::text::postal_code;
use leptos::prelude::*;

const POSTAL_CODE: &str = "/public/postal_code";
const ADDRESS: &str = "/public/address_line";

/// Fields with what a postal code put into them.
type Filled = Vec<(&'static str, String)>;

/// Watches the postal code; says what was filled in.
pub(super) fn fill_from_postal_code(form: Form) -> AnyView {
    let said = RwSignal::new(String::new());
    let filled = StoredValue::new(Filled::new());
    let code = Memo::new(move |_| postal_code(&form.get(POSTAL_CODE)));
    Effect::new(move |before: Option<Option<String>>| {
        let now = code.get();
        // Not on opening the form: what stands there was put there.
        if let (Some(before), Some(code)) = (before, now.clone())
            && before.as_ref() != Some(&code)
        {
            leptos::task::spawn_local(fill(form, code, said, filled));
        }
        now
    });
    view! { <p class="small" role="status">{move || said.get()}</p> }.into_any()
}

async fn fill(form: Form, code: String, said: RwSignal<String>, filled: StoredValue<Filled>) {
    // A code that is not in use or a lost connection leaves the address to the person.
    let Ok(place) = client::region::get_postal_code(&code).await else {
        let _ = said.try_set(String::new());
        return;
    };
    if said.try_get_untracked().is_none() || postal_code(&form.peek(POSTAL_CODE)).as_ref() != Some(&code) {
        return;
    }
    let (prefecture, municipality) = (form.peek(PREFECTURE), form.peek(MUNICIPALITY));
    let last = filled.get_value();
    // Only what is blank, or was filled in for another code.
    let open = |path: &str| {
        let written = form.peek(path);
        written.trim().is_empty() || last.iter().any(|(at, before)| *at == path && *before == written)
    };
    let mut now = Vec::new();
    for (path, value) in [(PREFECTURE, &place.prefecture_code), (MUNICIPALITY, &place.municipality_code), (ADDRESS, &place.town)] {
        if open(path) && form.peek(path) != *value {
            form.set(path, value.clone());
            now.push((path, value.clone()));
        }
    }
    let name = place.municipality_name + &place.town;
    let elsewhere = [(prefecture, &place.prefecture_code), (municipality, &place.municipality_code)];
    if !now.is_empty() {
        said.set(t!(registration.postal_code.filled, place = name));
    } else if elsewhere.iter().any(|(written, place)| written != *place) {
        said.set(t!(registration.postal_code.elsewhere, place = name));
    } else {
        said.set(String::new());
    }
    if !now.is_empty() {
        filled.set_value(now);
    }
}

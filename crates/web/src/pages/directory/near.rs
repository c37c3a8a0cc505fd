//! From where: a postal code, or where the browser is. The place goes into the address; nothing of it is kept.

use super::model::{self, Asked};
use super::state::{Filters, focus};
use crate::components::ui::{Button, Kind};
use crate::i18n::{Locale, locale};
use crate::state::Mutation;
use crate::{client, t};
use domain::geo::LatLng;
use domain::region::{PostalCodePlace, prefecture_label};
use domain::text::postal_code;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

const ID: &str = "directory-near";
const MESSAGE_ID: &str = "directory-near-message";
/// Somebody who was asked and does not answer.
const WAIT_MS: u32 = 20_000;
/// A position of this age is as good as a new one.
const FRESH_MS: u32 = 5 * 60_000;

/// What the place is called; the name in the address, or where it is.
pub fn place_label(asked: &Asked) -> Option<String> {
    let place = asked.query.near_place()?;
    let degrees = || t!(directory.near.position, latitude = place.latitude, longitude = place.longitude);
    Some(asked.place.clone().unwrap_or_else(degrees))
}

/// The nearest first, from a postal code or from where one is.
#[component]
pub fn Near(filters: Filters) -> impl IntoView {
    let message = RwSignal::new(None::<String>);
    let look_up = Mutation::new();
    let locating = RwSignal::new(false);
    let node = NodeRef::<leptos::html::Input>::new();
    let go = move |place: LatLng, name: Option<String>| {
        message.set(None);
        filters.go_near(model::near(&filters.query.get_untracked(), Some(place)), name);
        focus("directory-results");
    };
    let submit = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        let typed = node.get_untracked().map(|input| input.value()).unwrap_or_default();
        let Some(code) = postal_code(&typed) else {
            message.set(Some(t!(directory.near.no_code).to_owned()));
            return;
        };
        message.set(None);
        let act = async move { client::region::get_postal_code(&code).await };
        look_up.run(act, move |found| match found.latitude.zip(found.longitude).and_then(|(north, east)| LatLng::new(north, east)) {
            Some(place) => go(place, Some(name_of(&found))),
            None => message.set(Some(t!(directory.near.no_position, place = name_of(&found)))),
        });
    };
    // What the server did not know is said at the field.
    Effect::new(move |_| {
        if let Some(error) = look_up.error().get() {
            message.set(Some(error.title()));
        }
    });
    let locate = Callback::new(move |()| {
        if locating.get_untracked() {
            return;
        }
        message.set(None);
        locating.set(true);
        let done = move |found: Result<LatLng, String>| {
            // The page may be gone by now.
            if locating.try_set(false).is_some() {
                return;
            }
            match found {
                Ok(place) => go(model::roughly(place), None),
                Err(reason) => message.set(Some(reason)),
            }
        };
        position(done);
    });
    view! {
        <form class="near" on:submit=submit aria-labelledby="near-title">
            <h2 id="near-title" class="near__title">{t!(directory.near.title)}</h2>
            <div class="near__row">
                <label class="near__label" for=ID>{t!(directory.near.code)}</label>
                <input
                    id=ID
                    class="input near__input"
                    type="text"
                    inputmode="numeric"
                    autocomplete="postal-code"
                    maxlength="10"
                    placeholder=t!(directory.near.example)
                    aria-describedby=MESSAGE_ID
                    aria-invalid=move || message.with(Option::is_some).then_some("true")
                    node_ref=node
                />
                <Button submit=true kind=Kind::Outline compact=true busy=look_up.pending()>{t!(directory.near.search)}</Button>
                <span class="near__or">{t!(directory.near.or)}</span>
                <Button kind=Kind::Outline compact=true busy=locating on_click=locate>{t!(directory.near.here)}</Button>
            </div>
            <p id=MESSAGE_ID class="near__message" class:field__error=move || message.with(Option::is_some) role="status">{move || message.get()}</p>
        </form>
    }
}

fn name_of(place: &PostalCodePlace) -> String {
    let code = String::from("〒") + &place.postal_code + " ";
    match locale() {
        Locale::Ja => code + &prefecture_label(&place.prefecture_code, Locale::Ja) + &place.municipality_name + &place.town,
        Locale::En => code + &place.municipality_name_en + ", " + &prefecture_label(&place.prefecture_code, Locale::En),
    }
}

/// Asks the browser where it is, which asks the person. `done` is called once.
fn position(done: impl Fn(Result<LatLng, String>) + Copy + 'static) {
    let Ok(geolocation) = window().navigator().geolocation() else {
        return done(Err(t!(directory.near.no_geolocation).to_owned()));
    };
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        done(LatLng::new(at.latitude(), at.longitude()).ok_or_else(|| t!(directory.near.not_located).to_owned()));
    });
    let failed = Closure::once_into_js(move |error: web_sys::PositionError| {
        let refused = error.code() == web_sys::PositionError::PERMISSION_DENIED;
        done(Err(if refused { t!(directory.near.refused) } else { t!(directory.near.not_located) }.to_owned()));
    });
    let options = web_sys::PositionOptions::new();
    options.set_timeout(WAIT_MS);
    options.set_maximum_age(FRESH_MS);
    let (found, failed) = (found.unchecked_ref(), failed.unchecked_ref());
    if geolocation.get_current_position_with_error_callback_and_options(found, Some(failed), &options).is_err() {
        done(Err(t!(directory.near.no_geolocation).to_owned()));
    }
}

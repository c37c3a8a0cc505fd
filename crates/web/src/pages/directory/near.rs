//! From where: a postal code, or where the browser is. The place goes into the address; nothing of it is kept.

use super::model::{self, Asked};
use super::state::{Filters, focus};
use crate::components::listing::place_name;
use crate::components::ui::{Button, Kind};
use crate::i18n::{Locale, locale};
use crate::state::Mutation;
use crate::{client, t};
use domain::geo::LatLng;
use domain::number::decimal_text;
use domain::region::{PlacePrecision, PostalCodePlace};
use domain::text::postal_code;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;

const ID: &str = "directory-near";
const MESSAGE_ID: &str = "directory-near-message";
/// How long a device may look for itself, once it is allowed to.
const LOCATE_MS: u32 = 20_000;
/// How long the button waits in all. Browsers do not count the time in which they ask the person, and some tell nothing when that is ignored.
const WAIT: Duration = Duration::from_secs(30);
/// A position of this age is as good as a new one.
const FRESH_MS: u32 = 5 * 60_000;

/// What the place is called; the name in the address, or where it is.
pub fn place_label(asked: &Asked) -> Option<String> {
    let place = asked.query.near_place()?;
    let degrees = || t!(directory.near.position, latitude = decimal_text(place.latitude), longitude = decimal_text(place.longitude));
    Some(asked.place.clone().unwrap_or_else(degrees))
}

/// The nearest first, from a postal code or from where one is.
#[component]
pub fn Near(filters: Filters) -> impl IntoView {
    let (message, here_message) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let look_up = Mutation::new();
    let locating = RwSignal::new(false);
    let node = NodeRef::<leptos::html::Input>::new();
    // Of several questions, only the last is answered.
    let turn = StoredValue::new(0_u32);
    // Who has gone on to something else meanwhile is not called back by the answer.
    let focused = StoredValue::new_local(None::<web_sys::Element>);
    let begin = move || {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        locating.set(false);
        message.set(None);
        here_message.set(None);
        focused.set_value(document().active_element());
        turn.get_value()
    };
    let go = move |place: LatLng, name: Option<String>| {
        filters.go_near(model::near(&filters.query.get_untracked(), Some(place)), name);
        if focused.get_value() == document().active_element() {
            focus("directory-results");
        }
    };
    let submit = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        if look_up.pending().get_untracked() {
            return;
        }
        let mine = begin();
        let typed = node.get_untracked().map(|input| input.value()).unwrap_or_default();
        let Some(code) = postal_code(&typed) else {
            message.set(Some(t!(directory.near.no_code).to_owned()));
            return;
        };
        let act = async move { client::region::get_postal_code(&code).await };
        look_up.run(act, move |found| match found.latitude.zip(found.longitude).and_then(|(north, east)| LatLng::new(north, east)) {
            _ if turn.get_value() != mine => {}
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
        let mine = begin();
        locating.set(true);
        let done = move |found: Result<LatLng, &'static str>| {
            // The page may be gone by now, or the question answered or overtaken.
            if turn.try_get_value() != Some(mine) || !locating.get_untracked() {
                return;
            }
            locating.set(false);
            match found {
                Ok(place) => go(model::roughly(place), None),
                Err(reason) => here_message.set(Some(reason.to_owned())),
            }
        };
        set_timeout(move || done(Err(t!(directory.near.no_answer))), WAIT);
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
            {status_line(message, Some(MESSAGE_ID))}
            {status_line(here_message, None)}
        </form>
    }
}

fn status_line(message: RwSignal<Option<String>>, id: Option<&'static str>) -> AnyView {
    let wrong = move || message.with(Option::is_some);
    view! { <p id=id class="near__message" class:field__error=wrong role="status">{move || message.get()}</p> }.into_any()
}

fn name_of(place: &PostalCodePlace) -> String {
    let code = String::from("〒") + &place.postal_code + " ";
    let municipality = place_name(&place.prefecture_code, &place.municipality_name, &place.municipality_name_en);
    // Towns have no English names.
    let name = code + &municipality + if locale() == Locale::Ja { &place.town } else { "" };
    match place.precision {
        PlacePrecision::Hospitals | PlacePrecision::Unknown => name,
        // How exact the distances are that are measured from there.
        precision @ (PlacePrecision::Town | PlacePrecision::Neighbours | PlacePrecision::Municipality) => {
            t!(directory.near.about, place = name, precision = precision.label(locale()))
        }
    }
}

/// Asks the browser where it is, which asks the person. `done` may be called late, or never.
fn position(done: impl Fn(Result<LatLng, &'static str>) + Copy + 'static) {
    if !window().is_secure_context() {
        // Browsers would say that the person refused, who was not asked.
        return done(Err(t!(directory.near.insecure)));
    }
    let Ok(geolocation) = window().navigator().geolocation() else {
        return done(Err(t!(directory.near.no_geolocation)));
    };
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        let place = LatLng::new(at.latitude(), at.longitude()).ok_or_else(|| t!(directory.near.not_located));
        done(place.and_then(|place| if place.in_japan() { Ok(place) } else { Err(t!(directory.near.outside)) }));
    });
    let failed = Closure::once_into_js(move |error: web_sys::PositionError| {
        let refused = error.code() == web_sys::PositionError::PERMISSION_DENIED;
        done(Err(if refused { t!(directory.near.refused) } else { t!(directory.near.not_located) }));
    });
    let options = web_sys::PositionOptions::new();
    options.set_timeout(LOCATE_MS);
    options.set_maximum_age(FRESH_MS);
    let (found, failed) = (found.unchecked_ref(), failed.unchecked_ref());
    if geolocation.get_current_position_with_error_callback_and_options(found, Some(failed), &options).is_err() {
        done(Err(t!(directory.near.no_geolocation)));
    }
}

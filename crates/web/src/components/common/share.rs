//! Passing on what is on screen: the address has it all, once it says the language.

use crate::components::ui::{Button, Kind, Notice, Tone};
use crate::i18n::{Locale, locale};
use crate::state::use_toasts;
use crate::t;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// A button that hands the page's address to the system's sharing where it has one (phones), and copies it elsewhere. Where neither is
/// allowed, the address is shown to be copied by hand.
pub fn share_button() -> AnyView {
    let toasts = use_toasts();
    let by_hand = RwSignal::new(None::<String>);
    let can_share = js_sys::Reflect::has(&window().navigator(), &JsValue::from_str("share")).unwrap_or(false);
    let share = move || {
        let Ok(address) = address() else { return };
        leptos::task::spawn_local(async move {
            if can_share {
                let data = web_sys::ShareData::new();
                data.set_title(&document().title());
                data.set_url(&address);
                match JsFuture::from(window().navigator().share_with_data(&data)).await {
                    Ok(_) => return,
                    // Whoever closed the sheet wants nothing.
                    Err(error) if name_of(&error).as_deref() == Some("AbortError") => return,
                    Err(_) => {}
                }
            }
            match copy(&address).await {
                Ok(_) => toasts.success(t!(common.share.copied)),
                Err(_) => by_hand.set(Some(address)),
            }
        });
    };
    let text = if can_share { t!(common.share.share) } else { t!(common.share.copy) };
    let shown = move || {
        by_hand.get().map(|address| {
            view! { <Notice tone=Tone::Info title=t!(common.share.by_hand) live=true><p class="share-link__address">{address}</p></Notice> }
        })
    };
    view! {
        <div class="share-link no-print">
            <Button kind=Kind::Outline compact=true on_click=Callback::new(move |()| share())>{text}</Button>
            {shown}
        </div>
    }
    .into_any()
}

/// A small button that copies a value; `label` names what is copied. Where the browser refuses, it says so.
pub fn copy_button(value: String, label: String) -> AnyView {
    let toasts = use_toasts();
    let copied = move || {
        let value = value.clone();
        leptos::task::spawn_local(async move {
            match copy(&value).await {
                Ok(_) => toasts.success(t!(common.share.value_copied)),
                Err(_) => toasts.show(Tone::Error, t!(common.share.not_copied).to_owned()),
            }
        });
    };
    view! { <Button kind=Kind::Text compact=true label=label on_click=copied>{t!(common.share.copy_value)}</Button> }.into_any()
}

/// The address of what is on screen. In English it says so: whoever opens it has not chosen a language yet and would read Japanese.
fn address() -> Result<String, JsValue> {
    let location = window().location();
    let search = location.search()?;
    let language = match (locale(), search.as_str()) {
        (Locale::Ja, _) => "",
        (Locale::En, said) if said.contains("lang=") => "",
        (Locale::En, "") => "?lang=en",
        (Locale::En, _) => "&lang=en",
    };
    Ok(location.origin()? + &location.pathname()? + &search + language + &location.hash()?)
}

/// Only served over TLS (or on this very machine) does a page have a clipboard.
async fn copy(text: &str) -> Result<JsValue, JsValue> {
    let navigator = window().navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))?;
    if clipboard.is_undefined() {
        return Err(JsValue::UNDEFINED);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await
}

fn name_of(error: &JsValue) -> Option<String> {
    js_sys::Reflect::get(error, &JsValue::from_str("name")).ok()?.as_string()
}

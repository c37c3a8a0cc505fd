//! Whether the browser believes that it has a network.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Follows the browser's `online` and `offline` events.
#[derive(Debug, Clone, Copy)]
pub struct Online(pub RwSignal<bool>);

impl Online {
    /// Starts following and makes the signal available.
    pub fn provide() -> Self {
        let Some(window) = web_sys::window() else { return Self(RwSignal::new(true)) };
        let online = Self(RwSignal::new(window.navigator().on_line()));
        provide_context(online);
        for (event, value) in [("online", true), ("offline", false)] {
            let listener = Closure::<dyn Fn()>::new(move || online.0.set(value));
            let _ = window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
            // Lives as long as the page.
            listener.forget();
        }
        online
    }
}

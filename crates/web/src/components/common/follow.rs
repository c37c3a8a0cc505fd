//! Links in drawings.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Follows a link within a drawing without loading the page anew: the router itself only sees links of HTML. A click that asks for another tab or
/// window is left to the browser.
pub fn follow() -> Callback<(MouseEvent, String)> {
    let navigate = StoredValue::new_local(use_navigate());
    Callback::new(move |(click, href): (MouseEvent, String)| {
        if click.button() == 0 && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key()) {
            click.prevent_default();
            navigate.with_value(|navigate| navigate(&href, NavigateOptions::default()));
        }
    })
}

//! The browser client of GM Network.
//!
//! Invariants: it holds no rule of its own (the domain decides, the server records), no token outlives the tab, and no inline style or script is
//! needed, so that the content security policy can forbid them.

mod app;
mod client;
mod components;
mod crash;
mod i18n;
mod pages;
mod paths;
mod state;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn main() {
    crash::install();
    i18n::init();
    let Some(root) = document().get_element_by_id("app").and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    // The skeleton that index.html shows while the client loads.
    root.set_inner_html("");
    mount_to(root, app::App).forget();
}

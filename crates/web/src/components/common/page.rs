//! The frame of every page: document title, breadcrumbs, h1 with focus on arrival, lead.

use crate::components::ui::Breadcrumbs;
use crate::{paths, t};
use leptos::html;
use leptos::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// The first page after loading leaves the focus where the browser put it.
static ARRIVED: AtomicBool = AtomicBool::new(false);

/// An entry of the breadcrumbs.
pub fn crumb(text: impl Into<String>, href: impl Into<String>) -> (String, String) {
    (text.into(), href.into())
}

/// A page. Give the title at once, even when what it is about is still being read; it may change later.
#[component]
pub fn Page(
    #[prop(into)] title: Signal<String>,
    /// Pages between the front page and this one.
    #[prop(optional)]
    trail: Vec<(String, String)>,
    /// One or two sentences: what can be done here.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Full width instead of a column for reading (lists, tables).
    #[prop(optional)]
    wide: bool,
    /// A small word above the title.
    #[prop(optional, into)]
    eyebrow: Option<String>,
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    announce(title, heading);
    let mut crumbs = vec![crumb(t!(common.site.home), paths::HOME)];
    crumbs.extend(trail);
    view! {
        <div class="page" class:page--wide=wide>
            <Breadcrumbs trail=crumbs here=title/>
            <header class="page__header">
                {eyebrow.map(|eyebrow| view! { <p class="page__eyebrow">{eyebrow}</p> })}
                <h1 node_ref=heading tabindex="-1">{move || title.get()}</h1>
                {lead.map(|lead| view! { <p class="page__lead">{lead}</p> })}
            </header>
            {children()}
        </div>
    }
}

/// Keeps the document's title and moves the focus to the heading on arrival; for pages that draw their own heading.
pub fn announce(title: Signal<String>, heading: NodeRef<html::H1>) {
    Effect::new(move |_| {
        let title = title.get();
        let site = t!(common.site.name);
        let text = if title.is_empty() { site.to_owned() } else { title + "｜" + site };
        document().set_title(&text);
    });
    Effect::new(move |arrived: Option<bool>| {
        if arrived == Some(true) {
            return true;
        }
        let Some(heading) = heading.get() else { return false };
        if ARRIVED.swap(true, Ordering::Relaxed) {
            let _ = heading.focus();
            forget_first_page();
        }
        true
    });
}

/// What the server wrote about the page that was loaded is not true of the next one, nor of the same page with another question; browsers
/// share the canonical address, not the one shown.
pub fn forget_first_page() {
    const WRITTEN: &str = "link[rel=canonical],link[hreflang],meta[name=robots],meta[property^='og:'],script[type='application/ld+json']";
    while let Ok(Some(element)) = document().query_selector(WRITTEN) {
        element.remove();
    }
}

/// Another address for the page that is open. The router is not told: the page stays, only its address is another.
pub fn replace_address(address: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

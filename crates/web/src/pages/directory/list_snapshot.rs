//! Coming back from an institution's page: the list stands as it was left, at the card that was opened.

use domain::directory::{DirectoryQuery, FoundListing};
use domain::page::Page;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;

/// Older lists are read again.
const FRESH_MS: f64 = 10.0 * 60.0 * 1000.0;

/// A list as it was left.
struct Kept {
    query: DirectoryQuery,
    /// Whether what is for doctors only was searched: it is shown to nobody who signs in or out meanwhile.
    restricted: bool,
    page: Page<FoundListing>,
    /// The card's link.
    href: String,
    scroll: f64,
    at: f64,
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// Remembers the list when one of its cards is opened.
pub fn keep(click: &ev::MouseEvent, query: DirectoryQuery, restricted: bool, page: Page<FoundListing>) {
    let target = click.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some(href) = target.and_then(|target| target.closest("a[href]").ok().flatten()).and_then(|link| link.get_attribute("href")) else {
        return;
    };
    let scroll = window().scroll_y().unwrap_or_default();
    KEPT.set(Some(Kept { query, restricted, page, href, scroll, at: js_sys::Date::now() }));
}

/// The list that was left with the same filters, once; the place in it follows when it is drawn.
pub fn take(query: &DirectoryQuery, restricted: bool) -> Option<Page<FoundListing>> {
    let kept = KEPT.take()?;
    if kept.query != *query || kept.restricted != restricted || FRESH_MS < js_sys::Date::now() - kept.at {
        return None;
    }
    let (href, scroll) = (kept.href, kept.scroll);
    // After the list is drawn, and after the page's heading took the focus on arrival.
    set_timeout(move || return_to(&href, scroll), std::time::Duration::from_millis(60));
    Some(kept.page)
}

fn return_to(href: &str, scroll: f64) {
    window().scroll_to_with_x_and_y(0.0, scroll);
    let links = document().query_selector_all("#directory-list a[href]").ok();
    let Some(links) = links else { return };
    for index in 0..links.length() {
        let link = links.item(index).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(link) = link.filter(|link| link.get_attribute("href").as_deref() == Some(href)) {
            let _ = link.focus();
            return;
        }
    }
}

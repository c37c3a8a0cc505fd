//! Taking over from the page that the server wrote: it is read and used until the client has the same to show, and then gives way at once.
//!
//! The client draws beside it, out of sight. Both have the same classes, so that the change moves nothing. Until then the written page's links
//! are the browser's, not the client's router's, and whoever has typed or chosen something in its form keeps that form, which works by itself.

use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement};

/// What the server puts on the root of a page that it wrote; see `crates/api/templates/site/layout.html`.
pub const WRITTEN: &str = "data-written";

/// What stands where something is still being read.
const UNFINISHED: &str = ".skeleton, .reach__wait, .header__account-skeleton, main [aria-busy=true]";

/// How long the client is waited for. By then it can say better than the server's page what takes so long.
const LONGEST_MS: f64 = 10_000.0;

/// Draws the client with `mount`, in the root of the page or in the place of what the server wrote there.
pub fn draw(mount: impl FnOnce(HtmlElement)) {
    let Some(root) = document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    match beside(&root).filter(|_| root.has_attribute(WRITTEN)) {
        Some(own) => {
            keep_links(&root);
            let touched = notice_input(&root);
            mount(own.clone());
            wait(own, root, touched, js_sys::Date::now() + LONGEST_MS);
        }
        // A skeleton, or nothing.
        None => {
            root.set_inner_html("");
            mount(root);
        }
    }
}

/// A root out of sight, before the one that is shown: whoever asks for an element by its id gets the client's.
fn beside(root: &HtmlElement) -> Option<HtmlElement> {
    let own = document().create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
    own.set_hidden(true);
    root.parent_node()?.insert_before(&own, Some(root)).ok()?;
    Some(own)
}

/// Keeps clicks from the client's router, which listens at the window for those on every link.
fn keep_links(written: &HtmlElement) {
    listen(written, "click", |event| event.stop_propagation());
}

/// Becomes `true` once somebody has typed or chosen something.
fn notice_input(written: &HtmlElement) -> Rc<Cell<bool>> {
    let touched = Rc::new(Cell::new(false));
    for kind in ["input", "change"] {
        let touched = touched.clone();
        listen(written, kind, move |_| touched.set(true));
    }
    touched
}

/// Listens as long as the page lives.
fn listen(written: &HtmlElement, kind: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act).into_js_value();
    let _ = written.add_event_listener_with_callback(kind, act.unchecked_ref());
}

/// Looks before each frame whether the client is ready. Nothing is left to do when it failed: its message stands in the place of what was written.
fn wait(own: HtmlElement, written: HtmlElement, touched: Rc<Cell<bool>>, until: f64) {
    request_animation_frame(move || match (written.has_attribute(WRITTEN), is_ready(&own) || until < js_sys::Date::now()) {
        (true, true) if !touched.get() && !is_typing(&written) => change(&own, &written),
        (true, _) => wait(own, written, touched, until),
        (false, _) => {}
    });
}

fn is_ready(own: &HtmlElement) -> bool {
    let finds = |selectors: &str| own.query_selector(selectors).is_ok_and(|found| found.is_some());
    finds("main h1") && !finds(UNFINISHED)
}

/// Whether somebody is in a field of the server's page: what is typed there can be sent from there.
fn is_typing(written: &HtmlElement) -> bool {
    focused_in(written).is_some_and(|field| field.matches("input, select, textarea").unwrap_or(false))
}

fn focused_in(written: &HtmlElement) -> Option<Element> {
    document().active_element().filter(|element| written.contains(Some(element)))
}

/// Shows the client in the place of what was written, with the focus on the same link and the same answers open.
fn change(own: &HtmlElement, written: &HtmlElement) {
    if let Ok((before, after)) =
        written.query_selector_all("main details").and_then(|before| Ok((before, own.query_selector_all("main details")?)))
    {
        for index in 0..before.length() {
            let open = before.item(index).is_some_and(|one| one.unchecked_ref::<Element>().has_attribute("open"));
            if let Some(same) = after.item(index).filter(|_| open) {
                let _ = same.unchecked_ref::<Element>().set_attribute("open", "");
            }
        }
    }
    let href = focused_in(written).and_then(|link| link.get_attribute("href"));
    own.set_hidden(false);
    written.remove();
    own.set_id("app");
    let links = own.query_selector_all("a[href]").ok();
    let Some((href, links)) = href.zip(links) else { return };
    let links = (0..links.length()).filter_map(|index| links.item(index)?.dyn_into::<HtmlElement>().ok());
    if let Some(same) = links.into_iter().find(|link| link.get_attribute("href").as_ref() == Some(&href)) {
        let _ = same.focus();
    }
}

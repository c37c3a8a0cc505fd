//! Taking over from the page that the server wrote: it is read and used until the client has the same to show, and then gives way at once.
//!
//! The client draws beside it, out of sight. Both have the same classes, so that the change moves nothing. Until then the written page's links
//! are the browser's, not the client's router's, and whoever has typed or chosen something in its form keeps that form, which works by itself.

use crate::client::given;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, MutationObserver, MutationObserverInit};

/// What the server puts on the root of a page that it wrote; see `crates/api/templates/site/layout.html`.
pub const WRITTEN: &str = "data-written";

/// What stands where something is still being read.
const UNFINISHED: &str = ".skeleton, .reach__wait, .header__account-skeleton, main [aria-busy=true]";

/// How long the client is waited for. By then it can say better than the server's page what takes so long.
const LONGEST: Duration = Duration::from_secs(10);

/// Draws the client with `mount`, in the root of the page or in the place of what the server wrote there.
pub fn draw(mount: impl FnOnce(HtmlElement)) {
    let Some(root) = document().get_element_by_id("app").and_then(|root| root.dyn_into::<HtmlElement>().ok()) else { return };
    match beside(&root).filter(|_| root.has_attribute(WRITTEN)) {
        Some(own) => {
            keep_links(&root);
            let both = Rc::new(Both {
                own: own.clone(),
                written: root,
                is_late: Cell::new(false),
                looks: Cell::new(false),
                watch: RefCell::default(),
            });
            both.follow();
            mount(own);
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

/// Listens as long as the page lives.
fn listen(written: &HtmlElement, kind: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act).into_js_value();
    let _ = written.add_event_listener_with_callback(kind, act.unchecked_ref());
}

/// The client out of sight and the written page, until one of them is left.
struct Both {
    own: HtmlElement,
    written: HtmlElement,
    /// The client has been waited for long enough.
    is_late: Cell<bool>,
    /// Whether it is looked before the next frame.
    looks: Cell<bool>,
    /// What tells of changes in the client; none once it is settled which of the two stays.
    watch: RefCell<Option<MutationObserver>>,
}

impl Both {
    /// Looks whether the client can be shown when it has drawn something, when somebody leaves a field of the written page, and at the latest moment.
    /// Whoever has typed or chosen something there keeps that page.
    fn follow(self: &Rc<Self>) {
        let both = self.clone();
        let drawn = Closure::<dyn Fn()>::new(move || both.look()).into_js_value();
        let Ok(watch) = MutationObserver::new(drawn.unchecked_ref()) else { return };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        options.set_attributes(true);
        if watch.observe_with_options(&self.own, &options).is_err() {
            return;
        }
        self.watch.replace(Some(watch));
        for kind in ["input", "change"] {
            let both = self.clone();
            listen(&self.written, kind, move |_| both.settle());
        }
        let both = self.clone();
        listen(&self.written, "focusout", move |_| both.look());
        let both = self.clone();
        set_timeout(
            move || {
                both.is_late.set(true);
                both.look();
            },
            LONGEST,
        );
    }

    /// Looks before the next frame, when all that belongs together is drawn and the focus is where it goes.
    fn look(self: &Rc<Self>) {
        if !self.looks.replace(true) {
            let both = self.clone();
            request_animation_frame(move || {
                both.looks.set(false);
                both.change_if_ready();
            });
        }
    }

    /// Nothing is left to do when the client failed: its message stands in the place of what was written.
    fn change_if_ready(&self) {
        if self.watch.borrow().is_none() {
            return;
        }
        let has_failed = !self.written.has_attribute(WRITTEN);
        if has_failed {
            self.settle();
        } else if (self.is_late.get() || is_ready(&self.own)) && !is_typing(&self.written) {
            self.settle();
            change(&self.own, &self.written);
        }
    }

    fn settle(&self) {
        given::forget();
        if let Some(watch) = self.watch.take() {
            watch.disconnect();
        }
    }
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
    open_same_answers(own, written);
    let href = focused_in(written).and_then(|link| link.get_attribute("href"));
    own.set_hidden(false);
    written.remove();
    own.set_id("app");
    if let Some(href) = href {
        focus_link(own, &href);
    }
}

/// Both pages have the same answers in the same order.
fn open_same_answers(own: &HtmlElement, written: &HtmlElement) {
    for (before, after) in all::<Element>(written, "main details").zip(all::<Element>(own, "main details")) {
        if before.has_attribute("open") {
            let _ = after.set_attribute("open", "");
        }
    }
}

/// Focuses the first link to an address.
fn focus_link(own: &HtmlElement, href: &str) {
    if let Some(same) = all::<HtmlElement>(own, "a[href]").find(|link| link.get_attribute("href").as_deref() == Some(href)) {
        let _ = same.focus();
    }
}

fn all<T: JsCast>(root: &HtmlElement, selectors: &str) -> impl Iterator<Item = T> {
    let found = root.query_selector_all(selectors).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

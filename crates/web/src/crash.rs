//! What a person sees after the client panicked: a page of plain elements, since nothing of the failed program can be asked any more.
//!
//! Invariant: it sends nothing anywhere and shows nothing of the failure but that it happened; the browser's console has the rest. What was typed is in
//! the session storage already ([`Form`](crate::components::ui::Form)), where the page finds it when it is loaded again.

use crate::{paths, t, take_over};
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement};

/// Shows the page at the first panic from now on.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        static SHOWN: AtomicBool = AtomicBool::new(false);
        console_error_panic_hook::hook(panic);
        if !SHOWN.swap(true, Ordering::Relaxed) {
            // A browser that refuses even this shows what it showed before.
            let _ = show();
        }
    }));
}

fn show() -> Option<()> {
    let document = web_sys::window()?.document()?;
    let page = element(&document, "div", "page", "")?;
    page.set_attribute("role", "alert").ok()?;
    let heading = element(&document, "h1", "", t!(common.crash.title))?;
    heading.set_attribute("tabindex", "-1").ok()?;
    let actions = element(&document, "div", "actions", "")?;
    for action in
        [reload(&document)?, link(&document, paths::HOME, t!(common.site.home))?, link(&document, paths::CONTACT, t!(common.nav.contact))?]
    {
        actions.append_child(&action).ok()?;
    }
    for part in
        [&heading, &element(&document, "p", "", t!(common.crash.text))?, &element(&document, "p", "", t!(common.crash.kept))?, &actions]
    {
        page.append_child(part).ok()?;
    }
    let main = element(&document, "main", "", "")?;
    main.append_child(&page).ok()?;
    document.set_title(&(String::from(t!(common.crash.title)) + "｜" + t!(common.site.name)));
    let root = document.get_element_by_id("app").or_else(|| document.body().map(Into::into))?;
    root.remove_attribute(take_over::WRITTEN).ok()?;
    root.set_inner_html("");
    root.append_child(&main).ok()?;
    heading.dyn_ref::<HtmlElement>()?.focus().ok()
}

fn element(document: &Document, tag: &str, class: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content((!text.is_empty()).then_some(text));
    Some(element)
}

/// Loads the page again, with its fragment, in which a link of a mail has its token. The browser's own function is called: none of ours may be.
fn reload(document: &Document) -> Option<Element> {
    let button = element(document, "button", "button button--solid", t!(common.crash.reload))?;
    button.set_attribute("type", "button").ok()?;
    let location: JsValue = web_sys::window()?.location().into();
    let reload: js_sys::Function = js_sys::Reflect::get(&location, &"reload".into()).ok()?.dyn_into().ok()?;
    button.dyn_ref::<HtmlElement>()?.set_onclick(Some(&reload.bind0(&location)));
    Some(button)
}

/// A link that the router leaves to the browser.
fn link(document: &Document, path: &str, text: &str) -> Option<Element> {
    let link = element(document, "a", "button button--outline", text)?;
    link.set_attribute("href", path).ok()?;
    link.set_attribute("rel", "external").ok()?;
    Some(link)
}

//! Answers that the server wrote into the page for what the client asks first.
//!
//! They are what the API answers to a visitor, in both languages. They are used until the client has taken over from the written page: later they could
//! be old, and so could they when somebody comes back to a page, which the browser may then show as it was.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, PerformanceNavigation, Window};

/// Where an answer says which address it is the answer of.
const ADDRESS: &str = "data-answer";

/// The answer of an address, if it is in the page.
pub(super) fn answer(address: &str) -> Option<Vec<u8>> {
    let window = web_sys::window()?;
    if is_return(&window) {
        return None;
    }
    let found = elements(&window.document()?).find(|element| element.get_attribute(ADDRESS).as_deref() == Some(address));
    found?.text_content().map(String::into_bytes)
}

/// Forgets all answers.
pub fn forget() {
    let document = web_sys::window().and_then(|window| window.document());
    for element in document.iter().flat_map(elements) {
        element.remove();
    }
}

fn is_return(window: &Window) -> bool {
    window.performance().is_some_and(|performance| performance.navigation().type_() == PerformanceNavigation::TYPE_BACK_FORWARD)
}

fn elements(document: &Document) -> impl Iterator<Item = Element> + use<> {
    let found = document.query_selector_all("script[data-answer]").ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
}

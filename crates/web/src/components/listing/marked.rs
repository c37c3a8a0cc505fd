//! Words where they occur in a text as it is written, found as the server finds them.

use domain::search::{Words, marks};
use leptos::prelude::*;

/// The text with the words marked.
pub fn marked(text: &str, words: &Words) -> AnyView {
    let mut parts = Vec::new();
    let mut at = 0;
    for range in marks(text, words) {
        parts.push(text[at..range.start].to_owned().into_any());
        parts.push(view! { <mark>{text[range.clone()].to_owned()}</mark> }.into_any());
        at = range.end;
    }
    parts.push(text[at..].to_owned().into_any());
    parts.into_any()
}

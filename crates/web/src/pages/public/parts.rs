//! Small pieces that these pages share.

use leptos::prelude::*;

/// Statements from alternating titles and texts.
pub(super) fn promises(texts: Vec<&'static str>) -> AnyView {
    let items = texts
        .chunks_exact(2)
        .map(|pair| {
            let (title, text) = (pair[0], pair[1]);
            view! { <li><p class="promises__title">{title}</p><p class="promises__text">{text}</p></li> }
        })
        .collect_view();
    view! { <ul class="promises">{items}</ul> }.into_any()
}

/// A text whose web addresses are links.
pub(super) fn linkified(text: &'static str) -> AnyView {
    let Some(start) = text.find("https://") else { return text.into_any() };
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii() || matches!(c, ' ' | ')' | ',')).unwrap_or(rest.len());
    let (address, after) = rest.split_at(end);
    view! { {&text[..start]}<a href=address rel="noopener">{address}</a>{linkified(after)} }.into_any()
}

//! Texts in the form of lists.

use leptos::prelude::*;

/// Numbered steps from alternating titles and texts.
pub fn flow(texts: Vec<&'static str>) -> AnyView {
    let steps = texts
        .chunks_exact(2)
        .map(|pair| {
            let (title, text) = (pair[0], pair[1]);
            view! { <li><p class="flow__title">{title}</p><p class="flow__text">{text}</p></li> }
        })
        .collect_view();
    view! { <ol class="flow">{steps}</ol> }.into_any()
}

/// Plain items.
pub fn bullets(texts: Vec<&'static str>) -> AnyView {
    view! { <ul>{texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }.into_any()
}

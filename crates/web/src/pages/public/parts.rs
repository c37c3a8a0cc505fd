//! Small pieces that these pages share.

use domain::text::{Piece, pieces};
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
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.into_any(),
            Piece::Address(address) => view! { <a href=address rel="noopener">{address}</a> }.into_any(),
        })
        .collect_view()
        .into_any()
}

//! Sources, and what no document says.

use crate::components::listing::written_in;
use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use crate::t;
use domain::locale::Bilingual;
use leptos::prelude::*;

/// A document and the place in it. Both are Japanese; there is a link where it is published.
pub fn cited(title: &str, section: &str, url: Option<&str>) -> AnyView {
    let title = match url {
        Some(url) => view! { <a href=url.to_owned() rel="noopener external">{title.to_owned()}</a> }.into_any(),
        None => title.to_owned().into_any(),
    };
    view! {
        <p class="support__cited">
            <span class="support__cited-word">{t!(support.words.source)}</span>
            <cite lang=written_in()>{title}"　"{section.to_owned()}</cite>
        </p>
    }
    .into_any()
}

/// 未定, and why.
pub fn undetermined(reason: &Bilingual) -> AnyView {
    view! { <Tag tone=Tone::Warning>{t!(support.words.undetermined)}</Tag>" "{reason.text(locale()).to_owned()} }.into_any()
}

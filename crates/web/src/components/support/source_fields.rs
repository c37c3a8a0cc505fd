//! The fields of a document and the place in it.

use crate::components::ui::{Form, TextField};
use crate::t;
use domain::source::Source;
use leptos::prelude::*;

/// Title, place and address of a document, below a path.
pub fn source_fields(form: Form, path: &str) -> AnyView {
    let at = |name: &str| path.to_owned() + "/" + name;
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(prefecture.source.title)}</legend>
            <TextField form=form path=at("title") label=t!(prefecture.source.document) hint=t!(prefecture.source.document_hint) required=true/>
            <TextField form=form path=at("section") label=t!(prefecture.source.section) hint=t!(prefecture.source.section_hint) required=true/>
            <TextField form=form path=at("url") label=t!(prefecture.source.url) kind="url"/>
        </fieldset>
    }
    .into_any()
}

/// Puts a document into the form; what somebody typed stays.
pub fn start_source(form: Form, path: &str, source: &Source) {
    for (name, text) in source_texts(source) {
        form.start(&(path.to_owned() + "/" + name), text);
    }
}

/// The texts of a document under the names of their fields.
pub fn source_texts(source: &Source) -> [(&'static str, String); 3] {
    [("title", source.title.clone()), ("section", source.section.clone()), ("url", source.url.clone().unwrap_or_default())]
}

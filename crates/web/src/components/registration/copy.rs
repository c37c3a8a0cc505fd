//! A copy of a registration to keep.

use crate::client;
use crate::components::common::pdf_button;
use crate::t;
use leptos::prelude::*;

/// The button that saves what was submitted last as a PDF; a draft is saved as such.
pub fn copy_button(id: &str) -> AnyView {
    let id = id.to_owned();
    pdf_button(t!(registration.copy.pdf), t!(registration.copy.file), move |lacking| {
        let id = id.clone();
        async move { client::registration::print_registration(&id, lacking).await }
    })
}

//! A copy of a registration to keep.

use crate::client;
use crate::components::common::{PrintError, download_bytes};
use crate::components::ui::{Button, Kind};
use crate::state::Mutation;
use crate::t;
use domain::export::LackingLetters;
use leptos::prelude::*;

/// The button that saves what was submitted last as a PDF; a draft is saved as such.
pub fn copy_button(id: &str) -> AnyView {
    let act = Mutation::new();
    let id = id.to_owned();
    let print = Callback::new(move |lacking| {
        let id = id.clone();
        act.run(async move { client::registration::print_registration(&id, lacking).await }, |file| {
            download_bytes(t!(registration.copy.file), "application/pdf", &file);
        });
    });
    let save = move || print.run(LackingLetters::Tell);
    view! {
        <div class="actions"><Button kind=Kind::Outline busy=act.pending() on_click=save>{t!(registration.copy.pdf)}</Button></div>
        <PrintError of=act again=print/>
    }
    .into_any()
}

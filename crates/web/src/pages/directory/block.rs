//! Keeping an institution from knowing about the doctor.

use super::relation::Visited;
use crate::components::common::MutationError;
use crate::components::ui::{Button, ConfirmDialog, Kind};
use crate::lazy_piece;
use crate::state::{Mutation, use_session, use_toasts};
use crate::{client, t};
use domain::actor::Role;
use leptos::prelude::*;

lazy_piece!(later, relation: block);

/// Shown to doctors who did not block the institution.
pub fn block_section() -> AnyView {
    let session = use_session();
    let doctor = Memo::new(move |_| session.has(Role::Doctor));
    (move || doctor.get().then(later::block)).into_any()
}

fn block() -> AnyView {
    let visited = Visited::here();
    let relation = visited.relation();
    let open = RwSignal::new(false);
    let block = Mutation::new();
    let toasts = use_toasts();
    let may = Memo::new(move |_| relation.get().flatten().is_some_and(|found| !found.blocked));
    let act = Callback::new(move |()| {
        let id = visited.id();
        // A refusal shows on the page, which a dialog would cover.
        open.set(false);
        block.run(async move { client::doctor::block_institution(&id).await }, move |()| {
            toasts.success(t!(directory.block.done));
            relation.reload();
        });
    });
    let section = move || {
        may.get().then(|| {
            view! {
                <section class="listing__block no-print" aria-labelledby="listing-block">
                    <h2 id="listing-block" class="listing__block-title">{t!(directory.block.title)}</h2>
                    <p>{t!(directory.block.text)}</p>
                    <MutationError of=block/>
                    <Button kind=Kind::Outline compact=true busy=block.pending() on_click=move || open.set(true)>{t!(directory.block.start)}</Button>
                    <ConfirmDialog
                        open=open
                        title=t!(directory.block.confirm_title, name = visited.name())
                        text=t!(directory.block.confirm_text)
                        confirm=t!(directory.block.confirm)
                        danger=true
                        busy=block.pending()
                        on_confirm=act
                    />
                </section>
            }
        })
    };
    section.into_any()
}

//! Keeping an institution from knowing about the doctor.

use super::relation::Relation;
use crate::components::common::MutationError;
use crate::components::ui::{Button, ConfirmDialog, Kind};
use crate::state::{Mutation, Query, use_toasts};
use crate::{client, t};
use leptos::prelude::*;

/// Shown to doctors who did not block the institution.
#[component]
pub fn Block(id: String, name: String, relation: Query<Option<Relation>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let block = Mutation::new();
    let toasts = use_toasts();
    let may = Memo::new(move |_| relation.get().flatten().is_some_and(|found| !found.blocked));
    let id = StoredValue::new(id);
    let name = StoredValue::new(name);
    let act = Callback::new(move |()| {
        let id = id.get_value();
        // A refusal shows on the page, which a dialog would cover.
        open.set(false);
        block.run(async move { client::doctor::block_institution(&id).await }, move |()| {
            toasts.success(t!(directory.block.done));
            relation.reload();
        });
    });
    move || {
        may.get().then(|| {
            view! {
                <section class="listing__block no-print" aria-labelledby="listing-block">
                    <h2 id="listing-block" class="listing__block-title">{t!(directory.block.title)}</h2>
                    <p>{t!(directory.block.text)}</p>
                    <MutationError of=block/>
                    <Button kind=Kind::Outline compact=true busy=block.pending() on_click=move || open.set(true)>{t!(directory.block.start)}</Button>
                    <ConfirmDialog
                        open=open
                        title=t!(directory.block.confirm_title, name = name.get_value())
                        text=t!(directory.block.confirm_text)
                        confirm=t!(directory.block.confirm)
                        danger=true
                        busy=block.pending()
                        on_confirm=act
                    />
                </section>
            }
        })
    }
}

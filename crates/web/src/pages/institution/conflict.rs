//! Two people edited the same draft: shows what differs and lets the person choose, without losing either version.

use super::autosave::Autosave;
use crate::client::Versioned;
use crate::components::registration::{DifferencesView, typed};
use crate::components::ui::{Button, Dialog, Disclosure, Kind, Notice, Tone};
use crate::t;
use domain::registration::{RegistrationContent, differences};
use leptos::prelude::*;

/// The dialog, open while there is a conflict and the person has not set it aside.
pub fn conflict_dialog(save: Autosave, open: RwSignal<bool>) -> AnyView {
    Effect::new(move |_| open.set(save.theirs.with(Option::is_some)));
    view! {
        <Dialog open=open title=t!(institution.conflict.title)>{move || save.theirs.get().map(|theirs| body(save, &theirs, open))}</Dialog>
    }
    .into_any()
}

fn body(save: Autosave, theirs: &Versioned<RegistrationContent>, open: RwSignal<bool>) -> AnyView {
    let found = differences(&theirs.value, &typed::read(save.form));
    let same = found.is_empty().then(|| view! { <p>{t!(institution.conflict.same)}</p> });
    view! {
        <p>{t!(institution.conflict.lead)}</p>
        {same}
        <DifferencesView differences=found before=t!(institution.conflict.theirs) after=t!(institution.conflict.mine)/>
        <div class="actions actions--end">
            <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
            <Button kind=Kind::Outline on_click=move || save.take_theirs()>{t!(institution.conflict.take_theirs)}</Button>
            <Button on_click=move || save.take_mine()>{t!(institution.conflict.take_mine)}</Button>
        </div>
    }
    .into_any()
}

/// The version that was not chosen, for as long as the person wants it.
pub fn kept_version(save: Autosave) -> AnyView {
    (move || {
        save.other.get().map(|other| {
            // What is on screen changes as one types; the comparison is made when it is asked for.
            let shown = RwSignal::new(false);
            let other = StoredValue::new(other);
            let comparison = move || {
                save.form.edits();
                other.with_value(|other| {
                    view! {
                        <DifferencesView
                            differences=differences(&typed::read(save.form), other)
                            before=t!(institution.conflict.current)
                            after=t!(institution.conflict.other)
                        />
                    }
                    .into_any()
                })
            };
            view! {
                <Notice tone=Tone::Warning title=t!(institution.conflict.kept_title)>
                    <p>{t!(institution.conflict.kept_text)}</p>
                    <div on:click=move |_| shown.set(true)>
                        <Disclosure summary=t!(institution.conflict.compare)>{move || shown.get().then(comparison)}</Disclosure>
                    </div>
                    <div class="actions">
                        <Button kind=Kind::Outline compact=true on_click=move || save.swap_other()>{t!(institution.conflict.swap)}</Button>
                        <Button kind=Kind::Text compact=true on_click=move || save.drop_other()>{t!(institution.conflict.drop)}</Button>
                    </div>
                </Notice>
            }
        })
    })
    .into_any()
}

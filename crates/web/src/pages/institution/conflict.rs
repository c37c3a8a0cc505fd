//! Two people edited the same draft: shows what differs and lets the person choose, without losing either version.

use super::autosave::Autosave;
use super::draft::Draft;
use crate::client::Versioned;
use crate::components::ui::{Button, Dialog, Disclosure, Kind, Notice, Tone};
use crate::t;
use leptos::prelude::*;

/// The dialog, open while there is a conflict and the person has not set it aside.
pub fn conflict_dialog<T: Draft>(save: Autosave<T>, open: RwSignal<bool>) -> AnyView {
    Effect::new(move |_| open.set(save.theirs.with(Option::is_some)));
    view! {
        <Dialog open=open title=t!(institution.conflict.title)>{move || save.theirs.get().map(|theirs| body(save, &theirs, open))}</Dialog>
    }
    .into_any()
}

fn body<T: Draft>(save: Autosave<T>, theirs: &Versioned<T>, open: RwSignal<bool>) -> AnyView {
    let names = [t!(institution.conflict.theirs), t!(institution.conflict.mine)];
    let found = T::compare(&theirs.value, &T::read(save.form), names)
        .unwrap_or_else(|| view! { <p>{t!(institution.conflict.same)}</p> }.into_any());
    view! {
        <p>{t!(institution.conflict.lead)}</p>
        {found}
        <div class="actions actions--end">
            <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
            <Button kind=Kind::Outline on_click=move || save.take_theirs()>{t!(institution.conflict.take_theirs)}</Button>
            <Button on_click=move || save.take_mine()>{t!(institution.conflict.take_mine)}</Button>
        </div>
    }
    .into_any()
}

/// The version that was not chosen, for as long as the person wants it.
pub fn kept_version<T: Draft>(save: Autosave<T>) -> AnyView {
    (move || {
        save.other.get().map(|other| {
            // What is on screen changes as one types; the comparison is made when it is asked for.
            let shown = RwSignal::new(false);
            let other = StoredValue::new(other);
            let comparison = move || {
                save.form.edits();
                let names = [t!(institution.conflict.current), t!(institution.conflict.other)];
                other
                    .with_value(|other| T::compare(&T::read(save.form), other, names))
                    .unwrap_or_else(|| view! { <p>{t!(institution.conflict.same)}</p> }.into_any())
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

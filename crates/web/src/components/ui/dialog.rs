//! Dialogs on the native element: the browser keeps the focus inside and gives it back.

use super::{Button, Kind};
use crate::t;
use leptos::html;
use leptos::prelude::*;

/// A modal dialog, open while `open` is true. Escape and 「閉じる」 set it to false.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// Whether Escape closes it; a forced choice says `true`.
    #[prop(optional)]
    forced: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = format!("dialog-{}", uuid::Uuid::new_v4().simple());
    let labelled_by = heading.clone();
    Effect::new(move |_| {
        let (Some(dialog), open) = (node.get(), open.get()) else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dialog"
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
            on:cancel=move |ev: leptos::ev::Event| if forced { ev.prevent_default() }
        >
            <h2 id=heading class="dialog__title">{move || title.get()}</h2>
            {move || open.get().then(|| view! { <div class="dialog__body">{children()}</div> })}
        </dialog>
    }
}

/// Asks before an act that is hard to undo.
#[component]
pub fn ConfirmDialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// What will happen.
    #[prop(into)]
    text: String,
    /// The act's own name, never just "OK".
    #[prop(into)]
    confirm: String,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
) -> impl IntoView {
    let text = StoredValue::new(text);
    let confirm = StoredValue::new(confirm);
    view! {
        <Dialog open=open title=title>
            <p>{text.get_value()}</p>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                <Button kind=if danger { Kind::Danger } else { Kind::Solid } busy=busy on_click=on_confirm>{confirm.get_value()}</Button>
            </div>
        </Dialog>
    }
}

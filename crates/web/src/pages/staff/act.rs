//! An act of the staff: pressed, confirmed, or given with a reason that the institution reads.

use crate::client::ClientError;
use crate::components::common::MutationError;
use crate::components::ui::{Button, ConfirmDialog, Dialog, Form, FormView, Kind, SubmitButton, TextArea};
use crate::state::mutation::check;
use crate::state::{Mutation, use_toasts};
use crate::t;
use domain::registration::Reason;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

type Running = Pin<Box<dyn Future<Output = Result<(), ClientError>>>>;

/// What happens before the act.
pub enum Before {
    /// Nothing; it can be taken back or does little.
    Nothing,
    /// It is confirmed under this title.
    Confirm(&'static str),
    /// A reason is asked for, with this hint.
    Reason(&'static str),
}

/// An act to offer.
pub struct Act {
    /// Names it, its dialog and the draft of its reason.
    pub key: String,
    /// Its name on the button.
    pub label: &'static str,
    /// What it does.
    pub text: &'static str,
    /// What happens before it.
    pub before: Before,
    /// How loud its button is.
    pub kind: Kind,
    /// What is said afterwards.
    pub done: &'static str,
    /// Does it; the reason is blank where none is asked for.
    pub run: Box<dyn Fn(String) -> Running>,
    /// Reads the page again.
    pub after: Callback<()>,
}

/// The button with its explanation, its dialog, and why it failed.
pub fn act_view(act: Act) -> AnyView {
    let Act { key, label, text, before, kind, done, run, after } = act;
    let (open, mutation, toasts) = (RwSignal::new(false), Mutation::new(), use_toasts());
    let run = StoredValue::new_local(run);
    let form = Form::new(String::from("act/") + &key);
    let go = move |reason: String| {
        let running = run.with_value(|run| run(reason));
        mutation.submit(form, running, move |()| {
            open.set(false);
            toasts.success(done);
            after.run(());
        });
    };
    let (press, dialog) = match before {
        Before::Nothing => (Callback::new(move |()| go(String::new())), ().into_any()),
        Before::Confirm(title) => {
            let confirmed = move || {
                open.set(false);
                go(String::new());
            };
            let dialog = view! {
                <ConfirmDialog open=open title=title text=text confirm=label danger=kind == Kind::Danger busy=mutation.pending() on_confirm=confirmed/>
            }
            .into_any();
            (Callback::new(move |()| open.set(true)), dialog)
        }
        Before::Reason(hint) => {
            let submit = Callback::new(move |()| {
                let input = Reason { reason: form.peek("/reason") };
                if check(form, &input) {
                    go(input.reason);
                }
            });
            let dialog = view! {
                <Dialog open=open title=label>
                    <p>{text}</p>
                    <FormView form=form on_submit=submit>
                        <TextArea form=form path="/reason" label=t!(staff.act.reason) hint=hint required=true max=2000/>
                        <MutationError of=mutation/>
                        <div class="actions actions--end">
                            <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                            <SubmitButton busy=mutation.pending() kind=kind>{label}</SubmitButton>
                        </div>
                    </FormView>
                </Dialog>
            }
            .into_any();
            (Callback::new(move |()| open.set(true)), dialog)
        }
    };
    // While the dialog is open it says itself what went wrong.
    let failure = move || (!open.get()).then(|| view! { <MutationError of=mutation/> });
    let reread = move || {
        (mutation.error().get().is_some_and(|error| error.code().is_some_and(is_stale))).then(|| {
            view! { <Button kind=Kind::Outline compact=true on_click=move || after.run(())>{t!(staff.review.reload)}</Button> }
        })
    };
    view! {
        <div class="act">
            <p class="act__text">{text}</p>
            <Button kind=kind busy=mutation.pending() on_click=press>{label}</Button>
            {failure}
            {reread}
            {dialog}
        </div>
    }
    .into_any()
}

/// Somebody else was faster: reading again shows what happened.
fn is_stale(code: domain::problem::ProblemCode) -> bool {
    use domain::problem::ProblemCode as P;
    matches!(code, P::VersionMismatch | P::WrongState | P::Conflict)
}

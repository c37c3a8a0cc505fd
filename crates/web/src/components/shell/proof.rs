//! The dialog of an act that asks who is there.

use crate::client::account::prove_session;
use crate::components::common::MutationError;
use crate::components::ui::{Button, Dialog, Form, FormView, Kind, PasswordField, SubmitButton, TextField};
use crate::lazy_piece;
use crate::state::mutation::check;
use crate::state::{Mutation, use_session};
use crate::t;
use domain::account::ProveSession;
use leptos::prelude::*;

lazy_piece!(later, sign_in: form);

/// Lets the person enter the password or a code; what they sent then goes out again.
#[component]
pub fn AskForProof() -> impl IntoView {
    let session = use_session();
    let open = session.unproven();
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        // Closed with Escape, or proven; whoever still waits then has no proof.
        if before == Some(true) && !now {
            session.proof_given(false);
        }
        now
    });
    view! {
        <Dialog open=open title=t!(common.session.proof_title)>
            <p>{t!(common.session.proof_text)}</p>
            {later::form()}
        </Dialog>
    }
}

fn form() -> AnyView {
    view! { <ProofForm/> }.into_any()
}

#[component]
fn ProofForm() -> impl IntoView {
    let session = use_session();
    let form = Form::new("proof");
    let send = Mutation::new();
    let factor = session.me().is_some_and(|me| me.second_factor);
    let submit = move || {
        let given = |path: &str| Some(form.peek(path)).filter(|text| !text.is_empty());
        let input = ProveSession { password: given("/password"), code: given("/code") };
        if check(form, &input) {
            send.submit(form, async move { prove_session(&input).await }, move |()| session.proof_given(true));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <PasswordField form=form path="/password" label=t!(account.field.password) required=!factor autocomplete="current-password"/>
            {factor.then(|| view! {
                <TextField form=form path="/code" label=t!(common.session.proof_code) inputmode="numeric" autocomplete="one-time-code" width="short" secret=true/>
            })}
            <MutationError of=send/>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || session.proof_given(false)>{t!(common.action.cancel)}</Button>
                <SubmitButton busy=send.pending()>{t!(common.session.proof_send)}</SubmitButton>
            </div>
        </FormView>
    }
}

//! A forgotten password: ask for a link, then set a new one.

use super::link::take_token;
use crate::client::account::{request_password_reset, reset_password};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::ui::{Form, FormView, Kind, LinkButton, Notice, PasswordField, SubmitButton, TextField, Tone};
use crate::state::Mutation;
use crate::state::mutation::check;
use crate::{paths, t};
use domain::account::{RequestPasswordReset, ResetPassword};
use domain::problem::ProblemCode;
use leptos::prelude::*;

/// `/forgotten-password`
#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let form = Form::new("forgotten-password");
    let send = Mutation::new();
    let done = RwSignal::new(false);
    let submit = move || {
        let input = RequestPasswordReset { email: form.peek("/email") };
        if check(form, &input) {
            send.submit(form, async move { request_password_reset(&input).await }, move |()| done.set(true));
        }
    };
    view! {
        <Page title=t!(account.forgotten.title) lead=t!(account.forgotten.lead) trail=vec![crumb(t!(account.sign_in.title), paths::SIGN_IN)]>
            {move || if done.get() {
                view! { <Notice tone=Tone::Success title=t!(account.forgotten.done) live=true><p>{t!(account.forgotten.done_text)}</p></Notice> }
                    .into_any()
            } else {
                view! {
                    <FormView form=form on_submit=submit>
                        <TextField
                            form=form
                            path="/email"
                            label=t!(account.field.email)
                            required=true
                            kind="email"
                            autocomplete="username"
                            width="medium"
                        />
                        <MutationError of=send/>
                        <div class="actions"><SubmitButton busy=send.pending()>{t!(account.forgotten.send)}</SubmitButton></div>
                    </FormView>
                }
                .into_any()
            }}
        </Page>
    }
}

/// `/reset-password#token=…`: the link from the mail.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let token = take_token();
    let form = Form::new("reset-password");
    let send = Mutation::new();
    let done = RwSignal::new(false);
    let submit = move || {
        let input = ResetPassword { token: token.clone(), password: form.peek("/password") };
        if check(form, &input) {
            send.submit(form, async move { reset_password(&input).await }, move |()| done.set(true));
        }
    };
    let over = move || send.error().get().is_some_and(|error| error.is(ProblemCode::LinkExpired));
    let submit = Callback::new(move |()| submit());
    view! {
        <Page title=t!(account.reset.title) trail=vec![crumb(t!(account.sign_in.title), paths::SIGN_IN)]>
            {move || if done.get() {
                view! {
                    <Notice tone=Tone::Success title=t!(account.reset.done) live=true><p>{t!(account.reset.done_text)}</p></Notice>
                    <div class="actions"><LinkButton href=paths::SIGN_IN>{t!(common.nav.sign_in)}</LinkButton></div>
                }
                .into_any()
            } else {
                view! {
                    <FormView form=form on_submit=move || submit.run(())>
                        <PasswordField
                            form=form
                            path="/password"
                            label=t!(account.field.new_password)
                            hint=t!(account.field.password_hint)
                            autocomplete="new-password"
                        />
                        <MutationError of=send/>
                        <div class="actions">
                            <SubmitButton busy=send.pending()>{t!(account.reset.send)}</SubmitButton>
                            {move || over().then(|| view! {
                                <LinkButton href=paths::FORGOTTEN_PASSWORD kind=Kind::Outline>{t!(account.reset.again)}</LinkButton>
                            })}
                        </div>
                    </FormView>
                }
                .into_any()
            }}
        </Page>
    }
}

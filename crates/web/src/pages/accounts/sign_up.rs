//! Signing up: as whom, the form, "look at your mail", and the link from the mail.

use super::link::take_token;
use crate::client::account::{confirm_email, create_account, resend_confirmation};
use crate::components::common::{LoadError, MutationError, Page, crumb};
use crate::components::ui::{
    Button, Checkbox, Form, FormView, Icon, Kind, LinkButton, Notice, PasswordField, Skeleton, SubmitButton, TextField, Tone, icon,
};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, use_toasts};
use crate::{paths, t};
use domain::account::{AccountKind, ConfirmEmail, CreateAccount, ResendConfirmation};
use domain::problem::ProblemCode;
use leptos::prelude::*;

/// `/sign-up`: as whom.
#[component]
pub fn SignUpPage() -> impl IntoView {
    view! {
        <Page title=t!(account.sign_up.title) lead=t!(account.sign_up.lead)>
            <ul class="cards">
                <li class="card card--link">
                    {icon(Icon::Doctor)}
                    <h2 class="card__title"><a href=paths::SIGN_UP_DOCTOR>{t!(account.sign_up.doctor)}</a></h2>
                    <p>{t!(account.sign_up.doctor_text)}</p>
                </li>
                <li class="card card--link">
                    {icon(Icon::Hospital)}
                    <h2 class="card__title"><a href=paths::SIGN_UP_INSTITUTION>{t!(account.sign_up.institution)}</a></h2>
                    <p>{t!(account.sign_up.institution_text)}</p>
                </li>
            </ul>
            <section>
                <p>{t!(account.sign_up.known)}" "<a href=paths::SIGN_IN>{t!(common.nav.sign_in)}</a></p>
                <p class="muted">{t!(account.sign_up.staff)}</p>
            </section>
        </Page>
    }
}

/// `/sign-up/doctor`
#[component]
pub fn SignUpDoctorPage() -> impl IntoView {
    sign_up(AccountKind::Doctor, t!(account.sign_up.doctor_title), t!(account.sign_up.doctor_lead))
}

/// `/sign-up/institution`
#[component]
pub fn SignUpInstitutionPage() -> impl IntoView {
    sign_up(AccountKind::Institution, t!(account.sign_up.institution_title), t!(account.sign_up.institution_lead))
}

fn sign_up(kind: AccountKind, title: &'static str, lead: &'static str) -> AnyView {
    let sent_to = RwSignal::new(None::<String>);
    view! {
        <Page title=title lead=lead trail=vec![crumb(t!(account.sign_up.title), paths::SIGN_UP)]>
            {move || match sent_to.get() {
                None => view! { <SignUpForm kind=kind sent_to=sent_to/> }.into_any(),
                Some(email) => view! { <LookAtMail email=email/> }.into_any(),
            }}
        </Page>
    }
    .into_any()
}

#[component]
fn SignUpForm(kind: AccountKind, sent_to: RwSignal<Option<String>>) -> impl IntoView {
    let form = Form::new("sign-up");
    let send = Mutation::new();
    let submit = move || {
        let input = CreateAccount {
            kind,
            email: form.peek("/email"),
            password: form.peek("/password"),
            display_name: form.peek("/display_name"),
            locale: locale(),
            agreed_terms: form.peek_checked("/agreed_terms"),
        };
        if check(form, &input) {
            let email = input.email.clone();
            let act = async move { create_account(&input, send.key()).await };
            send.submit(form, act, move |()| sent_to.set(Some(email)));
        }
    };
    let name_hint = match kind {
        AccountKind::Doctor => t!(account.sign_up.doctor_name_hint),
        AccountKind::Institution => t!(account.sign_up.institution_name_hint),
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField
                form=form
                path="/display_name"
                label=t!(account.field.name)
                hint=name_hint
                required=true
                autocomplete="name"
                width="medium"
            />
            <TextField
                form=form
                path="/email"
                label=t!(account.field.email)
                hint=t!(account.sign_up.email_hint)
                required=true
                kind="email"
                autocomplete="username"
                width="medium"
            />
            <PasswordField form=form path="/password" label=t!(account.field.password) hint=t!(account.field.password_hint) autocomplete="new-password"/>
            <p>
                <a href=paths::TERMS target="_blank">{t!(account.sign_up.read_terms)}</a>" ／ "
                <a href=paths::PRIVACY target="_blank">{t!(account.sign_up.read_privacy)}</a>
            </p>
            <Checkbox form=form path="/agreed_terms" label=t!(account.sign_up.agree) required=true/>
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(account.sign_up.send)}</SubmitButton></div>
        </FormView>
    }
}

/// The same words whether the address was known or not.
#[component]
fn LookAtMail(email: String) -> impl IntoView {
    let toasts = use_toasts();
    let again = Mutation::new();
    let address = email.clone();
    let resend = move || {
        let input = ResendConfirmation { email: address.clone() };
        again.run(async move { resend_confirmation(&input).await }, move |()| toasts.success(t!(account.mail.again_done)));
    };
    view! {
        <Notice tone=Tone::Success title=t!(account.mail.title) live=true>
            <p>{t!(account.mail.text, email = email)}</p>
        </Notice>
        <section class="prose">
            <h2>{t!(account.mail.missing_title)}</h2>
            <ul>
                <li>{t!(account.mail.missing_spam)}</li>
                <li>{t!(account.mail.missing_address)}</li>
            </ul>
            <MutationError of=again/>
            <div class="actions"><Button kind=Kind::Outline busy=again.pending() on_click=resend>{t!(account.mail.again)}</Button></div>
        </section>
    }
}

/// `/confirm-email#token=…`: the link from the mail.
#[component]
pub fn ConfirmEmailPage() -> impl IntoView {
    let confirm = Mutation::new();
    let done = RwSignal::new(false);
    let input = ConfirmEmail { token: take_token() };
    let run = move || {
        let input = input.clone();
        confirm.run(async move { confirm_email(&input).await }, move |()| done.set(true));
    };
    run();
    let retry = Callback::new(move |()| run());
    view! {
        <Page title=t!(account.confirm.title)>
            {move || match (done.get(), confirm.error().get()) {
                (true, _) => view! {
                    <Notice tone=Tone::Success title=t!(account.confirm.done) live=true><p>{t!(account.confirm.done_text)}</p></Notice>
                    <div class="actions"><LinkButton href=paths::SIGN_IN>{t!(common.nav.sign_in)}</LinkButton></div>
                }
                .into_any(),
                (false, Some(error)) if error.is(ProblemCode::LinkExpired) || error.is(ProblemCode::InvalidInput) => expired(),
                (false, Some(error)) => view! { <LoadError error=error on_retry=retry/> }.into_any(),
                (false, None) => view! { <Skeleton lines=2/> }.into_any(),
            }}
        </Page>
    }
}

fn expired() -> AnyView {
    let form = Form::new("resend-confirmation");
    let send = Mutation::new();
    let done = RwSignal::new(false);
    let submit = move || {
        let input = ResendConfirmation { email: form.peek("/email") };
        if check(form, &input) {
            send.submit(form, async move { resend_confirmation(&input).await }, move |()| done.set(true));
        }
    };
    view! {
        <Notice tone=Tone::Warning title=ProblemCode::LinkExpired.title(locale())><p>{t!(account.confirm.expired)}</p></Notice>
        {move || if done.get() {
            view! { <Notice tone=Tone::Success title=t!(account.mail.again_done) live=true/> }.into_any()
        } else {
            view! {
                <FormView form=form on_submit=submit>
                    <TextField form=form path="/email" label=t!(account.field.email) required=true kind="email" autocomplete="username" width="medium"/>
                    <MutationError of=send/>
                    <div class="actions"><SubmitButton busy=send.pending()>{t!(account.mail.again)}</SubmitButton></div>
                </FormView>
            }
            .into_any()
        }}
    }
    .into_any()
}

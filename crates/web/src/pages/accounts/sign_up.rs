//! Signing up: as whom, the address, "look at your mail", and the form behind the link from the mail.

use super::link::take_token;
use super::sign_in::{begin, home_of};
use crate::client::ClientError;
use crate::client::account::{create_account, look_up_sign_up, request_sign_up};
use crate::components::common::{DateTimeText, MutationError, Page, crumb};
use crate::components::ui::{
    Button, Checkbox, Choice, Form, FormView, Icon, Kind, LinkButton, Notice, PasswordField, RadioGroup, SubmitButton, TextField, Tone,
    data_list, icon,
};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_session, use_toasts};
use crate::{paths, t};
use domain::account::{AccountKind, CreateAccount, LookUpSignUp, RequestSignUp, SignUpOffer};
use domain::ids::InstitutionId;
use domain::problem::ProblemCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

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
    let sent = RwSignal::new(None::<RequestSignUp>);
    view! {
        <Page title=title lead=lead trail=vec![crumb(t!(account.sign_up.title), paths::SIGN_UP)]>
            {move || match sent.get() {
                None => view! { <SignUpForm kind=kind sent=sent/> }.into_any(),
                Some(request) => view! { <LookAtMail request=request/> }.into_any(),
            }}
        </Page>
    }
    .into_any()
}

#[component]
fn SignUpForm(kind: AccountKind, sent: RwSignal<Option<RequestSignUp>>) -> impl IntoView {
    let form = Form::new("sign-up");
    let send = Mutation::new();
    let institution_id = use_query_map().with_untracked(|query| query.get("institution")).and_then(|id| id.parse::<InstitutionId>().ok());
    let submit = move || {
        let input = RequestSignUp { kind, email: form.peek("/email"), locale: locale(), institution_id };
        if check(form, &input) {
            let request = input.clone();
            let act = async move { request_sign_up(&input, send.key()).await };
            send.submit(form, act, move |()| sent.set(Some(request)));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            {institution_id.map(|_| view! { <p class="small">{t!(account.sign_up.returns)}</p> })}
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
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(account.sign_up.ask)}</SubmitButton></div>
        </FormView>
    }
}

/// The same words whether the address was known or not.
#[component]
fn LookAtMail(request: RequestSignUp) -> impl IntoView {
    let toasts = use_toasts();
    let again = Mutation::new();
    let email = request.email.clone();
    let resend = move || {
        let input = request.clone();
        again.run(async move { request_sign_up(&input, again.key()).await }, move |()| toasts.success(t!(account.mail.again_done)));
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

/// `/complete-sign-up#token=…`: the link from the mail. Whoever opens it holds the mailbox, and says here all that the account is made of.
#[component]
pub fn CompleteSignUpPage() -> impl IntoView {
    let token = take_token();
    let question = LookUpSignUp { token: token.clone() };
    let offer = Query::new(move || {
        let question = question.clone();
        async move { look_up_sign_up(&question).await }
    });
    view! {
        <Page title=t!(account.complete.title) lead=t!(account.complete.lead)>
            {move || match offer.error().get() {
                Some(error) if error.is(ProblemCode::LinkUsed) => used(),
                Some(error) if is_over(&error) => expired(),
                _ => {
                    let token = token.clone();
                    offer.view(6, move |offer| view! { <Complete offer=offer token=token.clone()/> }.into_any())
                }
            }}
        </Page>
    }
}

fn is_over(error: &ClientError) -> bool {
    error.is(ProblemCode::LinkExpired) || error.is(ProblemCode::InvalidInput)
}

#[component]
fn Complete(offer: SignUpOffer, token: String) -> impl IntoView {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let form = Form::new("complete-sign-up");
    form.start("/kind", <&str>::from(offer.kind));
    let send = Mutation::new();
    let submit = move || {
        let kind = form.peek("/kind").parse().unwrap_or(offer.kind);
        let input = CreateAccount {
            token: token.clone(),
            kind,
            display_name: form.peek("/display_name"),
            password: form.peek("/password"),
            locale: locale(),
            agreed_terms: form.peek_checked("/agreed_terms"),
        };
        if check(form, &input) {
            let act = async move { begin(session, create_account(&input).await?).await };
            send.submit(form, act, move |_| {
                // A doctor goes on with what they came for.
                let institution = offer.institution_id.filter(|_| kind == AccountKind::Doctor);
                let next = institution.map_or_else(|| home_of(session).to_owned(), paths::new_inquiry);
                navigate.with_value(|navigate| navigate(&next, NavigateOptions { replace: true, ..NavigateOptions::default() }));
            });
        }
    };
    let facts = vec![
        (t!(account.field.email), offer.email.into_any()),
        (t!(account.invitation.until), view! { <DateTimeText at=offer.expires_at/> }.into_any()),
    ];
    let kinds = vec![
        Choice::new(<&str>::from(AccountKind::Doctor), t!(account.role.doctor)),
        Choice::new(<&str>::from(AccountKind::Institution), t!(account.role.institution_member)),
    ];
    view! {
        {data_list(facts)}
        <section>
            <FormView form=form on_submit=submit>
                <RadioGroup form=form path="/kind" label=t!(account.complete.kind) required=true options=kinds/>
                <TextField
                    form=form
                    path="/display_name"
                    label=t!(account.field.name)
                    hint=t!(account.complete.name_hint)
                    required=true
                    autocomplete="name"
                    width="medium"
                />
                {password_and_terms(form)}
                {move || match send.error().get() {
                    Some(error) if error.is(ProblemCode::LinkUsed) => used(),
                    Some(error) if error.is(ProblemCode::LinkExpired) => expired(),
                    _ => view! { <MutationError of=send/> }.into_any(),
                }}
                <div class="actions"><SubmitButton busy=send.pending()>{t!(account.sign_up.send)}</SubmitButton></div>
            </FormView>
        </section>
    }
}

/// What every new account needs besides a name.
pub(super) fn password_and_terms(form: Form) -> AnyView {
    view! {
        <PasswordField
            form=form
            path="/password"
            label=t!(account.field.password)
            hint=t!(account.field.password_hint)
            autocomplete="new-password"
        />
        <p>
            <a href=paths::TERMS target="_blank">{t!(account.sign_up.read_terms)}</a>" ／ "
            <a href=paths::PRIVACY target="_blank">{t!(account.sign_up.read_privacy)}</a>
        </p>
        <Checkbox form=form path="/agreed_terms" label=t!(account.sign_up.agree) required=true/>
    }
    .into_any()
}

/// A second click: the account is there. Whoever is signed in goes on from here, too.
fn used() -> AnyView {
    let session = use_session();
    let way = move || match session.me() {
        Some(_) => view! { <LinkButton href=home_of(session)>{t!(account.complete.go_on)}</LinkButton> }.into_any(),
        None => view! { <LinkButton href=paths::SIGN_IN>{t!(common.nav.sign_in)}</LinkButton> }.into_any(),
    };
    view! {
        <Notice tone=Tone::Info title=t!(account.complete.used)><p>{t!(account.complete.used_text)}</p></Notice>
        <div class="actions">{way}</div>
    }
    .into_any()
}

fn expired() -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=ProblemCode::LinkExpired.title(locale())><p>{t!(account.complete.expired)}</p></Notice>
        <div class="actions">
            <LinkButton href=paths::SIGN_UP>{t!(account.complete.again)}</LinkButton>
            <LinkButton href=paths::SIGN_IN kind=Kind::Outline>{t!(common.nav.sign_in)}</LinkButton>
        </div>
    }
    .into_any()
}

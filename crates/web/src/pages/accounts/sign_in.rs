//! Signing in, with the second factor where one is set up.

use crate::client::account::{create_session, verify_second_factor};
use crate::components::common::{MutationError, Page};
use crate::components::ui::{Button, Form, FormView, Kind, LinkButton, Notice, PasswordField, SubmitButton, TextField, Tone};
use crate::state::mutation::check;
use crate::state::{Mutation, Session, use_session};
use crate::{paths, t};
use domain::account::{CreateSession, SignIn, SignInStatus, VerifySecondFactor};
use domain::actor::Role;
use domain::problem::ProblemCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// `/sign-in`
#[component]
pub fn SignInPage() -> impl IntoView {
    let sign_up = paths::sign_up_instead(&next_of_address().unwrap_or_default());
    view! {
        <Page title=t!(account.sign_in.title)>
            <SignInForm/>
            <section class="side">
                <h2>{t!(account.sign_in.new_title)}</h2>
                <p>{t!(account.sign_in.new_text)}</p>
                <p><LinkButton href=sign_up kind=Kind::Outline>{t!(common.nav.sign_up)}</LinkButton></p>
            </section>
        </Page>
    }
}

/// The sign-in form, on its page and (`in_place`) in the dialog of an expired session.
#[component]
pub fn SignInForm(#[prop(optional)] in_place: bool) -> impl IntoView {
    let challenge = RwSignal::new(None::<String>);
    let arrive = arrival(in_place, challenge);
    move || match challenge.get() {
        None => view! { <PasswordStep in_place=in_place arrive=arrive/> }.into_any(),
        Some(token) => view! { <CodeStep token=token arrive=arrive challenge=challenge/> }.into_any(),
    }
}

/// Where the link to this page asks to go on to, on this site.
fn next_of_address() -> Option<String> {
    use_query_map().with_untracked(|query| query.get("next")).as_deref().and_then(paths::own_address)
}

/// What follows a step that succeeded.
fn arrival(in_place: bool, challenge: RwSignal<Option<String>>) -> Callback<(SignIn,)> {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let next = next_of_address();
    // As after signing out everywhere on a page that is for people who signed in: this page is no way on.
    let next = next.filter(|next| !next.starts_with(paths::SIGN_IN));
    let go = move |to: &str| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(to, options));
    };
    Callback::new(move |(sign_in,): (SignIn,)| match sign_in.status {
        SignInStatus::SecondFactorRequired => challenge.set(sign_in.challenge_token),
        SignInStatus::EnrolmentRequired => go(paths::ACCOUNT_SECOND_FACTOR),
        SignInStatus::SignedIn if in_place => {}
        SignInStatus::SignedIn => go(next.as_deref().unwrap_or_else(|| home_of(session))),
    })
}

/// Where a person's work is.
pub(super) fn home_of(session: Session) -> &'static str {
    let holds = |role| session.holds_any(&[role]) == Some(true);
    untrack(|| {
        if holds(Role::Secretariat) || holds(Role::CommitteeMember) || holds(Role::Administrator) {
            paths::STAFF_HOME
        } else if holds(Role::PrefectureOfficer) {
            paths::PREFECTURE_HOME
        } else if holds(Role::InstitutionMember) {
            paths::INSTITUTION_HOME
        } else if holds(Role::Doctor) {
            paths::DOCTOR_HOME
        } else {
            paths::HOME
        }
    })
}

pub(super) async fn begin(session: Session, sign_in: SignIn) -> Result<SignIn, crate::client::ClientError> {
    if let Some(token) = sign_in.access_token.clone() {
        session.begin(token).await?;
    }
    Ok(sign_in)
}

#[component]
fn PasswordStep(in_place: bool, arrive: Callback<(SignIn,)>) -> impl IntoView {
    let session = use_session();
    let form = Form::new(if in_place { "sign-in-again" } else { "sign-in" });
    let send = Mutation::new();
    if let Some(me) = session.me() {
        form.start("/email", me.email.clone());
    }
    // Once shown, the ways in stay: the next try clears the error, and the field with it what was typed.
    let waiting = RwSignal::new(false);
    Effect::new(move |_| {
        if send.error().get().is_some_and(|error| error.is(ProblemCode::TooManyRequests)) {
            waiting.set(true);
        }
    });
    let submit = move || {
        let code = Some(form.peek("/code")).filter(|code| !code.is_empty());
        let input = CreateSession { email: form.peek("/email"), password: form.peek("/password"), code };
        if check(form, &input) {
            let act = async move { begin(session, create_session(&input).await?).await };
            send.submit(form, act, move |sign_in| arrive.run((sign_in,)));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/email" label=t!(account.field.email) required=true kind="email" autocomplete="username" width="medium"/>
            <PasswordField form=form path="/password" label=t!(account.field.password) autocomplete="current-password"/>
            {move || waiting.get().then(|| ways_in(form))}
            <MutationError of=send/>
            <div class="actions">
                <SubmitButton busy=send.pending()>{t!(account.sign_in.send)}</SubmitButton>
                {(!in_place).then(|| view! { <a href=paths::FORGOTTEN_PASSWORD>{t!(account.sign_in.forgotten)}</a> })}
            </div>
        </FormView>
    }
}

/// What helps whoever has to wait because somebody tried wrong passwords.
fn ways_in(form: Form) -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=t!(account.sign_in.waiting)>
            <ul>
                <li>{t!(account.sign_in.waiting_code)}</li>
                <li><a href=paths::FORGOTTEN_PASSWORD>{t!(account.sign_in.waiting_reset)}</a></li>
            </ul>
        </Notice>
        <TextField form=form path="/code" label=t!(account.field.code) inputmode="numeric" autocomplete="one-time-code" width="short" secret=true/>
    }
    .into_any()
}

#[component]
fn CodeStep(token: String, arrive: Callback<(SignIn,)>, challenge: RwSignal<Option<String>>) -> impl IntoView {
    let session = use_session();
    let form = Form::new("sign-in-code");
    let send = Mutation::new();
    let submit = move || {
        let input = VerifySecondFactor { challenge_token: token.clone(), code: form.peek("/code") };
        if check(form, &input) {
            let act = async move { begin(session, verify_second_factor(&input).await?).await };
            send.submit(form, act, move |sign_in| arrive.run((sign_in,)));
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <p>{t!(account.code.lead)}</p>
            <TextField
                form=form
                path="/code"
                label=t!(account.field.code)
                hint=t!(account.code.hint)
                required=true
                autocomplete="one-time-code"
                width="medium"
                secret=true
            />
            <MutationError of=send/>
            <div class="actions">
                <SubmitButton busy=send.pending()>{t!(account.code.send)}</SubmitButton>
                <Button kind=Kind::Text on_click=move || challenge.set(None)>{t!(common.action.back)}</Button>
            </div>
        </FormView>
    }
}

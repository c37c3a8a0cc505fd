//! Setting up the second factor: the QR code, a code to prove it, and the recovery codes, shown once.

use super::sign_in::home_of;
use crate::client::account::{confirm_totp, start_totp};
use crate::components::common::{MutationError, Page, crumb, download};
use crate::components::ui::{Button, Disclosure, Form, FormView, Kind, LinkButton, Notice, SubmitButton, TextField, Tone};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_session};
use crate::{paths, t};
use domain::account::{ConfirmTotp, TotpEnrolment};
use leptos::prelude::*;

/// `/account/second-factor`
#[component]
pub fn SecondFactorPage() -> impl IntoView {
    let codes = RwSignal::new(None::<Vec<String>>);
    view! {
        <Page title=t!(account.totp.title) lead=t!(account.totp.lead) trail=vec![crumb(t!(account.settings.title), paths::ACCOUNT)]>
            {move || match codes.get() {
                Some(codes) => finished(codes),
                None => view! { <Enrol codes=codes/> }.into_any(),
            }}
        </Page>
    }
}

#[component]
fn Enrol(codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let enrolment = Query::new(start_totp);
    enrolment.view(8, move |enrolment| view! { <Scan enrolment=enrolment codes=codes/> }.into_any())
}

#[component]
fn Scan(enrolment: TotpEnrolment, codes: RwSignal<Option<Vec<String>>>) -> impl IntoView {
    let session = use_session();
    let form = Form::new("second-factor");
    let send = Mutation::new();
    let submit = move || {
        let input = ConfirmTotp { code: form.peek("/code") };
        if check(form, &input) {
            let act = async move {
                let confirmed = confirm_totp(&input).await?;
                if let Some(token) = confirmed.sign_in.access_token {
                    session.begin(token).await?;
                }
                Ok(confirmed.recovery_codes)
            };
            send.submit(form, act, move |list| codes.set(Some(list)));
        }
    };
    let view_box = format!("0 0 {size} {size}", size = enrolment.qr_size);
    // In groups of four the secret can be typed without losing one's place.
    let secret: Vec<String> = enrolment.secret.as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    view! {
        <ol class="flow">
            <li><p class="flow__title">{t!(account.totp.step_app)}</p><p class="flow__text">{t!(account.totp.step_app_text)}</p></li>
            <li>
                <p class="flow__title">{t!(account.totp.step_scan)}</p>
                <svg class="qr" viewBox=view_box role="img" aria-label=t!(account.totp.qr)><path d=enrolment.qr_path></path></svg>
                <Disclosure summary=t!(account.totp.by_hand)>
                    <p><code class="secret">{secret.join(" ")}</code></p>
                    <p><a href=enrolment.otpauth_uri>{t!(account.totp.open_app)}</a></p>
                </Disclosure>
            </li>
            <li>
                <p class="flow__title">{t!(account.totp.step_code)}</p>
                <FormView form=form on_submit=submit>
                    <TextField
                        form=form
                        path="/code"
                        label=t!(account.field.code)
                        hint=t!(account.totp.code_hint)
                        required=true
                        inputmode="numeric"
                        autocomplete="one-time-code"
                        width="short"
                        secret=true
                    />
                    <MutationError of=send/>
                    <div class="actions"><SubmitButton busy=send.pending()>{t!(account.totp.send)}</SubmitButton></div>
                </FormView>
            </li>
        </ol>
    }
}

fn finished(codes: Vec<String>) -> AnyView {
    let session = use_session();
    view! {
        <Notice tone=Tone::Success title=t!(account.totp.done) live=true/>
        <section>{recovery_codes(codes)}</section>
        <div class="actions"><LinkButton href=home_of(session)>{t!(account.codes.kept)}</LinkButton></div>
    }
    .into_any()
}

/// The codes, with what to do with them.
pub(super) fn recovery_codes(codes: Vec<String>) -> AnyView {
    let text = codes.join("\n") + "\n";
    let list = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    let print = move || {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    };
    view! {
        <h2 class="section__title">{t!(account.codes.title)}</h2>
        <p>{t!(account.codes.text)}</p>
        <ul class="codes">{list}</ul>
        <div class="actions">
            <Button kind=Kind::Outline compact=true on_click=move || download("gm-network-recovery-codes.txt", "text/plain", &text)>
                {t!(account.codes.download)}
            </Button>
            <Button kind=Kind::Outline compact=true on_click=print>{t!(account.codes.print)}</Button>
        </div>
    }
    .into_any()
}

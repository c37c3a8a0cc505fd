//! The sections of the account page.

use super::second_factor::recovery_codes;
use crate::client::account::{
    change_password, delete_all_sessions, delete_me, export_me, get_me_versioned, list_sessions, regenerate_recovery_codes, remove_totp,
    update_me,
};
use crate::components::common::{Age, ConfirmedAction, DateTimeText, MutationError, download};
use crate::components::ui::{
    Button, Choice, Dialog, Form, FormView, Kind, LinkButton, PasswordField, RadioGroup, SubmitButton, Tag, TextField, Tone, table,
};
use crate::i18n::{self, locale};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, sending, use_session, use_toasts};
use crate::{paths, t};
use domain::account::{ChangePassword, DeleteMe, RecoveryCodes, RegenerateRecoveryCodes, SessionList, SessionSummary, UpdateMe};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

fn section(title: &'static str, body: AnyView) -> AnyView {
    view! { <section><h2 class="section__title">{title}</h2>{body}</section> }.into_any()
}

/// Name and language.
#[component]
pub fn ProfileSection() -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = Form::new("account-profile");
    let send = Mutation::new();
    Effect::new(move |_| {
        if let Some(me) = session.me() {
            form.start("/display_name", me.display_name.clone());
            form.start("/locale", me.locale.tag());
        }
    });
    let submit = move || {
        let input = UpdateMe { display_name: Some(form.peek("/display_name")), locale: form.peek("/locale").parse().ok() };
        if check(form, &input) {
            let act = async move {
                let current = get_me_versioned().await?;
                update_me(&input, &current.etag).await
            };
            send.submit(form, act, move |me| {
                let chosen = me.locale;
                session.put(me);
                toasts.success(t!(account.settings.saved));
                if chosen != locale() {
                    i18n::switch(chosen);
                }
            });
        }
    };
    let languages = vec![Choice::new("ja", "日本語"), Choice::new("en", "English")];
    section(
        t!(account.settings.profile),
        view! {
            <FormView form=form on_submit=submit>
                <TextField form=form path="/display_name" label=t!(account.field.name) required=true autocomplete="name" width="medium"/>
                <RadioGroup form=form path="/locale" label=t!(account.settings.language) hint=t!(account.settings.language_hint) required=true options=languages/>
                <MutationError of=send/>
                <div class="actions"><SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton></div>
            </FormView>
        }
        .into_any(),
    )
}

/// A new password.
#[component]
pub fn PasswordSection() -> impl IntoView {
    let toasts = use_toasts();
    let form = Form::new("account-password");
    let send = Mutation::new();
    let submit = move || {
        let input = ChangePassword { current_password: form.peek("/current_password"), new_password: form.peek("/new_password") };
        if check(form, &input) {
            send.submit(form, async move { change_password(&input).await }, move |()| {
                form.reset();
                toasts.success(t!(account.settings.password_done));
            });
        }
    };
    section(
        t!(account.settings.password),
        view! {
            <FormView form=form on_submit=submit>
                <PasswordField form=form path="/current_password" label=t!(account.settings.password_now) autocomplete="current-password"/>
                <PasswordField
                    form=form
                    path="/new_password"
                    label=t!(account.field.new_password)
                    hint=t!(account.field.password_hint)
                    autocomplete="new-password"
                />
                <p class="muted">{t!(account.settings.password_note)}</p>
                <MutationError of=send/>
                <div class="actions"><SubmitButton kind=Kind::Outline busy=send.pending()>{t!(account.settings.password_send)}</SubmitButton></div>
            </FormView>
        }
        .into_any(),
    )
}

/// The second factor and its recovery codes.
#[component]
pub fn SecondFactorSection() -> impl IntoView {
    let session = use_session();
    let set_up = move || session.me().is_some_and(|me| me.second_factor);
    let is_staff = move || session.me().is_some_and(|me| me.roles.iter().any(|role| role.is_staff()));
    let body = move || {
        if set_up() {
            let left = session.me().map_or(0, |me| me.recovery_codes_left);
            view! {
                <p><Tag tone=Tone::Success>{t!(account.settings.totp_on)}</Tag></p>
                <p>{t!(account.codes.left, count = left)}</p>
                <NewCodes/>
                {is_staff().then(|| view! { <p class="muted">{t!(account.settings.totp_staff)}</p> })}
                <div class="actions">
                    <LinkButton href=paths::ACCOUNT_SECOND_FACTOR kind=Kind::Outline>{t!(account.settings.totp_replace)}</LinkButton>
                </div>
                {(!is_staff()).then(|| view! { <RemoveFactor/> })}
            }
            .into_any()
        } else {
            view! {
                <p>{t!(account.settings.totp_off)}</p>
                <div class="actions"><LinkButton href=paths::ACCOUNT_SECOND_FACTOR kind=Kind::Outline>{t!(account.settings.totp_start)}</LinkButton></div>
            }
            .into_any()
        }
    };
    section(t!(account.settings.totp), body.into_any())
}

#[component]
fn RemoveFactor() -> impl IntoView {
    let session = use_session();
    view! {
        <div class="actions">
            <ConfirmedAction
                label=t!(account.settings.totp_remove)
                text=t!(account.settings.totp_remove_text)
                kind=Kind::Outline
                danger=true
                send=move || Some(sending(remove_totp(), move |()| session.reload()))
                done=t!(account.settings.totp_removed)
            />
        </div>
    }
}

#[component]
fn NewCodes() -> impl IntoView {
    let shown = RwSignal::new(false);
    let codes = RwSignal::new(Vec::new());
    let form = Form::new("recovery-codes");
    let send = move || {
        let input = RegenerateRecoveryCodes { code: form.peek("/code") };
        let show = move |new: RecoveryCodes| {
            codes.set(new.recovery_codes);
            shown.set(true);
        };
        check(form, &input).then(|| sending(async move { regenerate_recovery_codes(&input).await }, show))
    };
    view! {
        <div class="actions">
            <ConfirmedAction label=t!(account.codes.renew) text=t!(account.codes.renew_text) kind=Kind::Outline form=form send=send>
                <TextField form=form path="/code" label=t!(account.field.code) required=true inputmode="numeric" autocomplete="one-time-code" width="short" secret=true/>
            </ConfirmedAction>
        </div>
        <Dialog open=shown title=t!(account.codes.renew)>
            {recovery_codes(codes.get())}
            <div class="actions actions--end"><Button on_click=move || shown.set(false)>{t!(account.codes.kept)}</Button></div>
        </Dialog>
    }
}

/// Signed-in browsers.
#[component]
pub fn SessionsSection() -> impl IntoView {
    let session = use_session();
    let sessions = Query::new(list_sessions);
    let navigate = StoredValue::new_local(use_navigate());
    let leave = move |()| {
        session.ended();
        navigate.with_value(|navigate| navigate(paths::SIGN_IN, NavigateOptions::default()));
    };
    let columns = [t!(account.sessions.browser), t!(account.sessions.signed_in), t!(account.sessions.last_used)];
    let rows = move |list: SessionList| table(t!(account.sessions.caption), &columns, list.items.into_iter().map(row).collect());
    section(
        t!(account.sessions.title),
        view! {
            {sessions.view(4, rows)}
            <div class="actions">
                <ConfirmedAction
                    label=t!(account.sessions.end_all)
                    text=t!(account.sessions.end_all_text)
                    kind=Kind::Outline
                    send=move || Some(sending(delete_all_sessions(), leave))
                />
            </div>
        }
        .into_any(),
    )
}

fn row(one: SessionSummary) -> Vec<AnyView> {
    let here = one.current.then(|| view! { " "<Tag tone=Tone::Info>{t!(account.sessions.this)}</Tag> });
    vec![
        view! { {one_name(one.user_agent)}{here} }.into_any(),
        view! { <DateTimeText at=one.signed_in_at/> }.into_any(),
        view! { <Age at=one.last_used_at/> }.into_any(),
    ]
}

fn one_name(name: String) -> AnyView {
    if name.is_empty() { t!(account.sessions.unknown).into_any() } else { name.into_any() }
}

/// Everything that is stored, as a file.
#[component]
pub fn ExportSection() -> impl IntoView {
    let export = Mutation::new();
    let run = move || {
        export.run(export_me(), |reply| {
            download("gm-network-my-data.json", "application/json", &String::from_utf8_lossy(&reply.body));
        });
    };
    section(
        t!(account.export.title),
        view! {
            <p>{t!(account.export.text)}</p>
            <MutationError of=export/>
            <div class="actions"><Button kind=Kind::Outline busy=export.pending() on_click=run>{t!(account.export.act)}</Button></div>
        }
        .into_any(),
    )
}

/// The end of the account.
#[component]
pub fn DeleteSection() -> impl IntoView {
    let session = use_session();
    let form = Form::new("delete-account");
    let leave = move |()| {
        session.forget();
        // A page of its own, loaded anew: nothing of what was on the pages before stays in memory.
        let _ = window().location().assign(paths::ACCOUNT_DELETED);
    };
    let send = move || {
        let input = DeleteMe { password: form.peek("/password") };
        check(form, &input).then(|| sending(async move { delete_me(&input).await }, leave))
    };
    section(
        t!(account.delete.title),
        view! {
            <p>{t!(account.delete.text)}</p>
            <div class="actions">
                <ConfirmedAction
                    label=t!(account.delete.start)
                    title=t!(account.delete.title)
                    text=t!(account.delete.sure)
                    confirm=t!(account.delete.act)
                    kind=Kind::Outline
                    danger=true
                    form=form
                    send=send
                >
                    <PasswordField form=form path="/password" label=t!(account.field.password) autocomplete="current-password"/>
                </ConfirmedAction>
            </div>
        }
        .into_any(),
    )
}

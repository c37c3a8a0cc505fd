//! The sections of the account page.

use super::second_factor::recovery_codes;
use crate::client::account::{
    change_password, delete_all_sessions, delete_me, export_me, get_me_versioned, list_sessions, regenerate_recovery_codes, remove_totp,
    update_me,
};
use crate::components::common::{Age, DateTimeText, MutationError, download};
use crate::components::ui::{
    Button, Choice, ConfirmDialog, Dialog, Form, FormView, Kind, LinkButton, PasswordField, RadioGroup, SubmitButton, Tag, TextField, Tone,
    table,
};
use crate::i18n::{self, locale};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_session, use_toasts};
use crate::{paths, t};
use domain::account::{ChangePassword, DeleteMe, RegenerateRecoveryCodes, SessionList, SessionSummary, UpdateMe};
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
    let (session, toasts) = (use_session(), use_toasts());
    let open = RwSignal::new(false);
    let remove = Mutation::new();
    let run = move || {
        remove.run(remove_totp(), move |()| {
            open.set(false);
            toasts.success(t!(account.settings.totp_removed));
            session.reload();
        });
    };
    view! {
        <MutationError of=remove/>
        <div class="actions"><Button kind=Kind::Outline on_click=move || open.set(true)>{t!(account.settings.totp_remove)}</Button></div>
        <ConfirmDialog
            open=open
            title=t!(account.settings.totp_remove)
            text=t!(account.settings.totp_remove_text)
            confirm=t!(account.settings.totp_remove)
            danger=true
            busy=remove.pending()
            on_confirm=run
        />
    }
}

#[component]
fn NewCodes() -> impl IntoView {
    let open = RwSignal::new(false);
    let codes = RwSignal::new(None::<Vec<String>>);
    let form = Form::new("recovery-codes");
    let send = Mutation::new();
    let submit = move || {
        let input = RegenerateRecoveryCodes { code: form.peek("/code") };
        if check(form, &input) {
            let act = async move { regenerate_recovery_codes(&input).await };
            send.submit(form, act, move |new| {
                form.reset();
                codes.set(Some(new.recovery_codes));
            });
        }
    };
    view! {
        <div class="actions"><Button kind=Kind::Outline on_click=move || { codes.set(None); open.set(true) }>{t!(account.codes.renew)}</Button></div>
        <Dialog open=open title=t!(account.codes.renew)>
            {move || match codes.get() {
                Some(codes) => view! {
                    {recovery_codes(codes)}
                    <div class="actions actions--end"><Button on_click=move || open.set(false)>{t!(account.codes.kept)}</Button></div>
                }
                .into_any(),
                None => view! {
                    <p>{t!(account.codes.renew_text)}</p>
                    <FormView form=form on_submit=submit>
                        <TextField form=form path="/code" label=t!(account.field.code) required=true inputmode="numeric" autocomplete="one-time-code" width="short" secret=true/>
                        <MutationError of=send/>
                        <div class="actions actions--end">
                            <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                            <SubmitButton busy=send.pending()>{t!(account.codes.renew)}</SubmitButton>
                        </div>
                    </FormView>
                }
                .into_any(),
            }}
        </Dialog>
    }
}

/// Signed-in browsers.
#[component]
pub fn SessionsSection() -> impl IntoView {
    let session = use_session();
    let sessions = Query::new(list_sessions);
    let end = Mutation::new();
    let all = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let end_all = move || {
        end.run(async move { delete_all_sessions().await }, move |()| {
            session.ended();
            navigate.with_value(|navigate| navigate(paths::SIGN_IN, NavigateOptions::default()));
        });
    };
    let columns = [t!(account.sessions.browser), t!(account.sessions.signed_in), t!(account.sessions.last_used)];
    let rows = move |list: SessionList| table(t!(account.sessions.caption), &columns, list.items.into_iter().map(row).collect());
    section(
        t!(account.sessions.title),
        view! {
            {sessions.view(4, rows)}
            <MutationError of=end/>
            <div class="actions"><Button kind=Kind::Outline on_click=move || all.set(true)>{t!(account.sessions.end_all)}</Button></div>
            <ConfirmDialog
                open=all
                title=t!(account.sessions.end_all)
                text=t!(account.sessions.end_all_text)
                confirm=t!(account.sessions.end_all)
                busy=end.pending()
                on_confirm=end_all
            />
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
    let open = RwSignal::new(false);
    let form = Form::new("delete-account");
    let send = Mutation::new();
    let navigate = StoredValue::new_local(use_navigate());
    let toasts = use_toasts();
    let submit = move || {
        let input = DeleteMe { password: form.peek("/password") };
        if check(form, &input) {
            send.submit(form, async move { delete_me(&input).await }, move |()| {
                session.ended();
                toasts.success(t!(account.delete.done));
                navigate.with_value(|navigate| navigate(paths::HOME, NavigateOptions::default()));
            });
        }
    };
    section(
        t!(account.delete.title),
        view! {
            <p>{t!(account.delete.text)}</p>
            <div class="actions"><Button kind=Kind::Outline on_click=move || open.set(true)>{t!(account.delete.start)}</Button></div>
            <Dialog open=open title=t!(account.delete.title)>
                <p>{t!(account.delete.sure)}</p>
                <FormView form=form on_submit=submit>
                    <PasswordField form=form path="/password" label=t!(account.field.password) autocomplete="current-password"/>
                    <MutationError of=send/>
                    <div class="actions actions--end">
                        <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                        <SubmitButton kind=Kind::Danger busy=send.pending()>{t!(account.delete.act)}</SubmitButton>
                    </div>
                </FormView>
            </Dialog>
        }
        .into_any(),
    )
}

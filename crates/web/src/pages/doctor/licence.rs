//! The check of the doctor's own licence: where it stands, why, and what to do next.

use crate::client;
use crate::components::common::{DateTimeText, Multiline, MutationError};
use crate::components::doctor::licence_tag;
use crate::components::ui::{Button, Disclosure, Kind, data_list};
use crate::i18n::locale;
use crate::state::{Mutation, use_toasts};
use crate::t;
use domain::doctor::{DoctorLicence, LicenceCopy, LicenceStatus};
use domain::support::DOCUMENT_MAX;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What can be uploaded.
const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/png", "image/jpeg"];

/// The state of the check; `None` until a profile was saved.
pub fn licence_state(licence: RwSignal<Option<DoctorLicence>>) -> AnyView {
    let content = move || match licence.get() {
        None => view! {
            <p class="licence__state">{t!(doctor.licence.unstated)}</p>
            <p>{t!(doctor.licence.unstated_text)}</p>
        }
        .into_any(),
        Some(known) => view! { {stated(&known)}{known.status.takes_copy().then(|| copy(known, licence))} }.into_any(),
    };
    view! {
        <section class="form__group licence" id="licence" aria-labelledby="licence-title">
            <h2 id="licence-title">{t!(doctor.licence.title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn stated(licence: &DoctorLicence) -> AnyView {
    let next = match licence.status {
        LicenceStatus::Declared => t!(doctor.licence.declared_text),
        LicenceStatus::Checked => t!(doctor.licence.checked_text),
        LicenceStatus::Doubtful => t!(doctor.licence.doubtful_text),
        LicenceStatus::Restated => t!(doctor.licence.restated_text),
    };
    let mut rows = vec![
        (t!(doctor.licence.status), licence_tag(licence.status)),
        (t!(doctor.licence.since), view! { <DateTimeText at=licence.since/> }.into_any()),
    ];
    if let Some(reason) = licence.reason {
        rows.push((t!(doctor.licence.reason), reason.label(locale()).into_any()));
    }
    if !licence.note.is_empty() {
        rows.push((t!(doctor.licence.note), view! { <Multiline text=licence.note.clone()/> }.into_any()));
    }
    view! {
        <p>{next}</p>
        {data_list(rows)}
    }
    .into_any()
}

/// The copy that waits for the check, and a field to upload another one.
fn copy(known: DoctorLicence, licence: RwSignal<Option<DoctorLicence>>) -> AnyView {
    let keep = move |copy: Option<LicenceCopy>| {
        licence.update(|licence| {
            if let Some(licence) = licence {
                licence.copy = copy;
            }
        });
    };
    let (act, toasts, wrong) = (Mutation::new(), use_toasts(), RwSignal::new(None::<&'static str>));
    let chosen = move |ev: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&ev);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        let media_type = MEDIA_TYPES.into_iter().find(|known| *known == file.type_()).unwrap_or_default();
        wrong.set(refusal(media_type, file.size()));
        if wrong.get_untracked().is_none() {
            let send = async move {
                let content = JsFuture::from(file.array_buffer()).await.map_err(|_| client::ClientError::Unexpected(0))?;
                client::doctor::upload_licence_copy(media_type, js_sys::Uint8Array::new(&content).to_vec()).await
            };
            act.run(send, move |copy| {
                toasts.success(t!(doctor.licence.copy_sent));
                keep(Some(copy));
            });
        }
        // The same file can be chosen again after a failure.
        input.set_value("");
    };
    let remove = move || {
        act.run(client::doctor::remove_licence_copy(), move |()| {
            toasts.success(t!(doctor.licence.copy_removed));
            keep(None);
        });
    };
    let busy = act.pending();
    let is_open = !known.status.is_trusted() || known.copy.is_some();
    let there = known.copy.map(|copy| {
        view! {
            <p>{t!(doctor.licence.copy_there)}<DateTimeText at=copy.deleted_at/></p>
            <div class="actions"><Button kind=Kind::Outline compact=true busy=busy on_click=remove>{t!(doctor.licence.copy_remove)}</Button></div>
        }
    });
    view! {
        <Disclosure summary=t!(doctor.licence.copy_title) open=is_open>
        <p>{t!(doctor.licence.copy_text)}</p>
        {there}
        <div class="field" class:field--invalid=move || wrong.get().is_some()>
            <label class="field__label" for="licence-copy">{t!(doctor.licence.copy_label)}</label>
            <p class="field__hint" id="licence-copy-hint">{t!(doctor.licence.copy_hint)}</p>
            <input
                id="licence-copy"
                class="input"
                type="file"
                accept="application/pdf,image/png,image/jpeg"
                disabled=busy
                aria-describedby="licence-copy-hint licence-copy-error"
                aria-invalid=move || wrong.get().map(|_| "true")
                on:change=chosen
            />
            <p class="field__error" id="licence-copy-error" role="alert" hidden=move || wrong.get().is_none()>{move || wrong.get()}</p>
            <p role="status">{move || busy.get().then(|| t!(doctor.licence.copy_sending))}</p>
        </div>
        <MutationError of=act/>
        </Disclosure>
    }
    .into_any()
}

/// Why a file cannot be uploaded; the server checks the content as well.
fn refusal(media_type: &str, size: f64) -> Option<&'static str> {
    if media_type.is_empty() {
        Some(t!(doctor.licence.copy_wrong_type))
    } else if size > DOCUMENT_MAX as f64 {
        Some(t!(doctor.licence.copy_too_large))
    } else {
        None
    }
}

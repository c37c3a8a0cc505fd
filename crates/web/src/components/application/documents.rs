//! The documents of an application: take, hand in, take back.

use crate::client;
use crate::components::common::{DateTimeText, MutationError, download_bytes};
use crate::components::ui::{Button, ConfirmDialog, EmptyState, Kind, table};
use crate::state::{Mutation, Query, use_toasts};
use crate::t;
use domain::support::{DOCUMENT_MAX, DOCUMENTS_MAX, SupportApplication, SupportDocument};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What can be handed in.
const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/png", "image/jpeg"];

/// The documents; with `editable`, more can be handed in.
pub(super) fn documents(application: &SupportApplication, query: Query<SupportApplication>, editable: bool) -> AnyView {
    let id = application.summary.id.to_string();
    let list = if application.documents.is_empty() {
        view! { <EmptyState title=t!(support_application.documents.none)/> }.into_any()
    } else {
        let rows = application
            .documents
            .iter()
            .map(|document| {
                vec![
                    document.name.clone().into_any(),
                    size_text(document.size).into_any(),
                    view! { <DateTimeText at=document.uploaded_at/> }.into_any(),
                    view! { {save(&id, document)}{editable.then(|| remove(&id, document, query))} }.into_any(),
                ]
            })
            .collect();
        let columns = [
            t!(support_application.documents.name),
            t!(support_application.documents.size),
            t!(support_application.documents.uploaded),
            t!(support_application.documents.act),
        ];
        table(t!(support_application.documents.title), &columns, rows)
    };
    let room = editable && application.documents.len() < DOCUMENTS_MAX;
    view! { {list}{room.then(|| add(id, query))} }.into_any()
}

fn size_text(bytes: u64) -> String {
    const KIB: u64 = 1024;
    if bytes < KIB * KIB {
        t!(support_application.documents.kilobytes, count = bytes.div_ceil(KIB))
    } else {
        let tenths = bytes * 10 / (KIB * KIB);
        t!(support_application.documents.megabytes, count = (tenths / 10).to_string() + "." + &(tenths % 10).to_string())
    }
}

fn save(id: &str, document: &SupportDocument) -> AnyView {
    let act = Mutation::new();
    let (id, document) = (id.to_owned(), StoredValue::new(document.clone()));
    let label = document.with_value(|document| t!(support_application.documents.save_label, name = document.name));
    let run = move || {
        let (id, wanted) = (id.clone(), document.with_value(|document| document.id.to_string()));
        act.run(async move { client::support_application::get_support_document(&id, &wanted).await }, move |bytes| {
            document.with_value(|document| download_bytes(&document.name, &document.media_type, &bytes));
        });
    };
    view! {
        <Button kind=Kind::Text compact=true busy=act.pending() label=label on_click=run>{t!(support_application.documents.save)}</Button>
        <MutationError of=act/>
    }
    .into_any()
}

fn remove(id: &str, document: &SupportDocument, query: Query<SupportApplication>) -> AnyView {
    let (open, act, toasts) = (RwSignal::new(false), Mutation::new(), use_toasts());
    let (id, wanted, name) = (id.to_owned(), document.id.to_string(), document.name.clone());
    let label = t!(support_application.documents.remove_label, name = name);
    let run = move || {
        let (id, wanted) = (id.clone(), wanted.clone());
        open.set(false);
        act.run(async move { client::support_application::remove_support_document(&id, &wanted).await }, move |()| {
            toasts.success(t!(support_application.documents.removed));
            query.reload();
        });
    };
    view! {
        <Button kind=Kind::Text compact=true busy=act.pending() label=label on_click=move || open.set(true)>
            {t!(support_application.documents.remove)}
        </Button>
        <MutationError of=act/>
        <ConfirmDialog
            open=open
            title=t!(support_application.documents.remove_title)
            text=t!(support_application.documents.remove_text, name = name)
            confirm=t!(support_application.documents.remove)
            danger=true
            on_confirm=run
        />
    }
    .into_any()
}

/// Why a file cannot be handed in; the server checks the content as well.
fn refusal(media_type: &str, size: f64) -> Option<&'static str> {
    if !MEDIA_TYPES.contains(&media_type) {
        Some(t!(support_application.documents.wrong_type))
    } else if size > DOCUMENT_MAX as f64 {
        Some(t!(support_application.documents.too_large))
    } else {
        None
    }
}

fn add(id: String, query: Query<SupportApplication>) -> AnyView {
    let (act, toasts, wrong) = (Mutation::new(), use_toasts(), RwSignal::new(None::<&'static str>));
    let chosen = move |ev: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&ev);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        let media_type = MEDIA_TYPES.into_iter().find(|known| *known == file.type_()).unwrap_or_default();
        wrong.set(refusal(media_type, file.size()));
        if wrong.get_untracked().is_none() {
            let id = id.clone();
            let send = async move {
                let content = JsFuture::from(file.array_buffer()).await.map_err(|_| client::ClientError::Unexpected(0))?;
                let bytes = js_sys::Uint8Array::new(&content).to_vec();
                client::support_application::add_support_document(&id, &file.name(), media_type, bytes).await
            };
            act.run(send, move |_| {
                toasts.success(t!(support_application.documents.added));
                query.reload();
            });
        }
        // The same file can be chosen again after a failure.
        input.set_value("");
    };
    let busy = act.pending();
    view! {
        <div class="field" class:field--invalid=move || wrong.get().is_some()>
            <label class="field__label" for="support-document">{t!(support_application.documents.add)}</label>
            <p class="field__hint" id="support-document-hint">{t!(support_application.documents.add_hint)}</p>
            <input
                id="support-document"
                class="input"
                type="file"
                accept="application/pdf,image/png,image/jpeg"
                disabled=busy
                aria-describedby="support-document-hint support-document-error"
                aria-invalid=move || wrong.get().map(|_| "true")
                on:change=chosen
            />
            <p class="field__error" id="support-document-error" role="alert" hidden=move || wrong.get().is_none()>{move || wrong.get()}</p>
            <p role="status">{move || busy.get().then(|| t!(support_application.documents.sending))}</p>
        </div>
        <MutationError of=act/>
    }
    .into_any()
}

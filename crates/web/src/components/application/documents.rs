//! The documents of an application with their versions: save, add, replace, remove.

use crate::client;
use crate::components::common::{ChosenDocument, ConfirmedAction, DateTimeText, MutationError, download_bytes, upload_field};
use crate::components::ui::{Button, Dialog, EmptyState, Kind, table};
use crate::state::{Mutation, Query, sending, use_toasts};
use crate::t;
use chrono::{DateTime, Utc};
use domain::support::{DOCUMENTS_MAX, SupportApplication, SupportDocument, versions};
use leptos::prelude::*;

/// The documents with their versions; with `editable`, more can be added and what was submitted can be replaced.
pub(super) fn documents(application: &SupportApplication, query: Query<SupportApplication>, editable: bool) -> AnyView {
    let id = application.summary.id.to_string();
    let documents = versions(&application.documents);
    let room = editable && documents.len() < DOCUMENTS_MAX;
    let list = if documents.is_empty() {
        view! { <EmptyState title=t!(support_application.documents.none)/> }.into_any()
    } else {
        let rows = documents.iter().flat_map(|versions| rows(&id, versions, query, editable)).collect();
        let columns = [
            t!(support_application.documents.name),
            t!(support_application.documents.size),
            t!(support_application.documents.uploaded),
            t!(support_application.documents.submitted),
            t!(support_application.documents.act),
        ];
        table(t!(support_application.documents.title), &columns, rows)
    };
    let keeps = (!documents.is_empty()).then(|| view! { <p class="small">{t!(support_application.documents.keeps)}</p> });
    view! { {list}{keeps}{room.then(|| add(id, query, None, Callback::new(|()| ())))} }.into_any()
}

/// The versions of one document, newest first.
fn rows(id: &str, versions: &[&SupportDocument], query: Query<SupportApplication>, editable: bool) -> Vec<Vec<AnyView>> {
    let row = |(n, document): (usize, &&SupportDocument)| {
        let newest = n == 0;
        let submitted = document.submitted_at.is_some();
        vec![
            name(document, versions.get(n + 1).copied(), versions.len() - n, newest),
            size_text(document.size).into_any(),
            when(Some(document.uploaded_at), document.uploaded_by.clone()),
            when(document.submitted_at, None),
            view! {
                {save(id, document)}
                {(editable && !submitted).then(|| remove(id, document, query))}
                {(editable && submitted && newest).then(|| replace(id, document, query))}
            }
            .into_any(),
        ]
    };
    versions.iter().enumerate().map(row).collect()
}

/// The file's name, which version it is, what it replaces, and its hash.
fn name(document: &SupportDocument, replaces: Option<&SupportDocument>, number: usize, newest: bool) -> AnyView {
    let version = if newest {
        t!(support_application.documents.version, number = number)
    } else {
        t!(support_application.documents.earlier, number = number)
    };
    let replaces = replaces.map(
        |earlier| view! { <p class="small">{t!(support_application.documents.replaces, number = number - 1, name = earlier.name)}</p> },
    );
    let (file, hash) = (document.name.clone(), document.sha256.clone());
    view! {
        <p>{file}" "<span class="small">{version}</span></p>
        {replaces}
        <p class="small document-hash">"SHA-256: "<code>{hash}</code></p>
    }
    .into_any()
}

fn when(at: Option<DateTime<Utc>>, by: Option<String>) -> AnyView {
    match at {
        Some(at) => view! { <DateTimeText at=at/>{by.map(|by| view! { <br/>{by} })} }.into_any(),
        None => t!(support_application.documents.not_submitted).into_any(),
    }
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
    let (id, wanted, name) = (id.to_owned(), document.id.to_string(), &document.name);
    let run = move || {
        let (id, wanted) = (id.clone(), wanted.clone());
        let send = async move { client::support_application::remove_support_document(&id, &wanted).await };
        Some(sending(send, move |()| query.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(support_application.documents.remove)
            name=t!(support_application.documents.remove_label, name = name)
            title=t!(support_application.documents.remove_title)
            text=t!(support_application.documents.remove_text, name = name)
            kind=Kind::Text
            compact=true
            danger=true
            send=run
            done=t!(support_application.documents.removed)
            reload=move || query.reload()
        />
    }
    .into_any()
}

/// A new version of a document that was submitted.
fn replace(id: &str, document: &SupportDocument, query: Query<SupportApplication>) -> AnyView {
    let open = RwSignal::new(false);
    let label = t!(support_application.documents.replace_label, name = document.name);
    let about = StoredValue::new((id.to_owned(), document.id.to_string(), document.name.clone()));
    let done = Callback::new(move |()| open.set(false));
    let ask = move || {
        let (id, replaces, name) = about.get_value();
        view! { <p>{t!(support_application.documents.replace_text, name = name)}</p>{add(id, query, Some(replaces), done)} }
    };
    view! {
        <Button kind=Kind::Text compact=true label=label on_click=move || open.set(true)>{t!(support_application.documents.replace)}</Button>
        <Dialog open=open title=t!(support_application.documents.replace_title)>{move || open.get().then(ask)}</Dialog>
    }
    .into_any()
}

/// Asks for a file: of another document, or of a new version of one.
fn add(id: String, query: Query<SupportApplication>, replaces: Option<String>, done: Callback<()>) -> AnyView {
    let (act, toasts) = (Mutation::new(), use_toasts());
    let label = if replaces.is_some() { t!(support_application.documents.new_version) } else { t!(support_application.documents.add) };
    let hint = if replaces.is_some() { t!(support_application.documents.version_hint) } else { t!(support_application.documents.add_hint) };
    let field = String::from("support-document") + &replaces.clone().map(|id| String::from("-") + &id).unwrap_or_default();
    let send = move |document: ChosenDocument| {
        let (id, replaces) = (id.clone(), replaces.clone());
        let send = async move {
            let content = document.read().await?;
            client::support_application::add_support_document(&id, &document.name(), replaces, document.media_type, content).await
        };
        act.run(send, move |_| {
            done.run(());
            toasts.success(t!(support_application.documents.added));
            query.reload();
        });
    };
    view! {
        {upload_field(field, label, hint, act.pending(), send)}
        <MutationError of=act/>
    }
    .into_any()
}

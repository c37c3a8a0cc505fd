//! The audit trail: who did what, when.

use super::labels::{SUBJECTS, role_text, subject_text};
use crate::components::common::{Page, crumb};
use crate::components::registration::fields;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Button, Choice, Disclosure, EmptyState, Form, Kind, Select};
use crate::i18n::pick;
use crate::state::Pages;
use crate::{client, paths, t};
use domain::account::{AuditEntry, AuditQuery};
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde_json::Value;

const KIND: &str = "/subject_type";

#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| AuditQuery {
            subject_type: query.get("subject_type").filter(|kind| !kind.is_empty()),
            subject_id: query.get("subject_id").and_then(|id| id.parse().ok()),
            actor_account_id: query.get("actor_account_id").and_then(|id| id.parse().ok()),
            limit: None,
            cursor: None,
        })
    });
    let rows = Pages::new(move |cursor| {
        let filter = AuditQuery { cursor, ..filter.get() };
        async move { client::audit::list_audit_entries(filter).await }
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.audit.title) trail=trail lead=t!(staff.audit.lead) wide=true>
            {filters(filter)}
            {trail_table().of_pages(rows, 10, || view! { <EmptyState title=t!(staff.audit.none)/> }.into_any())}
        </Page>
    }
}

fn filters(filter: Memo<AuditQuery>) -> AnyView {
    let form = Form::new("staff/audit");
    form.forget();
    Effect::new(move |_| {
        form.set(KIND, filter.get().subject_type.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: String| {
        navigate.with_value(|navigate| navigate(&to, NavigateOptions { scroll: false, ..Default::default() }));
    };
    // A menu of one thing needs no button: the choice is the filter.
    Effect::new(move |_| {
        let kind = form.get(KIND);
        let now = filter.get_untracked();
        if now.subject_type.clone().unwrap_or_default() != kind && form.edits() > 1 {
            go(paths::STAFF_AUDIT.to_owned() + &client::query(&[("subject_type", Some(kind))]));
        }
    });
    let narrowed = move || {
        let filter = filter.get();
        let text = match (filter.subject_id, filter.actor_account_id) {
            (Some(_), _) => Some(t!(staff.audit.of_subject)),
            (None, Some(_)) => Some(t!(staff.audit.of_actor)),
            (None, None) => None,
        };
        let any = text.is_some() || filter.subject_type.is_some();
        any.then(|| {
            view! {
                <div class="actions">
                    {text.map(|text| view! { <span>{text}</span> })}
                    <Button kind=Kind::Text compact=true on_click=move || go(paths::STAFF_AUDIT.to_owned())>{t!(staff.audit.clear)}</Button>
                </div>
            }
        })
    };
    let kinds: Vec<Choice> = SUBJECTS.iter().map(|(value, words)| Choice::new(*value, pick(words))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.audit.filters)>
            <Select form=form path=KIND label=t!(staff.audit.subject_type) options=Signal::stored(kinds) empty=t!(common.list.all)/>
            {narrowed}
        </search>
    }
    .into_any()
}

fn trail_table() -> DataTable<AuditEntry> {
    type Of = Column<AuditEntry>;
    let columns = vec![
        Of::instant(t!(staff.audit.at), |entry: &AuditEntry| Some(entry.at)),
        Of::text(t!(staff.audit.actor), actor_name).shown(actor),
        Of::text(t!(staff.audit.operation), |entry| entry.operation.clone())
            .shown(|entry| view! { <code>{entry.operation.clone()}</code> }.into_any()),
        Of::text(t!(staff.audit.subject), |entry| subject_text(&entry.subject_type).to_owned()).shown(subject),
        Of::text(t!(staff.audit.changes), changes_text).shown(changes),
    ];
    DataTable::new(t!(staff.audit.caption), "audit", columns)
}

fn actor_name(entry: &AuditEntry) -> String {
    entry.actor_name.clone().unwrap_or_else(|| t!(staff.audit.system).to_owned())
}

fn actor(entry: &AuditEntry) -> AnyView {
    let role = entry.actor_role.as_ref().map(|role| {
        let text = role.parse::<Role>().map_or_else(|_| role.clone(), |role| role_text(role).to_owned());
        view! { <span class="small">{text}</span> }
    });
    match (&entry.actor_name, entry.actor_account_id) {
        (Some(name), Some(id)) => {
            let href = paths::STAFF_AUDIT.to_owned() + &client::query(&[("actor_account_id", Some(id.to_string()))]);
            view! { <a href=href>{name.clone()}<span class="visually-hidden">" "{t!(staff.audit.same_actor)}</span></a><br/>{role} }
                .into_any()
        }
        (Some(name), None) => view! { {name.clone()}<br/>{role} }.into_any(),
        (None, _) => view! { {t!(staff.audit.system)}<br/>{role} }.into_any(),
    }
}

fn subject(entry: &AuditEntry) -> AnyView {
    let text = subject_text(&entry.subject_type);
    match entry.subject_id {
        Some(id) => {
            let href = paths::staff_audit_of(&entry.subject_type, id);
            view! { <a href=href>{text}<span class="visually-hidden">" "{t!(staff.audit.same_subject)}</span></a> }.into_any()
        }
        None => text.into_any(),
    }
}

/// What changed, each with its name.
fn change_texts(entry: &AuditEntry) -> Vec<(String, String)> {
    let Value::Object(changes) = &entry.changes else { return Vec::new() };
    changes.iter().map(|(field, change)| (fields::label(field), change_text(change))).collect()
}

/// The reason and the changes in one text, a line each.
fn changes_text(entry: &AuditEntry) -> String {
    let reason = entry.reason.iter().map(|reason| String::from(t!(staff.audit.reason)) + reason);
    let changes = change_texts(entry).into_iter().map(|(field, text)| field + " " + &text);
    reason.chain(changes).collect::<Vec<_>>().join("\n")
}

fn changes(entry: &AuditEntry) -> AnyView {
    let reason = entry.reason.clone().map(|reason| view! { <p>{t!(staff.audit.reason)}{reason}</p> });
    let rows: Vec<AnyView> =
        change_texts(entry).into_iter().map(|(field, text)| view! { <li><b>{field}</b>" "{text}</li> }.into_any()).collect();
    let shown = (!rows.is_empty()).then(|| {
        view! { <Disclosure summary=t!(staff.audit.show_changes)><ul class="changes">{rows}</ul></Disclosure> }
    });
    view! { {reason}{shown}<p class="small">{t!(staff.audit.request, id = entry.request_id)}</p> }.into_any()
}

fn change_text(change: &Value) -> String {
    let side = |name: &str| change.get(name).map(plain).unwrap_or_default();
    if change.get("before").is_some() || change.get("after").is_some() { side("before") + " → " + &side("after") } else { plain(change) }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

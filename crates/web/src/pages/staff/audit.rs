//! The audit trail: who did what, when.

use super::deeds::{DEEDS, attempt, deed};
use super::labels::{SUBJECTS, role_text, subject_text};
use crate::components::common::{Page, crumb};
use crate::components::registration::fields;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Button, Choice, Disclosure, EmptyState, Form, FormView, Kind, Select, SubmitButton, TextField};
use crate::i18n::pick;
use crate::state::Pages;
use crate::{client, paths, t};
use domain::account::{AuditEntry, AuditQuery};
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde_json::Value;

#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let some = |name: &str| query.get(name).filter(|value| !value.trim().is_empty());
            AuditQuery {
                subject_type: some("subject_type"),
                subject_id: some("subject_id").and_then(|id| id.parse().ok()),
                actor_account_id: some("actor_account_id").and_then(|id| id.parse().ok()),
                operation: some("operation"),
                from: some("from").and_then(|day| day.parse().ok()),
                to: some("to").and_then(|day| day.parse().ok()),
                q: some("q"),
                limit: None,
                cursor: None,
            }
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

fn address(filter: &AuditQuery) -> String {
    let pairs = [
        ("subject_type", filter.subject_type.clone()),
        ("subject_id", filter.subject_id.map(|id| id.to_string())),
        ("actor_account_id", filter.actor_account_id.map(|id| id.to_string())),
        ("operation", filter.operation.clone()),
        ("from", filter.from.map(|day| day.to_string())),
        ("to", filter.to.map(|day| day.to_string())),
        ("q", filter.q.clone()),
    ];
    paths::STAFF_AUDIT.to_owned() + &client::query(&pairs)
}

fn filters(filter: Memo<AuditQuery>) -> AnyView {
    let form = Form::new("staff/audit");
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        form.set("/subject_type", filter.subject_type.unwrap_or_default());
        form.set("/operation", filter.operation.unwrap_or_default());
        form.set("/from", filter.from.map(|day| day.to_string()).unwrap_or_default());
        form.set("/to", filter.to.map(|day| day.to_string()).unwrap_or_default());
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &AuditQuery| {
        navigate.with_value(|navigate| navigate(&address(to), NavigateOptions { scroll: false, ..Default::default() }));
    };
    let submit = move || {
        go(&AuditQuery {
            subject_type: form.peek_some("/subject_type"),
            operation: form.peek_some("/operation"),
            from: form.peek("/from").parse().ok(),
            to: form.peek("/to").parse().ok(),
            q: form.peek_some("/q"),
            ..filter.get_untracked()
        });
    };
    let narrowed = move || {
        let filter = filter.get();
        let text = match (filter.subject_id, filter.actor_account_id) {
            (Some(_), _) => Some(t!(staff.audit.of_subject)),
            (None, Some(_)) => Some(t!(staff.audit.of_actor)),
            (None, None) => None,
        };
        (filter != AuditQuery::default()).then(|| {
            view! {
                {text.map(|text| view! { <span>{text}</span> })}
                <Button kind=Kind::Text compact=true on_click=move || go(&AuditQuery::default())>{t!(staff.audit.clear)}</Button>
            }
        })
    };
    let kinds: Vec<Choice> = SUBJECTS.iter().map(|(value, words)| Choice::new(*value, pick(words))).collect();
    let acts: Vec<Choice> = DEEDS.iter().map(|(value, words)| Choice::new(*value, pick(words))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.audit.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/subject_type" label=t!(staff.audit.subject_type) options=Signal::stored(kinds) empty=t!(common.list.all)/>
                    <Select form=form path="/operation" label=t!(staff.audit.operation_filter) options=Signal::stored(acts) empty=t!(common.list.all)/>
                    <TextField form=form path="/from" label=t!(staff.audit.from) kind="date"/>
                    <TextField form=form path="/to" label=t!(staff.audit.to) kind="date"/>
                    <TextField form=form path="/q" label=t!(staff.audit.q) kind="search" autocomplete="off"/>
                </div>
                <div class="actions"><SubmitButton kind=Kind::Outline>{t!(staff.audit.apply)}</SubmitButton>{narrowed}</div>
            </FormView>
        </search>
    }
    .into_any()
}

fn trail_table() -> DataTable<AuditEntry> {
    type Of = Column<AuditEntry>;
    let columns = vec![
        Of::instant(t!(staff.audit.at), |entry: &AuditEntry| Some(entry.at)),
        Of::text(t!(staff.audit.operation), sentence).shown(told),
        Of::text(t!(staff.audit.role), |entry| role(entry).unwrap_or_default()),
        Of::text(t!(staff.audit.subject), |entry| subject_text(&entry.subject_type).to_owned()).shown(subject),
        Of::text(t!(staff.audit.changes), changes_text).shown(changes),
    ];
    DataTable::new(t!(staff.audit.caption), "audit", columns)
}

/// Who it was: a name, somebody who was not signed in, or the platform itself.
fn actor_name(entry: &AuditEntry) -> String {
    let nobody = match (entry.actor_account_id, entry.subject_type.as_str()) {
        (None, "sign_in" | "account" | "contact_message" | "invitation") => t!(staff.audit.visitor),
        _ => t!(staff.audit.system),
    };
    entry.actor_name.clone().unwrap_or_else(|| nobody.to_owned())
}

fn role(entry: &AuditEntry) -> Option<String> {
    let role = entry.actor_role.as_ref()?;
    Some(role.parse::<Role>().map_or_else(|_| role.clone(), |role| role_text(role).to_owned()))
}

/// What was done, in words that follow the actor's name.
fn deed_of(entry: &AuditEntry) -> String {
    let known = deed(&entry.operation);
    match (entry.subject_type.as_str(), known) {
        ("refusal", _) => t!(staff.audit.refused, deed = attempt(&entry.operation)),
        ("sign_in", _) => t!(staff.audit.sign_in_refused).to_owned(),
        (_, Some(deed)) => deed.to_owned(),
        (kind, None) => t!(staff.audit.unknown, subject = subject_text(kind), operation = entry.operation),
    }
}

fn sentence(entry: &AuditEntry) -> String {
    t!(staff.audit.sentence, actor = actor_name(entry), deed = deed_of(entry))
}

/// The sentence, in which the actor's name leads to what else this person did.
fn told(entry: &AuditEntry) -> AnyView {
    let (Some(name), Some(id)) = (&entry.actor_name, entry.actor_account_id) else { return sentence(entry).into_any() };
    let href = paths::STAFF_AUDIT.to_owned() + &client::query(&[("actor_account_id", Some(id.to_string()))]);
    let rest = t!(staff.audit.sentence, actor = "", deed = deed_of(entry));
    view! { <a href=href>{name.clone()}<span class="visually-hidden">" "{t!(staff.audit.same_actor)}</span></a>{rest} }.into_any()
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
    let request = t!(staff.audit.request, id = entry.request_id);
    let operation = t!(staff.audit.operation_number, id = entry.operation);
    let subject = entry.subject_id.map(|id| t!(staff.audit.subject_number, id = id));
    let ids = view! {
        <Disclosure summary=t!(staff.audit.ids)>
            <ul class="changes"><li>{request}</li><li>{operation}</li>{subject.map(|subject| view! { <li>{subject}</li> })}</ul>
        </Disclosure>
    };
    view! { {reason}{shown}{ids} }.into_any()
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

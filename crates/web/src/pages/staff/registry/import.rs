//! One file that was uploaded: what it changes, and the decision about it.

use super::labels::{change_list, state_tag};
use super::{focus_when_drawn, trail};
use crate::client::{self, Versioned};
use crate::components::common::{ConfirmedAction, DateTimeText, Page, crumb};
use crate::components::ui::{Disclosure, Kind, LinkButton, Notice, Tag, Tone, data_list, table};
use crate::i18n::{locale, number};
use crate::state::{Query, sending};
use crate::{paths, t};
use domain::registry::{RegistryImport, RegistryImportState, RegistryReport, RegistrySample};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Says where the edition stands; takes the focus when somebody decided, as the buttons are gone then.
const LEAD: &str = "import-lead";

/// `/staff/registry/:id`
#[component]
pub fn RegistryImportPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let import = Query::new(move || {
        let id = id.clone();
        async move { client::registry::get_registry_import(&id).await }
    });
    let mut trail = trail();
    trail.push(crumb(t!(registry.home.title), paths::STAFF_REGISTRY));
    view! {
        <Page title=t!(registry.import.title) trail=trail wide=true>
            {import.view(10, move |found| shown(found, import))}
        </Page>
    }
}

fn shown(found: Versioned<RegistryImport>, query: Query<Versioned<RegistryImport>>) -> AnyView {
    let Versioned { value: import, etag } = found;
    let lead = match import.state {
        RegistryImportState::Previewed => t!(registry.import.lead_previewed),
        RegistryImportState::Applied => t!(registry.import.lead_applied),
        RegistryImportState::Discarded => t!(registry.import.lead_discarded),
        RegistryImportState::Failed => t!(registry.import.lead_failed),
    };
    let failure = import.failure.as_ref().map(|why| {
        let why = why.text(locale()).to_owned();
        view! { <Notice tone=Tone::Error title=t!(registry.history.cannot)><p>{why}</p></Notice> }
    });
    let decide = (import.state == RegistryImportState::Previewed).then(|| decide(&import, etag, query));
    let applied = (import.state == RegistryImportState::Applied).then(|| {
        view! {
            <div class="actions">
                <LinkButton href=paths::staff_registry_differences() kind=Kind::Outline>{t!(registry.import.see_differences)}</LinkButton>
            </div>
        }
    });
    view! {
        <div class="stack">
            <p id=LEAD tabindex="-1">{lead}</p>
            {facts(&import)}
            {failure}
            {decide}
            {applied}
            {import.report.as_ref().map(report)}
        </div>
    }
    .into_any()
}

fn facts(import: &RegistryImport) -> AnyView {
    let kilobytes = t!(registry.import.size, count = number(import.size.unsigned_abs().div_ceil(1024)));
    let mut facts = vec![
        (t!(registry.import.list), import.dataset.label(locale()).into_any()),
        (t!(registry.import.edition), import.edition.clone().into_any()),
        (t!(registry.import.file), (import.file_name.clone() + " · " + &kilobytes).into_any()),
        (t!(registry.import.state), state_tag(import.state)),
        (t!(registry.import.uploaded_by), view! { {import.created_by.clone()}" "<DateTimeText at=import.created_at/> }.into_any()),
    ];
    if let (Some(name), Some(at)) = (import.settled_by.clone(), import.settled_at) {
        facts.push((t!(registry.import.settled), view! { {name}" "<DateTimeText at=at/> }.into_any()));
    }
    data_list(facts)
}

fn report(report: &RegistryReport) -> AnyView {
    let count = |count: u64| t!(registry.import.count, count = number(count)).into_any();
    let counts = vec![
        (t!(registry.import.taken), count(report.taken)),
        (t!(registry.import.new), count(report.new)),
        (t!(registry.import.changed), count(report.changed)),
        (t!(registry.import.gone), count(report.gone)),
        (t!(registry.import.refused), count(report.refused_count)),
    ];
    let blank: Vec<_> = report
        .blank
        .iter()
        .map(|blank| {
            let what = t!(registry.import.blank, what = blank.what.text(locale()));
            view! { <li>{what}": "{t!(registry.import.count, count = number(blank.rows))}</li> }
        })
        .collect();
    let notes: Vec<_> = report.notes.iter().map(|note| view! { <li>{note.text(locale()).to_owned()}</li> }).collect();
    let known = (!notes.is_empty() || !blank.is_empty()).then(|| {
        view! {
            <Disclosure summary=t!(registry.import.notes_more, count = notes.len() + blank.len())>
                <ul>{blank}{notes}</ul>
            </Disclosure>
        }
    });
    view! {
        <div class="stack-large">
            <div>{data_list(counts)} {known}</div>
            {samples(t!(registry.import.gone_rows), report.gone, &report.gone_rows, false)}
            {samples(t!(registry.import.changed_rows), report.changed, &report.changed_rows, true)}
            {samples(t!(registry.import.new_rows), report.new, &report.new_rows, false)}
            {refused(report)}
        </div>
    }
    .into_any()
}

/// What a table shows, and how much of it where that is not all.
fn caption(what: &str, shown: usize, total: u64) -> String {
    if shown as u64 == total {
        return what.to_owned();
    }
    t!(registry.import.part, what = what, count = shown, total = number(total))
}

fn samples(what: &str, total: u64, rows: &[RegistrySample], with_changes: bool) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let caption = caption(what, rows.len(), total);
    let rows = rows
        .iter()
        .map(|row| {
            let ours = row.registered.then(|| view! { " "<Tag tone=Tone::Warning>{t!(registry.import.registered)}</Tag> });
            let mut cells = vec![
                view! { <span lang="ja">{row.name.clone()}</span><br/><span class="small">{row.code.clone()}</span>{ours} }.into_any(),
                view! { <span lang="ja">{row.address.clone()}</span> }.into_any(),
            ];
            if with_changes {
                cells.push(change_list(&row.changes));
            }
            cells
        })
        .collect();
    let mut columns = vec![t!(registry.import.name), t!(registry.import.address)];
    if with_changes {
        columns.push(t!(registry.import.what));
    }
    table(&caption, &columns, rows)
}

fn refused(report: &RegistryReport) -> AnyView {
    if report.refused.is_empty() {
        return ().into_any();
    }
    let rows = report.refused.iter().map(|row| vec![row.line.into_any(), row.reason.text(locale()).to_owned().into_any()]).collect();
    let caption = caption(t!(registry.import.refused_rows), report.refused.len(), report.refused_count);
    table(&caption, &[t!(registry.import.line), t!(registry.import.reason)], rows)
}

fn decide(import: &RegistryImport, etag: String, query: Query<Versioned<RegistryImport>>) -> AnyView {
    let id = StoredValue::new(import.id.to_string());
    // The answer has no version: nothing is left to decide.
    let settled = move |import| {
        query.put(Versioned { value: import, etag: String::new() });
        focus_when_drawn(LEAD.to_owned());
    };
    let apply = move || {
        let (id, etag) = (id.get_value(), etag.clone());
        Some(sending(async move { client::registry::apply_registry_import(&id, &etag).await }, settled))
    };
    let discard = move || {
        let id = id.get_value();
        Some(sending(async move { client::registry::discard_registry_import(&id).await }, settled))
    };
    let text = t!(registry.import.apply_text, list = import.dataset.label(locale()), edition = import.edition);
    view! {
        <div class="actions">
            <ConfirmedAction
                label=t!(registry.import.apply)
                title=t!(registry.import.apply_title)
                text=text
                send=apply
                done=t!(registry.import.applied)
                reload=move || query.reload()
            />
            <ConfirmedAction
                label=t!(registry.import.discard)
                title=t!(registry.import.discard_title)
                text=t!(registry.import.discard_text)
                kind=Kind::Outline
                danger=true
                send=discard
                done=t!(registry.import.discarded)
                reload=move || query.reload()
            />
        </div>
    }
    .into_any()
}

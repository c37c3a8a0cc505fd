//! The official lists: editions that are in, handing in a new one, and what editions say about institutions here.

mod differences;
mod import;
mod upload;
mod words;

pub use import::RegistryImportPage;

use crate::components::common::{DateTimeText, Page, crumb};
use crate::components::ui::{EmptyState, Tab, Tabs, table};
use crate::i18n::locale;
use crate::state::{Pages, Query};
use crate::{client, paths, t};
use domain::atlas::DataEdition;
use domain::registry::{RegistryImport, is_registry};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::state_tag;

const EDITIONS: &str = "editions";
const DIFFERENCES: &str = "differences";

fn trail() -> Vec<(String, String)> {
    vec![crumb(t!(staff.home.title), paths::STAFF_HOME)]
}

/// `/staff/registry`; `?show=differences` opens what changed for institutions here.
#[component]
pub fn RegistryPage() -> impl IntoView {
    let wanted = use_query_map().with_untracked(|query| query.get("show"));
    let shown = RwSignal::new(if wanted.as_deref() == Some(DIFFERENCES) { DIFFERENCES } else { EDITIONS });
    let tabs = vec![
        Tab { id: EDITIONS, label: t!(registry.home.tab_editions).to_owned() },
        Tab { id: DIFFERENCES, label: t!(registry.home.tab_differences).to_owned() },
    ];
    view! {
        <Page title=t!(registry.home.title) trail=trail() lead=t!(registry.home.lead) wide=true>
            <Tabs tabs=tabs active=shown label=t!(registry.home.show)>
                {move || if shown.get() == EDITIONS { editions() } else { differences::differences() }}
            </Tabs>
        </Page>
    }
}

fn editions() -> AnyView {
    let known = Query::new(client::atlas::list_data_editions);
    let history = Pages::new(|cursor| async move { client::registry::list_registry_imports(cursor).await });
    view! {
        <section>
            <h2 class="section__title">{t!(registry.editions.title)}</h2>
            {known.view(3, edition_table)}
        </section>
        <section>
            <h2 class="section__title">{t!(registry.upload.title)}</h2>
            {upload::upload()}
        </section>
        <section>
            <h2 class="section__title">{t!(registry.history.title)}</h2>
            {history.view(4, history_table)}
        </section>
    }
    .into_any()
}

fn edition_table(editions: Vec<DataEdition>) -> AnyView {
    let rows: Vec<_> = editions
        .into_iter()
        .filter(|edition| is_registry(edition.dataset))
        .map(|edition| {
            let rows = match edition.rows_refused {
                0 => t!(registry.editions.count, taken = edition.rows_taken),
                refused => t!(registry.editions.count_refused, taken = edition.rows_taken, refused = refused),
            };
            vec![
                edition.dataset.label(locale()).into_any(),
                edition.edition.into_any(),
                edition.file_name.into_any(),
                rows.into_any(),
                view! { <DateTimeText at=edition.imported_at/> }.into_any(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return view! { <EmptyState title=t!(registry.editions.none)/> }.into_any();
    }
    let columns = [
        t!(registry.editions.dataset),
        t!(registry.editions.edition),
        t!(registry.editions.file),
        t!(registry.editions.rows),
        t!(registry.editions.imported),
    ];
    table(t!(registry.editions.title), &columns, rows)
}

fn history_table(imports: Vec<RegistryImport>) -> AnyView {
    if imports.is_empty() {
        return view! { <EmptyState title=t!(registry.history.none)/> }.into_any();
    }
    let rows = imports
        .into_iter()
        .map(|import| {
            let changes = import.report.as_ref().map_or_else(
                || t!(registry.history.cannot).to_owned(),
                |report| t!(registry.history.counts, new = report.new, changed = report.changed, gone = report.gone),
            );
            let list = import.dataset.label(locale()).to_owned() + " " + &import.edition;
            vec![
                view! { <a href=paths::staff_registry_import(import.id)>{import.file_name}</a> }.into_any(),
                list.into_any(),
                state_tag(import.state),
                changes.into_any(),
                view! { {import.created_by}" "<DateTimeText at=import.created_at/> }.into_any(),
            ]
        })
        .collect();
    let columns = [
        t!(registry.history.file),
        t!(registry.history.list),
        t!(registry.history.state),
        t!(registry.history.changes),
        t!(registry.history.by),
    ];
    table(t!(registry.history.title), &columns, rows)
}

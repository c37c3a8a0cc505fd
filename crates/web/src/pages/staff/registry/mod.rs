//! The official lists: editions that are in, submitting a new one, and what editions say about institutions here.

mod differences;
mod import;
mod labels;
mod upload;

pub use import::RegistryImportPage;

use crate::components::common::{DateTimeText, Page, crumb};
use crate::components::ui::{EmptyState, Tab, Tabs, table};
use crate::i18n::{locale, number};
use crate::state::{Pages, Query};
use crate::{client, paths, t};
use domain::atlas::DataEdition;
use domain::registry::{RegistryImport, is_registry};
use labels::state_tag;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

const EDITIONS: &str = "editions";
const DIFFERENCES: &str = "differences";

fn trail() -> Vec<(String, String)> {
    vec![crumb(t!(staff.home.title), paths::STAFF_HOME)]
}

/// Moves the focus to an element once what changed is drawn.
fn focus_when_drawn(id: String) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

/// `/staff/registry`; `?show=differences` opens what changed for institutions here.
#[component]
pub fn RegistryPage() -> impl IntoView {
    let shown = in_address();
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

/// The tab that the address names; choosing another one is a change of the address, so that a link, Back and the menu lead to the right one.
fn in_address() -> RwSignal<&'static str> {
    let (query, navigate) = (use_query_map(), StoredValue::new_local(use_navigate()));
    let path = use_location().pathname;
    let asked = Memo::new(move |before: Option<&&'static str>| {
        // On the way to another page, this one stays as it is.
        if path.with(|path| path.trim_end_matches('/') != paths::STAFF_REGISTRY) {
            return before.copied().unwrap_or(EDITIONS);
        }
        query.with(|query| if query.get("show").as_deref() == Some(DIFFERENCES) { DIFFERENCES } else { EDITIONS })
    });
    let shown = RwSignal::new(asked.get_untracked());
    Effect::new(move |_| {
        let asked = asked.get();
        if asked != shown.get_untracked() {
            shown.set(asked);
        }
    });
    Effect::new(move |before: Option<&'static str>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) && now != asked.get_untracked() {
            let to = if now == DIFFERENCES { paths::staff_registry_differences() } else { paths::STAFF_REGISTRY.to_owned() };
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&to, options));
        }
        now
    });
    shown
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
            {upload::upload(history)}
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
            let [taken, refused] = [edition.rows_taken, edition.rows_refused].map(|rows| number(rows.unsigned_abs()));
            let rows = match edition.rows_refused {
                0 => t!(registry.editions.count, taken = taken),
                _ => t!(registry.editions.count_refused, taken = taken, refused = refused),
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
                |report| {
                    let [new, changed, gone] = [report.new, report.changed, report.gone].map(number);
                    t!(registry.history.counts, new = new, changed = changed, gone = gone)
                },
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

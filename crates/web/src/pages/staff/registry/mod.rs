//! The official lists: editions that are in, submitting a new one, and what editions say about institutions here.

mod differences;
mod import;
mod labels;
mod upload;

pub use import::RegistryImportPage;

use crate::components::common::{Page, crumb};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{EmptyState, Tab, Tabs};
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
    let table = edition_table().bare();
    let history = Pages::new(|cursor| async move { client::registry::list_registry_imports(cursor).await });
    view! {
        <section>
            <h2 class="section__title">{t!(registry.editions.title)}</h2>
            {known.view(3, move |mut editions| {
                editions.retain(|edition| is_registry(edition.dataset));
                if editions.is_empty() {
                    return view! { <EmptyState title=t!(registry.editions.none)/> }.into_any();
                }
                table.view(editions)
            })}
        </section>
        <section>
            <h2 class="section__title">{t!(registry.upload.title)}</h2>
            {upload::upload(history)}
        </section>
        <section>
            <h2 class="section__title">{t!(registry.history.title)}</h2>
            {history_table().of_pages(history, 4, || view! { <EmptyState title=t!(registry.history.none)/> }.into_any())}
        </section>
    }
    .into_any()
}

fn edition_table() -> DataTable<DataEdition> {
    type Of = Column<DataEdition>;
    let columns = vec![
        Of::text(t!(registry.editions.dataset), |edition: &DataEdition| edition.dataset.label(locale()).to_owned()),
        Of::text(t!(registry.editions.edition), |edition| edition.edition.clone()),
        Of::text(t!(registry.editions.file), |edition| edition.file_name.clone()),
        Of::number(t!(registry.editions.rows), |edition| Some(edition.rows_taken)).shown(|edition| {
            let [taken, refused] = [edition.rows_taken, edition.rows_refused].map(|rows| number(rows.unsigned_abs()));
            let rows = match edition.rows_refused {
                0 => t!(registry.editions.count, taken = taken),
                _ => t!(registry.editions.count_refused, taken = taken, refused = refused),
            };
            rows.into_any()
        }),
        Of::instant(t!(registry.editions.imported), |edition| Some(edition.imported_at)),
    ];
    DataTable::new(t!(registry.editions.title), "editions", columns)
}

fn history_table() -> DataTable<RegistryImport> {
    type Of = Column<RegistryImport>;
    let columns = vec![
        Of::text(t!(registry.history.file), |import: &RegistryImport| import.file_name.clone())
            .shown(|import| view! { <a href=paths::staff_registry_import(import.id)>{import.file_name.clone()}</a> }.into_any()),
        Of::text(t!(registry.history.list), |import| import.dataset.label(locale()).to_owned() + " " + &import.edition),
        Of::ranked(t!(registry.history.state), |import| (import.state as usize, import.state.label(locale()).to_owned()))
            .shown(|import| state_tag(import.state)),
        Of::text(t!(registry.history.changes), |import| {
            import.report.as_ref().map_or_else(
                || t!(registry.history.cannot).to_owned(),
                |report| {
                    let [new, changed, gone] = [report.new, report.changed, report.gone].map(number);
                    t!(registry.history.counts, new = new, changed = changed, gone = gone)
                },
            )
        }),
        Of::text(t!(registry.history.by), |import| import.created_by.clone()),
        Of::instant(t!(registry.history.at), |import| Some(import.created_at)),
    ];
    DataTable::new(t!(registry.history.title), "registry-files", columns)
}

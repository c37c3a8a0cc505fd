//! Where data comes from: what ships with the program, the software, and what was imported here.

use super::plain::entries;
use crate::client;
use crate::components::common::{DateTimeText, Page};
use crate::i18n::{Locale, locale};
use crate::state::Query;
use crate::{t, t_list};
use domain::atlas::DataEdition;
use leptos::prelude::*;

/// `/credits`
#[component]
pub fn CreditsPage() -> impl IntoView {
    let editions = Query::new(client::atlas::list_data_editions);
    view! {
        <Page title=t!(public.credits.title) lead=t!(public.credits.lead)>
            <div class="prose">
                <h2>{t!(public.credits.data_title)}</h2>
                {entries(t_list!(public.credits.data))}
                <h2>{t!(public.credits.software_title)}</h2>
                {entries(t_list!(public.credits.software))}
                // Last, since it is as long as what was imported: nothing below it moves when it arrives.
                <h2>{t!(public.credits.imported_title)}</h2>
                {editions.view(6, imported)}
            </div>
        </Page>
    }
}

fn imported(editions: Vec<DataEdition>) -> AnyView {
    if editions.is_empty() {
        return view! { <p>{t!(public.credits.none_imported)}</p> }.into_any();
    }
    let rows = editions.into_iter().map(edition).collect_view();
    view! { <dl class="data-list">{rows}</dl> }.into_any()
}

fn edition(edition: DataEdition) -> AnyView {
    let (source, licence, credit) = match locale() {
        Locale::Ja => (edition.source, edition.licence, edition.credit),
        Locale::En => (edition.source_en, edition.licence_en, edition.credit_en),
    };
    let rows = t!(public.credits.rows, file = edition.file_name, taken = edition.rows_taken, refused = edition.rows_refused);
    view! {
        <div class="data-list__row">
            <dt>{edition.dataset.label(locale())}<br/><span class="small">{t!(public.credits.edition, edition = edition.edition)}</span></dt>
            <dd class="stack-small">
                <p>{source}</p>
                <p>{credit}</p>
                <p class="small">{t!(public.credits.licence, licence = licence)}</p>
                <p class="small">{rows}" "<DateTimeText at=edition.imported_at/></p>
            </dd>
        </div>
    }
    .into_any()
}

//! Taking the list along: as a file, or as a feed of what is new.

use super::state::Filters;
use crate::i18n::locale;
use crate::{client, paths, t};
use domain::directory::MOST_IN_WORKBOOK;
use domain::export::TableFormat;
use leptos::prelude::*;

/// Links to the list as it is filtered. The server writes the file while it is sent, so the browser fetches it by itself.
#[component]
pub fn ExportLinks(filters: Filters) -> impl IntoView {
    let link = move |format: TableFormat, label: &'static str| {
        let address = move || filters.query.with(|query| client::directory::export_address(query, format, locale()));
        // `download` keeps the router from taking it for a page.
        view! { <li><a href=address download="" rel="external">{label}</a></li> }.into_any()
    };
    // The server refuses more rows, and of the link the browser would only say that something failed.
    let too_many = Memo::new(move |_| filters.counted(|facets| facets.total).is_some_and(|total| MOST_IN_WORKBOOK < total));
    let workbook = move || match too_many.get() {
        true => view! { <li>{t!(directory.take.xlsx_too_many)}</li> }.into_any(),
        false => link(TableFormat::Xlsx, t!(directory.take.xlsx)),
    };
    view! {
        <nav class="take-along no-print" aria-labelledby="take-along">
            <h3 id="take-along" class="take-along__title">{t!(directory.take.title)}</h3>
            <ul class="take-along__list">
                {workbook}
                {link(TableFormat::Csv, t!(directory.take.csv))}
                {link(TableFormat::CsvShiftJis, t!(directory.take.csv_shift_jis))}
                <li><a href=paths::feed(locale()) rel="external" type="application/atom+xml">{t!(directory.take.feed)}</a></li>
            </ul>
            {move || filters.restricted.get().then(|| view! { <p class="small">{t!(directory.take.public_only)}</p> })}
        </nav>
    }
}

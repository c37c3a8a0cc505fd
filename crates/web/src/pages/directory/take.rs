//! Taking the list along: as a file, or as a feed of what is new.

use crate::i18n::locale;
use crate::{client, paths, t};
use domain::directory::DirectoryQuery;
use domain::export::TableFormat;
use leptos::prelude::*;

/// Links to the list as it is filtered. The server writes the file while it is sent, so the browser fetches it by itself.
#[component]
pub fn TakeAlong(#[prop(into)] query: Signal<DirectoryQuery>) -> impl IntoView {
    let link = move |format: TableFormat, label: &'static str| {
        let address = move || query.with(|query| client::directory::export_address(query, format, locale()));
        // `download` keeps the router from taking it for a page.
        view! { <li><a href=address download="" rel="external">{label}</a></li> }
    };
    view! {
        <nav class="take-along no-print" aria-labelledby="take-along">
            <h3 id="take-along" class="take-along__title">{t!(directory.take.title)}</h3>
            <ul class="take-along__list">
                {link(TableFormat::Xlsx, t!(directory.take.xlsx))}
                {link(TableFormat::Csv, t!(directory.take.csv))}
                {link(TableFormat::CsvShiftJis, t!(directory.take.csv_shift_jis))}
                <li><a href=paths::feed(locale()) rel="external" type="application/atom+xml">{t!(directory.take.feed)}</a></li>
            </ul>
        </nav>
    }
}

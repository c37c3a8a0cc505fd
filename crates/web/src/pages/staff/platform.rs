//! How the platform is: its version, what waits to be sent, which official data is in.

use crate::client;
use crate::components::common::{Age, DateTimeText, Page, crumb};
use crate::components::ui::{Notice, Tone, data_list, table};
use crate::i18n::number;
use crate::state::Query;
use crate::{paths, t};
use chrono::{DateTime, Utc};
use domain::account::{PlatformState, QueueState};
use leptos::prelude::*;

#[component]
pub fn PlatformPage() -> impl IntoView {
    let read = Query::new(client::staff::get_platform_state);
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.platform.title) trail=trail lead=t!(staff.platform.lead)>
            {read.view(10, page)}
        </Page>
    }
}

fn count(of: i64) -> AnyView {
    t!(staff.home.count, count = number(of.unsigned_abs())).into_any()
}

fn since(at: Option<DateTime<Utc>>) -> AnyView {
    at.map_or_else(|| t!(staff.home.none).into_any(), |at| view! { <DateTimeText at=at/>" ("<Age at=at/>")" }.into_any())
}

fn page(state: PlatformState) -> AnyView {
    let PlatformState { version, schema, now, database_bytes, outbox, imports } = state;
    let megabytes = number(database_bytes.unsigned_abs() / 1_000_000) + " MB";
    let program = data_list(vec![
        (t!(staff.platform.version), version.into_any()),
        (t!(staff.platform.schema), view! { <code>{schema}</code> }.into_any()),
        (t!(staff.platform.clock), view! { <DateTimeText at=now/> }.into_any()),
        (t!(staff.platform.database), megabytes.into_any()),
    ]);
    let rows = imports
        .into_iter()
        .map(|import| {
            vec![
                view! { <code>{import.dataset}</code> }.into_any(),
                import.edition.into_any(),
                view! { <DateTimeText at=import.imported_at/> }.into_any(),
                count(import.rows_taken),
                count(import.rows_refused),
            ]
        })
        .collect();
    let columns = [
        t!(staff.platform.dataset),
        t!(staff.platform.edition),
        t!(staff.platform.imported),
        t!(staff.platform.taken),
        t!(staff.platform.refused),
    ];
    view! {
        <section><h2 class="section__title">{t!(staff.platform.program)}</h2>{program}</section>
        <section><h2 class="section__title">{t!(staff.platform.outbox)}</h2>{queue(&outbox)}</section>
        <section>
            <h2 class="section__title">{t!(staff.platform.imports)}</h2>
            {table(t!(staff.platform.imports), &columns, rows)}
        </section>
        <section>
            <h2 class="section__title">{t!(staff.platform.backups)}</h2>
            <p>{t!(staff.platform.backups_text)}</p>
        </section>
    }
    .into_any()
}

fn queue(outbox: &QueueState) -> AnyView {
    let well = outbox.dead == 0 && outbox.retried == 0;
    let (tone, title) = if well { (Tone::Success, t!(staff.platform.well)) } else { (Tone::Warning, t!(staff.platform.look)) };
    let facts = data_list(vec![
        (t!(staff.platform.waiting), count(outbox.waiting)),
        (t!(staff.list.oldest), since(outbox.oldest_since)),
        (t!(staff.platform.retried), count(outbox.retried)),
        (t!(staff.platform.dead), count(outbox.dead)),
        (t!(staff.platform.last_dead), since(outbox.last_dead_at)),
        (t!(staff.platform.last_done), since(outbox.last_done_at)),
    ]);
    view! { <Notice tone=tone title=title/>{facts} }.into_any()
}

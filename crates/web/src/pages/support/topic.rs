//! One measure of the package: what the document says, since when, for whom, and what is not known.

use super::topics::{Table, Topic, topics};
use crate::components::common::{Page, bullets, crumb};
use crate::components::ui::{Notice, Tone, data_list, table};
use crate::pages::public::NotFoundPage;
use crate::{paths, t};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/support/package/:topic`
#[component]
pub fn TopicPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("topic").unwrap_or_default());
    move || match topics().into_iter().find(|topic| topic.page.slug() == slug.get()) {
        Some(topic) => page(topic),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

fn page(topic: Topic) -> AnyView {
    let trail = vec![crumb(t!(common.nav.support), paths::SUPPORT), crumb(t!(support.nav.package), paths::SUPPORT_PACKAGE)];
    view! {
        <Page title=topic.title eyebrow=topic.eyebrow lead=topic.lead trail=trail>
            <div class="prose">
                {data_list(vec![
                    (t!(support.words.since), topic.since.into_any()),
                    (t!(support.words.until), topic.until.into_any()),
                    (t!(support.words.whom), topic.whom.into_any()),
                ])}
                <h2>{t!(support.words.says)}</h2>
                {bullets(topic.says)}
                {topic.table.map(written)}
                {topic.note.map(|(title, text)| view! { <Notice title=title><p>{text}</p></Notice> })}
                <h2>{t!(support.words.unknown)}</h2>
                {bullets(topic.unknown)}
                <h2>{t!(support.words.source)}</h2>
                {source(topic.source)}
                <Notice tone=Tone::Info><p>{t!(support.words.as_written)}</p></Notice>
                <h2>{t!(support.words.others)}</h2>
                {others(topic.page)}
            </div>
        </Page>
    }
    .into_any()
}

fn written(from: Table) -> AnyView {
    let rows = from.cells.chunks_exact(from.columns.len()).map(|row| row.iter().map(|cell| (*cell).into_any()).collect()).collect();
    view! { <div class="support__table">{table(from.caption, &from.columns, rows)}</div> }.into_any()
}

/// Where it is written: the document and the heading in it.
pub(super) fn source(section: &'static str) -> AnyView {
    view! { <p><cite class="support__source">{t!(support.words.document)}</cite><br/>{section}</p> }.into_any()
}

fn others(than: paths::Topic) -> AnyView {
    let links = topics()
        .into_iter()
        .filter(|topic| topic.page != than)
        .map(|topic| view! { <li><a href=paths::support_topic(topic.page)>{topic.title}</a></li> })
        .collect_view();
    view! { <ul>{links}</ul> }.into_any()
}

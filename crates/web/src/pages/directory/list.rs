//! The directory.

use super::chips::Chips;
use super::export_links::ExportLinks;
use super::filters::FilterPanel;
use super::near::Near;
use super::order::order;
use super::own::{own_mark, own_marks};
use super::search_box::{SearchBox, refusal};
use super::state::Filters;
use super::{list_snapshot, model};
use crate::components::common::{Page, share_button};
use crate::components::listing::{listing_card, place_name, untranslated};
use crate::components::ui::{Button, EmptyState, Kind, LinkButton};
use crate::i18n::{locale, number};
use crate::state::{Pages, Query};
use crate::{client, paths, t};
use domain::directory::{DirectoryQuery, FoundListing};
use leptos::prelude::*;

/// The directory: filters beside the list, all of them in the address.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let filters = Filters::of(paths::DIRECTORY);
    let pages = Pages::new(move |cursor| {
        let (query, restricted) = (filters.query.get(), filters.restricted.get());
        let kept = if cursor.is_none() { list_snapshot::take(&query, restricted) } else { None };
        // What is no search finds nothing; the page says why.
        let refused = refusal(&query).is_some();
        async move {
            if refused {
                return Ok(domain::page::Page { items: Vec::new(), next_cursor: None });
            }
            match kept {
                Some(page) => Ok(page),
                None => {
                    // The first page is the one that the address names: links of the server's page go on by it.
                    let query = DirectoryQuery { cursor: cursor.or(query.cursor.clone()), ..query };
                    filters.ask(restricted, async |restricted| client::directory::list_institutions(&query, restricted).await).await
                }
            }
        }
    });
    // Counts that failed with the list are read again with it.
    let failed = Memo::new(move |_| pages.error().with(Option::is_some));
    Effect::new(move |before: Option<bool>| {
        let now = failed.get();
        if before == Some(true) && !now && filters.facets.error().with_untracked(Option::is_some) {
            filters.facets.reload();
        }
        now
    });
    let keep = move |click: leptos::ev::MouseEvent| {
        if let Some(page) = pages.so_far() {
            list_snapshot::keep(&click, filters.query.get_untracked(), filters.restricted.get_untracked(), page);
        }
    };
    let status = move || {
        if failed.get() {
            return String::new();
        }
        if pages.loading().get() {
            return t!(directory.list.searching).to_owned();
        }
        let shown = pages.items().with(Vec::len) as u64;
        match (shown, filters.settled(|facets| facets.total)) {
            (0, _) => String::new(),
            (shown, Some(total)) if shown <= total => t!(directory.list.shown_of, shown = number(shown), total = number(total)),
            (shown, _) => t!(directory.list.shown, count = number(shown)),
        }
    };
    let busy = move || if pages.loading().get() { "true" } else { "false" };
    view! {
        <Page title=t!(directory.list.title) lead=t!(directory.list.lead) wide=true>
            {own_marks()}
            <div class="directory">
                <div class="directory__ask">
                    <SearchBox filters=filters/>
                    <Near filters=filters/>
                </div>
                <div class="directory__side"><FilterPanel filters=filters/></div>
                <section class="directory__results" aria-labelledby="directory-results">
                    <h2 id="directory-results" class="visually-hidden" tabindex="-1">{t!(directory.list.results)}</h2>
                    <Chips filters=filters/>
                    <div class="directory__bar">
                        <p class="directory__status" role="status">{status}</p>
                        {order(filters)}
                    </div>
                    {scope(filters)}
                    <div id="directory-list" class="directory__list" aria-busy=busy on:click=keep>
                        {pages.view(12, move |rows| results(filters, &rows))}
                    </div>
                    <div class="directory__onward">{map_link(filters)}{openings_link()}{share_button()}</div>
                    <ExportLinks filters=filters/>
                </section>
            </div>
        </Page>
    }
}

/// Where the words are looked for, when that is more than what everybody reads.
pub(super) fn scope(filters: Filters) -> AnyView {
    (move || filters.restricted.get().then(|| view! { <p class="directory__scope">{t!(directory.list.with_restricted)}</p> })).into_any()
}

/// The same question on the map.
fn map_link(filters: Filters) -> AnyView {
    let href = move || filters.asked.with(|asked| model::address(paths::MAP, asked));
    view! { <a class="button button--outline button--compact" href=href>{t!(directory.list.map)}</a> }.into_any()
}

/// What the institutions offer.
fn openings_link() -> AnyView {
    view! { <a class="button button--outline button--compact" href=paths::OPENINGS>{t!(common.nav.openings)}</a> }.into_any()
}

fn results(filters: Filters, rows: &[FoundListing]) -> AnyView {
    if rows.is_empty() {
        return nothing(filters);
    }
    let own = |found: &FoundListing| own_mark(found.summary.institution_id);
    let cards = filters
        .words
        .with_untracked(|words| rows.iter().map(|found| view! { <li>{listing_card(found, words, own(found))}</li> }).collect_view());
    view! { <ul class="cards directory__cards">{cards}</ul> }.into_any()
}

/// Nothing fits: say which filter could give way.
fn nothing(filters: Filters) -> AnyView {
    let active = filters.query.get_untracked().active();
    if active.is_empty() {
        return view! {
            <EmptyState title=t!(directory.empty.none_title) text=t!(directory.empty.none_text)>
                <LinkButton href=paths::HOW_IT_WORKS kind=Kind::Outline>{t!(common.nav.how_it_works)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let asked = filters.query.get_untracked();
    let refused = refusal(&asked);
    let near = asked.q.filter(|_| refused.is_none()).map(near_misses);
    let several = 1 < active.len();
    let loosen = active
        .into_iter()
        .map(|filter| {
            let text = move || t!(directory.empty.without, filter = filters.label(filter));
            view! { <Button kind=Kind::Outline compact=true on_click=Callback::new(move |()| filters.remove(filter))>{text}</Button> }
        })
        .collect_view();
    view! {
        <EmptyState title=refused.unwrap_or_else(|| t!(directory.empty.title).to_owned()) text=t!(directory.empty.text)>
            {loosen}
            {several.then(|| view! {
                <Button kind=Kind::Text compact=true on_click=Callback::new(move |()| filters.clear())>{t!(directory.filter.clear)}</Button>
            })}
        </EmptyState>
        {near}
    }
    .into_any()
}

/// Institutions that the words come near to; nothing is said where there is none.
fn near_misses(words: String) -> AnyView {
    let found = Query::new(move || {
        let words = words.clone();
        async move { client::directory::suggest_institutions(&words).await }
    });
    let rows = move || {
        let rows = found.get().unwrap_or_default();
        (!rows.is_empty()).then(|| {
            let rows = rows.into_iter().map(|row| {
                let name = locale().name(&row.name, &row.name_en).to_owned();
                let place = place_name(&row.prefecture_code, &row.municipality_name, &row.municipality_name_en);
                view! { <li><a lang=untranslated(&row.name_en) href=paths::listing(row.institution_id)>{name}</a>" "{place}</li> }
            });
            view! {
                <section class="directory__near-misses" aria-labelledby="near-misses-title">
                    <h3 id="near-misses-title">{t!(directory.empty.near_title)}</h3>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! { {rows} }.into_any()
}

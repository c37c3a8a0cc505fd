//! The directory.

use super::filters::{Chips, FilterPanel, Filters, SearchBox};
use super::take::TakeAlong;
use super::{kept, model};
use crate::client;
use crate::components::common::{LoadError, Page};
use crate::components::listing::ListingCard;
use crate::components::ui::{Button, EmptyState, Kind, LinkButton};
use crate::state::{Pages, Query};
use crate::{paths, t};
use domain::directory::{DirectoryQuery, ListingSummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

/// The directory: filters beside the list, all of them in the address.
#[component]
pub fn DirectoryPage() -> impl IntoView {
    let filters = use_filters();
    let next = StoredValue::new(None::<String>);
    let pages = Pages::new(move |cursor| {
        let query = filters.query.get();
        let kept = if cursor.is_none() { kept::take(&query) } else { None };
        async move {
            let page = match kept {
                Some(page) => page,
                None => client::directory::list_institutions(&DirectoryQuery { cursor, ..query }).await?,
            };
            let _ = next.try_update_value(|next| next.clone_from(&page.next_cursor));
            Ok(page)
        }
    });
    let keep = move |click: leptos::ev::MouseEvent| {
        let page = domain::page::Page { items: pages.items().get_untracked(), next_cursor: next.get_value() };
        kept::keep(&click, filters.query.get_untracked(), page);
    };
    // Rows of the question before would pass for the answer to this one.
    let stale = move || pages.error().get().filter(|_| pages.items().with(|rows| !rows.is_empty()));
    let retry = Callback::new(move |()| pages.reload());
    let status = move || {
        if stale().is_some() {
            return String::new();
        }
        if pages.loading().get() {
            return t!(directory.list.searching).to_owned();
        }
        match pages.items().with(Vec::len) {
            0 => String::new(),
            count => t!(directory.list.shown, count = count),
        }
    };
    let busy = move || if pages.loading().get() { "true" } else { "false" };
    view! {
        <Page title=t!(directory.list.title) lead=t!(directory.list.lead) wide=true>
            <div class="directory">
                <SearchBox filters=filters/>
                <div class="directory__side"><FilterPanel filters=filters/></div>
                <section class="directory__results" aria-labelledby="directory-results">
                    <h2 id="directory-results" class="visually-hidden" tabindex="-1">{t!(directory.list.results)}</h2>
                    <Chips filters=filters/>
                    <p class="directory__status" role="status">{status}</p>
                    {move || stale().map(|error| view! { <LoadError error=error on_retry=retry/> })}
                    <div id="directory-list" class="directory__list" aria-busy=busy hidden=move || stale().is_some() on:click=keep>
                        {pages.view(12, move |rows| results(filters, rows))}
                    </div>
                    <TakeAlong query=filters.query/>
                </section>
            </div>
        </Page>
    }
}

fn use_filters() -> Filters {
    let params = use_query_map();
    let path = use_location().pathname;
    // Leaving for another page empties the address before this page is gone; that is no new question.
    let query = Memo::new(move |before: Option<&DirectoryQuery>| {
        let now = params.with(|params| model::read(|name| params.get(name)));
        if path.get_untracked() == paths::DIRECTORY { now } else { before.cloned().unwrap_or(now) }
    });
    let prefecture = Memo::new(move |_| query.with(|query| query.prefecture.clone()));
    let areas = Query::new(move || {
        let prefecture = prefecture.get();
        async move {
            match prefecture {
                Some(prefecture) => client::directory::list_areas(&prefecture).await,
                None => Ok(Vec::new()),
            }
        }
    });
    let known = Signal::derive(move || {
        let here = prefecture.get();
        let areas = areas.get().unwrap_or_default();
        areas.into_iter().filter(|area| Some(&area.prefecture_code) == here.as_ref()).collect()
    });
    let no_areas = Signal::derive(move || {
        prefecture.with(Option::is_some) && !areas.loading().get() && areas.get().is_some_and(|areas| areas.is_empty())
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |(query,): (DirectoryQuery,)| {
        let address = client::directory::directory_address(&query);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    });
    Filters { query, areas: known, no_areas, go }
}

fn results(filters: Filters, rows: Vec<ListingSummary>) -> AnyView {
    if rows.is_empty() {
        return nothing(filters);
    }
    let cards = rows.into_iter().map(|listing| view! { <li><ListingCard listing=listing/></li> }).collect_view();
    view! { <ul class="cards directory__cards">{cards}</ul> }.into_any()
}

/// Nothing fits: say which filter could give way.
fn nothing(filters: Filters) -> AnyView {
    let active = model::active(&filters.query.get_untracked());
    if active.is_empty() {
        return view! {
            <EmptyState title=t!(directory.empty.none_title) text=t!(directory.empty.none_text)>
                <LinkButton href=paths::HOW_IT_WORKS kind=Kind::Outline>{t!(common.nav.how_it_works)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let several = 1 < active.len();
    let loosen = active
        .into_iter()
        .map(|filter| {
            let text = move || t!(directory.empty.without, filter = filters.label(filter));
            view! { <Button kind=Kind::Outline compact=true on_click=Callback::new(move |()| filters.remove(filter))>{text}</Button> }
        })
        .collect_view();
    view! {
        <EmptyState title=t!(directory.empty.title) text=t!(directory.empty.text)>
            {loosen}
            {several.then(|| view! {
                <Button kind=Kind::Text compact=true on_click=Callback::new(move |()| filters.clear())>{t!(directory.filter.clear)}</Button>
            })}
        </EmptyState>
    }
    .into_any()
}

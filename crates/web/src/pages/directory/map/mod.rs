//! The map: prefectures, their areas, the institutions there; always with an equal table. The question is the directory's, in the address.

mod area;
mod country;
mod prefecture;
mod priority;

use super::chips::Chips;
use super::list::scope;
use super::model::{self, Asked};
use super::state::{Filters, focus};
use crate::components::common::{Page, crumb, share_button};
use crate::i18n::{locale, number};
use crate::lazy_piece;
use crate::state::Query;
use crate::{client, paths, t};
use domain::directory::{DirectoryQuery, DirectorySummary};
use domain::region::{PREFECTURES, prefecture_label};
use leptos::prelude::*;

lazy_piece!(later, map_parts: part);

/// How near the map is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Level {
    Country,
    Prefecture(String),
    Area(String),
}

fn level_of(query: &DirectoryQuery) -> Level {
    match (&query.area, &query.prefecture) {
        (Some(area), _) => Level::Area(area.clone()),
        (None, Some(prefecture)) => Level::Prefecture(prefecture.clone()),
        (None, None) => Level::Country,
    }
}

/// `/map`
#[component]
pub fn MapPage() -> impl IntoView {
    let filters = Filters::of(paths::MAP);
    let level = Memo::new(move |_| filters.query.with(level_of));
    let title = move || match level.get() {
        Level::Country => t!(map.page.country).to_owned(),
        Level::Prefecture(code) => prefecture_label(&code, locale()),
        Level::Area(_) => filters.label(model::ActiveFilter::Area),
    };
    // What was pressed is gone with the part of the map that it stood on.
    Effect::new(move |before: Option<Level>| {
        let now = level.get();
        if before.is_some_and(|before| before != now) {
            focus("directory-results");
        }
        now
    });
    provide_context(Near { filters, level });
    let shown = move || match level.get() {
        Level::Country => country::country(filters),
        Level::Prefecture(_) | Level::Area(_) => later::part(),
    };
    view! {
        <Page title=t!(map.page.title) lead=t!(map.page.lead) trail=vec![crumb(t!(directory.list.title), paths::DIRECTORY)] wide=true>
            <Chips filters=filters/>
            {path(filters, level)}
            <h2 id="directory-results" class="section__title" tabindex="-1">{title}</h2>
            <p class="directory__status" role="status">{move || found(filters)}</p>
            {scope(filters)}
            {shown}
            <div class="directory__onward">
                <a class="button button--outline button--compact" href=move || filters.asked.with(list_of)>{t!(map.page.list)}</a>
                {share_button()}
            </div>
            // Below the map, which would jump when this arrives.
            {coverage(Query::new(client::summary::get_directory_summary))}
        </Page>
    }
}

/// What is shown of the country, and how near.
#[derive(Clone, Copy)]
struct Near {
    filters: Filters,
    level: Memo<Level>,
}

/// A part of the country.
fn part() -> AnyView {
    let Near { filters, level } = expect_context();
    match level.get_untracked() {
        // Somebody went back meanwhile.
        Level::Country => ().into_any(),
        Level::Prefecture(code) => prefecture::prefecture(filters, code),
        Level::Area(code) => area::area(filters, code),
    }
}

/// The list that answers the same question, in the same order.
fn list_of(asked: &Asked) -> String {
    model::address(paths::DIRECTORY, asked)
}

/// The map that does.
fn map_of(asked: &Asked) -> String {
    model::address(paths::MAP, asked)
}

/// The same question about another part of the country.
fn within(asked: &Asked, prefecture: Option<&str>, area: Option<&str>) -> Asked {
    let mut asked = asked.clone();
    (asked.query.prefecture, asked.query.area) = (prefecture.map(ToOwned::to_owned), area.map(ToOwned::to_owned));
    asked
}

fn found(filters: Filters) -> String {
    filters.settled(|facets| facets.total).map_or_else(String::new, |total| t!(map.page.total, total = number(total)))
}

/// 全国 › 宮城県 › 仙南: the way back out.
fn path(filters: Filters, level: Memo<Level>) -> AnyView {
    let steps = move || {
        let asked = filters.asked.get();
        let link = |text: String, to: Asked| view! { <li>{further(&to, text)}</li> }.into_any();
        let here = |text: String| view! { <li><span aria-current="true">{text}</span></li> }.into_any();
        let country = || link(t!(directory.filter.anywhere).to_owned(), within(&asked, None, None));
        let prefecture = asked.query.prefecture.as_deref().unwrap_or_default();
        let name = prefecture_label(prefecture, locale());
        match level.get() {
            Level::Country => vec![],
            Level::Prefecture(_) => vec![country(), here(name)],
            Level::Area(_) => {
                vec![country(), link(name, within(&asked, Some(prefecture), None)), here(filters.label(model::ActiveFilter::Area))]
            }
        }
    };
    let nav = move || {
        let steps = steps();
        (!steps.is_empty()).then(|| view! { <nav class="map-path" aria-label=t!(map.page.path)><ol>{steps}</ol></nav> })
    };
    nav.into_any()
}

/// How far the network reaches, whatever is looked for: the aim is an institution in every prefecture.
fn coverage(summary: Query<DirectorySummary>) -> AnyView {
    summary.view(2, |summary| {
        let reached = |code: &str| summary.prefectures.iter().any(|one| one.prefecture_code == code && one.institutions > 0);
        let missing: Vec<&str> = PREFECTURES.iter().filter(|one| !reached(one.code)).map(|one| one.label(locale())).collect();
        let count = PREFECTURES.len() - missing.len();
        let meter = view! {
            <meter class="coverage__meter" min="0" max="47" value=count.to_string() aria-label=t!(map.coverage.meter)>{count}</meter>
        };
        let rest = match missing.is_empty() {
            true => view! { <p>{t!(map.coverage.complete)}</p> }.into_any(),
            false => view! {
                <details class="disclosure">
                    <summary class="disclosure__summary">{t!(map.coverage.missing, count = missing.len())}</summary>
                    <div class="disclosure__body"><p>{missing.join(t!(directory.card.separator))}</p></div>
                </details>
            }
            .into_any(),
        };
        let fictional =
            (summary.fictional > 0).then(|| view! { <p class="small">{t!(public.home.fictional, count = summary.fictional)}</p> });
        view! {
            <section class="coverage" aria-labelledby="coverage-title">
                <h2 id="coverage-title" class="coverage__title">{t!(map.coverage.title)}</h2>
                <p class="coverage__number">{t!(map.coverage.number, count = count)}</p>
                {meter}
                {rest}
                {fictional}
            </section>
        }
        .into_any()
    })
}

/// A name that leads further into the map.
fn further(asked: &Asked, text: String) -> AnyView {
    view! { <a href=map_of(asked)>{text}</a> }.into_any()
}

/// A number that leads to the institutions it counts.
fn counted_link(count: Option<u64>, asked: &Asked, of: &str) -> AnyView {
    match count {
        None => unknown(),
        Some(0) => "0".into_any(),
        Some(count) => {
            let label = t!(map.page.list_of, name = of, count = number(count));
            view! { <a href=list_of(asked) aria-label=label>{t!(map.page.count, count = number(count))}</a> }.into_any()
        }
    }
}

/// What has not been read, in a table.
fn unknown() -> AnyView {
    "–".into_any()
}

/// A region with its number, once that is known.
fn counted_name(name: &str, count: Option<u64>) -> String {
    count.map_or_else(|| name.to_owned(), |count| t!(map.page.region, name = name, count = number(count)))
}

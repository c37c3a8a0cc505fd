//! The panel of filters. Beside every choice stands how many institutions it would give.

use super::model::count_of;
use super::state::{Filters, area_label, focus};
use crate::components::ui::{Button, Choice, Icon, icon};
use crate::i18n::{locale, number};
use crate::state::query::failures;
use crate::t;
use domain::directory::{DirectoryFacets, DirectoryFlag, DirectoryQuery, FacetCount};
use domain::institution::{Employment, InstitutionKind, Specialty};
use domain::region::PREFECTURES;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Where the counts of a filter's choices are.
type Counts = fn(&DirectoryFacets) -> &[FacetCount];

/// A choice with how many it would give, tracked. A choice that would give nothing may still be made.
fn counted(filters: Filters, counts: Counts, value: &str, label: &str) -> String {
    match filters.counted(|facets| count_of(counts(facets), value)) {
        Some(count) => t!(directory.filter.counted, label = label, count = number(count)),
        None => label.to_owned(),
    }
}

/// The panel: always in sight where there is room, behind a button on a phone.
#[component]
pub fn FilterPanel(filters: Filters) -> impl IntoView {
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| filters.query.with(|query| query.active().len()));
    let toggle_text = move || match count.get() {
        0 => t!(directory.filter.title).to_owned(),
        count => t!(directory.filter.title_count, count = count),
    };
    let done = move |()| {
        open.set(false);
        focus("directory-results");
    };
    view! {
        <button
            type="button"
            class="button button--outline directory__toggle"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls="directory-filters"
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::Menu)}{toggle_text}
        </button>
        <section id="directory-filters" class="directory__filters" class:directory__filters--open=open aria-labelledby="directory-filters-title">
            <h2 id="directory-filters-title" class="directory__filters-title">{t!(directory.filter.title)}</h2>
            {fields(filters)}
            <div class="directory__done"><Button on_click=Callback::new(done)>{t!(directory.filter.done)}</Button></div>
        </section>
    }
}

fn fields(filters: Filters) -> AnyView {
    let Filters { query, areas, .. } = filters;
    let prefectures = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect::<Vec<_>>();
    let area_choices =
        Signal::derive(move || areas.with(|areas| areas.iter().flatten().map(|one| Choice::new(&one.code, area_label(one))).collect()));
    let no_prefecture = Signal::derive(move || query.with(|query| query.prefecture.is_none()));
    let hint = move || match (no_prefecture.get(), filters.no_areas()) {
        (true, _) => Some(t!(directory.filter.area_hint)),
        (false, true) => Some(t!(directory.filter.area_none)),
        (false, false) => None,
    };
    let hint = move || hint().map(|hint| view! { <p class="small directory__hint">{hint}</p> });
    let kinds = InstitutionKind::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let employments = Employment::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let flags = DirectoryFlag::iter().map(|one| flag(filters, one)).collect_view();
    view! {
        {menu(
            filters,
            |facets| &facets.prefectures,
            "directory-prefecture",
            t!(directory.filter.prefecture),
            t!(directory.filter.anywhere),
            Signal::stored(prefectures),
            Signal::derive(move || query.with(|query| query.prefecture.clone().unwrap_or_default())),
            Signal::stored(false),
            Callback::new(move |(code,): (String,)| filters.change(|query| (query.prefecture, query.area) = (some(code), None))),
        )}
        {menu(
            filters,
            |facets| &facets.areas,
            "directory-area",
            t!(directory.filter.area),
            t!(directory.filter.any_area),
            area_choices,
            Signal::derive(move || query.with(|query| query.area.clone().unwrap_or_default())),
            Signal::derive(move || no_prefecture.get() || filters.no_areas()),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.area = some(code))),
        )}
        {hint}
        {failures(vec![filters.areas_read.outcome()])}
        {segments(
            filters,
            |facets| &facets.kinds,
            "directory-kind",
            t!(directory.filter.kind),
            kinds,
            Signal::derive(move || query.with(|query| query.kind.map(InstitutionKind::code).unwrap_or_default())),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.kind = code.parse().ok())),
        )}
        {segments(
            filters,
            |facets| &facets.employment,
            "directory-employment",
            t!(directory.filter.employment),
            employments,
            Signal::derive(move || query.with(|query| query.employment.map(Employment::code).unwrap_or_default())),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.employment = code.parse().ok())),
        )}
        {flags}
        {specialties(filters)}
    }
    .into_any()
}

fn flag(filters: Filters, flag: DirectoryFlag) -> AnyView {
    let id = String::from("directory-") + flag.code();
    let named = id.clone();
    let text = move || match filters.counted(|facets| flag.count(facets)) {
        Some(count) => t!(directory.filter.counted, label = flag.label(locale()), count = number(count)),
        None => flag.label(locale()).to_owned(),
    };
    view! {
        <label class="choice directory__flag" for=named>
            <input
                type="checkbox"
                id=id
                prop:checked=move || filters.query.with(|query| flag.is_asked_by(query))
                on:change=move |ev| {
                    let on = event_target_checked(&ev);
                    filters.change(|query| flag.ask(query, on));
                }
            />
            <span>{text}</span>
        </label>
    }
    .into_any()
}

fn some(code: String) -> Option<String> {
    Some(code).filter(|code| !code.is_empty())
}

#[expect(clippy::too_many_arguments, reason = "a field with everything that differs between two")]
fn menu(
    filters: Filters,
    counts: Counts,
    id: &'static str,
    label: &'static str,
    empty: &'static str,
    options: Signal<Vec<Choice>>,
    value: Signal<String>,
    disabled: Signal<bool>,
    on_change: Callback<(String,)>,
) -> AnyView {
    let options = move || {
        options
            .get()
            .into_iter()
            .map(|Choice { value: mine, label }| {
                let (own, code) = (mine.clone(), mine.clone());
                let text = move || counted(filters, counts, &code, &label);
                view! { <option value=own prop:selected=move || value.with(|value| *value == mine)>{text}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="directory__field">
            <label class="directory__label" for=id>{label}</label>
            <div class="select">
                <select id=id class="input" disabled=disabled on:change=move |ev| on_change.run((event_target_value(&ev),))>
                    <option value="" prop:selected=move || value.with(String::is_empty)>{empty}</option>
                    {options}
                </select>
            </div>
        </div>
    }
    .into_any()
}

/// A few exclusive choices side by side; radio buttons, so that arrow keys work.
fn segments(
    filters: Filters,
    counts: Counts,
    name: &'static str,
    legend: &'static str,
    mut options: Vec<Choice>,
    value: Signal<&'static str>,
    on_change: Callback<(String,)>,
) -> AnyView {
    options.insert(0, Choice::new("", t!(common.list.all)));
    let options = options
        .into_iter()
        .map(|Choice { value: mine, label }| {
            let (own, sent) = (mine.clone(), mine.clone());
            let count = segment_count(filters, counts, mine.clone());
            view! {
                <label class="segments__option">
                    <input
                        class="segments__input"
                        type="radio"
                        name=name
                        value=own
                        prop:checked=move || value.get() == mine
                        on:change=move |_| on_change.run((sent.clone(),))
                    />
                    <span class="segments__text">{label}{count}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="directory__field segments">
            <legend class="directory__label">{legend}</legend>
            <div class="segments__row">{options}</div>
        </fieldset>
    }
    .into_any()
}

/// Below the label: side by side there is no room.
fn segment_count(filters: Filters, counts: Counts, value: String) -> impl Fn() -> Option<AnyView> {
    move || {
        let count = Some(&value).filter(|value| !value.is_empty()).and_then(|value| filters.counted(|all| count_of(counts(all), value)))?;
        Some(view! { <span class="segments__count">{t!(directory.filter.count, count = number(count))}</span> }.into_any())
    }
}

fn specialties(filters: Filters) -> AnyView {
    let chosen = Memo::new(move |_| filters.query.with(DirectoryQuery::specialty_list));
    let summary = move || match chosen.with(Vec::len) {
        0 => t!(directory.filter.specialties).to_owned(),
        count => t!(directory.filter.specialties_count, count = count),
    };
    let boxes = Specialty::iter()
        .map(|specialty| {
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&specialty))
                        on:change=move |ev| {
                            let on = event_target_checked(&ev);
                            filters.change(|query| *query = query.with_specialty(specialty, on));
                        }
                    />
                    <span>{move || counted(filters, |facets| &facets.specialties, specialty.code(), specialty.label(locale()))}</span>
                </label>
            }
        })
        .collect_view();
    let open = chosen.with_untracked(|chosen| !chosen.is_empty());
    view! {
        <details class="disclosure directory__specialties" open=open>
            <summary class="disclosure__summary">{summary}</summary>
            <fieldset class="directory__specialty-list">
                <legend class="small">{t!(directory.filter.specialties_hint)}</legend>
                {boxes}
            </fieldset>
        </details>
    }
    .into_any()
}

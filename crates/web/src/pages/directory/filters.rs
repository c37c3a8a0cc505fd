//! The panel of filters and the chips of those in force. Each choice goes to the address bar at once; nothing is kept here.

use super::model::{self, Filter};
use crate::components::ui::{Button, Choice, Icon, Kind, icon};
use crate::i18n::locale;
use crate::t;
use domain::directory::DirectoryQuery;
use domain::institution::{Employment, InstitutionKind, Specialty};
use domain::region::{PREFECTURES, SecondaryMedicalArea, prefecture_label};
use leptos::ev;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// The filters in force and how to change them; `Copy`.
#[derive(Clone, Copy)]
pub struct Filters {
    /// As the address bar has them.
    pub query: Memo<DirectoryQuery>,
    /// The areas of the chosen prefecture, once read.
    pub areas: Signal<Vec<SecondaryMedicalArea>>,
    /// Whether the chosen prefecture has no areas to choose from.
    pub no_areas: Signal<bool>,
    /// Puts other filters into the address bar.
    pub go: Callback<(DirectoryQuery,)>,
}

impl Filters {
    fn change(self, change: impl FnOnce(&mut DirectoryQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.go.run((query,));
    }

    /// Takes a filter away.
    pub fn remove(self, filter: Filter) {
        self.go.run((model::without(&self.query.get_untracked(), filter),));
    }

    /// Takes all of them away.
    pub fn clear(self) {
        self.go.run((DirectoryQuery::default(),));
    }

    /// A filter in words, tracked.
    pub fn label(self, filter: Filter) -> String {
        let query = self.query.get();
        match filter {
            Filter::Words => t!(directory.filter.words_are, words = query.q.unwrap_or_default()),
            Filter::Prefecture => prefecture_label(query.prefecture.as_deref().unwrap_or_default(), locale()),
            Filter::Area => {
                let code = query.area.unwrap_or_default();
                let name = self.areas.with(|areas| areas.iter().find(|area| area.code == code).map(area_label));
                t!(directory.card.area, area = name.unwrap_or(code))
            }
            Filter::Kind => query.kind.map(|kind| kind.label(locale())).unwrap_or_default().to_owned(),
            Filter::Specialty(specialty) => specialty.label(locale()).to_owned(),
            Filter::Employment => query.employment.map(|employment| employment.label(locale())).unwrap_or_default().to_owned(),
            Filter::Guidance => t!(directory.card.guidance).to_owned(),
        }
    }
}

fn area_label(area: &SecondaryMedicalArea) -> String {
    locale().name(&area.name, &area.name_en).to_owned()
}

/// The words to look for.
#[component]
pub fn SearchBox(filters: Filters) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    let submit = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        let words = node.get_untracked().map(|input| input.value().trim().to_owned()).filter(|words| !words.is_empty());
        filters.change(|query| query.q = words);
    };
    view! {
        <form class="directory__search" role="search" on:submit=submit>
            <label class="directory__label" for="directory-words">{t!(directory.filter.words)}</label>
            <div class="directory__search-row">
                <input
                    id="directory-words"
                    class="input"
                    type="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    maxlength="100"
                    placeholder=t!(directory.filter.words_example)
                    node_ref=node
                    prop:value=move || filters.query.with(|query| query.q.clone().unwrap_or_default())
                />
                <Button submit=true>{icon(Icon::Search)}{t!(directory.filter.search)}</Button>
            </div>
        </form>
    }
}

/// The panel: always in sight where there is room, behind a button on a phone.
#[component]
pub fn FilterPanel(filters: Filters) -> impl IntoView {
    let open = RwSignal::new(false);
    let count = Memo::new(move |_| filters.query.with(|query| model::active(query).len()));
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
    let Filters { query, areas, no_areas, .. } = filters;
    let prefectures = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect::<Vec<_>>();
    let area_choices =
        Signal::derive(move || areas.with(|areas| areas.iter().map(|one| Choice::new(&one.code, area_label(one))).collect()));
    let no_prefecture = Signal::derive(move || query.with(|query| query.prefecture.is_none()));
    let hint = move || match (no_prefecture.get(), no_areas.get()) {
        (true, _) => Some(t!(directory.filter.area_hint)),
        (false, true) => Some(t!(directory.filter.area_none)),
        (false, false) => None,
    };
    let hint = move || hint().map(|hint| view! { <p class="small directory__hint">{hint}</p> });
    let kinds = InstitutionKind::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let employments = Employment::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    view! {
        {menu(
            "directory-prefecture",
            t!(directory.filter.prefecture),
            t!(directory.filter.anywhere),
            Signal::stored(prefectures),
            Signal::derive(move || query.with(|query| query.prefecture.clone().unwrap_or_default())),
            Signal::stored(false),
            Callback::new(move |(code,): (String,)| filters.change(|query| (query.prefecture, query.area) = (some(code), None))),
        )}
        {menu(
            "directory-area",
            t!(directory.filter.area),
            t!(directory.filter.any_area),
            area_choices,
            Signal::derive(move || query.with(|query| query.area.clone().unwrap_or_default())),
            Signal::derive(move || no_prefecture.get() || no_areas.get()),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.area = some(code))),
        )}
        {hint}
        {segments(
            "directory-kind",
            t!(directory.filter.kind),
            kinds,
            Signal::derive(move || query.with(|query| query.kind.map(InstitutionKind::code).unwrap_or_default())),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.kind = code.parse().ok())),
        )}
        {segments(
            "directory-employment",
            t!(directory.filter.employment),
            employments,
            Signal::derive(move || query.with(|query| query.employment.map(Employment::code).unwrap_or_default())),
            Callback::new(move |(code,): (String,)| filters.change(|query| query.employment = code.parse().ok())),
        )}
        <label class="choice directory__guidance" for="directory-guidance">
            <input
                type="checkbox"
                id="directory-guidance"
                prop:checked=move || query.with(|query| query.guidance.is_some())
                on:change=move |ev| {
                    let on = event_target_checked(&ev);
                    filters.change(|query| query.guidance = on.then_some(true));
                }
            />
            <span>{t!(directory.filter.guidance)}</span>
        </label>
        {specialties(filters)}
    }
    .into_any()
}

fn some(code: String) -> Option<String> {
    Some(code).filter(|code| !code.is_empty())
}

fn menu(
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
                let own = mine.clone();
                view! { <option value=own prop:selected=move || value.with(|value| *value == mine)>{label}</option> }
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
                    <span class="segments__text">{label}</span>
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
                            let query = filters.query.get_untracked();
                            filters.go.run((model::with_specialty(&query, specialty, event_target_checked(&ev)),));
                        }
                    />
                    <span>{specialty.label(locale())}</span>
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

/// The filters in force, each with a way to take it away.
#[component]
pub fn Chips(filters: Filters) -> impl IntoView {
    let active = Memo::new(move |_| filters.query.with(model::active));
    move || {
        let active = active.get();
        (!active.is_empty()).then(|| {
            let chips = active.iter().map(|filter| view! { <li>{chip(filters, *filter)}</li> }).collect_view();
            view! {
                <div class="chips">
                    <ul class="chips__list" aria-label=t!(directory.filter.active)>{chips}</ul>
                    <Button kind=Kind::Text compact=true on_click=Callback::new(move |()| {
                        filters.clear();
                        focus("directory-results");
                    })>{t!(directory.filter.clear)}</Button>
                </div>
            }
        })
    }
}

fn chip(filters: Filters, filter: Filter) -> AnyView {
    let remove = move |_| {
        filters.remove(filter);
        // The chip is gone and its focus with it.
        focus("directory-results");
    };
    view! {
        <button type="button" class="chip" aria-label=move || t!(directory.filter.remove, filter = filters.label(filter)) on:click=remove>
            {move || filters.label(filter)}{icon(Icon::Close)}
        </button>
    }
    .into_any()
}

/// Moves the focus to an element that can take it.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

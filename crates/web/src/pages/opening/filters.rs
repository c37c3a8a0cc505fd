//! The panel of filters. They are asked together, when somebody presses the button.

use super::question::Question;
use crate::components::registration::value::{prefecture_choices, specialty_choices};
use crate::components::ui::{Button, Checkbox, CheckboxGroup, Choice, Form, FormView, Icon, Kind, Select, SubmitButton, TextField, icon};
use crate::i18n::locale;
use crate::state::Reading;
use crate::t;
use domain::opening::{Benefit, Engagement, OpeningQuery, OpeningSort, PayUnit};
use domain::validate::{Validate, Violations};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// The results, which take the focus when something else was asked.
pub const RESULTS: &str = "openings-results";

/// A question that is checked as the server would.
struct Asked(OpeningQuery);

impl Validate for Asked {
    fn check(&self, v: &mut Violations) {
        for error in self.0.parse().err().map(Violations::into_errors).unwrap_or_default() {
            v.add_with(error.pointer.trim_start_matches('/'), error.code, error.params);
        }
    }
}

/// The panel: always in sight where there is room, behind a button on a phone.
pub fn filter_panel(question: Question) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="button button--outline directory__toggle"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls="openings-filters"
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::Menu)}{t!(directory.filter.title)}
        </button>
        <section id="openings-filters" class="directory__filters" class:directory__filters--open=open aria-labelledby="openings-filters-title">
            <h2 id="openings-filters-title" class="directory__filters-title">{t!(directory.filter.title)}</h2>
            {fields(question, open)}
        </section>
    }
    .into_any()
}

fn fields(question: Question, open: RwSignal<bool>) -> AnyView {
    let form = Form::new("openings");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        for (path, value) in values(&question.query.get()) {
            form.set(path, value);
        }
        form.forget();
    });
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let query = typed(&mut reading, question.query.get_untracked());
        if let Some(Asked(query)) = reading.finish(form, Asked(query)) {
            open.set(false);
            question.ask(query);
            focus_results();
        }
    };
    let units = PayUnit::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect::<Vec<_>>();
    let engagements = Engagement::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let benefits = Benefit::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let any = t!(opening.filter.any);
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/q" label=t!(opening.filter.words) kind="search" autocomplete="off"/>
            <CheckboxGroup form=form path="/engagements" label=t!(opening.filter.engagements) options=engagements/>
            <Select
                form=form
                path="/prefectures"
                label=t!(opening.filter.prefectures)
                options=Signal::stored(prefecture_choices())
                empty=t!(directory.filter.anywhere)
            />
            <details class="disclosure">
                <summary class="disclosure__summary">{t!(opening.filter.specialties)}</summary>
                <div class="disclosure__body">
                    <CheckboxGroup form=form path="/specialties" label=t!(opening.filter.specialties) options=specialty_choices()/>
                </div>
            </details>
            <Select form=form path="/pay_unit" label=t!(opening.filter.pay_unit) options=Signal::stored(units) empty=any/>
            <TextField form=form path="/pay_at_least" label=t!(opening.filter.pay_at_least) hint=t!(opening.filter.pay_hint) autocomplete="off" width="medium"/>
            <CheckboxGroup form=form path="/benefits" label=t!(opening.filter.benefits) options=benefits/>
            {number(form, "/night_duties_at_most", t!(opening.filter.night))}
            {number(form, "/on_call_at_most", t!(opening.filter.on_call))}
            {number(form, "/half_days_at_most", t!(opening.filter.half_days))}
            <Checkbox form=form path="/permit" label=t!(opening.filter.permit)/>
            <TextField form=form path="/starts_by" label=t!(opening.filter.starts_by) hint=t!(opening.filter.starts_hint) kind="date" width="medium"/>
            <div class="actions">
                <SubmitButton>{t!(opening.filter.search)}</SubmitButton>
                <Button kind=Kind::Text on_click=move || question.ask(OpeningQuery::default())>{t!(opening.filter.clear)}</Button>
            </div>
        </FormView>
    }
    .into_any()
}

fn number(form: Form, path: &'static str, label: &'static str) -> AnyView {
    view! { <TextField form=form path=path label=label autocomplete="off" inputmode="numeric" width="short"/> }.into_any()
}

/// What the fields show of a question.
fn values(query: &OpeningQuery) -> [(&'static str, String); 12] {
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        ("/q", query.q.clone().unwrap_or_default()),
        ("/engagements", query.engagements.clone().unwrap_or_default()),
        ("/prefectures", query.prefectures.clone().unwrap_or_default()),
        ("/specialties", query.specialties.clone().unwrap_or_default()),
        ("/pay_unit", query.pay_unit.map(|unit| unit.code()).unwrap_or_default().to_owned()),
        ("/pay_at_least", query.pay_at_least.map(|amount| domain::money::Yen(amount).to_string()).unwrap_or_default()),
        ("/benefits", query.benefits.clone().unwrap_or_default()),
        ("/night_duties_at_most", number(query.night_duties_at_most)),
        ("/on_call_at_most", number(query.on_call_at_most)),
        ("/half_days_at_most", number(query.half_days_at_most)),
        ("/permit", if query.permit == Some(true) { "true" } else { "" }.to_owned()),
        ("/starts_by", query.starts_by.map(|day| day.to_string()).unwrap_or_default()),
    ]
}

/// The question that stands in the fields; its order and its institution are those of the question before.
fn typed(reading: &mut Reading<'_>, before: OpeningQuery) -> OpeningQuery {
    let mut query = OpeningQuery {
        q: reading.some("/q"),
        engagements: reading.some("/engagements"),
        prefectures: reading.some("/prefectures"),
        specialties: reading.some("/specialties"),
        pay_unit: reading.text("/pay_unit").parse().ok(),
        pay_at_least: reading.some_yen("/pay_at_least").map(|amount| amount.0),
        benefits: reading.some("/benefits"),
        night_duties_at_most: reading.some_number("/night_duties_at_most", -1),
        on_call_at_most: reading.some_number("/on_call_at_most", -1),
        half_days_at_most: reading.some_number("/half_days_at_most", -1),
        permit: reading.on("/permit").then_some(true),
        starts_by: reading.some_day("/starts_by"),
        ..before
    };
    if query.pay_unit.is_none() {
        query.sort = query.sort.filter(|sort| *sort != OpeningSort::Pay);
    }
    query
}

/// In which order; that by pay needs a unit.
pub fn order(question: Question) -> AnyView {
    let options = OpeningSort::iter()
        .map(|sort| {
            let possible = move || sort != OpeningSort::Pay || question.query.with(|query| query.pay_unit.is_some());
            let chosen = move || question.query.with(|query| query.sort.unwrap_or(OpeningSort::Newest) == sort);
            let text = move || if possible() { sort.label(locale()) } else { t!(opening.filter.pay_order_needs) };
            view! { <option value=sort.code() disabled=move || !possible() prop:selected=chosen>{text}</option> }
        })
        .collect_view();
    let change = move |ev| {
        if let Ok(sort) = event_target_value(&ev).parse::<OpeningSort>() {
            question.ask(OpeningQuery { sort: Some(sort).filter(|sort| *sort != OpeningSort::Newest), ..question.query.get_untracked() });
        }
    };
    view! {
        <div class="order">
            <label class="order__label" for="openings-order">{t!(directory.order.title)}</label>
            <div class="select order__select">
                <select id="openings-order" class="input" on:change=change>{options}</select>
            </div>
        </div>
    }
    .into_any()
}

/// Moves the focus to the results: on a phone the filters stand above them.
pub fn focus_results() {
    use wasm_bindgen::JsCast;
    let results = document().get_element_by_id(RESULTS).and_then(|results| results.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(results) = results {
        let _ = results.focus();
        results.scroll_into_view();
    }
}

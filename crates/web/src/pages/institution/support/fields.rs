//! What both forms of an application ask: the plan with its costs beside what today's rules make of it, and why.

use super::area::AREA;
use super::place::Place;
use crate::client;
use crate::components::application::not_open;
use crate::components::support::plan::{PlanContext, Typed, live_statement, opening, plan_errors, schemes, typed_plan};
use crate::components::ui::{Form, TextArea};
use crate::i18n::{self, locale};
use crate::state::Query;
use crate::t;
use domain::ids::PriorityAreaId;
use domain::institution::InstitutionKind;
use domain::problem::{FieldCode, FieldError};
use domain::subsidy::{Plan, SubsidyRule, statement};
use domain::time::{fiscal_year_period, japan_date};
use leptos::prelude::*;

/// Why, in the institution's words.
pub(super) fn purpose(form: Form) -> AnyView {
    view! {
        <TextArea
            form=form
            path="/purpose"
            label=t!(support_application.field.purpose)
            hint=t!(support_application.edit.purpose_hint)
            rows=6
            max=4000
        />
    }
    .into_any()
}

/// The plan as it is typed, judged as the server does: today, or on the first day of a fiscal year that has not begun.
pub(super) fn typed(form: Form, place: Signal<Option<Place>>, year: Signal<Option<i32>>) -> Memo<Typed> {
    let given = Signal::derive(move || {
        let place = place.get();
        let today = japan_date(i18n::now());
        let first = year.get().and_then(fiscal_year_period).map(|period| period.from);
        PlanContext {
            on: Some(first.map_or(today, |first| today.max(first))),
            kind: place.as_ref().map(|place| place.kind.code().to_owned()),
            prefecture: place.map(|place| place.prefecture),
        }
    });
    typed_plan(form, given)
}

/// The schemes, and what today's rules make of them.
pub(super) fn plan(form: Form, place: Signal<Option<Place>>, typed: Memo<Typed>) -> AnyView {
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    let clinic = Memo::new(move |_| place.with(|place| place.as_ref().is_none_or(|place| place.kind == InstitutionKind::Clinic)));
    view! {
        <div class="calculator">
            <div class="calculator__form">
                <div class="form__group" hidden=move || !clinic.get()>{opening(form)}</div>
                {schemes(form)}
            </div>
            <section class="calculator__result" aria-labelledby="application-statement">
                <h2 id="application-statement" class="section__title">{t!(support_application.edit.statement)}</h2>
                {live_statement(typed, rules)}
                {move || rules.get().map(|rules| closed(&typed.get(), &rules))}
            </section>
        </div>
    }
    .into_any()
}

/// Schemes that would be refused when the application is submitted.
fn closed(typed: &Typed, rules: &[SubsidyRule]) -> AnyView {
    match (&typed.plan, typed.on) {
        (Some(plan), Some(on)) => not_open(&statement(plan, rules, on)),
        _ => ().into_any(),
    }
}

/// What is asked and not there yet, at its field.
pub(super) fn required(path: &str) -> (String, String) {
    let error = FieldError { pointer: path.to_owned(), code: FieldCode::Required, params: serde_json::Value::Null };
    (path.to_owned(), error.message(locale()))
}

/// The area and the plan once nothing of them is missing; says at the fields what is, along with `missing`.
pub(super) fn complete(form: Form, typed: Memo<Typed>, missing: Vec<(String, String)>) -> Option<(PriorityAreaId, Plan)> {
    let mut errors = missing;
    let area = form.peek(AREA).parse().ok();
    if area.is_none() {
        errors.push(required(AREA));
    }
    errors.extend(plan_errors(typed));
    if !errors.is_empty() {
        form.show_errors(errors);
        return None;
    }
    let mut plan = typed.get_untracked().plan?;
    if plan.institution_kind == InstitutionKind::Hospital {
        plan.opening = None;
    }
    Some((area?, plan))
}

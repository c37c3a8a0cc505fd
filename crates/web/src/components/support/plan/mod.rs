//! The form of a plan: in the calculator, in applications for support, in quotes and where a prefecture tries something out.

mod fields;
mod model;

use super::statement_view;
use crate::components::ui::{EmptyState, Form, Notice, Tone};
use crate::i18n::locale;
use crate::state::Query;
use crate::t;
use chrono::NaiveDate;
use domain::subsidy::{Plan, SchemeCode, SubsidyRule};
use leptos::prelude::*;

pub use fields::{all_fields, kind, opening, schemes};
pub use model::{ALLOWANCE, FIELDS, SCHEMES, Typed, pairs, read, written};

/// What is known besides the form: a form that asks for none of it takes it from here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlanContext {
    /// The day whose rules apply.
    pub on: Option<NaiveDate>,
    /// `hospital` or `clinic`; the form's own answer without one.
    pub kind: Option<String>,
    /// Two digits.
    pub prefecture: Option<String>,
}

/// Reads the form while somebody types and marks what is wrong.
pub fn typed_plan(form: Form, given: Signal<PlanContext>) -> Memo<Typed> {
    let typed = Memo::new(move |_| {
        let given = given.get();
        read(&move |name| {
            let known = match name {
                "on" => given.on.map(|day| day.to_string()),
                "kind" => given.kind.clone(),
                "prefecture" => given.prefecture.clone(),
                _ => None,
            };
            known.unwrap_or_else(|| form.get(&(String::from("/") + name)))
        })
    });
    Effect::new(move |_| {
        let wrong = typed.with(|typed| typed.wrong.clone());
        form.mark_errors(wrong.into_iter().map(|(name, error)| (String::from("/") + name, error.message(locale()))).collect());
    });
    typed
}

/// Puts a plan into the form; what somebody typed stays.
pub fn start_plan(form: Form, plan: &Plan) {
    for (name, text) in written(plan) {
        form.start(&(String::from("/") + name), text);
    }
}

/// What is wrong or missing in the plan, at its fields.
pub fn plan_errors(typed: Memo<Typed>) -> Vec<(String, String)> {
    let typed = typed.get_untracked();
    let mut errors: Vec<(String, String)> =
        typed.wrong.iter().map(|(name, error)| (String::from("/") + name, error.message(locale()))).collect();
    for scheme in &typed.waiting {
        let name = SCHEMES.iter().find(|(known, _)| known == scheme).map(|(_, name)| *name).unwrap_or_default();
        errors.push((String::from("/") + name, t!(support.calculator.waiting, schemes = scheme.label(locale()))));
    }
    if typed.plan.is_none() && errors.is_empty() {
        errors.push(("/facility".to_owned(), t!(support.calculator.empty).to_owned()));
    }
    errors
}

/// The plan, when it is there and nothing of it is wrong or waits for a number; says at the form what is missing otherwise.
pub fn complete_plan(form: Form, typed: Memo<Typed>) -> Option<Plan> {
    let errors = plan_errors(typed);
    let complete = errors.is_empty();
    if !complete {
        form.show_errors(errors);
    }
    typed.get_untracked().plan.filter(|_| complete)
}

/// What today's rules make of the form.
pub fn live_statement(typed: Memo<Typed>, rules: Query<Vec<SubsidyRule>>) -> AnyView {
    rules.view(6, move |rules| {
        let rules = StoredValue::new(rules);
        let statement = move || {
            let typed = typed.get();
            match (&typed.plan, typed.on) {
                (Some(plan), Some(on)) => rules.with_value(|rules| statement_view(&domain::subsidy::statement(plan, rules, on))),
                _ => nothing_yet(&typed),
            }
        };
        view! { {left_out(typed)}{statement} }.into_any()
    })
}

/// Says which schemes the sum leaves out, and why: a number is missing, there is a mistake, or the number is 0.
pub fn left_out(typed: Memo<Typed>) -> impl Fn() -> Option<AnyView> + Clone {
    move || {
        let said = typed.with(|typed| {
            let names = |schemes: &[SchemeCode]| -> Option<String> {
                let names: Vec<&str> = schemes.iter().map(|scheme| scheme.label(locale())).collect();
                (!names.is_empty()).then(|| names.join(t!(support.words.comma)))
            };
            [
                names(&typed.waiting).map(|schemes| t!(support.calculator.waiting, schemes = schemes)),
                (!typed.wrong.is_empty()).then(|| t!(support.calculator.wrong).to_owned()),
                names(&typed.without).map(|schemes| t!(support.calculator.without, schemes = schemes)),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<String>>()
        });
        (!said.is_empty()).then(|| {
            let lines = said.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <Notice tone=Tone::Warning>{lines}</Notice> }.into_any()
        })
    }
}

/// Without a statement: what to do first, unless something is planned and what it lacks is said already.
pub fn nothing_yet(typed: &Typed) -> AnyView {
    let is_empty = typed.waiting.is_empty() && typed.wrong.is_empty();
    is_empty.then(|| view! { <EmptyState title=t!(support.calculator.empty) text=t!(support.calculator.empty_text)/> }).into_any()
}

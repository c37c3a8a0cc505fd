//! One version of a rule in full, for readers and for those who keep it.

use super::labels::{cited, undetermined};
use super::rule::{base_items, rates_table, rule_phase};
use crate::components::common::DateText;
use crate::components::ui::{Tag, data_list};
use crate::i18n::{self, fiscal_year, locale};
use crate::t;
use chrono::NaiveDate;
use domain::subsidy::{Determined, ExpectedStart, SubsidyRule};
use leptos::prelude::*;

/// A rule in words: how long it holds, what it pays, who pays which part, and where that is written.
pub fn rule_view(rule: &SubsidyRule, day: NaiveDate) -> AnyView {
    let until = rule.valid_until.map_or_else(|| t!(support.schemes.no_end).into_any(), |until| view! { <DateText day=until/> }.into_any());
    let stage = rule.budget_stage.label(locale());
    let mut facts = vec![
        (t!(support.schemes.valid_from), view! { <DateText day=rule.valid_from/> }.into_any()),
        (t!(support.schemes.valid_until), until),
        (t!(support.schemes.stage), view! { <Tag>{stage}</Tag>" "{rule_phase(rule, day)} }.into_any()),
    ];
    if let Some(budget) = rule.budget_yen {
        facts.push((t!(support.schemes.budget), i18n::yen(budget.0).into_any()));
    }
    facts.extend(rule.expected_start.as_ref().map(|start| (t!(support.schemes.start), expected(start))));
    facts.push((t!(support.schemes.base), base_items(&rule.terms.base)));
    let known = matches!(rule.terms.rates, Determined::Known { .. });
    if known {
        facts.push((t!(support.schemes.rounding), rule.terms.rounding.label(locale()).into_any()));
    }
    let conditions = rule.terms.conditions.iter().map(|condition| view! { <li>{condition.label(locale())}</li> }).collect_view();
    facts.push((t!(support.schemes.conditions), view! { <ul>{conditions}</ul> }.into_any()));
    let note = rule.note.text(locale()).to_owned();
    view! {
        <h2>{t!(support.schemes.version, year = fiscal_year(rule.fiscal_year), version = rule.version)}</h2>
        {data_list(facts)}
        <div class="support__table">{rates_table(&rule.terms.rates)}</div>
        {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
        {cited(&rule.source.title, &rule.source.section, rule.source.url.as_deref())}
    }
    .into_any()
}

/// What is known about when it starts.
fn expected(start: &ExpectedStart) -> AnyView {
    let mut items: Vec<AnyView> = Vec::new();
    items.extend(start.opens_on.map(|day| i18n::date(day).into_any()));
    items.extend(start.fiscal_year.map(|year| t!(support.schemes.start_year, year = fiscal_year(year)).into_any()));
    items.extend(start.no_later_than.map(|day| t!(support.schemes.start_by, day = i18n::date(day)).into_any()));
    items.push(if start.opens_on.is_some() { start.reason.text(locale()).to_owned().into_any() } else { undetermined(&start.reason) });
    view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }.into_any()
}

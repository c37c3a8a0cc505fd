//! A statement: who pays what in all, and each scheme step by step.

use super::rule::rule_reference;
use crate::components::ui::{Notice, Tag, Tone, table};
use crate::i18n::{self, locale};
use crate::t;
use domain::money::Yen;
use domain::subsidy::{ConditionCheck, ConditionState, Outcome, Shares, Statement, StatementLine, Step};
use leptos::prelude::*;

/// Everything that a statement says.
pub fn statement_view(statement: &Statement) -> AnyView {
    let lines = statement.lines.iter().map(line).collect_view();
    let incomplete =
        (!statement.is_complete()).then(|| view! { <Notice tone=Tone::Warning><p>{t!(support.statement.incomplete)}</p></Notice> });
    view! {
        <div class="statement">
            <p class="statement__sum">
                <span>{t!(support.statement.subsidy)}</span>
                <strong class="number">{i18n::yen(statement.subsidy_yen.0)}</strong>
            </p>
            {payers_table(statement)}
            {incomplete}
            <ol class="statement__lines">{lines}</ol>
        </div>
    }
    .into_any()
}

/// Who pays what in all.
pub fn payers_table(statement: &Statement) -> AnyView {
    shares_table(t!(support.statement.payers), &statement.totals, beyond(statement))
}

/// Cost above the base amounts, which nobody subsidizes.
fn beyond(statement: &Statement) -> Yen {
    let of_line = |line: &StatementLine| match &line.outcome {
        Outcome::Determined { beyond_base_yen, .. } => *beyond_base_yen,
        Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => Yen::ZERO,
    };
    statement.lines.iter().map(of_line).sum()
}

/// Who pays what of the eligible cost; what lies above the base amount is the operator's as well.
fn shares_table(caption: &str, shares: &Shares, beyond: Yen) -> AnyView {
    let amount = |amount: Yen| view! { <span class="number">{i18n::yen(amount.0)}</span> }.into_any();
    let mut rows = vec![
        vec![t!(support.payer.national).into_any(), amount(shares.national_yen)],
        vec![t!(support.payer.prefecture).into_any(), amount(shares.prefecture_yen)],
    ];
    if shares.insurers_yen > Yen::ZERO {
        rows.push(vec![t!(support.payer.insurers).into_any(), amount(shares.insurers_yen)]);
    }
    rows.push(vec![t!(support.payer.operator).into_any(), amount(shares.operator_yen)]);
    rows.push(vec![t!(support.statement.eligible).into_any(), amount(shares.total_yen())]);
    if beyond > Yen::ZERO {
        rows.push(vec![t!(support.statement.beyond).into_any(), amount(beyond)]);
    }
    view! { <div class="statement__shares">{table(caption, &[t!(support.payer.payer), t!(support.statement.amount)], rows)}</div> }
        .into_any()
}

fn line(line: &StatementLine) -> AnyView {
    let tone = match &line.outcome {
        Outcome::Determined { .. } => Tone::Success,
        Outcome::Undetermined { .. } => Tone::Warning,
        Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => Tone::Neutral,
    };
    let steps: &[Step] = match &line.outcome {
        Outcome::Determined { steps, .. } | Outcome::Undetermined { steps, .. } => steps,
        Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => &[],
    };
    let steps = steps.iter().map(|step| view! { <li>{step.sentence(locale())}</li> }).collect_view();
    let opens = match &line.outcome {
        Outcome::NotOpen { opens_on: Some(day), .. } => Some(t!(support.statement.opens, day = i18n::date(*day))),
        _ => None,
    };
    let (outcome, sentence) = (line.outcome.label(locale()), line.outcome.sentence(locale()));
    view! {
        <li class="statement__line">
            <h3>{line.scheme.label(locale())}</h3>
            <p class="statement__outcome"><Tag tone=tone>{outcome}</Tag>" "{sentence}</p>
            {opens.map(|text| view! { <p>{text}</p> })}
            <ul class="statement__steps">{steps}</ul>
            {conditions(&line.conditions)}
            {line.rule.as_ref().map(rule_reference)}
        </li>
    }
    .into_any()
}

fn conditions(checks: &[ConditionCheck]) -> AnyView {
    if checks.is_empty() {
        return ().into_any();
    }
    let items = checks
        .iter()
        .map(|check| {
            let tone = match check.state {
                ConditionState::Met => Tone::Success,
                ConditionState::NotMet => Tone::Error,
                ConditionState::ToConfirm => Tone::Neutral,
            };
            let (state, condition) = (check.state.label(locale()), check.condition.label(locale()));
            view! { <li><Tag tone=tone>{state}</Tag>" "{condition}</li> }
        })
        .collect_view();
    view! {
        <details class="disclosure statement__conditions">
            <summary class="disclosure__summary">{t!(support.statement.conditions, count = checks.len())}</summary>
            <div class="disclosure__body"><ul>{items}</ul></div>
        </details>
    }
    .into_any()
}

//! Cost and subsidy, scheme by scheme: to fill in, and to read.

use crate::components::ui::{Form, TextField, table};
use crate::i18n::{self, locale};
use crate::t;
use domain::money::Yen;
use domain::subsidy::{Outcome, Statement};
use domain::support::{DecidedAmount, SupportApplication};
use leptos::prelude::*;

fn at(n: usize, field: &str) -> String {
    String::from("/amounts/") + &n.to_string() + "/" + field
}

/// What a decision or report starts from: what was decided, else what the statement says.
fn known(application: &SupportApplication) -> Vec<DecidedAmount> {
    if let Some(decision) = &application.decision {
        return decision.amounts.clone();
    }
    from_statement(&application.statement)
}

fn from_statement(statement: &Statement) -> Vec<DecidedAmount> {
    statement
        .lines
        .iter()
        .map(|line| match &line.outcome {
            Outcome::Determined { eligible_yen, subsidy_yen, .. } => {
                DecidedAmount { scheme: line.scheme, cost_yen: *eligible_yen, subsidy_yen: *subsidy_yen }
            }
            Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => {
                DecidedAmount { scheme: line.scheme, cost_yen: Yen::ZERO, subsidy_yen: Yen::ZERO }
            }
        })
        .collect()
}

/// Two fields for each scheme of the application.
pub(super) fn amount_fields(form: Form, application: &SupportApplication) -> AnyView {
    known(application)
        .into_iter()
        .enumerate()
        .map(|(n, known)| {
            form.start(&at(n, "cost_yen"), known.cost_yen.to_string());
            form.start(&at(n, "subsidy_yen"), known.subsidy_yen.to_string());
            view! {
                <fieldset class="form__group">
                    <legend class="calculator__legend">{known.scheme.label(locale())}</legend>
                    <TextField form=form path=at(n, "cost_yen") label=t!(support_application.amounts.cost) required=true width="medium"/>
                    <TextField form=form path=at(n, "subsidy_yen") label=t!(support_application.amounts.subsidy) required=true width="medium"/>
                </fieldset>
            }
        })
        .collect_view()
        .into_any()
}

/// What was filled in. What is no amount becomes one that the domain refuses at its field.
pub(super) fn peek_amounts(form: Form, application: &SupportApplication) -> Vec<DecidedAmount> {
    let yen = |path: String| domain::number::amount(&form.peek(&path)).unwrap_or(Yen(-1));
    known(application)
        .into_iter()
        .enumerate()
        .map(|(n, known)| DecidedAmount { scheme: known.scheme, cost_yen: yen(at(n, "cost_yen")), subsidy_yen: yen(at(n, "subsidy_yen")) })
        .collect()
}

/// The amounts with their sum.
pub(super) fn amounts_table(caption: &str, amounts: &[DecidedAmount]) -> AnyView {
    let number = |amount: Yen| view! { <span class="number">{i18n::yen(amount.0)}</span> }.into_any();
    let mut rows: Vec<_> =
        amounts.iter().map(|one| vec![one.scheme.label(locale()).into_any(), number(one.cost_yen), number(one.subsidy_yen)]).collect();
    if amounts.len() > 1 {
        let (cost, subsidy) = (amounts.iter().map(|one| one.cost_yen).sum(), amounts.iter().map(|one| one.subsidy_yen).sum());
        rows.push(vec![t!(support_application.amounts.sum).into_any(), number(cost), number(subsidy)]);
    }
    let columns = [t!(support_application.amounts.scheme), t!(support_application.amounts.cost), t!(support_application.amounts.subsidy)];
    table(caption, &columns, rows)
}

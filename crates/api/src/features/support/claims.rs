//! What an application asks for or was given under a scheme: the one place where decision goes before statement.

use crate::entity::support_application;
use domain::{
    money::Yen,
    subsidy::{Outcome, Plan, SchemeCode},
};

/// Cost and subsidy under one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// An amount.
    Known {
        /// Eligible cost.
        cost: Yen,
        /// Subsidy.
        subsidy: Yen,
    },
    /// The rules leave it open.
    Undetermined,
}

/// What the frozen statement gives; nothing where the application does not name the scheme, or the rules give nothing for it.
#[must_use]
pub fn stated(row: &support_application::Model, scheme: SchemeCode) -> Option<Claim> {
    let line = row.statement.as_ref()?.lines.iter().find(|line| line.scheme == scheme)?;
    match &line.outcome {
        Outcome::Determined { eligible_yen, subsidy_yen, .. } => Some(Claim::Known { cost: *eligible_yen, subsidy: *subsidy_yen }),
        Outcome::Undetermined { .. } => Some(Claim::Undetermined),
        Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => None,
    }
}

/// What was decided; nothing where the decision does not name the scheme, or there is none.
#[must_use]
pub fn decided(row: &support_application::Model, scheme: SchemeCode) -> Option<Claim> {
    let amount = row.decision.as_ref()?.amounts.iter().find(|amount| amount.scheme == scheme)?;
    Some(Claim::Known { cost: amount.cost_yen, subsidy: amount.subsidy_yen })
}

/// The fixed amount of a scheme; `None` before an amount is fixed, or without one for the scheme.
#[must_use]
pub fn fixed(row: &support_application::Model, scheme: SchemeCode) -> Option<Yen> {
    let amount = row.fixing.as_ref()?.amounts.iter().find(|amount| amount.scheme == scheme)?;
    Some(amount.subsidy_yen)
}

/// The committed amount: the fixed one if there is one, else the decided one, else that of the statement.
#[must_use]
pub fn committed(row: &support_application::Model, scheme: SchemeCode) -> Option<Claim> {
    let decided = || if row.decision.is_some() { decided(row, scheme) } else { stated(row, scheme) };
    match (decided(), fixed(row, scheme)) {
        (Some(Claim::Known { cost, .. }), Some(subsidy)) => Some(Claim::Known { cost, subsidy }),
        (other, _) => other,
    }
}

/// The plan as it was decided: only the schemes that the decision names, at the costs that it names.
#[must_use]
pub fn committed_plan(row: &support_application::Model) -> Plan {
    let mut plan = row.plan.clone();
    if let Some(decision) = &row.decision {
        let cost_of = |scheme| decision.amounts.iter().find(|amount| amount.scheme == scheme).map(|amount| amount.cost_yen);
        let kept = plan.components.into_iter().filter_map(|component| cost_of(component.scheme()).map(|cost| component.with_cost(cost)));
        plan.components = kept.collect();
    }
    plan
}

//! After the report: the amount fixed (額の確定), the claim (請求) and the payment (支払).
//!
//! No amount is fixed above the one decided, above what the rules give for the cost and the days reported, or above that cost.

use super::{DecidedAmount, SupportDecision, SupportReport};
use crate::money::Yen;
use crate::subsidy::{Component, Outcome, Plan, SchemeCode, Statement, StatementLine};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The amount fixed for one scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixedAmount {
    /// The scheme; one of the decision's.
    pub scheme: SchemeCode,
    /// Subsidy, yen.
    pub subsidy_yen: Yen,
}

/// Fixes the amount (額の確定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixSupportAmount {
    /// The day; not in the future, and not before the report.
    pub fixed_on: NaiveDate,
    /// The notice's number, at most 100 characters.
    pub reference: String,
    /// Every scheme of the decision, none above its `most_yen`.
    pub amounts: Vec<FixedAmount>,
}

impl Validate for FixSupportAmount {
    fn check(&self, v: &mut Violations) {
        v.day("fixed_on", self.fixed_on);
        v.required_text("reference", &self.reference, 100);
        v.required_list("amounts", &self.amounts, 20);
        for (n, amount) in self.amounts.iter().enumerate() {
            let twice = self.amounts.iter().take(n).any(|other| other.scheme == amount.scheme);
            v.require(&format!("amounts/{n}/scheme"), !twice, FieldCode::Duplicate);
        }
    }
}

/// An amount that was fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SupportFixing {
    /// The day.
    pub fixed_on: NaiveDate,
    /// The notice's number.
    pub reference: String,
    /// Scheme by scheme.
    pub amounts: Vec<FixedAmount>,
}

impl SupportFixing {
    /// What was fixed in all.
    #[must_use]
    pub fn total(&self) -> Yen {
        self.amounts.iter().map(|amount| amount.subsidy_yen).sum()
    }
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SupportClaim {
    /// The day.
    pub claimed_on: NaiveDate,
    /// The amount fixed, in all, yen.
    pub amount_yen: Yen,
}

/// Records the payment (支払).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaySupportApplication {
    /// The day; not in the future, and not before the claim.
    pub paid_on: NaiveDate,
}

impl Validate for PaySupportApplication {
    fn check(&self, v: &mut Violations) {
        v.day("paid_on", self.paid_on);
    }
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SupportPayment {
    /// The day.
    pub paid_on: NaiveDate,
    /// The amount claimed, yen.
    pub amount_yen: Yen,
}

/// The most that may be fixed for a scheme of the decision, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixableAmount {
    /// The scheme.
    pub scheme: SchemeCode,
    /// As decided, yen.
    pub decided_yen: Yen,
    /// The cost reported, yen; zero where the report does not name the scheme.
    pub reported_cost_yen: Yen,
    /// What the rules of the application's statement give for that cost and the days worked, at most those planned: zero where a condition
    /// does not hold, absent where they leave it undetermined.
    pub by_rule_yen: Option<Yen>,
    /// The least of the three, yen.
    pub most_yen: Yen,
}

/// Days worked under a scheme whose subsidy counts them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkedDays {
    /// The scheme; one of the application's that counts days or duties.
    pub scheme: SchemeCode,
    /// Days, 0 to 366; of substitute doctors day and night duties, 0 to 732.
    pub days: i32,
}

/// As many as a report has amounts.
const MOST_SCHEMES: usize = 20;

/// Finds what is wrong with the days of a report: too many, for schemes that count none, and schemes named twice.
pub(super) fn check_days(days: &[WorkedDays], v: &mut Violations) {
    if days.len() > MOST_SCHEMES {
        v.add_with("days_worked", FieldCode::TooMany, json!({ "max": MOST_SCHEMES }));
    }
    for (n, one) in days.iter().enumerate().take(MOST_SCHEMES) {
        v.nested(&format!("days_worked/{n}"), |v| {
            let twice = days.iter().take(n).any(|other| other.scheme == one.scheme);
            v.require("scheme", !twice, FieldCode::Duplicate);
            match one.scheme.most_counted() {
                Some(most) => v.range("days", i64::from(one.days), 0, most),
                None => v.require("scheme", false, FieldCode::UnknownValue),
            }
        });
    }
}

/// The plan with the costs and the days that were reported, for the schemes that the report names. Where more days were worked than planned, the
/// planned ones stay: no document says that others are paid.
#[must_use]
pub fn reported_plan(plan: &Plan, report: &SupportReport) -> Plan {
    let mut plan = plan.clone();
    let cost = |scheme| report.amounts.iter().find(|amount| amount.scheme == scheme).map(|amount| amount.cost_yen);
    let days = |scheme| report.days_worked.iter().find(|worked| worked.scheme == scheme).map(|worked| worked.days);
    let reported = |component: Component| {
        let scheme = component.scheme();
        let component = component.with_cost(cost(scheme)?);
        Some(match days(scheme) {
            Some(days) => component.with_at_most(days),
            None => component,
        })
    };
    plan.components = plan.components.into_iter().filter_map(reported).collect();
    plan
}

/// The most that may be fixed, scheme by scheme of the decision. `frozen` is the application's own statement, which holds what only registers
/// could tell when it was submitted; `by_rules` is the statement of [`reported_plan`].
#[must_use]
pub fn fixable(decision: &SupportDecision, report: &SupportReport, frozen: &Statement, by_rules: &Statement) -> Vec<FixableAmount> {
    let most = |decided: &DecidedAmount| {
        let scheme = decided.scheme;
        let reported = report.amounts.iter().find(|amount| amount.scheme == scheme).map_or(Yen::ZERO, |amount| amount.cost_yen);
        let by_rule_yen = if gives_nothing(frozen, scheme) || gives_nothing(by_rules, scheme) {
            Some(Yen::ZERO)
        } else {
            by_rules.lines.iter().find(|line| line.scheme == scheme).and_then(StatementLine::subsidy_yen)
        };
        let most_yen = decided.subsidy_yen.min(reported).min(by_rule_yen.unwrap_or(reported));
        FixableAmount { scheme, decided_yen: decided.subsidy_yen, reported_cost_yen: reported, by_rule_yen, most_yen }
    };
    decision.amounts.iter().map(most).collect()
}

/// Whether a statement says that the scheme is not open or that a condition does not hold. What it leaves undetermined may still be paid.
fn gives_nothing(statement: &Statement, scheme: SchemeCode) -> bool {
    statement.lines.iter().any(|line| {
        line.scheme == scheme
            && match &line.outcome {
                Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => true,
                Outcome::Determined { .. } | Outcome::Undetermined { .. } => false,
            }
    })
}

/// Finds what is wrong with amounts that are to be fixed: schemes that were not decided, too much, and schemes left out.
pub fn check_fixed(amounts: &[FixedAmount], fixable: &[FixableAmount], v: &mut Violations) {
    for (n, amount) in amounts.iter().enumerate() {
        match fixable.iter().find(|most| most.scheme == amount.scheme) {
            None => v.add(&format!("amounts/{n}/scheme"), FieldCode::UnknownValue),
            Some(most) => v.range(&format!("amounts/{n}/subsidy_yen"), amount.subsidy_yen.0, 0, most.most_yen.0),
        }
    }
    for left_out in fixable.iter().filter(|most| amounts.iter().all(|amount| amount.scheme != most.scheme)) {
        v.add_with("amounts", FieldCode::Required, json!({ "scheme": left_out.scheme }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::institution::InstitutionKind;
    use crate::locale::Bilingual;
    use crate::subsidy::{Condition, Shares};
    use crate::support::{ReportSupportApplication, WorkedDays};

    fn amount(scheme: SchemeCode, cost: i64, subsidy: i64) -> DecidedAmount {
        DecidedAmount { scheme, cost_yen: Yen(cost), subsidy_yen: Yen(subsidy) }
    }

    fn decided(amounts: Vec<DecidedAmount>) -> SupportDecision {
        SupportDecision { decided_on: NaiveDate::default(), reference: String::new(), amounts, report_by: None }
    }

    fn by_rules(lines: Vec<(SchemeCode, Outcome)>) -> Statement {
        let line = |(scheme, outcome)| StatementLine { scheme, rule: None, conditions: Vec::new(), outcome };
        Statement {
            on: NaiveDate::default(),
            fiscal_year: 2026,
            lines: lines.into_iter().map(line).collect(),
            eligible_yen: Yen::ZERO,
            subsidy_yen: Yen::ZERO,
            totals: Shares::default(),
        }
    }

    #[test]
    fn nothing_is_fixed_above_the_decision_or_the_cost_that_was_reported() {
        use SchemeCode::{ClinicEquipment, ClinicSettlement, SubstituteDoctor};
        let decision = decided(vec![
            amount(ClinicEquipment, 16_000_000, 8_000_000),
            amount(ClinicSettlement, 13_300_000, 8_866_000),
            amount(SubstituteDoctor, 1_320_000, 660_000),
        ]);
        let report = SupportReport {
            summary: String::new(),
            amounts: vec![amount(ClinicEquipment, 20_000_000, 10_000_000), amount(ClinicSettlement, 5_000_001, 3_333_000)],
            days_worked: Vec::new(),
        };
        let most: Vec<_> =
            fixable(&decision, &report, &by_rules(Vec::new()), &by_rules(Vec::new())).iter().map(|one| one.most_yen).collect();
        assert_eq!(most, [Yen(8_000_000), Yen(5_000_001), Yen::ZERO], "what was not reported is not paid");
    }

    #[test]
    fn nothing_is_fixed_where_the_rules_give_nothing() {
        let scheme = SchemeCode::ClinicEquipment;
        let decision = decided(vec![amount(scheme, 16_000_000, 8_000_000)]);
        let report =
            SupportReport { summary: String::new(), amounts: vec![amount(scheme, 16_000_000, 8_000_000)], days_worked: Vec::new() };
        let most = |frozen: &Outcome, reckoned: &Outcome| {
            let [frozen, reckoned] = [frozen, reckoned].map(|outcome| by_rules(vec![(scheme, outcome.clone())]));
            let most = fixable(&decision, &report, &frozen, &reckoned);
            (most[0].by_rule_yen, most[0].most_yen)
        };
        let open = Outcome::Undetermined { reason: Bilingual::new("単価なし", "No price"), steps: Vec::new() };
        assert_eq!(most(&open, &open), (None, Yen(8_000_000)), "what no document names is as decided");
        let not_eligible = Outcome::NotEligible { conditions: vec![Condition::DesignatedArea] };
        let not_open = Outcome::NotOpen { reason: Bilingual::new("未開始", "Not started"), opens_on: None };
        for refused in [not_eligible, not_open] {
            assert_eq!(most(&refused, &refused), (Some(Yen::ZERO), Yen::ZERO));
            assert_eq!(most(&open, &refused), (Some(Yen::ZERO), Yen::ZERO));
            // Reckoned anew, the plan alone does not know what the registers said of it.
            assert_eq!(most(&refused, &open), (Some(Yen::ZERO), Yen::ZERO));
        }
    }

    #[test]
    fn fewer_days_than_planned_count_and_more_do_not() {
        use SchemeCode::{ClinicEquipment, ClinicSettlement, DispatchingInstitution, SubstituteDoctor};
        let cost_yen = Some(Yen(1));
        let plan = Plan {
            prefecture_code: None,
            institution_kind: InstitutionKind::Clinic,
            opening: None,
            components: vec![
                Component::ClinicEquipment { sites: 1, cost_yen },
                Component::ClinicSettlement { days: 100, cost_yen },
                Component::SubstituteDoctor { duties: 48, cost_yen },
                Component::DispatchingInstitution { days: 40, new_dispatch: true, cost_yen },
            ],
        };
        let schemes = [ClinicEquipment, ClinicSettlement, SubstituteDoctor, DispatchingInstitution];
        let reported = |days: &[(SchemeCode, i32)]| {
            let days_worked = days.iter().map(|(scheme, days)| WorkedDays { scheme: *scheme, days: *days }).collect();
            let amounts = schemes.map(|scheme| amount(scheme, 2, 1)).to_vec();
            let plan = reported_plan(&plan, &SupportReport { summary: String::new(), amounts, days_worked });
            plan.components.iter().filter_map(|component| component.counted().map(|(_, count)| count)).collect::<Vec<_>>()
        };
        assert_eq!(reported(&[]), [100, 48, 40], "as planned");
        assert_eq!(reported(&[(ClinicSettlement, 60), (SubstituteDoctor, 0), (DispatchingInstitution, 41)]), [60, 0, 40]);
    }

    #[test]
    fn days_are_reported_once_for_the_schemes_that_count_them() {
        use SchemeCode::{ClinicEquipment, ClinicSettlement, SubstituteDoctor};
        let wrong = |days: &[(SchemeCode, i32)]| {
            let days_worked = days.iter().map(|(scheme, days)| WorkedDays { scheme: *scheme, days: *days }).collect();
            let amounts = vec![amount(ClinicSettlement, 2, 1)];
            let mut violations = Violations::default();
            ReportSupportApplication { summary: "実施".to_owned(), amounts, days_worked }.check(&mut violations);
            violations.into_errors().into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&[(ClinicSettlement, 366), (SubstituteDoctor, 732)]), Vec::<String>::new());
        assert_eq!(wrong(&[(ClinicSettlement, 367), (SubstituteDoctor, -1)]), ["/days_worked/0/days", "/days_worked/1/days"]);
        assert_eq!(wrong(&[(ClinicEquipment, 1)]), ["/days_worked/0/scheme"]);
        assert_eq!(wrong(&[(ClinicSettlement, 1), (ClinicSettlement, 1)]), ["/days_worked/1/scheme"]);
    }

    #[test]
    fn every_decided_scheme_is_fixed_and_no_other() {
        use SchemeCode::{ClinicEquipment, ClinicSettlement};
        let most = |scheme, most| FixableAmount {
            scheme,
            decided_yen: Yen(most),
            reported_cost_yen: Yen(most),
            by_rule_yen: None,
            most_yen: Yen(most),
        };
        let fixable = [most(ClinicEquipment, 8_000_000), most(ClinicSettlement, 8_866_000)];
        let wrong = |amounts: &[(SchemeCode, i64)]| {
            let amounts: Vec<_> = amounts.iter().map(|(scheme, yen)| FixedAmount { scheme: *scheme, subsidy_yen: Yen(*yen) }).collect();
            let mut violations = Violations::default();
            check_fixed(&amounts, &fixable, &mut violations);
            violations.into_errors().into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&[(ClinicEquipment, 8_000_000), (ClinicSettlement, 0)]), Vec::<String>::new());
        assert_eq!(wrong(&[(ClinicEquipment, 8_000_001), (ClinicSettlement, -1)]), ["/amounts/0/subsidy_yen", "/amounts/1/subsidy_yen"]);
        assert_eq!(wrong(&[(ClinicEquipment, 1), (SchemeCode::WorkEnvironment, 1)]), ["/amounts/1/scheme", "/amounts"]);
    }
}

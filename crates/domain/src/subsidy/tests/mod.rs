//! The reckoning against the council's document, and what holds for any plan.

mod golden;
mod lines;
mod properties;
mod rules;

use super::{Component, NewRule, Opening, Outcome, Plan, Shares, Statement, Step, SubsidyRule, Yen, official_rules, statement};
use crate::ids::SubsidyRuleId;
use crate::institution::InstitutionKind;
use chrono::NaiveDate;
use uuid::Uuid;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A day in the first year of the document's schemes.
fn fiscal_2025() -> NaiveDate {
    day(2025, 5, 29)
}

fn fiscal_2026() -> NaiveDate {
    day(2026, 11, 23)
}

/// The document's rules as rows, numbered within their schemes.
fn rules() -> Vec<SubsidyRule> {
    numbered(official_rules())
}

fn numbered(rules: Vec<NewRule>) -> Vec<SubsidyRule> {
    let mut last = std::collections::BTreeMap::new();
    let row = |(n, rule): (usize, NewRule)| {
        let version = last.entry(rule.scheme).and_modify(|version| *version += 1).or_insert(1);
        rule.into_rule(SubsidyRuleId(Uuid::from_u128(n as u128 + 1)), *version)
    };
    rules.into_iter().enumerate().map(row).collect()
}

/// A clinic that is opened.
fn plan(components: Vec<Component>) -> Plan {
    Plan { prefecture_code: Some("04".into()), institution_kind: InstitutionKind::Clinic, opening: Some(Opening::Opening), components }
}

fn quote(components: Vec<Component>, on: NaiveDate) -> Statement {
    statement(&plan(components), &rules(), on)
}

/// A determined outcome's numbers.
#[derive(Debug)]
struct Amounts {
    steps: Vec<Step>,
    base: i64,
    eligible: i64,
    capped: bool,
    rate: String,
    subsidy: i64,
    shares: Shares,
    beyond: i64,
}

fn amounts(statement: &Statement, line: usize) -> Amounts {
    match statement.lines[line].outcome.clone() {
        Outcome::Determined { steps, base_yen, eligible_yen, capped, combined_rate, subsidy_yen, shares, beyond_base_yen, .. } => Amounts {
            steps,
            base: base_yen.0,
            eligible: eligible_yen.0,
            capped,
            rate: combined_rate.to_string(),
            subsidy: subsidy_yen.0,
            shares,
            beyond: beyond_base_yen.0,
        },
        other => panic!("no amount: {other:?}"),
    }
}

fn shares(national: i64, prefecture: i64, operator: i64) -> Shares {
    Shares { national_yen: Yen(national), prefecture_yen: Yen(prefecture), operator_yen: Yen(operator), insurers_yen: Yen::ZERO }
}

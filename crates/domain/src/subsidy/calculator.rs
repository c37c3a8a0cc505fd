//! From a plan and the rules of a day to a statement.
//!
//! Pure and total: whatever the plan and the rules say, there is a line with an amount or with the reason why there is none. Every
//! product is exact and rounded once.

use super::statement::{ConditionCheck, ConditionState, Outcome, RuleReference, Shares, Statement, StatementLine, Step};
use super::{Base, Component, Condition, Determined, Plan, Rates, RuleTerms, SchemeCode, ServiceUnit, SubsidyRule};
use crate::institution::InstitutionKind;
use crate::locale::{Bilingual, Locale};
use crate::money::{Rate, Rounding, Yen};
use crate::time::day_text;
use chrono::NaiveDate;

/// What a plan would be paid by the rules in force on a day. A quote of several schemes is the sum of its lines.
#[must_use]
pub fn statement(plan: &Plan, rules: &[SubsidyRule], on: NaiveDate) -> Statement {
    let lines: Vec<StatementLine> = plan.components.iter().map(|component| line(plan, component, rules, on)).collect();
    Statement::of(on, lines)
}

/// The rule of a scheme that holds on a day. The database refuses two; should there be two all the same, the later version counts.
#[must_use]
pub fn rule_in_force(rules: &[SubsidyRule], scheme: SchemeCode, on: NaiveDate) -> Option<&SubsidyRule> {
    rules.iter().filter(|rule| rule.scheme == scheme && rule.period().contains(on)).max_by_key(|rule| rule.version)
}

fn line(plan: &Plan, component: &Component, rules: &[SubsidyRule], on: NaiveDate) -> StatementLine {
    let scheme = component.scheme();
    let Some(rule) = rule_in_force(rules, scheme, on) else {
        return StatementLine { scheme, rule: None, conditions: Vec::new(), outcome: closed(rules, scheme, on) };
    };
    let not_open = not_started(rule, on);
    let checks = rule
        .terms
        .conditions
        .iter()
        .map(|condition| ConditionCheck { condition: *condition, state: state(*condition, plan, component, not_open.is_none()) });
    let conditions: Vec<ConditionCheck> = checks.collect();
    let not_met: Vec<Condition> =
        conditions.iter().filter(|check| check.state == ConditionState::NotMet).map(|check| check.condition).collect();
    let outcome = match not_open {
        Some(not_open) => not_open,
        None if !not_met.is_empty() => Outcome::NotEligible { conditions: not_met },
        None => {
            let mut steps = Vec::with_capacity(5);
            reckon(component, &rule.terms, &mut steps).unwrap_or_else(|reason| Outcome::Undetermined { reason, steps })
        }
    };
    StatementLine { scheme, rule: Some(reference(rule)), conditions, outcome }
}

fn reference(rule: &SubsidyRule) -> RuleReference {
    RuleReference {
        id: rule.id,
        version: rule.version,
        fiscal_year: rule.fiscal_year,
        budget_stage: rule.budget_stage,
        source: rule.source.clone(),
        note: rule.note.clone(),
    }
}

/// The answer of a scheme whose rule says that it has not started.
fn not_started(rule: &SubsidyRule, on: NaiveDate) -> Option<Outcome> {
    let start = rule.expected_start.as_ref()?;
    let open = start.opens_on.is_some_and(|opens| opens <= on);
    (!open).then(|| Outcome::NotOpen { reason: start.reason.clone(), opens_on: start.opens_on })
}

/// The answer of a scheme without a rule in force: not yet, no longer, or not known at all.
fn closed(rules: &[SubsidyRule], scheme: SchemeCode, on: NaiveDate) -> Outcome {
    let of_scheme = || rules.iter().filter(|rule| rule.scheme == scheme);
    if let Some(next) = of_scheme().filter(|rule| rule.valid_from > on).min_by_key(|rule| rule.valid_from) {
        return not_started(next, on).unwrap_or_else(|| Outcome::NotOpen {
            reason: Bilingual::new(
                format!(
                    "この日に適用される補助事業の算定ルールはまだありません。{}から適用される算定ルールが登録されています。",
                    day_text(next.valid_from, Locale::Ja)
                ),
                format!(
                    "No rule of this scheme is in force on this day yet. One is recorded from {}.",
                    day_text(next.valid_from, Locale::En)
                ),
            ),
            opens_on: Some(next.valid_from),
        });
    }
    let reason = match of_scheme().filter_map(|rule| rule.valid_until).max() {
        Some(last) => Bilingual::new(
            format!("この補助事業の算定ルールは{}までで、この日に適用されるものはありません。", day_text(last, Locale::Ja)),
            format!("The rules of this scheme ended on {}; none is in force on this day.", day_text(last, Locale::En)),
        ),
        None => Bilingual::new("この補助事業の算定ルールは登録されていません。", "No rule of this scheme is recorded."),
    };
    Outcome::NotOpen { reason, opens_on: None }
}

/// What the plan alone can tell about a condition; area and councils are known to registers only.
fn state(condition: Condition, plan: &Plan, component: &Component, open: bool) -> ConditionState {
    let holds = match condition {
        Condition::OpenInFiscalYear => open,
        Condition::ClinicOnly => plan.institution_kind == InstitutionKind::Clinic,
        Condition::SuccessionOrOpening => plan.opening.is_some(),
        Condition::NewDispatchOnly => matches!(component, Component::DispatchingInstitution { new_dispatch: true, .. }),
        Condition::DesignatedArea
        | Condition::DispatchToDesignatedArea
        | Condition::BothCouncilsAgreed
        | Condition::InCorrectionPlan
        | Condition::DaysActuallyPractised
        | Condition::DutyAndStaffRooms
        | Condition::WeekendAndHolidayDuty
        | Condition::WithinBudget => return ConditionState::ToConfirm,
    };
    if holds { ConditionState::Met } else { ConditionState::NotMet }
}

/// `round(min(base, cost) × combined rate)` with its steps, or the reason why there is no amount. The ministry's general rules for facilities
/// compare with the base amount and round per institution; a plan is one institution's, so both are done once for all its sites.
fn reckon(component: &Component, terms: &RuleTerms, steps: &mut Vec<Step>) -> Result<Outcome, Bilingual> {
    let base_yen = base_amount(component, &terms.base, steps)?;
    let rates = match &terms.rates {
        Determined::Known { value } => value,
        Determined::Undetermined { reason } => return Err(reason.clone()),
    };
    let combined_rate = rates.combined().filter(|_| rates.is_whole()).ok_or_else(broken_rule)?;
    let cost_yen = component.cost_yen();
    // Neither passes a check of the input, but the amounts below must hold without one.
    if base_yen < Yen::ZERO || cost_yen.is_some_and(|cost| cost < Yen::ZERO) {
        return Err(out_of_range());
    }
    let eligible_yen = cost_yen.map_or(base_yen, |cost| cost.min(base_yen));
    let beyond_base_yen = cost_yen.and_then(|cost| cost.checked_sub(eligible_yen)).unwrap_or_default();
    let capped = beyond_base_yen > Yen::ZERO;
    steps.push(match cost_yen {
        None => Step::WorkedAtBase { base_yen },
        Some(cost_yen) if capped => Step::CostAboveBase { cost_yen, base_yen, beyond_base_yen },
        Some(cost_yen) => Step::CostWithinBase { cost_yen, base_yen },
    });
    // Rounding to the nearest ¥1,000 could lift a small subsidy above the cost itself.
    let subsidy_yen = eligible_yen.at_rate(combined_rate, terms.rounding).ok_or_else(out_of_range)?.min(eligible_yen);
    let shares = split(eligible_yen, subsidy_yen, rates, combined_rate).ok_or_else(out_of_range)?;
    steps.push(Step::Subsidy {
        eligible_yen,
        national: rates.national,
        prefecture: rates.prefecture,
        insurers: rates.insurers,
        combined: combined_rate,
        rounding: terms.rounding,
        subsidy_yen,
    });
    steps.push(Step::Split { shares, eligible_yen });
    let steps = std::mem::take(steps);
    Ok(Outcome::Determined { steps, base_yen, cost_yen, eligible_yen, capped, combined_rate, subsidy_yen, shares, beyond_base_yen })
}

/// Nation and insurers take their part of the subsidy down to the yen, the prefecture the rest of it, the operator the rest of the cost.
fn split(eligible: Yen, subsidy: Yen, rates: &Rates, combined: Rate) -> Option<Shares> {
    if combined.is_zero() {
        return Some(Shares { operator_yen: eligible, ..Shares::default() });
    }
    let part = |rate: Rate| subsidy.at_rate(rate.checked_div(combined)?, Rounding::DownToYen);
    let mut shares = Shares {
        national_yen: part(rates.national)?,
        prefecture_yen: part(rates.prefecture)?,
        operator_yen: eligible.checked_sub(subsidy)?,
        insurers_yen: part(rates.insurers)?,
    };
    let rest = subsidy.checked_sub(shares.public_yen())?;
    let taker = if !rates.prefecture.is_zero() {
        &mut shares.prefecture_yen
    } else if !rates.insurers.is_zero() {
        &mut shares.insurers_yen
    } else {
        &mut shares.national_yen
    };
    *taker = taker.checked_add(rest)?;
    Some(shares)
}

fn base_amount(component: &Component, base: &Base, steps: &mut Vec<Step>) -> Result<Yen, Bilingual> {
    match base {
        Base::FloorArea { tiers, attached_housing_m2, unit_prices } => {
            let (beds, housing, construction) = match component {
                Component::ClinicFacility { beds, attached_housing, construction, .. } => (Some(*beds), *attached_housing, *construction),
                Component::WorkEnvironment { construction, .. } => (None, false, Some(*construction)),
                _ => return Err(not_in_plan()),
            };
            let wanted = u32::try_from(beds.unwrap_or(0)).map_err(|_| out_of_range())?;
            let tier = tiers.iter().find(|tier| tier.beds_up_to.is_none_or(|most| wanted <= most)).ok_or_else(out_of_range)?;
            let housing_m2 = if housing { attached_housing_m2.unwrap_or(0) } else { 0 };
            let square_metres = tier.square_metres.checked_add(housing_m2).ok_or_else(out_of_range)?;
            steps.push(Step::StandardArea { beds, practice_m2: tier.square_metres, housing_m2, total_m2: square_metres });
            let prices = match unit_prices {
                Determined::Known { value } => value,
                Determined::Undetermined { reason } => return Err(reason.clone()),
            };
            let construction = construction.ok_or_else(|| {
                Bilingual::new(
                    "単価は構造によって異なります。構造を選ぶと計算できます。",
                    "The unit price depends on the construction. Choose one to see the amount.",
                )
            })?;
            let unit_price_yen = prices.of(construction);
            let base_yen = unit_price_yen.checked_times(i64::from(square_metres)).ok_or_else(out_of_range)?;
            steps.push(Step::AreaTimesPrice { square_metres, construction, unit_price_yen, base_yen });
            Ok(base_yen)
        }
        Base::PerSite { per_site_yen } => {
            let Component::ClinicEquipment { sites, .. } = component else { return Err(not_in_plan()) };
            let base_yen = times(*per_site_yen, *sites)?;
            steps.push(Step::SitesTimesAmount { per_site_yen: *per_site_yen, sites: *sites, base_yen });
            Ok(base_yen)
        }
        Base::Settlement { max_days, fixed_yen, per_day_yen, beyond } => {
            let days = count(component, ServiceUnit::Day).ok_or_else(not_in_plan)?;
            if i64::from(days) > i64::from(*max_days) {
                return Err(beyond.clone());
            }
            let base_yen = times(*per_day_yen, days)?.checked_add(*fixed_yen).ok_or_else(out_of_range)?;
            steps.push(Step::FixedPlusDays { fixed_yen: *fixed_yen, per_day_yen: *per_day_yen, days, base_yen });
            Ok(base_yen)
        }
        Base::PerUnit { unit, per_unit_yen } => {
            let count = count(component, *unit).ok_or_else(not_in_plan)?;
            let base_yen = times(*per_unit_yen, count)?;
            steps.push(Step::UnitsTimesAmount { unit: *unit, per_unit_yen: *per_unit_yen, count, base_yen });
            Ok(base_yen)
        }
        Base::FixedAmount { recipient } => Err(Bilingual::new(
            format!("{}への定額の補助で、医療機関ごとの補助額はありません。", recipient.ja),
            format!("This is a fixed amount to {}; there is none for a single institution.", recipient.en),
        )),
        Base::Undetermined { reason } => Err(reason.clone()),
    }
}

/// How many duties or days the plan names, where it names them.
fn count(component: &Component, unit: ServiceUnit) -> Option<i32> {
    component.counted().filter(|(counted, _)| *counted == unit).map(|(_, count)| count)
}

fn times(amount: Yen, count: i32) -> Result<Yen, Bilingual> {
    if count < 0 {
        return Err(out_of_range());
    }
    amount.checked_times(i64::from(count)).ok_or_else(out_of_range)
}

fn out_of_range() -> Bilingual {
    Bilingual::new("計画の数値が計算できる範囲を外れています。", "A number of the plan is outside what can be reckoned with.")
}

fn not_in_plan() -> Bilingual {
    Bilingual::new("この算定ルールが数えるものが計画に含まれていません。", "The plan does not say what this rule counts.")
}

fn broken_rule() -> Bilingual {
    Bilingual::new("算定ルールの負担割合の合計が1になりません。", "The shares of this rule do not make up the whole.")
}

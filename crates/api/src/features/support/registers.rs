//! What other registers say of an application: its area, its institution's place, and what the rules give.

use crate::{
    entity::{self, support_application},
    error::{ApiError, ApiResult},
    features::{
        priority_area::{self, area_on, place_of_institution},
        subsidy,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{InstitutionId, PriorityAreaId, SubsidyRuleId},
    problem::{FieldCode, ProblemCode},
    region::priority_area::{AreaStatus, Coverage},
    subsidy::{Condition, Outcome, Plan, SchemeCode, Statement, SubsidyRule, statement},
    support::{self, FixableAmount, reported_plan},
    time::{fiscal_year, fiscal_year_period, japan_date},
    validate::Violations,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

/// An area that is recorded, whatever it is today.
///
/// # Errors
/// When the database fails.
pub async fn area(db: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<Option<entity::priority_area::Model>> {
    Ok(priority_area::recorded().filter(entity::priority_area::Column::Id.eq(id)).one(db).await?)
}

/// The day by whose rules and areas an application is judged: today, but never outside its fiscal year.
#[must_use]
pub fn day_of(now: DateTime<Utc>, fiscal_year: i32) -> NaiveDate {
    let today = japan_date(now);
    fiscal_year_period(fiscal_year).map_or(today, |year| today.clamp(year.from, year.until.unwrap_or(NaiveDate::MAX)))
}

/// What the rules give for a plan on a day.
///
/// # Errors
/// When the database fails.
pub async fn reckon(db: &impl ConnectionTrait, plan: &Plan, on: NaiveDate) -> ApiResult<Statement> {
    Ok(statement(plan, &subsidy::rules_in_force(db, on).await?, on))
}

/// The statement of an application that is submitted now, after everything was checked that registers can tell.
///
/// # Errors
/// `area_not_designated`, `institution_outside_area`, `scheme_closed` also once its fiscal year is over.
pub async fn freeze(db: &impl ConnectionTrait, now: DateTime<Utc>, row: &support_application::Model) -> ApiResult<Statement> {
    if fiscal_year(japan_date(now)) > row.fiscal_year {
        return Err(ApiError::because(ProblemCode::SchemeClosed, "the fiscal year is over"));
    }
    let on = day_of(now, row.fiscal_year);
    // Held until the application rests on it, so that nobody takes its version back in between.
    priority_area::hold(db, row.priority_area_id).await?;
    let area = area_on(db, row.priority_area_id, on).await?;
    let area = area.filter(|area| area.version.status == AreaStatus::Designated).ok_or(ProblemCode::AreaNotDesignated)?;
    // An institution that does nothing but dispatch doctors into the area need not stand in it.
    let stands_there = row.plan.components.iter().any(|component| component.scheme() != SchemeCode::DispatchingInstitution);
    if stands_there && !holds(db, row.institution_id, &area.version.shape).await? {
        return Err(ProblemCode::InstitutionOutsideArea.into());
    }
    // Held until the application rests on them, so that nobody rewrites a rule in between.
    let rules = subsidy::hold_rules(db).await?;
    let statement = statement(&row.plan, &rules, on).with_fact(Condition::DesignatedArea, stands_there);
    if let Some(line) = statement.lines.iter().find(|line| matches!(line.outcome, Outcome::NotOpen { .. })) {
        return Err(ApiError::because(ProblemCode::SchemeClosed, line.scheme.code()));
    }
    Ok(statement)
}

async fn holds(db: &impl ConnectionTrait, institution: InstitutionId, shape: &domain::region::priority_area::AreaShape) -> ApiResult<bool> {
    let place = place_of_institution(db, institution).await?;
    Ok(place.is_some_and(|place| shape.holds(&place) == Coverage::Inside))
}

/// The most that may be fixed for an application, by the rules that its statement rests on; nothing until it was reported.
///
/// # Errors
/// When the database fails.
pub async fn fixable(db: &impl ConnectionTrait, row: &support_application::Model) -> ApiResult<Vec<FixableAmount>> {
    let (Some(decision), Some(report), Some(frozen)) = (&row.decision, &row.report, &row.statement) else { return Ok(Vec::new()) };
    let plan = reported_plan(&row.plan, report);
    Ok(support::fixable(decision, report, frozen, &statement(&plan, &frozen_rules(db, frozen).await?, frozen.on)))
}

/// The versions of rules that a frozen statement rests on, as they held on its day.
///
/// # Errors
/// When the database fails.
pub async fn frozen_rules(db: &impl ConnectionTrait, frozen: &Statement) -> ApiResult<Vec<SubsidyRule>> {
    let ids: Vec<SubsidyRuleId> = frozen.lines.iter().filter_map(|line| Some(line.rule.as_ref()?.id)).collect();
    let mut rules = subsidy::rules_of(db, ids).await?;
    for rule in &mut rules {
        // It held on the day of the statement, also where it was closed since for an earlier day.
        rule.valid_until = None;
    }
    Ok(rules)
}

/// Refuses what is said of schemes that the plan does not name, in a list of an input.
///
/// # Errors
/// `invalid_input`, tied to each of them.
pub fn only_planned(plan: &Plan, field: &str, schemes: impl Iterator<Item = SchemeCode>) -> ApiResult<()> {
    let mut violations = Violations::default();
    for (n, scheme) in schemes.enumerate() {
        let planned = plan.components.iter().any(|component| component.scheme() == scheme);
        violations.require(&format!("{field}/{n}/scheme"), planned, FieldCode::UnknownValue);
    }
    if violations.is_empty() { Ok(()) } else { Err(violations.into()) }
}

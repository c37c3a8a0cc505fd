//! Reads of the plans.

use crate::{
    entity::{correction_plan, correction_plan_area, correction_plan_step, council_meeting, priority_area},
    error::{ApiError, ApiResult},
    features::support,
};
use domain::{
    ids::CorrectionPlanId,
    problem::ProblemCode,
    region::correction_plan::{CorrectionPlan, PlanArea, PlanStep},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// The plans of a prefecture and year, or of all, the latest year first.
///
/// # Errors
/// When the database fails.
pub async fn plans(db: &impl ConnectionTrait, prefecture: Option<&str>, fiscal_year: Option<i32>) -> ApiResult<Vec<CorrectionPlan>> {
    use correction_plan::Column;
    let mut find = correction_plan::Entity::find();
    if let Some(code) = prefecture {
        find = find.filter(Column::PrefectureCode.eq(code));
    }
    if let Some(year) = fiscal_year {
        find = find.filter(Column::FiscalYear.eq(year));
    }
    let rows = find.order_by_desc(Column::FiscalYear).order_by_asc(Column::PrefectureCode).all(db).await?;
    whole(db, rows).await
}

/// A plan.
///
/// # Errors
/// `not_found` when there is none.
pub async fn plan(db: &impl ConnectionTrait, id: CorrectionPlanId) -> ApiResult<CorrectionPlan> {
    let row = correction_plan::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    whole(db, vec![row]).await?.pop().ok_or_else(|| ProblemCode::NotFound.into())
}

/// The plans with what belongs to them.
async fn whole(db: &impl ConnectionTrait, rows: Vec<correction_plan::Model>) -> ApiResult<Vec<CorrectionPlan>> {
    let ids: Vec<CorrectionPlanId> = rows.iter().map(|row| row.id).collect();
    let mut areas = areas_of(db, &ids).await?;
    let mut steps = steps_of(db, &ids).await?;
    let years = rows.iter().map(|row| row.fiscal_year);
    let mut institutions = support::supported(db, rows.iter().map(|row| row.prefecture_code.clone()), years).await?;
    Ok(rows
        .into_iter()
        .map(|row| CorrectionPlan {
            id: row.id,
            // There is one plan of a prefecture and year.
            institutions: institutions.remove(&(row.prefecture_code.clone(), row.fiscal_year)).unwrap_or_default(),
            prefecture_code: row.prefecture_code,
            fiscal_year: row.fiscal_year,
            status: row.status,
            areas: areas.remove(&row.id).unwrap_or_default(),
            source: row.source,
            steps: steps.remove(&row.id).unwrap_or_default(),
            version: row.version,
        })
        .collect())
}

async fn areas_of(db: &impl ConnectionTrait, plans: &[CorrectionPlanId]) -> ApiResult<HashMap<CorrectionPlanId, Vec<PlanArea>>> {
    use correction_plan_area::Column;
    let rows = correction_plan_area::Entity::find()
        .filter(Column::PlanId.is_in(plans.iter().copied()))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    let named = priority_area::Entity::find().filter(priority_area::Column::Id.is_in(rows.iter().map(|row| row.priority_area_id)));
    let names: HashMap<_, _> = named.all(db).await?.into_iter().map(|area| (area.id, (area.name, area.name_en))).collect();
    let count = |doctors: Option<i32>| doctors.map(u32::try_from).transpose().map_err(ApiError::internal);
    let mut areas: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        let (name, name_en) = names.get(&row.priority_area_id).cloned().unwrap_or_default();
        areas.entry(row.plan_id).or_default().push(PlanArea {
            priority_area_id: row.priority_area_id,
            name,
            name_en,
            doctors_target: count(row.doctors_target)?,
            doctors_present: count(row.doctors_present)?,
            measures: row.measures,
        });
    }
    Ok(areas)
}

async fn steps_of(db: &impl ConnectionTrait, plans: &[CorrectionPlanId]) -> ApiResult<HashMap<CorrectionPlanId, Vec<PlanStep>>> {
    use correction_plan_step::Column;
    let find = correction_plan_step::Entity::find().filter(Column::PlanId.is_in(plans.iter().copied()));
    let rows = find.order_by_asc(Column::Id).all(db).await?;
    let met = council_meeting::Entity::find().filter(council_meeting::Column::Id.is_in(rows.iter().filter_map(|row| row.meeting_id)));
    let days: HashMap<_, _> = met.all(db).await?.into_iter().map(|meeting| (meeting.id, meeting.held_on)).collect();
    let mut steps: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        let held_on = row.meeting_id.and_then(|id| days.get(&id).copied().flatten());
        steps.entry(row.plan_id).or_default().push(PlanStep { to: row.to_status, meeting_id: row.meeting_id, held_on, at: row.at });
    }
    Ok(steps)
}

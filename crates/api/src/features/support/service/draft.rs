//! An institution begins an application and rewrites it while it may.

use super::lifecycle;
use crate::{
    ctx::Ctx,
    entity::support_application,
    error::{ApiError, ApiResult},
    features::{
        organization,
        support::{
            policy::{self, Side},
            query, registers,
            repo::{self, NewStep},
        },
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency::once},
    },
};
use domain::{
    ids::{InstitutionId, PriorityAreaId, SupportApplicationId},
    problem::{FieldCode, ProblemCode},
    subsidy::{Component, Plan, SchemeCode},
    support::{ApplicationStatus, CreateSupportApplication, SaveSupportApplication, SupportApplication},
    text,
    time::{fiscal_year, japan_date},
    validate::Violations,
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;
use std::collections::BTreeSet;

/// Begins an application. Councils decide in the year before and during the year, so it is for the present fiscal year or the next.
///
/// # Errors
/// `not_found` when the institution is not of one of the actor's organizations, `application_already_open`, `invalid_input`.
pub async fn create(state: &AppState, ctx: &Ctx, key: &IdempotencyKey, input: &CreateSupportApplication) -> ApiResult<SupportApplication> {
    let id = once(state, ctx, key, input, async |txn| {
        let organization = policy::organization_of(txn, input.institution_id).await?;
        organization::require_member(txn, ctx, organization).await?;
        let this_year = fiscal_year(japan_date(ctx.now));
        if !(this_year..=this_year + 1).contains(&input.fiscal_year) {
            let mut violations = Violations::default();
            violations.add_with("fiscal_year", FieldCode::OutOfRange, json!({ "min": this_year, "max": this_year + 1 }));
            return Err(violations.into());
        }
        require_first(txn, (input.institution_id, input.fiscal_year), None, &input.plan).await?;
        let (prefecture_code, plan) = placed(txn, input.institution_id, input.priority_area_id, &input.plan).await?;
        let row = support_application::Model {
            id: ctx.new_id(),
            reference_number: None,
            institution_id: input.institution_id,
            priority_area_id: input.priority_area_id,
            prefecture_code,
            fiscal_year: input.fiscal_year,
            status: ApplicationStatus::Draft,
            status_since: ctx.now,
            plan,
            purpose: text::normalize_line_ends(&input.purpose),
            statement: None,
            submitted: None,
            meeting_id: None,
            decision: None,
            report: None,
            fixing: None,
            claim: None,
            payment: None,
            created_by: ctx.account_id()?,
            created_at: ctx.now,
            version: 1,
        };
        let id = row.id;
        let entry = AuditEntry::on("support_application", id.0).change("status", (), row.status);
        repo::insert(txn, row).await?;
        let start = NewStep { event: None, to: ApplicationStatus::Draft, by_officer: false, reason: String::new() };
        repo::insert_step(txn, ctx, id, start).await?;
        audit::record(txn, ctx, entry).await?;
        Ok(id)
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Rewrites a draft, or an application that was returned.
///
/// # Errors
/// `not_found`, `version_mismatch`, `wrong_state` once it was submitted, `application_already_open`, `invalid_input`.
pub async fn save(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    version: IfMatch,
    input: &SaveSupportApplication,
) -> ApiResult<SupportApplication> {
    db::transaction(&state.db, async |txn| {
        let mut row = lifecycle::lock(txn, ctx, id, version, Side::Institution).await?;
        if !row.status.is_editable() {
            return Err(ProblemCode::WrongState.into());
        }
        let before = row.clone();
        require_first(txn, (row.institution_id, row.fiscal_year), Some(id), &input.plan).await?;
        (row.prefecture_code, row.plan) = placed(txn, row.institution_id, input.priority_area_id, &input.plan).await?;
        // Officers of the prefecture that returned it wait for it.
        if row.statement.is_some() && row.prefecture_code != before.prefecture_code {
            return Err(ApiError::field("priority_area_id", FieldCode::UnknownValue));
        }
        row.priority_area_id = input.priority_area_id;
        row.purpose = text::normalize_line_ends(&input.purpose);
        let entry = AuditEntry::on("support_application", id.0)
            .change("priority_area_id", before.priority_area_id, row.priority_area_id)
            .diff(&json!({ "plan": before.plan, "purpose": before.purpose }), &json!({ "plan": row.plan, "purpose": row.purpose }));
        repo::save(txn, &mut row).await?;
        audit::record(txn, ctx, entry).await
    })
    .await?;
    query::get(&state.db, ctx, id).await
}

/// Refuses a plan with a scheme that another application of the institution and year names, unless that ended without support. One that is
/// under way is refused by the database, whatever its schemes.
///
/// # Errors
/// `application_already_open`.
pub(super) async fn require_first(
    txn: &DatabaseTransaction,
    (institution, fiscal_year): (InstitutionId, i32),
    own: Option<SupportApplicationId>,
    plan: &Plan,
) -> ApiResult<()> {
    use support_application::Column as C;
    let others = support_application::Entity::find()
        .filter(C::InstitutionId.eq(institution))
        .filter(C::FiscalYear.eq(fiscal_year))
        .filter(C::Status.is_not_in([ApplicationStatus::NotSelected, ApplicationStatus::Withdrawn]))
        .all(txn)
        .await?;
    let schemes: BTreeSet<SchemeCode> = plan.components.iter().map(Component::scheme).collect();
    let names_one = |row: &support_application::Model| row.plan.components.iter().any(|component| schemes.contains(&component.scheme()));
    if others.iter().any(|row| Some(row.id) != own && names_one(row)) {
        return Err(ProblemCode::ApplicationAlreadyOpen.into());
    }
    Ok(())
}

/// The area's prefecture, and the plan with what the registers know better than whoever typed it.
async fn placed(txn: &DatabaseTransaction, institution: InstitutionId, area: PriorityAreaId, plan: &Plan) -> ApiResult<(String, Plan)> {
    let area = registers::area(txn, area).await?.ok_or_else(|| ApiError::field("priority_area_id", FieldCode::UnknownValue))?;
    let mut plan = plan.clone();
    plan.prefecture_code = Some(area.prefecture_code.clone());
    if let Some(kind) = query::institutions(txn, [institution]).await?.remove(&institution).and_then(|known| known.kind) {
        plan.institution_kind = kind;
    }
    Ok((area.prefecture_code, plan))
}

//! Starting and writing a draft.

use crate::{
    ctx::Ctx,
    entity::{institution, municipality, registration, registry_institution},
    error::{ApiError, ApiResult},
    features::{
        organization,
        registration::{policy, prefill, query, repo},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{IdempotencyKey, IfMatch, idempotency},
    },
};
use domain::{
    ids::{InstitutionId, OrganizationId, RegistrationId},
    problem::{FieldCode, ProblemCode},
    registration::{
        Check, CreateRegistration, Declarations, Registration, RegistrationContent, RegistrationStatus, SaveRegistration, next_term,
    },
    time::japan_date,
};
use sea_orm::{DatabaseTransaction, EntityTrait};

/// Starts the registration of a new institution, or the next term of one that the organization has.
///
/// # Errors
/// `not_found` for others than its members; `registration_already_open` when one is under way or the next term has not opened; `invalid_input`
/// with `held_by_another` when another institution holds the code of the official list.
pub async fn create(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    organization_id: OrganizationId,
    input: &CreateRegistration,
) -> ApiResult<Registration> {
    idempotency::once(state, ctx, key, &(organization_id, input), async |txn| {
        organization::require_member(txn, ctx, organization_id).await?;
        let (institution, content) = start(txn, ctx, organization_id, input).await?;
        let fiscal_year = term(txn, ctx, institution.id).await?;
        let row = registration::Model {
            id: ctx.new_id(),
            institution_id: institution.id,
            fiscal_year,
            status: RegistrationStatus::Draft,
            status_since: ctx.now,
            reference_number: None,
            content,
            reason: None,
            secretariat_checked_by: None,
            committee_confirmed_by: None,
            expires_on: None,
            search_key: String::new(),
            created_at: ctx.now,
            updated_at: ctx.now,
            version: 1,
        };
        let row = repo::insert(txn, row).await?;
        repo::add_step(txn, ctx, &row, None, Check::Institution, None).await?;
        let entry = AuditEntry::on("registration", row.id.0)
            .change("status", (), row.status)
            .change("institution_id", (), institution.id)
            .change("fiscal_year", (), fiscal_year);
        audit::record(txn, ctx, entry).await?;
        query::registration(txn, query::Viewer::Member, row).await
    })
    .await
}

/// The institution, locked, and what its draft starts with.
async fn start(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    organization_id: OrganizationId,
    input: &CreateRegistration,
) -> ApiResult<(institution::Model, RegistrationContent)> {
    if let Some(id) = input.institution_id {
        let institution = repo::lock_institution(txn, id).await?;
        if institution.organization_id != organization_id {
            return Err(ApiError::because(ProblemCode::NotFound, "another organization's institution"));
        }
        let mut content = repo::of_institution(txn, id).await?.into_iter().next().map(|row| row.content).unwrap_or_default();
        // What participation asks for is declared anew for every term.
        content.declarations = Declarations::default();
        return Ok((institution, content));
    }
    let Some(code) = &input.registry_code else {
        return Ok((insert_institution(txn, ctx, organization_id, None).await?, RegistrationContent::default()));
    };
    let official = registry_institution::Entity::find_by_id(code.clone()).one(txn).await?;
    // What closed is not offered, and an old page cannot start from it either.
    let official = official.filter(|row| row.gone_in.is_none()).ok_or_else(|| ApiError::field("registry_code", FieldCode::UnknownValue))?;
    let municipality = match &official.municipality_code {
        Some(code) => municipality::Entity::find_by_id(code.clone()).one(txn).await?,
        None => None,
    };
    let content = prefill::from_registry(&official, municipality.as_ref().map(|municipality| municipality.name.as_str()));
    // Choosing the same place again is no second institution.
    let institution = match repo::institution_from_registry(txn, organization_id, code).await? {
        Some(known) => repo::lock_institution(txn, known.id).await?,
        None => insert_institution(txn, ctx, organization_id, Some(code.clone())).await?,
    };
    policy::require_free_code(txn, &institution).await?;
    Ok((institution, content))
}

async fn insert_institution(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    organization_id: OrganizationId,
    registry_code: Option<String>,
) -> ApiResult<institution::Model> {
    let row = institution::Model {
        id: ctx.new_id(),
        organization_id,
        registry_code,
        fictional: false,
        paused_at: None,
        pause_reason: None,
        created_at: ctx.now,
    };
    let row = repo::insert_institution(txn, row).await?;
    let entry = AuditEntry::on("institution", row.id.0).change("organization_id", (), organization_id).change(
        "registry_code",
        (),
        &row.registry_code,
    );
    audit::record(txn, ctx, entry).await?;
    Ok(row)
}

/// The fiscal year that a registration started now is for.
async fn term(txn: &DatabaseTransaction, ctx: &Ctx, id: InstitutionId) -> ApiResult<i32> {
    let rows = repo::of_institution(txn, id).await?;
    if rows.iter().any(|row| !row.status.is_final() && row.status != RegistrationStatus::Published) {
        return Err(ApiError::because(ProblemCode::RegistrationAlreadyOpen, "one is under way"));
    }
    let published_in = rows.iter().filter(|row| row.status == RegistrationStatus::Published).map(|row| row.fiscal_year).max();
    next_term(japan_date(ctx.now), published_in)
        .ok_or_else(|| ApiError::because(ProblemCode::RegistrationAlreadyOpen, "the next term has not opened"))
}

/// Saves what is written so far; nothing is lost when somebody else saved first.
///
/// # Errors
/// `not_found` for others than its members, `version_mismatch`, `wrong_state` when it cannot be written in.
pub async fn save(state: &AppState, ctx: &Ctx, id: RegistrationId, version: IfMatch, input: &SaveRegistration) -> ApiResult<Registration> {
    db::transaction(&state.db, async |txn| {
        let before = repo::lock(txn, id).await?;
        policy::own_institution(txn, ctx, before.institution_id).await?;
        version.check(before.version)?;
        if !before.status.is_editable() {
            return Err(ProblemCode::WrongState.into());
        }
        if before.content == input.content {
            return query::registration(txn, query::Viewer::Member, before).await;
        }
        let mut after = before.clone();
        after.content = input.content.clone();
        let after = repo::save(txn, ctx, after).await?;
        audit::record(txn, ctx, AuditEntry::on("registration", id.0).diff(&before.content, &after.content)).await?;
        query::registration(txn, query::Viewer::Member, after).await
    })
    .await
}

//! Writes and locked reads of registrations and of what ends with them. Never commits.
//!
//! Locks are taken in one order: registration, then institution.

use crate::{
    ctx::Ctx,
    entity::{change_request, institution, municipality, registration, registration_revision, registration_step},
    error::ApiResult,
    platform::db,
};
use domain::{
    change_request::ChangeRequestStatus,
    ids::{ChangeRequestId, InstitutionId, OrganizationId, RegistrationId},
    problem::{FieldCode, ProblemCode},
    registration::{Check, RegistrationContent, RegistrationEvent, RegistrationStatus},
    search::{fold_parts, romaji},
    validate::Violations,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

/// Locks a registration for a command.
///
/// # Errors
/// `not_found` when there is none.
pub async fn lock(txn: &impl ConnectionTrait, id: RegistrationId) -> ApiResult<registration::Model> {
    registration::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks an institution: whoever changes what is listed, or starts a registration, takes turns here.
///
/// # Errors
/// `not_found` when there is none.
pub async fn lock_institution(txn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<institution::Model> {
    institution::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks an organization: two starts of the same institution take turns here.
///
/// # Errors
/// When the database fails.
pub async fn lock_organization(txn: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<()> {
    db::query_all(txn, "SELECT 1 FROM organization WHERE id = $1 FOR UPDATE", [id.0.into()]).await.map(drop)
}

/// Writes a new institution.
pub async fn insert_institution(txn: &impl ConnectionTrait, row: institution::Model) -> ApiResult<institution::Model> {
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Writes an institution's pause or its end.
pub async fn save_institution(txn: &impl ConnectionTrait, row: institution::Model) -> ApiResult<institution::Model> {
    Ok(row.into_active_model().reset_all().update(txn).await?)
}

/// Writes a new registration.
pub async fn insert(txn: &impl ConnectionTrait, mut row: registration::Model) -> ApiResult<registration::Model> {
    row.search_key = key(&row);
    Ok(row.into_active_model().reset_all().insert(txn).await?)
}

/// Writes a changed registration; its version rises.
pub async fn save(txn: &impl ConnectionTrait, ctx: &Ctx, mut row: registration::Model) -> ApiResult<registration::Model> {
    row.version += 1;
    row.updated_at = ctx.now;
    row.search_key = key(&row);
    Ok(row.into_active_model().reset_all().update(txn).await?)
}

/// What a registration is found by in the staff's queues, of what it says itself: names, numbers, addresses, whom doctors write to.
pub(super) fn key(row: &registration::Model) -> String {
    let (public, restricted) = (&row.content.public, &row.content.restricted);
    let spelt = romaji(&public.name_kana);
    let parts = [
        public.name.as_str(),
        &public.name_kana,
        &public.name_en,
        spelt.as_deref().unwrap_or_default(),
        row.reference_number.as_deref().unwrap_or_default(),
        &public.address_line,
        &public.postal_code,
        &public.phone,
        &restricted.contact_name,
        &restricted.contact_email,
        &restricted.contact_phone,
    ];
    fold_parts(parts)
}

/// Keeps a version that was submitted or published.
pub async fn add_revision(txn: &impl ConnectionTrait, ctx: &Ctx, row: &registration::Model) -> ApiResult<()> {
    let latest = latest_revisions(txn, row.id, 1).await?;
    let number = latest.first().map_or(1, |revision| revision.number + 1);
    let revision = registration_revision::Model {
        id: ctx.new_id(),
        registration_id: row.id,
        number,
        content: row.content.clone(),
        created_by: ctx.account_id()?,
        created_at: ctx.now,
    };
    revision.into_active_model().reset_all().insert(txn).await?;
    Ok(())
}

/// The last versions kept, newest first.
pub async fn latest_revisions(conn: &impl ConnectionTrait, id: RegistrationId, count: u64) -> ApiResult<Vec<registration_revision::Model>> {
    let revisions = registration_revision::Entity::find().filter(registration_revision::Column::RegistrationId.eq(id));
    Ok(revisions.order_by_desc(registration_revision::Column::Number).limit(count).all(conn).await?)
}

/// Writes a step of the course.
pub async fn add_step(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &registration::Model,
    event: Option<RegistrationEvent>,
    by: Check,
    reason: Option<&str>,
) -> ApiResult<()> {
    let step = registration_step::Model {
        id: ctx.new_id(),
        registration_id: row.id,
        event,
        to_status: row.status,
        capacity: by,
        author_account_id: ctx.identity().map(|identity| identity.account_id),
        reason: reason.map(ToOwned::to_owned),
        at: ctx.now,
    };
    step.into_active_model().reset_all().insert(txn).await?;
    Ok(())
}

/// The next reference number, such as `GM-2026-000012`. A number whose transaction fails is not used again.
pub async fn next_reference(txn: &impl ConnectionTrait, fiscal_year: i32) -> ApiResult<String> {
    let number = db::next_number(txn, "registration_reference_seq").await?;
    Ok(format!("GM-{fiscal_year}-{number:06}"))
}

/// All registrations of an institution, newest first.
pub async fn of_institution(conn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Vec<registration::Model>> {
    let rows = registration::Entity::find().filter(registration::Column::InstitutionId.eq(id));
    Ok(rows.order_by_desc(registration::Column::Id).all(conn).await?)
}

/// The registration that the institution's page shows: of those published, the one for the latest year.
pub async fn published(conn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Option<registration::Model>> {
    let rows = registration::Entity::find()
        .filter(registration::Column::InstitutionId.eq(id))
        .filter(registration::Column::Status.eq(RegistrationStatus::Published));
    Ok(rows.order_by_desc(registration::Column::FiscalYear).order_by_desc(registration::Column::Id).one(conn).await?)
}

/// The organization's institution that was started from a row of the official list.
pub async fn institution_from_registry(
    txn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    registry_code: &str,
) -> ApiResult<Option<institution::Model>> {
    let rows = institution::Entity::find()
        .filter(institution::Column::OrganizationId.eq(organization_id))
        .filter(institution::Column::RegistryCode.eq(registry_code));
    Ok(rows.order_by_asc(institution::Column::Id).one(txn).await?)
}

/// Returns `true` if another institution holds the code of the official list. Which one holds it is kept by the database: while a
/// registration waits for a check or is published.
pub async fn is_code_held_by_another(conn: &impl ConnectionTrait, institution: &institution::Model) -> ApiResult<bool> {
    let Some(code) = &institution.registry_code else { return Ok(false) };
    let sql = "SELECT 1 FROM institution WHERE registry_code = $1 AND registry_code_held AND id <> $2";
    db::exists(conn, sql, [code.into(), institution.id.0.into()]).await
}

/// The organization whose institution holds a code of the official list.
///
/// # Errors
/// When the database fails.
pub async fn holder_of_code(conn: &impl ConnectionTrait, code: &str) -> ApiResult<Option<OrganizationId>> {
    let sql = "SELECT organization_id FROM institution WHERE registry_code = $1 AND registry_code_held";
    let row = db::query_one(conn, sql, [code.into()]).await?;
    Ok(row.map(|row| row.try_get("", "organization_id")).transpose()?.map(OrganizationId))
}

/// The organizations with a part in an institution: the one that runs it, and those that started or claim one with the same code.
pub async fn parties(conn: &impl ConnectionTrait, institution: &institution::Model) -> ApiResult<Vec<OrganizationId>> {
    let sql = "SELECT organization_id FROM institution WHERE id = $1 OR registry_code = $2
               UNION SELECT organization_id FROM contact_message WHERE registry_code = $2";
    let values = [institution.id.0.into(), institution.registry_code.clone().into()];
    let rows = db::query_all(conn, sql, values).await?;
    rows.iter().map(|row| Ok(OrganizationId(row.try_get("", "organization_id")?))).collect()
}

/// Takes back what waits for a decision when its registration ends. Returns the ids of the corrections taken back.
pub async fn end_change_requests(txn: &impl ConnectionTrait, ctx: &Ctx, id: RegistrationId) -> ApiResult<Vec<ChangeRequestId>> {
    let open = change_request::Entity::find()
        .filter(change_request::Column::RegistrationId.eq(id))
        .filter(change_request::Column::Status.eq(ChangeRequestStatus::Requested))
        .lock_exclusive()
        .all(txn)
        .await?;
    let mut ended = Vec::with_capacity(open.len());
    for mut row in open {
        row.status = ChangeRequestStatus::Withdrawn;
        row.decided_at = Some(ctx.now);
        row.decided_by = ctx.identity().map(|identity| identity.account_id);
        ended.push(row.id);
        row.into_active_model().reset_all().update(txn).await?;
    }
    Ok(ended)
}

/// Checks what only the table of municipalities knows.
///
/// # Errors
/// `unknown_municipality`, with the pointer below `prefix`.
pub async fn require_municipality(conn: &impl ConnectionTrait, content: &RegistrationContent, prefix: &str) -> ApiResult<()> {
    let public = &content.public;
    let found = municipality::Entity::find_by_id(public.municipality_code.clone()).one(conn).await?;
    if found.is_some_and(|municipality| municipality.prefecture_code == public.prefecture_code) {
        return Ok(());
    }
    Err(Violations::one(&format!("{prefix}public/municipality_code"), FieldCode::UnknownMunicipality).into())
}

//! Starting and writing a draft.

use crate::{
    ctx::Ctx,
    entity::{account, institution, registration, registry_institution},
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

/// A registration, and whether it was started now.
pub type Started = (Registration, bool);

/// Starts the registration of a new institution, or the next term of one that the organization has. Where the organization has one of the same
/// institution under way, or published from the same row of the official list, that one is the answer.
///
/// # Errors
/// `not_found` for others than its members; `registration_already_open` when the next term has not opened; `invalid_input` with
/// `held_by_another` when another institution holds the code of the official list.
pub async fn create(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    organization_id: OrganizationId,
    input: &CreateRegistration,
) -> ApiResult<Started> {
    idempotency::once(state, ctx, key, &(organization_id, input), async |txn| {
        organization::require_member(txn, ctx, organization_id).await?;
        repo::lock_organization(txn, organization_id).await?;
        let (institution, mut content) = start(txn, ctx, organization_id, input).await?;
        let from_list = input.registry_code.is_some();
        let fiscal_year = match term(txn, ctx, institution.id).await? {
            Term::Opens(year) => year,
            Term::UnderWay(row) => return Ok((query::registration(txn, query::Viewer::Member, *row).await?, false)),
            Term::Runs(row) if from_list => return Ok((query::registration(txn, query::Viewer::Member, *row).await?, false)),
            Term::Runs(_) => return Err(ApiError::because(ProblemCode::RegistrationAlreadyOpen, "the next term has not opened")),
        };
        name_contact(txn, ctx, &mut content).await?;
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
        Ok((query::registration(txn, query::Viewer::Member, row).await?, true))
    })
    .await
}

/// The contact person is the person who starts the registration, until another is named.
async fn name_contact(txn: &DatabaseTransaction, ctx: &Ctx, content: &mut RegistrationContent) -> ApiResult<()> {
    let contact = &mut content.restricted;
    if !contact.contact_name.is_empty() || !contact.contact_email.is_empty() {
        return Ok(());
    }
    if let Some(account) = account::Entity::find_by_id(ctx.account_id()?).one(txn).await? {
        contact.contact_name = account.display_name;
        contact.contact_email = account.email;
    }
    Ok(())
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
    let content = prefill::of_row(txn, &official).await?;
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
        own_paused_at: None,
        own_pause_reason: None,
        own_resumes_on: None,
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

/// Whether a registration can be started now, and for which term.
enum Term {
    /// For this fiscal year.
    Opens(i32),
    /// A second one: this one is under way.
    UnderWay(Box<registration::Model>),
    /// Too early: this one is published, and the next term has not opened.
    Runs(Box<registration::Model>),
}

async fn term(txn: &DatabaseTransaction, ctx: &Ctx, id: InstitutionId) -> ApiResult<Term> {
    let rows = repo::of_institution(txn, id).await?;
    if let Some(row) = rows.iter().find(|row| !row.status.is_final() && row.status != RegistrationStatus::Published) {
        return Ok(Term::UnderWay(Box::new(row.clone())));
    }
    let published = rows.into_iter().filter(|row| row.status == RegistrationStatus::Published).max_by_key(|row| row.fiscal_year);
    match (next_term(japan_date(ctx.now), published.as_ref().map(|row| row.fiscal_year)), published) {
        (Some(year), _) => Ok(Term::Opens(year)),
        (None, Some(row)) => Ok(Term::Runs(Box::new(row))),
        (None, None) => Err(ApiError::internal("no term to start and none that runs")),
    }
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

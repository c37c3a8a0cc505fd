//! Writes and locked reads of openings. Never commits.
//!
//! Locks are taken in one order: institution, then opening.

use crate::{
    ctx::Ctx,
    entity::{opening, opening_revision, registration},
    error::ApiResult,
    platform::{AppState, db},
};
use domain::{
    ids::{InstitutionId, OpeningId},
    locale::Locale,
    opening::{OPENINGS_MAX, OpeningContent, OpeningStatus},
    problem::ProblemCode,
    registration::{RegistrationContent, RegistrationStatus},
    search::{SEARCH_KEY_VERSION, fold_parts},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

/// Rows made anew at a time.
const PAGE: u64 = 500;

/// An opening as it is now.
///
/// # Errors
/// `not_found` when there is none.
pub async fn find(conn: &impl ConnectionTrait, id: OpeningId) -> ApiResult<opening::Model> {
    opening::Entity::find_by_id(id).one(conn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks an opening for a command.
///
/// # Errors
/// `not_found` when there is none.
pub async fn lock(txn: &impl ConnectionTrait, id: OpeningId) -> ApiResult<opening::Model> {
    opening::Entity::find_by_id(id).lock_exclusive().one(txn).await?.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Locks what an institution has open or paused.
///
/// # Errors
/// When the database fails.
pub async fn lock_of_institution(txn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Vec<opening::Model>> {
    let rows = opening::Entity::find()
        .filter(opening::Column::InstitutionId.eq(id))
        .filter(opening::Column::Status.is_in([OpeningStatus::Open, OpeningStatus::Paused]));
    Ok(rows.order_by_asc(opening::Column::Id).lock_exclusive().all(txn).await?)
}

/// Keeps an institution's registration from ending before the transaction does. Shared with others who do the same.
///
/// # Errors
/// When the database fails.
pub async fn hold_institution(txn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<()> {
    db::query_all(txn, "SELECT 1 FROM institution WHERE id = $1 FOR SHARE", [id.0.into()]).await.map(drop)
}

/// Keeps an institution's registration from ending before the transaction does, and refuses a further opening of an institution that has as many as it
/// may. Two who start one at once take turns.
///
/// # Errors
/// `opening_quota_reached`.
pub async fn hold_room(txn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<()> {
    db::execute(txn, "SELECT 1 FROM institution WHERE id = $1 FOR NO KEY UPDATE", [id.0.into()]).await?;
    let live = db::terms_where(OpeningStatus::is_editable);
    let sql = format!("SELECT count(*) AS count FROM opening WHERE institution_id = $1 AND status IN ({live})");
    let row = db::query_one(txn, sql, [id.0.into()]).await?;
    let count: i64 = row.map(|row| row.try_get("", "count")).transpose()?.unwrap_or_default();
    if count < OPENINGS_MAX { Ok(()) } else { Err(ProblemCode::OpeningQuotaReached.into()) }
}

/// What an institution's published registration says, whether its page is shown or paused.
///
/// # Errors
/// `institution_not_published` when there is none.
pub async fn published_registration(conn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<RegistrationContent> {
    let rows = registration::Entity::find()
        .filter(registration::Column::InstitutionId.eq(id))
        .filter(registration::Column::Status.eq(RegistrationStatus::Published));
    let row = rows.order_by_desc(registration::Column::FiscalYear).order_by_desc(registration::Column::Id).one(conn).await?;
    row.map(|row| row.content).ok_or_else(|| ProblemCode::InstitutionNotPublished.into())
}

/// Writes a new opening.
///
/// # Errors
/// When the database fails.
pub async fn insert(txn: &impl ConnectionTrait, row: opening::Model) -> ApiResult<opening::Model> {
    Ok(keyed(row).into_active_model().reset_all().insert(txn).await?)
}

/// Writes a changed opening; its version rises.
///
/// # Errors
/// When the database fails.
pub async fn save(txn: &impl ConnectionTrait, ctx: &Ctx, mut row: opening::Model) -> ApiResult<opening::Model> {
    row.version += 1;
    row.updated_at = ctx.now;
    Ok(keyed(row).into_active_model().reset_all().update(txn).await?)
}

/// Notes how often the institution was asked. Whoever edits the opening meanwhile is not disturbed: its version stays.
///
/// # Errors
/// When the database fails.
pub async fn note_asked(txn: &impl ConnectionTrait, id: OpeningId, asked: i32) -> ApiResult<()> {
    db::execute(txn, "UPDATE opening SET asked = $2 WHERE id = $1", [id.0.into(), asked.into()]).await.map(drop)
}

/// Removes a draft.
///
/// # Errors
/// When the database fails.
pub async fn delete(txn: &impl ConnectionTrait, id: OpeningId) -> ApiResult<()> {
    opening::Entity::delete_by_id(id).exec(txn).await?;
    Ok(())
}

/// What everybody could read last; `None` for what was never published.
///
/// # Errors
/// When the database fails.
pub async fn last_published(conn: &impl ConnectionTrait, id: OpeningId) -> ApiResult<Option<opening_revision::Model>> {
    let revisions = opening_revision::Entity::find().filter(opening_revision::Column::OpeningId.eq(id));
    Ok(revisions.order_by_desc(opening_revision::Column::Number).one(conn).await?)
}

/// Keeps what everybody can read from now on, unless it is what was kept last.
///
/// # Errors
/// When the database fails.
pub async fn keep_revision(txn: &impl ConnectionTrait, ctx: &Ctx, row: &opening::Model) -> ApiResult<()> {
    let latest = last_published(txn, row.id).await?;
    if latest.as_ref().is_some_and(|latest| latest.content == row.content) {
        return Ok(());
    }
    let revision = opening_revision::Model {
        opening_id: row.id,
        number: latest.map_or(1, |latest| latest.number + 1),
        content: row.content.clone(),
        created_by: ctx.account_id()?,
        created_at: ctx.now,
    };
    revision.into_active_model().reset_all().insert(txn).await?;
    Ok(())
}

fn keyed(row: opening::Model) -> opening::Model {
    opening::Model { search_key: search_key(&row.content), search_key_version: SEARCH_KEY_VERSION, ..row }
}

/// What words are looked for in, folded: title, duties and specialties. The institution's names and place are in its listing.
fn search_key(content: &OpeningContent) -> String {
    let mut texts = vec![content.title.as_str(), &content.duties];
    texts.extend(content.specialties.iter().flat_map(|specialty| [specialty.label(Locale::Ja), specialty.label(Locale::En)]));
    fold_parts(texts)
}

/// Makes the keys anew that older rules folded. Idempotent.
///
/// # Errors
/// When the database fails.
pub async fn rebuild_search_keys(state: &AppState) -> ApiResult<()> {
    loop {
        let changed = db::transaction(&state.db, async |txn| {
            let rows = opening::Entity::find()
                .filter(opening::Column::SearchKeyVersion.lt(SEARCH_KEY_VERSION))
                .order_by_asc(opening::Column::Id)
                .limit(PAGE)
                .lock_exclusive()
                .all(txn)
                .await?;
            for row in &rows {
                let sql = "UPDATE opening SET search_key = $2, search_key_version = $3 WHERE id = $1";
                db::execute(txn, sql, [row.id.0.into(), search_key(&row.content).into(), SEARCH_KEY_VERSION.into()]).await?;
            }
            Ok(rows.len())
        })
        .await?;
        if changed == 0 {
            return Ok(());
        }
    }
}

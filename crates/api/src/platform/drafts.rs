//! Drafts that nobody touched for a year: their people are told a month before, then they go ([`domain::retention`]).
//!
//! Every draft is its own transaction, which decides on the locked row; doing it again finds nothing to do.

use crate::{
    ctx::Ctx,
    error::ApiResult,
    platform::{AppState, db},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::retention::{DRAFT_KEPT, DRAFT_NOTICE, DraftStep, draft_step};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};
use uuid::Uuid;

const BATCH: i64 = 200;
/// Notices are looked at no longer than this after they were given.
const NOTICE_KEPT: TimeDelta = TimeDelta::days(90);

/// Drafts of one kind, as SQL over their table `t`.
#[derive(Debug, Clone)]
pub struct Drafts {
    /// The table.
    pub table: &'static str,
    /// Which rows are drafts that were never submitted.
    pub condition: String,
    /// When somebody last changed one.
    pub touched_at: &'static str,
}

#[derive(FromQueryResult)]
struct Draft {
    id: Uuid,
    touched_at: DateTime<Utc>,
    told_at: Option<DateTime<Utc>>,
}

/// Notifies the people of drafts that will go, and removes those whose time is over. A failing one does not hold up the rest. Returns how many went.
///
/// # Errors
/// When the list cannot be read.
pub async fn expire(
    state: &AppState,
    ctx: &Ctx,
    drafts: &Drafts,
    notify: impl AsyncFn(&DatabaseTransaction, Uuid) -> ApiResult<()>,
    remove: impl AsyncFn(&DatabaseTransaction, Uuid) -> ApiResult<()>,
) -> ApiResult<usize> {
    db::execute(&state.db, "DELETE FROM draft_notice WHERE told_at < $1", [(ctx.now - NOTICE_KEPT).into()]).await?;
    let (mut gone, mut after) = (0, Uuid::nil());
    loop {
        let rest = "d.touched_at <= $1 AND d.id > $2 ORDER BY d.id LIMIT $3";
        let old = read(&state.db, drafts, rest, vec![(ctx.now - (DRAFT_KEPT - DRAFT_NOTICE)).into(), after.into(), BATCH.into()]).await?;
        let Some(last) = old.last() else { return Ok(gone) };
        after = last.id;
        for draft in old.iter().filter(|draft| step(ctx, draft) != DraftStep::Keep) {
            let outcome = db::transaction(&state.db, async |txn| expire_one(txn, ctx, drafts, draft.id, &notify, &remove).await).await;
            match outcome {
                Ok(DraftStep::Remove) => gone += 1,
                Ok(DraftStep::Keep | DraftStep::Notify) => {}
                Err(error) => {
                    tracing::error!(%error, draft.table = drafts.table, draft.id = %draft.id, "a draft could not be expired")
                }
            }
        }
    }
}

async fn expire_one(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    drafts: &Drafts,
    id: Uuid,
    notify: &impl AsyncFn(&DatabaseTransaction, Uuid) -> ApiResult<()>,
    remove: &impl AsyncFn(&DatabaseTransaction, Uuid) -> ApiResult<()>,
) -> ApiResult<DraftStep> {
    db::execute(txn, &format!("SELECT 1 FROM {} WHERE id = $1 FOR UPDATE", drafts.table), [id.into()]).await?;
    // Meanwhile somebody may have written in it, handed it in, or another process may have been faster.
    let Some(draft) = read(txn, drafts, "d.id = $1", vec![id.into()]).await?.pop() else { return Ok(DraftStep::Keep) };
    let step = step(ctx, &draft);
    match step {
        DraftStep::Keep => {}
        DraftStep::Notify => {
            let sql = "INSERT INTO draft_notice (subject_id, touched_at, told_at) VALUES ($1, $2, $3)
                       ON CONFLICT (subject_id) DO UPDATE SET touched_at = excluded.touched_at, told_at = excluded.told_at";
            db::execute(txn, sql, [id.into(), draft.touched_at.into(), ctx.now.into()]).await?;
            notify(txn, id).await?;
        }
        DraftStep::Remove => {
            db::execute(txn, "DELETE FROM draft_notice WHERE subject_id = $1", [id.into()]).await?;
            remove(txn, id).await?;
        }
    }
    Ok(step)
}

fn step(ctx: &Ctx, draft: &Draft) -> DraftStep {
    draft_step(ctx.now, draft.touched_at, draft.told_at)
}

async fn read(conn: &impl ConnectionTrait, drafts: &Drafts, rest: &str, values: Vec<Value>) -> ApiResult<Vec<Draft>> {
    let Drafts { table, condition, touched_at } = drafts;
    let sql = format!(
        "SELECT d.id, d.touched_at, n.told_at FROM (SELECT t.id, {touched_at} AS touched_at FROM {table} t WHERE {condition}) d
         LEFT JOIN draft_notice n ON n.subject_id = d.id AND n.touched_at = d.touched_at WHERE {rest}"
    );
    db::rows::<Draft>(conn, sql, values).await
}

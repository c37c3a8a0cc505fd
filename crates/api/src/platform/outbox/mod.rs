//! What must leave the process goes through this table: enqueued in the transaction of the act, carried out after it.
//!
//! A job is claimed with a lease, so that one whose worker was killed is taken up again; it is marked done right after the
//! other side accepted it. A job enqueued twice for the same event (its deduplication key) exists once.

pub mod job;
pub mod worker;

pub use job::Job;

use crate::{ctx::Ctx, entity::outbox, error::ApiResult, platform::db};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, TryInsertResult,
    sea_query::OnConflict,
};

/// SQL for the payload of a job that is over: its kind and template, without the recipient and the values.
const EMPTIED: &str = "jsonb_build_object('job', kind, 'template', payload->'template')";

/// Enqueues a job in the transaction of the act. The same `dedup_key` again is the same job and changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(txn: &impl ConnectionTrait, ctx: &Ctx, job: &Job, dedup_key: String) -> ApiResult<()> {
    let row = outbox::ActiveModel {
        id: Set(ctx.new_id()),
        kind: Set(job.kind().to_owned()),
        payload: Set(serde_json::to_value(job)?),
        dedup_key: Set(dedup_key),
        created_at: Set(ctx.now),
        available_at: Set(ctx.now),
        attempts: Set(0),
        locked_until: NotSet,
        done_at: NotSet,
        dead_at: NotSet,
        last_error: NotSet,
    };
    let inserted = outbox::Entity::insert(row)
        .on_conflict(OnConflict::column(outbox::Column::DedupKey).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(txn)
        .await?;
    if matches!(inserted, TryInsertResult::Conflicted) {
        tracing::debug!("this job is already in the outbox");
    }
    Ok(())
}

/// Empties jobs that were given up and name an address, whose person has left. What waits is still sent; if it is given up later, it is emptied a
/// month after that.
///
/// # Errors
/// When the database fails.
pub async fn forget_dead(txn: &impl ConnectionTrait, email: &str) -> ApiResult<()> {
    let sql = format!("UPDATE outbox SET payload = {EMPTIED} WHERE dead_at IS NOT NULL AND strpos(payload::text, $1) > 0");
    db::execute(txn, sql, [format!("\"{email}\"").into()]).await?;
    Ok(())
}

//! `Idempotency-Key`: a creating request that is sent again gets the first answer again and creates nothing.
//!
//! The key is taken in the transaction of the act. A second request with the same key waits at the unique key until the first
//! has committed, then reads its answer; when the first rolled back, the second does the work.

use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{AppState, db},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use domain::problem::ProblemCode;
use sea_orm::DatabaseTransaction;
use serde::{Serialize, de::DeserializeOwned};
use std::future::{Ready, ready};
use utoipa::openapi::path::{Parameter, ParameterIn};

/// The optional header. Name it in `params(IdempotencyKey)` too.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(pub Option<String>);

impl FromRequest for IdempotencyKey {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get("idempotency-key") {
            None => Ok(IdempotencyKey(None)),
            Some(value) => match value.to_str() {
                Ok(key) if !key.is_empty() && key.len() <= 255 => Ok(IdempotencyKey(Some(key.to_owned()))),
                _ => Err(ApiError::because(ProblemCode::MalformedRequest, "Idempotency-Key is empty, too long or not ASCII")),
            },
        })
    }
}

impl utoipa::IntoParams for IdempotencyKey {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![super::extract::header_parameter(
            "Idempotency-Key",
            false,
            "Any text of up to 255 characters, new for every intent. Sent again within a day with the same body, it gives the first answer and creates nothing.",
        )]
    }
}

/// Runs a creating command once per key: the transaction of `work`, or the answer that an earlier one left.
///
/// # Errors
/// What `work` answered; `idempotency_key_reused` when the key came with another body.
pub async fn once<I: Serialize, T: Serialize + DeserializeOwned>(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    input: &I,
    work: impl AsyncFn(&DatabaseTransaction) -> ApiResult<T>,
) -> ApiResult<T> {
    let Some(key) = &key.0 else { return db::transaction(&state.db, work).await };
    let principal = match ctx.identity() {
        Some(identity) => identity.account_id.to_string(),
        // Kept for a day only, and not in the clear.
        None => state.secrets.fingerprint("idempotency", &ctx.address),
    };
    // Under the master key: a body may hold a password, and a plain hash of it could be guessed at leisure.
    let hash = state.secrets.keyed_hash("idempotency_body", &serde_json::to_vec(input)?);
    db::transaction(&state.db, async |txn| {
        let values = [principal.clone().into(), ctx.operation.clone().into(), key.clone().into()];
        let mut taken = values.to_vec();
        taken.extend([hash.clone().into(), ctx.now.into()]);
        let fresh = run(
            txn,
            "INSERT INTO idempotency_record (principal, operation, key, request_hash, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            taken,
        )
        .await?;
        if fresh == 1 {
            let answer = work(txn).await?;
            let mut stored = values.to_vec();
            stored.push(serde_json::to_value(&answer)?.into());
            run(txn, "UPDATE idempotency_record SET body = $4 WHERE principal = $1 AND operation = $2 AND key = $3", stored).await?;
            return Ok(answer);
        }
        let sql = "SELECT request_hash, body FROM idempotency_record WHERE principal = $1 AND operation = $2 AND key = $3";
        let row = db::query_one(txn, sql, values).await?;
        let row = row.ok_or(ProblemCode::Conflict)?;
        if row.try_get::<Vec<u8>>("", "request_hash")? != hash {
            return Err(ProblemCode::IdempotencyKeyReused.into());
        }
        Ok(serde_json::from_value(row.try_get("", "body")?)?)
    })
    .await
}

async fn run(txn: &DatabaseTransaction, sql: &str, values: Vec<sea_orm::Value>) -> ApiResult<u64> {
    db::execute(txn, sql, values).await
}

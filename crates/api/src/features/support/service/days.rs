//! Days that officers enter: none in the future, and none before the step that they follow.

use crate::{
    ctx::Ctx,
    entity::support_application,
    error::{ApiError, ApiResult},
    features::support::query,
};
use chrono::NaiveDate;
use domain::{problem::FieldCode, support::ApplicationEvent, time::japan_date, validate::Violations};
use sea_orm::ConnectionTrait;
use serde_json::json;

/// Refuses a day in the future.
///
/// # Errors
/// `invalid_input`, tied to the field.
pub fn not_in_future(ctx: &Ctx, field: &str, day: NaiveDate) -> ApiResult<()> {
    if day > japan_date(ctx.now) { Err(ApiError::field(field, FieldCode::InFuture)) } else { Ok(()) }
}

/// Refuses a day in the future, and one before the day on which an event last happened to the application.
///
/// # Errors
/// `invalid_input`, tied to the field.
pub async fn require(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    row: &support_application::Model,
    field: &str,
    day: NaiveDate,
    follows: ApplicationEvent,
) -> ApiResult<()> {
    not_in_future(ctx, field, day)?;
    match query::last_day_of(db, row.id, follows).await? {
        Some(from) if day < from => {
            let mut violations = Violations::default();
            violations.add_with(field, FieldCode::BeforeEarlierStep, json!({ "from": from }));
            Err(violations.into())
        }
        Some(_) | None => Ok(()),
    }
}

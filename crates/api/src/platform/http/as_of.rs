//! Days that a query asks about.

use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
};
use chrono::NaiveDate;
use domain::{
    problem::FieldCode,
    time::{DAYS, japan_date},
};

/// The day of the parameter `as_of`; today in Japan when it is absent.
///
/// # Errors
/// `invalid_parameter` for a day that support cannot be about; the database could not count some of them.
pub fn as_of(ctx: &Ctx, wanted: Option<NaiveDate>) -> ApiResult<NaiveDate> {
    let day = wanted.unwrap_or_else(|| japan_date(ctx.now));
    require_known("as_of", day)?;
    Ok(day)
}

/// Demands that the day of the parameter `name` is one that something here can be about.
///
/// # Errors
/// `invalid_parameter` for others; the database could not count some of them.
pub fn require_known(name: &str, day: NaiveDate) -> ApiResult<()> {
    let (first, last) = DAYS;
    if day < first || day > last {
        return Err(ApiError::parameter_with(name, FieldCode::OutOfRange, serde_json::json!({ "min": first, "max": last })));
    }
    Ok(())
}

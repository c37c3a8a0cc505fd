//! The day that a query asks about.

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
    let (first, last) = DAYS;
    if day < first || day > last {
        return Err(ApiError::parameter_with("as_of", FieldCode::OutOfRange, serde_json::json!({ "min": first, "max": last })));
    }
    Ok(day)
}

//! What officers of a prefecture keep: areas, plans, meetings, budgets; and what they try out.

use super::{ClientError, IdempotencyKey, etag, get, post, post_once, post_versioned, put};
use crate::paths::{Unparsed, api};
use domain::region::correction_plan::{AdvanceCorrectionPlan, CorrectionPlan, CreateCorrectionPlan, SaveCorrectionPlan};
use domain::region::priority_area::{ClosePriorityArea, CreatePriorityArea, NewAreaVersion, PriorityAreaDetail, WithdrawPriorityArea};
use domain::support::{CouncilMeeting, SaveCouncilMeeting, SaveSupportBudget, SupportBudget, WhatIf, WhatIfResult, WithdrawSupportBudget};
use serde::de::IgnoredAny;

/// Enters an area.
///
/// # Errors
/// [`ClientError`].
pub async fn create_priority_area(input: &CreatePriorityArea, key: IdempotencyKey) -> Result<PriorityAreaDetail, ClientError> {
    post_once(api::create_priority_area(), input, key).await
}

/// Lets a new version of an area follow the present one.
///
/// # Errors
/// [`ClientError`].
pub async fn replace_priority_area(id: &str, input: &NewAreaVersion, version: i32) -> Result<(), ClientError> {
    post_versioned(api::replace_priority_area(Unparsed(id)), input, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Ends the present version of an area.
///
/// # Errors
/// [`ClientError`].
pub async fn close_priority_area(id: &str, input: &ClosePriorityArea, version: i32) -> Result<(), ClientError> {
    post_versioned(api::close_priority_area(Unparsed(id)), input, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Takes back a version of an area before its first day.
///
/// # Errors
/// [`ClientError`]; `wrong_state` once it has begun, `area_version_in_use` while an application rests on it.
pub async fn withdraw_priority_area(id: &str, input: &WithdrawPriorityArea, version: i32) -> Result<(), ClientError> {
    post_versioned(api::withdraw_priority_area(Unparsed(id)), input, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// A correction plan.
///
/// # Errors
/// [`ClientError`].
pub async fn get_correction_plan(id: &str) -> Result<CorrectionPlan, ClientError> {
    get(api::get_correction_plan(Unparsed(id))).await
}

/// Starts a correction plan.
///
/// # Errors
/// [`ClientError`].
pub async fn create_correction_plan(input: &CreateCorrectionPlan, key: IdempotencyKey) -> Result<CorrectionPlan, ClientError> {
    post_once(api::create_correction_plan(), input, key).await
}

/// Rewrites a correction plan.
///
/// # Errors
/// [`ClientError`].
pub async fn save_correction_plan(id: &str, input: &SaveCorrectionPlan, version: i32) -> Result<(), ClientError> {
    put(api::save_correction_plan(Unparsed(id)), input, &etag(version)).await.map(|_: super::Versioned<IgnoredAny>| ())
}

/// Takes a correction plan to its next step.
///
/// # Errors
/// [`ClientError`].
pub async fn advance_correction_plan(id: &str, input: &AdvanceCorrectionPlan, version: i32) -> Result<(), ClientError> {
    post_versioned(api::advance_correction_plan(Unparsed(id)), input, &etag(version)).await.map(|_: IgnoredAny| ())
}

/// Enters a meeting.
///
/// # Errors
/// [`ClientError`].
pub async fn create_council_meeting(input: &SaveCouncilMeeting, key: IdempotencyKey) -> Result<CouncilMeeting, ClientError> {
    post_once(api::create_council_meeting(), input, key).await
}

/// Rewrites a meeting.
///
/// # Errors
/// [`ClientError`].
pub async fn save_council_meeting(id: &str, input: &SaveCouncilMeeting, version: i32) -> Result<(), ClientError> {
    put(api::save_council_meeting(Unparsed(id)), input, &etag(version)).await.map(|_: super::Versioned<IgnoredAny>| ())
}

/// The budget of a fiscal year against commitments.
///
/// # Errors
/// [`ClientError`].
pub async fn get_support_budget(year: i32) -> Result<SupportBudget, ClientError> {
    get(api::get_support_budget(year)).await
}

/// Enters the budget of a scheme.
///
/// # Errors
/// [`ClientError`].
pub async fn save_support_budget(input: &SaveSupportBudget) -> Result<(), ClientError> {
    post(api::save_support_budget(), input).await.map(|_: IgnoredAny| ())
}

/// Takes back the budget of a scheme before its year begins.
///
/// # Errors
/// [`ClientError`]; `wrong_state` once the year has begun.
pub async fn withdraw_support_budget(year: i32, input: &WithdrawSupportBudget) -> Result<(), ClientError> {
    post(api::withdraw_support_budget(year), input).await.map(|_: IgnoredAny| ())
}

/// What would change if areas or rates were others. Nothing is written.
///
/// # Errors
/// [`ClientError`].
pub async fn try_what_if(input: &WhatIf) -> Result<WhatIfResult, ClientError> {
    post(api::try_what_if(), input).await
}

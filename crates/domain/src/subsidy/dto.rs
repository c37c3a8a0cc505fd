//! What travels between client and API about rules and quotes.

use super::{Plan, Statement, StatementDifference};
use crate::ids::SubsidyQuoteId;
use crate::inquiry::InquirySide;
use crate::validate::{Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A plan to be worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteRequest {
    /// What an institution wants to do.
    pub plan: Plan,
    /// The day whose rules are asked; today in Japan when absent.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// The end of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseSubsidyRule {
    /// Its last day.
    pub valid_until: NaiveDate,
}

/// Takes back a rule that has not begun and that nothing rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawSubsidyRule {
    /// Why, at most 2,000 characters; kept in the trail.
    pub reason: String,
}

impl Validate for WithdrawSubsidyRule {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, 2000);
    }
}

/// A quote to be kept in an inquiry, worked out by the rules of the day on which it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateInquiryQuote {
    /// What the institution wants to do.
    pub plan: Plan,
}

/// A quote that was kept in an inquiry, and what has changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InquiryQuote {
    /// Its id.
    pub id: SubsidyQuoteId,
    /// Who kept it.
    pub side: InquirySide,
    /// When.
    pub created_at: DateTime<Utc>,
    /// What was planned.
    pub plan: Plan,
    /// The answer then, with the versions of the rules it rests on. It never changes.
    pub statement: Statement,
    /// The same plan by the rules of today.
    pub today: Statement,
    /// What changed from then to today.
    pub difference: StatementDifference,
}

impl Validate for QuoteRequest {
    fn check(&self, v: &mut Violations) {
        v.nested("plan", |v| self.plan.check(v));
        if let Some(on) = self.on {
            v.day("on", on);
        }
    }
}

impl Validate for CloseSubsidyRule {
    fn check(&self, v: &mut Violations) {
        v.day("valid_until", self.valid_until);
    }
}

impl Validate for CreateInquiryQuote {
    fn check(&self, v: &mut Violations) {
        v.nested("plan", |v| self.plan.check(v));
    }
}

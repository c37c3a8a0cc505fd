//! Wire shapes of applications for support.

use super::payment::check_days;
use super::{
    ApplicationEvent, ApplicationStatus, Council, FixableAmount, SupportClaim, SupportDocument, SupportFixing, SupportPayment, WorkedDays,
};
use crate::ids::{CouncilMeetingId, InstitutionId, PriorityAreaId, SupportApplicationId};
use crate::institution::InstitutionKind;
use crate::money::Yen;
use crate::page::PageQuery;
use crate::subsidy::{Plan, SchemeCode, Statement};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The most that a cost may be, yen.
const COST_MAX: i64 = 100_000_000_000;

/// Starts an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateSupportApplication {
    /// The institution that would be supported; one of the writer's organizations.
    pub institution_id: InstitutionId,
    /// The priority support area that it stands in.
    pub priority_area_id: PriorityAreaId,
    /// Fiscal year, 2025 to 2100.
    pub fiscal_year: i32,
    /// Schemes, components and costs.
    pub plan: Plan,
    /// Why, at most 4,000 characters.
    #[serde(default)]
    pub purpose: String,
}

impl Validate for CreateSupportApplication {
    fn check(&self, v: &mut Violations) {
        v.range("fiscal_year", i64::from(self.fiscal_year), 2025, 2100);
        v.nested("plan", |v| self.plan.check(v));
        v.optional_text("purpose", &self.purpose, 4000);
    }
}

/// Rewrites an application that is a draft or was returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveSupportApplication {
    /// The priority support area that the institution stands in.
    pub priority_area_id: PriorityAreaId,
    /// Schemes, components and costs.
    pub plan: Plan,
    /// Why, at most 4,000 characters.
    #[serde(default)]
    pub purpose: String,
}

impl Validate for SaveSupportApplication {
    fn check(&self, v: &mut Violations) {
        v.nested("plan", |v| self.plan.check(v));
        v.optional_text("purpose", &self.purpose, 4000);
    }
}

/// The reason for sending back, turning down or taking back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportReason {
    /// What the other side is to know, at most 2,000 characters.
    pub reason: String,
}

impl Validate for SupportReason {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, 2000);
    }
}

/// Brings an application to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProposeSupportApplication {
    /// The regional medical council's meeting, of the application's prefecture and fiscal year.
    pub meeting_id: CouncilMeetingId,
}

impl Validate for ProposeSupportApplication {
    fn check(&self, _: &mut Violations) {}
}

/// What a council said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordCouncilOpinion {
    /// Which council.
    pub council: Council,
    /// Whether it agreed.
    pub agreed: bool,
    /// The day; not in the future, and not before the application was submitted.
    pub on: NaiveDate,
    /// Where the minutes say so, at most 300 characters.
    pub minutes: String,
}

impl Validate for RecordCouncilOpinion {
    fn check(&self, v: &mut Violations) {
        v.day("on", self.on);
        v.required_text("minutes", &self.minutes, 300);
    }
}

/// What a council said of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CouncilOpinion {
    /// Which council.
    pub council: Council,
    /// Whether it agreed.
    pub agreed: bool,
    /// The day.
    pub on: NaiveDate,
    /// Where the minutes say so.
    pub minutes: String,
}

/// Cost and subsidy of one scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecidedAmount {
    /// The scheme; one of the application's.
    pub scheme: SchemeCode,
    /// Eligible cost, yen.
    pub cost_yen: Yen,
    /// Subsidy, yen; not more than the cost.
    pub subsidy_yen: Yen,
}

fn check_amounts(amounts: &[DecidedAmount], v: &mut Violations) {
    v.required_list("amounts", amounts, 20);
    for (n, amount) in amounts.iter().enumerate() {
        v.nested(&format!("amounts/{n}"), |v| {
            let twice = amounts.iter().take(n).any(|other| other.scheme == amount.scheme);
            v.require("scheme", !twice, FieldCode::Duplicate);
            v.range("cost_yen", amount.cost_yen.0, 0, COST_MAX);
            v.range("subsidy_yen", amount.subsidy_yen.0, 0, amount.cost_yen.0.clamp(0, COST_MAX));
        });
    }
}

/// Records the decision (交付決定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideSupportApplication {
    /// The day of the decision; not in the future, and not before the grant was applied for.
    pub decided_on: NaiveDate,
    /// The decision's number, at most 100 characters.
    pub reference: String,
    /// Scheme by scheme.
    pub amounts: Vec<DecidedAmount>,
    /// By when the institution is to report, where the decision says so; not before the decision.
    #[serde(default)]
    pub report_by: Option<NaiveDate>,
}

impl Validate for DecideSupportApplication {
    fn check(&self, v: &mut Violations) {
        v.day("decided_on", self.decided_on);
        match self.report_by {
            Some(day) if day < self.decided_on => {
                v.add_with("report_by", FieldCode::BeforeEarlierStep, json!({ "from": self.decided_on }));
            }
            Some(day) => v.day("report_by", day),
            None => {}
        }
        v.required_text("reference", &self.reference, 100);
        check_amounts(&self.amounts, v);
    }
}

/// Reports what was done and spent (実績報告).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportSupportApplication {
    /// What was done, at most 4,000 characters.
    pub summary: String,
    /// What was spent and received, scheme by scheme.
    pub amounts: Vec<DecidedAmount>,
    /// Days worked, for the schemes that count days or duties; those left out are as planned.
    #[serde(default)]
    pub days_worked: Vec<WorkedDays>,
}

impl Validate for ReportSupportApplication {
    fn check(&self, v: &mut Violations) {
        v.required_text("summary", &self.summary, 4000);
        check_amounts(&self.amounts, v);
        check_days(&self.days_worked, v);
    }
}

/// A step in an application's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportStep {
    /// What happened; absent for the start of the draft.
    pub event: Option<ApplicationEvent>,
    /// The state after it.
    pub to: ApplicationStatus,
    /// The reason given with it; may be blank.
    pub reason: String,
    /// Who did it; absent for the institution reading an officer's step.
    pub author_name: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What an application said when it was submitted, each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportSubmission {
    /// 1 for the first time.
    pub number: i32,
    /// When it was submitted.
    pub at: DateTime<Utc>,
    /// Who handed it in; absent once that account is deleted.
    pub author_name: Option<String>,
    /// Why.
    pub purpose: String,
    /// What the rules gave then.
    pub statement: Statement,
}

/// A row of a list of applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportApplicationSummary {
    /// The application.
    pub id: SupportApplicationId,
    /// Prefecture, fiscal year and number, such as `04-2026-0012`; given when it is submitted for the first time, and never again.
    pub reference_number: Option<String>,
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its name.
    pub institution_name: String,
    /// Whether it has a public page.
    pub listed: bool,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Its prefecture, two digits.
    pub prefecture_code: String,
    /// The priority support area.
    pub area_name: String,
    /// Its name in English; may be blank.
    pub area_name_en: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Where it stands.
    pub status: ApplicationStatus,
    /// Since when.
    pub status_since: DateTime<Utc>,
    /// Its schemes.
    pub schemes: Vec<SchemeCode>,
    /// Subsidy, yen: as fixed where it is, else as decided where that is, else by the statement.
    pub subsidy_yen: Yen,
    /// Whether the institution is made up for demonstration.
    pub fictional: bool,
}

/// Which applications of the officer's prefecture are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SupportApplicationQuery {
    /// Only those in this state.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ApplicationStatus>,
    /// Only those of this fiscal year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year: Option<i32>,
    /// Words in the institution's name and its reading (kana or Latin letters), organization, place or area; postal code, official code, number
    /// of the application, of the registration or of the decision. Every word must occur.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl SupportApplicationQuery {
    /// The page asked for.
    #[must_use]
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, cursor: self.cursor.clone() }
    }
}

/// Everything about an application. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportApplication {
    /// What lists show.
    #[serde(flatten)]
    pub summary: SupportApplicationSummary,
    /// The priority support area.
    pub priority_area_id: PriorityAreaId,
    /// Schemes, components and costs.
    pub plan: Plan,
    /// Why.
    pub purpose: String,
    /// What the rules give: by today's rules while it is being written, frozen with its rule versions from the moment it is submitted.
    pub statement: Statement,
    /// Whether the statement is frozen.
    pub frozen: bool,
    /// Documents with all their versions, in the order in which they were added; the prefecture reads those that were submitted.
    pub documents: Vec<SupportDocument>,
    /// Every submission, oldest first.
    pub submissions: Vec<SupportSubmission>,
    /// The meeting that it was brought to.
    pub meeting_id: Option<CouncilMeetingId>,
    /// What the councils said.
    pub opinions: Vec<CouncilOpinion>,
    /// The decision.
    pub decision: Option<SupportDecision>,
    /// The report.
    pub report: Option<SupportReport>,
    /// The most that may be fixed, scheme by scheme of the decision; empty until there is a report.
    pub fixable: Vec<FixableAmount>,
    /// The amount fixed.
    pub fixing: Option<SupportFixing>,
    /// The claim.
    pub claim: Option<SupportClaim>,
    /// The payment.
    pub payment: Option<SupportPayment>,
    /// Its course, oldest first.
    pub steps: Vec<SupportStep>,
    /// What the reader may do now.
    pub events: Vec<ApplicationEvent>,
    /// Whether the reader is an officer of the prefecture who belongs or belonged to the institution's organization. Somebody else decides
    /// then, and no step of the prefecture is among `events`.
    pub conflict_of_interest: bool,
    /// Rises with each change.
    pub version: i32,
}

/// What an institution last submitted, as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SubmittedApplication {
    /// The priority support area.
    pub priority_area_id: PriorityAreaId,
    /// Schemes, components and costs.
    pub plan: Plan,
    /// Why.
    pub purpose: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A recorded decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SupportDecision {
    /// The day.
    pub decided_on: NaiveDate,
    /// Its number.
    pub reference: String,
    /// Scheme by scheme.
    pub amounts: Vec<DecidedAmount>,
    /// By when the institution is to report, where the decision says so.
    #[serde(default)]
    pub report_by: Option<NaiveDate>,
}

/// A report of what was done and spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct SupportReport {
    /// What was done.
    pub summary: String,
    /// Scheme by scheme.
    pub amounts: Vec<DecidedAmount>,
    /// Days worked, for the schemes that count days or duties; those left out are as planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days_worked: Vec<WorkedDays>,
}

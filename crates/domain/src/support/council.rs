//! The two councils that must agree, their meetings and what each decides (seeds: council material, "令和8年度の開催スケジュール（想定）について").

use crate::ids::CouncilMeetingId;
use crate::institution::terms;
use crate::source::Source;
use crate::subsidy::SchemeCode;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

terms! {
    /// A council whose agreement is needed.
    Council {
        /// 地対協
        RegionalMedical = "地域医療対策協議会", "Regional medical council";
        /// 保険者協議会
        Insurers = "保険者協議会", "Insurers' council";
    }
}

terms! {
    /// Which meeting of the year.
    MeetingRound {
        /// The first; when it meets differs by prefecture.
        First = "第1回", "First";
        /// The second.
        Second = "第2回", "Second";
        /// The third.
        Third = "第3回", "Third";
        /// Without meeting.
        Written = "書面開催", "In writing";
    }
}

/// A council's agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Agreement {
    /// The day of the meeting.
    pub agreed_on: NaiveDate,
    /// Where the minutes say so, at most 300 characters.
    pub minutes: String,
}

impl Validate for Agreement {
    fn check(&self, v: &mut Violations) {
        v.day("agreed_on", self.agreed_on);
        v.required_text("minutes", &self.minutes, 300);
    }
}

/// A point on a meeting's agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgendaItem {
    /// In Japanese, at most 300 characters.
    pub ja: String,
    /// In English, at most 300 characters.
    pub en: String,
    /// The schemes that it is about.
    #[serde(default)]
    pub schemes: Vec<SchemeCode>,
}

/// A meeting of a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CouncilMeeting {
    /// The meeting.
    pub id: CouncilMeetingId,
    /// Two digits.
    pub prefecture_code: String,
    /// Which council.
    pub council: Council,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Which meeting of the year.
    pub round: MeetingRound,
    /// The day, once it is known.
    pub held_on: Option<NaiveDate>,
    /// What it decides.
    pub agenda: Vec<AgendaItem>,
    /// Where the minutes are, once there are any.
    pub minutes: Option<String>,
    /// The document that announces it.
    pub source: Source,
    /// For `If-Match`.
    pub version: i32,
}

/// Enters a meeting of the officer's own prefecture, or rewrites it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveCouncilMeeting {
    /// Which council.
    pub council: Council,
    /// Fiscal year, 2025 to 2100.
    pub fiscal_year: i32,
    /// Which meeting of the year.
    pub round: MeetingRound,
    /// The day, once it is known; within the fiscal year.
    #[serde(default)]
    pub held_on: Option<NaiveDate>,
    /// What it decides.
    pub agenda: Vec<AgendaItem>,
    /// Where the minutes are, at most 300 characters.
    #[serde(default)]
    pub minutes: Option<String>,
    /// The document that announces it.
    pub source: Source,
}

impl Validate for SaveCouncilMeeting {
    fn check(&self, v: &mut Violations) {
        v.range("fiscal_year", i64::from(self.fiscal_year), 2025, 2100);
        let in_year = self.held_on.is_none_or(|day| crate::time::fiscal_year(day) == self.fiscal_year);
        v.require("held_on", in_year, FieldCode::OutsideFiscalYear);
        v.required_list("agenda", &self.agenda, 20);
        for (n, item) in self.agenda.iter().enumerate() {
            v.required_text(&format!("agenda/{n}/ja"), &item.ja, 300);
            v.required_text(&format!("agenda/{n}/en"), &item.en, 300);
        }
        v.optional_text("minutes", self.minutes.as_deref().unwrap_or_default(), 300);
        v.nested("source", |v| self.source.check(v));
    }
}

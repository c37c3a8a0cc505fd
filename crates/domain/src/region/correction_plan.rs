//! Correction plans (医師偏在是正プラン): which areas and institutions a prefecture supports, how many doctors they need, by which measures.
//!
//! The plan goes through the council's three meetings of the year: outline in spring or summer, interim plan in autumn, final plan in winter
//! (seeds: council material, "令和8年度の開催スケジュール（想定）について").

use crate::ids::{CorrectionPlanId, CouncilMeetingId, InstitutionId, PriorityAreaId};
use crate::institution::terms;
use crate::source::Source;
use crate::support::{ApplicationStatus, Council, CouncilMeeting, MeetingRound};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

terms! {
    /// Where a correction plan stands.
    PlanStatus {
        /// Being written by the prefecture.
        Drafting = "作成中", "Being written";
        /// The first meeting discussed the outline (素案).
        OutlineDiscussed = "素案協議済み", "Outline discussed";
        /// The second meeting discussed the interim plan (中間案).
        InterimDiscussed = "中間案協議済み", "Interim plan discussed";
        /// The third meeting discussed the final plan (最終案).
        FinalDiscussed = "最終案協議済み", "Final plan discussed";
        /// In force.
        Adopted = "策定済み", "Adopted";
    }
}

impl PlanStatus {
    /// The state after the next step; an adopted plan has none.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            PlanStatus::Drafting => Some(PlanStatus::OutlineDiscussed),
            PlanStatus::OutlineDiscussed => Some(PlanStatus::InterimDiscussed),
            PlanStatus::InterimDiscussed => Some(PlanStatus::FinalDiscussed),
            PlanStatus::FinalDiscussed => Some(PlanStatus::Adopted),
            PlanStatus::Adopted => None,
        }
    }

    /// The meeting of the year that leads to this state; drafting needs none, and adoption is the prefecture's own act.
    #[must_use]
    pub fn meeting(self) -> Option<MeetingRound> {
        use MeetingRound as R;
        match self {
            PlanStatus::OutlineDiscussed => Some(R::First),
            PlanStatus::InterimDiscussed => Some(R::Second),
            PlanStatus::FinalDiscussed => Some(R::Third),
            PlanStatus::Drafting | PlanStatus::Adopted => None,
        }
    }

    /// Whether a meeting of the same prefecture and year leads to this state. It has to be one of the regional medical council, whose calendar
    /// the course follows; the written one may go with the adoption, which needs none.
    #[must_use]
    pub fn is_led_to_by(self, meeting: &CouncilMeeting) -> bool {
        let round = if self == PlanStatus::Adopted { Some(MeetingRound::Written) } else { self.meeting() };
        meeting.council == Council::RegionalMedical && round == Some(meeting.round)
    }

    /// Whether areas, numbers and measures may still be written.
    #[must_use]
    pub fn is_editable(self) -> bool {
        self != PlanStatus::Adopted
    }
}

/// What a plan says of one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanArea {
    /// The priority support area.
    pub priority_area_id: PriorityAreaId,
    /// Its name; ignored on input.
    #[serde(default)]
    pub name: String,
    /// Its name in English, may be blank; ignored on input.
    #[serde(default)]
    pub name_en: String,
    /// Doctors wanted; absent where the plan does not state it.
    pub doctors_target: Option<u32>,
    /// Doctors there now; absent where the plan does not state it.
    pub doctors_present: Option<u32>,
    /// What is done, at most 4,000 characters.
    #[serde(default)]
    pub measures: String,
}

impl PlanArea {
    /// Doctors missing; nothing where target or present is not stated. More than enough is no gap.
    #[must_use]
    pub fn gap(&self) -> Option<u32> {
        Some(self.doctors_target?.saturating_sub(self.doctors_present?))
    }
}

/// An institution that the plan supports, from the applications of the year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportedInstitution {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its name, from its public page or the official register; blank while neither has it.
    pub name: String,
    /// Whether it has a public page.
    pub listed: bool,
    /// The area that it stands in.
    pub priority_area_id: PriorityAreaId,
    /// Where its application stands; `selected` or later.
    pub status: ApplicationStatus,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

/// A step in a plan's course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanStep {
    /// The state after it.
    pub to: PlanStatus,
    /// The meeting that led to it.
    pub meeting_id: Option<CouncilMeetingId>,
    /// When that meeting was held.
    pub held_on: Option<NaiveDate>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// A prefecture's correction plan of a fiscal year. Its ETag is its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectionPlan {
    /// The plan.
    pub id: CorrectionPlanId,
    /// Two digits.
    pub prefecture_code: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Where it stands.
    pub status: PlanStatus,
    /// Its areas.
    pub areas: Vec<PlanArea>,
    /// The institutions that it supports.
    pub institutions: Vec<SupportedInstitution>,
    /// The document that it rests on.
    pub source: Source,
    /// Its course, oldest first.
    pub steps: Vec<PlanStep>,
    /// Rises with each change.
    pub version: i32,
}

/// Writes a plan of the officer's own prefecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateCorrectionPlan {
    /// Fiscal year, 2025 to 2100.
    pub fiscal_year: i32,
    /// Its areas.
    pub areas: Vec<PlanArea>,
    /// The document that it rests on.
    pub source: Source,
}

/// Rewrites a plan that is not adopted yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveCorrectionPlan {
    /// Its areas.
    pub areas: Vec<PlanArea>,
    /// The document that it rests on.
    pub source: Source,
}

/// The next step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdvanceCorrectionPlan {
    /// The regional medical council's meeting that discussed it, of the prefecture, year and round that the step asks for. For the adoption the
    /// one in writing, or none.
    #[serde(default)]
    pub meeting_id: Option<CouncilMeetingId>,
}

impl Validate for AdvanceCorrectionPlan {
    fn check(&self, _: &mut Violations) {}
}

fn check_areas(areas: &[PlanArea], v: &mut Violations) {
    v.required_list("areas", areas, 50);
    for (n, area) in areas.iter().enumerate() {
        v.nested(&format!("areas/{n}"), |v| {
            let twice = areas.iter().take(n).any(|other| other.priority_area_id == area.priority_area_id);
            v.require("priority_area_id", !twice, FieldCode::Duplicate);
            for (field, doctors) in [("doctors_target", area.doctors_target), ("doctors_present", area.doctors_present)] {
                if let Some(doctors) = doctors {
                    v.range(field, i64::from(doctors), 0, 100_000);
                }
            }
            v.optional_text("measures", &area.measures, 4000);
        });
    }
}

impl Validate for CreateCorrectionPlan {
    fn check(&self, v: &mut Violations) {
        v.range("fiscal_year", i64::from(self.fiscal_year), 2025, 2100);
        check_areas(&self.areas, v);
        v.nested("source", |v| self.source.check(v));
    }
}

impl Validate for SaveCorrectionPlan {
    fn check(&self, v: &mut Violations) {
        check_areas(&self.areas, v);
        v.nested("source", |v| self.source.check(v));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::CouncilMeetingId, source::Source};
    use strum::IntoEnumIterator;

    #[test]
    fn a_plan_goes_through_the_three_meetings_of_the_year() {
        let mut course = vec![PlanStatus::Drafting];
        while let Some(next) = course.last().unwrap().next() {
            course.push(next);
        }
        assert_eq!(course, PlanStatus::iter().collect::<Vec<_>>());
        let rounds: Vec<_> = course.iter().filter_map(|status| status.meeting()).collect();
        assert_eq!(rounds, [MeetingRound::First, MeetingRound::Second, MeetingRound::Third]);
        assert!(course.iter().all(|status| status.is_editable() == status.next().is_some()), "what is adopted is not rewritten");
    }

    #[test]
    fn only_the_regional_medical_councils_meeting_of_the_step_leads_on() {
        let meeting = |council, round| CouncilMeeting {
            id: CouncilMeetingId(uuid::Uuid::nil()),
            prefecture_code: "04".into(),
            council,
            fiscal_year: 2026,
            round,
            held_on: None,
            agenda: Vec::new(),
            minutes: None,
            source: Source::default(),
            version: 1,
        };
        for round in MeetingRound::iter() {
            let ours = meeting(Council::RegionalMedical, round);
            let led_to: Vec<_> = PlanStatus::iter().filter(|status| status.is_led_to_by(&ours)).collect();
            let expected = match round {
                MeetingRound::First => PlanStatus::OutlineDiscussed,
                MeetingRound::Second => PlanStatus::InterimDiscussed,
                MeetingRound::Third => PlanStatus::FinalDiscussed,
                MeetingRound::Written => PlanStatus::Adopted,
            };
            assert_eq!(led_to, [expected]);
            let theirs = meeting(Council::Insurers, round);
            assert!(!PlanStatus::iter().any(|status| status.is_led_to_by(&theirs)));
        }
    }

    #[test]
    fn a_gap_needs_both_numbers() {
        let area = |target, present| PlanArea {
            priority_area_id: PriorityAreaId(uuid::Uuid::nil()),
            name: String::new(),
            name_en: String::new(),
            doctors_target: target,
            doctors_present: present,
            measures: String::new(),
        };
        assert_eq!(area(Some(12), Some(9)).gap(), Some(3));
        assert_eq!(area(Some(9), Some(12)).gap(), Some(0));
        assert_eq!(area(Some(12), None).gap(), None);
    }
}

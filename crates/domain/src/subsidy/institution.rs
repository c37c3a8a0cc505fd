//! What support would apply at an institution, given the areas that hold it on a day.

use super::{Component, Condition, Opening, Plan, SchemeCode, Statement, SubsidyRule, rule_in_force, statement};
use crate::ids::InstitutionId;
use crate::institution::InstitutionKind;
use crate::region::priority_area::{AreaCoverage, AreaStatus, Coverage};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The support that would apply at an institution on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstitutionSupport {
    /// The institution.
    pub institution_id: InstitutionId,
    /// The day that was asked about.
    pub as_of: NaiveDate,
    /// Whether it stands in a designated area; `unknown` too where no area of its prefecture is recorded.
    pub designation: Coverage,
    /// Areas that hold it, hold a part of its place, or of which it cannot be told; candidates too.
    pub areas: Vec<AreaCoverage>,
    /// The rules in force of the schemes that would apply there, those that have not started included; none outside.
    pub rules: Vec<SubsidyRule>,
    /// What one plan would be paid there; absent outside, and on a day without rules.
    pub example: Option<WorkedExample>,
}

/// A plan and what it would be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkedExample {
    /// What is planned.
    pub plan: Plan,
    /// The answer.
    pub statement: Statement,
}

/// An institution as far as support asks.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// Its id.
    pub id: InstitutionId,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: &'a str,
}

/// The schemes of which the institution itself is paid: what a dispatching institution gets does not go to the one that receives, and
/// matching and education are paid to the bodies that run them.
const PAID_TO_IT: [SchemeCode; 6] = [
    SchemeCode::ClinicFacility,
    SchemeCode::ClinicEquipment,
    SchemeCode::ClinicSettlement,
    SchemeCode::WorkEnvironment,
    SchemeCode::SubstituteDoctor,
    SchemeCode::DoctorsAllowance,
];

/// What would apply at an institution on a day, by the areas that may hold it and the rules.
#[must_use]
pub fn support_at(
    institution: &Candidate<'_>,
    designation: Coverage,
    areas: Vec<AreaCoverage>,
    rules: &[SubsidyRule],
    as_of: NaiveDate,
) -> InstitutionSupport {
    let rules_there = if designation == Coverage::Outside { Vec::new() } else { rules_for(institution.kind, rules, as_of) };
    let mut plan = example_plan(institution.kind);
    plan.prefecture_code = Some(institution.prefecture_code.to_owned());
    plan.components.retain(|component| rules_there.iter().any(|rule| rule.scheme == component.scheme()));
    let example = (!plan.components.is_empty())
        .then(|| WorkedExample { statement: statement(&plan, rules, as_of).with_designation(designation), plan });
    InstitutionSupport { institution_id: institution.id, as_of, designation, areas, rules: rules_there, example }
}

/// The rules in force on a day that would pay something to an institution of a kind.
#[must_use]
pub fn rules_for(kind: InstitutionKind, rules: &[SubsidyRule], day: NaiveDate) -> Vec<SubsidyRule> {
    let clinics_only = |rule: &SubsidyRule| rule.terms.conditions.contains(&Condition::ClinicOnly);
    let in_force = PAID_TO_IT.into_iter().filter_map(|scheme| rule_in_force(rules, scheme, day));
    in_force.filter(|rule| kind == InstitutionKind::Clinic || !clinics_only(rule)).cloned().collect()
}

/// One plan that an institution of a kind might have: two substitute duties a month; for a clinic that is taken over, its equipment and
/// 100 days of practice as well.
#[must_use]
pub fn example_plan(kind: InstitutionKind) -> Plan {
    let mut components = Vec::with_capacity(3);
    let opening = (kind == InstitutionKind::Clinic).then(|| {
        components.push(Component::ClinicEquipment { sites: 1, cost_yen: None });
        components.push(Component::ClinicSettlement { days: 100, cost_yen: None });
        Opening::Succession
    });
    components.push(Component::SubstituteDoctor { duties: 24, cost_yen: None });
    Plan { prefecture_code: None, institution_kind: kind, opening, components }
}

/// Whether a place lies in a designated area. `recorded` tells whether any area of its prefecture is: where none is, nobody can say.
#[must_use]
pub fn designation(areas: &[AreaCoverage], recorded: bool) -> Coverage {
    let designated = |coverage| areas.iter().any(|held| held.area.version.status == AreaStatus::Designated && held.coverage == coverage);
    let found = [Coverage::Inside, Coverage::Partly, Coverage::Unknown].into_iter().find(|coverage| designated(*coverage));
    found.unwrap_or(if recorded { Coverage::Outside } else { Coverage::Unknown })
}

impl Statement {
    /// The statement for an institution of which the register knows whether it stands in a designated area.
    #[must_use]
    pub fn with_designation(self, designation: Coverage) -> Self {
        match designation {
            Coverage::Inside => self.with_fact(Condition::DesignatedArea, true),
            Coverage::Outside => self.with_fact(Condition::DesignatedArea, false),
            Coverage::Partly | Coverage::Unknown => self,
        }
    }
}

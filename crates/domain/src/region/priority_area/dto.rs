//! Wire shapes of priority support areas.

use super::{AreaShape, AreaStatus, Coverage};
use crate::ids::{InstitutionId, PriorityAreaId, PriorityAreaVersionId};
use crate::institution::InstitutionKind;
use crate::source::Source;
use crate::support::Agreement;
use crate::time::EffectivePeriod;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An area as it is on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityArea {
    /// The area; the same over all its versions.
    pub id: PriorityAreaId,
    /// Two digits.
    pub prefecture_code: String,
    /// 仙南
    pub name: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// What holds on the day asked for.
    pub version: AreaVersion,
}

/// What holds of an area during a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaVersion {
    /// The version.
    pub id: PriorityAreaVersionId,
    /// What it is.
    pub status: AreaStatus,
    /// Where it is.
    pub shape: AreaShape,
    /// First and last day.
    pub period: EffectivePeriod,
    /// The document that says so.
    pub source: Source,
    /// The regional medical council's agreement, where the source states it.
    pub regional_medical_council: Option<Agreement>,
    /// The insurers' council's agreement, where the source states it.
    pub insurers_council: Option<Agreement>,
    /// A remark; may be blank.
    pub note: String,
}

/// Everything about one area.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriorityAreaDetail {
    /// The area on the day asked for; absent when it had no version then.
    pub area: Option<PriorityArea>,
    /// The area.
    pub id: PriorityAreaId,
    /// Two digits.
    pub prefecture_code: String,
    /// 仙南
    pub name: String,
    /// Name in Latin letters.
    pub name_en: String,
    /// Every version that holds, held or will hold, the latest first.
    pub versions: Vec<AreaVersion>,
    /// Versions that were taken back before their first day, so that none of them ever held; the one last taken back first.
    pub withdrawn: Vec<WithdrawnAreaVersion>,
    /// The municipalities that it consists of or lies in, named.
    pub municipality_codes: Vec<String>,
    /// Listed institutions in it on that day.
    pub institutions: Vec<AreaInstitution>,
    /// For `If-Match`.
    pub version: i32,
}

/// A version that was taken back before its first day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawnAreaVersion {
    /// What would have held.
    pub version: AreaVersion,
    /// The day on which it was taken back.
    pub withdrawn_on: NaiveDate,
}

/// A listed institution in an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaInstitution {
    /// The institution.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

/// An area and whether it holds the place asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaCoverage {
    /// The area.
    pub area: PriorityArea,
    /// Whether it holds the place.
    pub coverage: Coverage,
}

/// Which areas hold a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaLookUp {
    /// The day that was asked about.
    pub as_of: NaiveDate,
    /// The municipality that the place was found to lie in, five digits.
    pub municipality_code: Option<String>,
    /// Areas that hold it, hold a part of it, or of which it cannot be told; never those that do not.
    pub areas: Vec<AreaCoverage>,
}

/// A new version of an area: what holds from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAreaVersion {
    /// What it is.
    pub status: AreaStatus,
    /// Where it is.
    pub shape: AreaShape,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open when absent.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// The document that says so.
    pub source: Source,
    /// The regional medical council's agreement; a designation needs it.
    #[serde(default)]
    pub regional_medical_council: Option<Agreement>,
    /// The insurers' council's agreement; a designation needs it.
    #[serde(default)]
    pub insurers_council: Option<Agreement>,
    /// A remark, at most 1,000 characters.
    #[serde(default)]
    pub note: String,
}

impl NewAreaVersion {
    /// Whether a designation has the agreements that it needs.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        self.status != AreaStatus::Designated || (self.regional_medical_council.is_some() && self.insurers_council.is_some())
    }
}

impl Validate for NewAreaVersion {
    fn check(&self, v: &mut Violations) {
        v.nested("shape", |v| self.shape.check(v));
        v.day("valid_from", self.valid_from);
        match self.valid_until {
            Some(until) if until < self.valid_from => v.add("valid_until", FieldCode::EndsBeforeStart),
            Some(until) => v.day("valid_until", until),
            None => {}
        }
        v.nested("source", |v| self.source.check(v));
        for (field, agreement) in
            [("regional_medical_council", &self.regional_medical_council), ("insurers_council", &self.insurers_council)]
        {
            if let Some(agreement) = agreement {
                v.nested(field, |v| agreement.check(v));
            }
        }
        v.optional_text("note", &self.note, 1000);
    }
}

/// A new area with its first version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatePriorityArea {
    /// 仙南; at most 100 characters.
    pub name: String,
    /// Name in Latin letters, for readers of the English pages; at most 100 characters, may be blank.
    pub name_en: String,
    /// What holds first.
    pub version: NewAreaVersion,
}

impl Validate for CreatePriorityArea {
    fn check(&self, v: &mut Violations) {
        v.required_name("name", &self.name, 100);
        v.optional_name("name_en", &self.name_en, 100);
        v.nested("version", |v| self.version.check(v));
    }
}

/// Ends the present version of an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosePriorityArea {
    /// The last day.
    pub valid_until: NaiveDate,
    /// Why, at most 1,000 characters.
    pub reason: String,
}

impl Validate for ClosePriorityArea {
    fn check(&self, v: &mut Violations) {
        v.day("valid_until", self.valid_until);
        v.required_text("reason", &self.reason, 1000);
    }
}

/// Takes back a version that has not begun and that no application rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawPriorityArea {
    /// The version.
    pub version_id: PriorityAreaVersionId,
    /// Why, at most 2,000 characters; kept in the trail.
    pub reason: String,
}

impl Validate for WithdrawPriorityArea {
    fn check(&self, v: &mut Violations) {
        v.required_text("reason", &self.reason, 2000);
    }
}

/// A secondary medical area that meets the ministry's criteria for candidates, worked out from published figures. It is neither proposed by
/// the ministry nor designated by a prefecture, and must never be shown as either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComputedCandidate {
    /// Secondary medical area, four digits.
    pub area_code: String,
    /// Its name in the data.
    pub area_name: String,
    /// Its name in English; may be blank.
    pub area_name_en: String,
    /// The physician maldistribution index in tenths: 1393 is 139.3.
    pub index_tenths: i32,
    /// The lowest index of its prefecture.
    pub lowest_in_prefecture: bool,
    /// An area with few doctors in a prefecture with few doctors.
    pub few_in_few: bool,
}

//! What is known about an opening, as far as wishes ask for it.

use crate::ids::OpeningId;
use crate::institution::Specialty;
use crate::money::Yen;
use crate::opening::{Benefit, DutyPermit, Engagement, OpeningContent, PayUnit};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The part of an [`OpeningContent`] that wishes ask for. It is read from the same JSON, so that a list need not read the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct StatedTerms {
    /// See [`OpeningContent::engagement`], as for all of these.
    pub engagement: Option<Engagement>,
    /// Specialties sought.
    pub specialties: Vec<Specialty>,
    /// Half-days a week.
    pub half_days_per_week: Option<i32>,
    /// Night duties a month.
    pub night_duties_per_month: Option<i32>,
    /// Day duties a month.
    pub day_duties_per_month: Option<i32>,
    /// Days on call a month.
    pub on_call_per_month: Option<i32>,
    /// Whether duty is permitted as such.
    pub duty_permit: Option<DutyPermit>,
    /// What the pay is for.
    pub pay_unit: Option<PayUnit>,
    /// Pay from.
    pub pay_from: Option<Yen>,
    /// Pay to.
    pub pay_to: Option<Yen>,
    /// What is offered.
    pub offered: Vec<Benefit>,
    /// What is not offered.
    pub not_offered: Vec<Benefit>,
    /// Hours a week for the training programme.
    pub programme_hours_per_week: Option<i32>,
    /// The first day of work; absent where it is by agreement.
    pub starts_on: Option<NaiveDate>,
}

impl From<&OpeningContent> for StatedTerms {
    fn from(content: &OpeningContent) -> Self {
        StatedTerms {
            engagement: content.engagement,
            specialties: content.specialties.clone(),
            half_days_per_week: content.half_days_per_week,
            night_duties_per_month: content.night_duties_per_month,
            day_duties_per_month: content.day_duties_per_month,
            on_call_per_month: content.on_call_per_month,
            duty_permit: content.duty_permit,
            pay_unit: content.pay_unit,
            pay_from: content.pay_from,
            pay_to: content.pay_to,
            offered: content.offered.clone(),
            not_offered: content.not_offered.clone(),
            programme_hours_per_week: content.programme_hours_per_week,
            starts_on: content.starts_on,
        }
    }
}

/// What is known about the institution that offers an opening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InstitutionFacts {
    /// Two digits.
    pub prefecture_code: String,
    /// Whether it stands in a designated priority support area; `None` if its place in relation to them is not known.
    pub in_priority_area: Option<bool>,
    /// Whether it offers guidance and consultation; `None` if its page does not say.
    pub guidance_offered: Option<bool>,
    /// Whether it arranges working hours for the training programme; `None` if its page does not say.
    pub programme_supported: Option<bool>,
}

/// An opening beside which wishes are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningFacts {
    /// Its id.
    pub id: OpeningId,
    /// When it was first published.
    pub posted_at: DateTime<Utc>,
    /// What it states.
    pub terms: StatedTerms,
    /// Who offers it.
    pub institution: InstitutionFacts,
}

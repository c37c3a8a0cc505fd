//! Questions to the list of openings.

use super::{Benefit, Engagement, PayUnit};
use crate::ids::{InstitutionId, OpeningId};
use crate::institution::{InstitutionKind, Specialty, terms};
use crate::money::Yen;
use crate::page::PageQuery;
use crate::region::prefecture;
use crate::time::DAYS;
use crate::validate::{FieldCode, Violations};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

terms! {
    /// Orders of the list of openings.
    OpeningSort {
        /// The latest posted first.
        Newest = "新着順", "Newest";
        /// The highest pay first, of one unit.
        Pay = "給与の高い順", "Highest pay";
    }
}

/// Filters of the list of openings. They combine with "and". Of several prefectures, specialties or engagements any will do; of several benefits all are wanted. What an
/// opening does not state does not pass a filter that asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default)]
pub struct OpeningQuery {
    /// Only those of an institution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution_id: Option<InstitutionId>,
    /// Prefectures, two digits each, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefectures: Option<String>,
    /// Specialties, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specialties: Option<String>,
    /// Engagements, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagements: Option<String>,
    /// Benefits that must be offered, separated by commas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefits: Option<String>,
    /// Only pay of this unit. Needed for `pay_at_least` and for the order `pay`: amounts of different units cannot be compared.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_unit: Option<PayUnit>,
    /// Yen that the highest stated pay must reach.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 1_000_000_000))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_at_least: Option<i64>,
    /// Night duties a month, at most.
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 31))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub night_duties_at_most: Option<i32>,
    /// Days on call a month, at most.
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 31))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_call_at_most: Option<i32>,
    /// Half-days a week, at most.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 14))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half_days_at_most: Option<i32>,
    /// `true`: only those whose night and day duty is all permitted as such, or that state that there is neither.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permit: Option<bool>,
    /// Only those whose work can begin by this day: their first day is then or before, or is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_by: Option<NaiveDate>,
    /// Words in the title, the duties or the institution's name. Every word must occur, in any order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// The order; the newest first when absent.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<OpeningSort>,
    /// Rows wanted, 1 to 100; 20 when absent.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Opaque cursor from the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Filters that are all of their documented form; words are read by whoever searches them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpeningFilter {
    /// See [`OpeningQuery::institution_id`].
    pub institution_id: Option<InstitutionId>,
    /// Codes of prefectures.
    pub prefectures: Vec<String>,
    /// Any of them.
    pub specialties: Vec<Specialty>,
    /// Any of them.
    pub engagements: Vec<Engagement>,
    /// All of them.
    pub benefits: Vec<Benefit>,
    /// See [`OpeningQuery::pay_unit`].
    pub pay_unit: Option<PayUnit>,
    /// See [`OpeningQuery::pay_at_least`].
    pub pay_at_least: Option<Yen>,
    /// See [`OpeningQuery::night_duties_at_most`].
    pub night_duties_at_most: Option<i32>,
    /// See [`OpeningQuery::on_call_at_most`].
    pub on_call_at_most: Option<i32>,
    /// See [`OpeningQuery::half_days_at_most`].
    pub half_days_at_most: Option<i32>,
    /// Whether all duty must be permitted as such.
    pub permit: bool,
    /// See [`OpeningQuery::starts_by`].
    pub starts_by: Option<NaiveDate>,
    /// The order.
    pub sort: OpeningSort,
}

/// A list of terms of a parameter, in the order of the vocabulary and without repetition. What is no term is `None`.
fn listed<T: FromStr + Ord>(list: Option<&str>) -> Option<Vec<T>> {
    let codes = list.unwrap_or_default().split(',').map(str::trim).filter(|code| !code.is_empty());
    let mut found: Vec<T> = codes.map(|code| code.parse().ok()).collect::<Option<_>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

impl OpeningQuery {
    /// Reads the question. Blank parameters, as forms send them, filter nothing.
    ///
    /// # Errors
    /// Every parameter that is not of its documented form, by its name.
    pub fn parse(&self) -> Result<OpeningFilter, Violations> {
        let mut v = Violations::default();
        let prefectures: Vec<String> = listed(self.prefectures.as_deref()).unwrap_or_default();
        v.require("prefectures", prefectures.iter().all(|code| prefecture(code).is_some()), FieldCode::UnknownValue);
        let filter = OpeningFilter {
            institution_id: self.institution_id,
            prefectures,
            specialties: terms_of(&mut v, "specialties", self.specialties.as_deref()),
            engagements: terms_of(&mut v, "engagements", self.engagements.as_deref()),
            benefits: terms_of(&mut v, "benefits", self.benefits.as_deref()),
            pay_unit: self.pay_unit,
            pay_at_least: self.pay_at_least.map(Yen),
            night_duties_at_most: self.night_duties_at_most,
            on_call_at_most: self.on_call_at_most,
            half_days_at_most: self.half_days_at_most,
            permit: self.permit == Some(true),
            starts_by: self.starts_by,
            sort: self.sort.unwrap_or(OpeningSort::Newest),
        };
        for (field, number, min, max) in [
            ("pay_at_least", self.pay_at_least, 1, super::PAY_MAX.0),
            ("night_duties_at_most", self.night_duties_at_most.map(i64::from), 0, 31),
            ("on_call_at_most", self.on_call_at_most.map(i64::from), 0, 31),
            ("half_days_at_most", self.half_days_at_most.map(i64::from), 1, 14),
        ] {
            if let Some(number) = number {
                v.range(field, number, min, max);
            }
        }
        if let Some(day) = self.starts_by {
            v.require("starts_by", (DAYS.0..=DAYS.1).contains(&day), FieldCode::UnknownValue);
        }
        let compares_pay = self.pay_at_least.is_some() || self.sort == Some(OpeningSort::Pay);
        v.require("pay_unit", !compares_pay || self.pay_unit.is_some(), FieldCode::Required);
        if v.is_empty() { Ok(filter) } else { Err(v) }
    }

    /// The page that is wanted.
    #[must_use]
    pub fn page(&self) -> PageQuery {
        PageQuery { limit: self.limit, cursor: self.cursor.clone() }
    }

    /// The parameters of its address.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, Option<String>)> {
        let number = |value: Option<i32>| value.map(|value| value.to_string());
        vec![
            ("institution_id", self.institution_id.map(|id| id.to_string())),
            ("prefectures", self.prefectures.clone()),
            ("specialties", self.specialties.clone()),
            ("engagements", self.engagements.clone()),
            ("benefits", self.benefits.clone()),
            ("pay_unit", self.pay_unit.map(|unit| unit.code().to_owned())),
            ("pay_at_least", self.pay_at_least.map(|yen| yen.to_string())),
            ("night_duties_at_most", number(self.night_duties_at_most)),
            ("on_call_at_most", number(self.on_call_at_most)),
            ("half_days_at_most", number(self.half_days_at_most)),
            ("permit", self.permit.map(|permit| permit.to_string())),
            ("starts_by", self.starts_by.map(|day| day.to_string())),
            ("q", self.q.clone()),
            ("sort", self.sort.map(|sort| sort.code().to_owned())),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("cursor", self.cursor.clone()),
        ]
    }
}

fn terms_of<T: FromStr + Ord>(v: &mut Violations, field: &str, list: Option<&str>) -> Vec<T> {
    listed(list).unwrap_or_else(|| {
        v.add(field, FieldCode::UnknownValue);
        Vec::new()
    })
}

/// A row of the list of openings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningSummary {
    /// Its id.
    pub id: OpeningId,
    /// The institution that offers it.
    pub institution_id: InstitutionId,
    /// The institution's name.
    pub institution_name: String,
    /// The institution's name in English; may be blank.
    pub institution_name_en: String,
    /// Hospital or clinic.
    pub institution_kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: String,
    /// The municipality's name.
    pub municipality_name: String,
    /// The municipality's name in Latin letters.
    pub municipality_name_en: String,
    /// What is sought.
    pub title: String,
    /// How the doctor is engaged.
    pub engagement: Engagement,
    /// Specialties sought.
    pub specialties: Vec<Specialty>,
    /// What the pay is for; absent where the pay is by agreement.
    pub pay_unit: Option<PayUnit>,
    /// Pay from, in yen.
    pub pay_from: Option<Yen>,
    /// Pay to, in yen.
    pub pay_to: Option<Yen>,
    /// Half-days a week, where stated.
    pub half_days_per_week: Option<i32>,
    /// Night duties a month, where stated.
    pub night_duties_per_month: Option<i32>,
    /// Day duties on days off a month, where stated.
    pub day_duties_per_month: Option<i32>,
    /// Days on call a month, where stated.
    pub on_call_per_month: Option<i32>,
    /// What is offered.
    pub offered: Vec<Benefit>,
    /// The first day of work; absent where it is open.
    pub starts_on: Option<NaiveDate>,
    /// When it was first published.
    pub posted_at: DateTime<Utc>,
    /// When the institution last said that it holds.
    pub confirmed_at: DateTime<Utc>,
    /// Whether the institution is made up for demonstration.
    pub fictional: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_or_every_wrong_parameter_is_named() {
        let text = |text: &str| Some(text.to_owned());
        let query = OpeningQuery {
            prefectures: text("04, 03,04"),
            specialties: text("surgery,internal_medicine"),
            benefits: text(""),
            ..OpeningQuery::default()
        };
        let filter = query.parse().unwrap();
        assert_eq!(filter.prefectures, ["03", "04"]);
        assert_eq!(filter.specialties, [Specialty::InternalMedicine, Specialty::Surgery]);
        assert!(filter.benefits.is_empty());

        let wrong = OpeningQuery {
            prefectures: text("48"),
            specialties: text("magic"),
            engagements: text("always"),
            benefits: text("gold"),
            pay_at_least: Some(0),
            on_call_at_most: Some(32),
            sort: Some(OpeningSort::Pay),
            ..OpeningQuery::default()
        };
        let errors = wrong.parse().unwrap_err().into_errors();
        let named: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(named, ["/prefectures", "/specialties", "/engagements", "/benefits", "/pay_at_least", "/on_call_at_most", "/pay_unit"]);
    }

    /// The server writes addresses with serde, the client with [`OpeningQuery::parameters`].
    #[test]
    fn every_field_is_a_parameter() {
        let text = |text: &str| Some(text.to_owned());
        let query = OpeningQuery {
            institution_id: Some(uuid::Uuid::nil().into()),
            prefectures: text("04"),
            specialties: text("surgery"),
            engagements: text("full_time"),
            benefits: text("housing"),
            pay_unit: Some(PayUnit::Year),
            pay_at_least: Some(1),
            night_duties_at_most: Some(1),
            on_call_at_most: Some(1),
            half_days_at_most: Some(1),
            permit: Some(true),
            starts_by: Some(NaiveDate::MIN),
            q: text("a"),
            sort: Some(OpeningSort::Pay),
            limit: Some(1),
            cursor: text("x"),
        };
        let written = query.parameters();
        let fields = serde_json::to_value(&query).unwrap();
        let fields = fields.as_object().unwrap();
        assert!(written.iter().all(|(name, value)| value.is_some() && fields.contains_key(*name)), "{written:?}");
        assert_eq!(written.len(), fields.len());
    }
}

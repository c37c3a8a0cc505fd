//! Rules of support, and quotes.

use super::request::replacing;
use super::support::AreaThere;
use super::{ClientError, IdempotencyKey, Versioned, get, get_file, get_versioned, list, post_for_file, post_once, post_versioned, put};
use crate::paths::{Unparsed, api};
use chrono::NaiveDate;
use domain::export::LackingLetters;
use domain::ids::InstitutionId;
use domain::institution::InstitutionKind;
use domain::region::priority_area::Coverage;
use domain::subsidy::dto::{CreateInquiryQuote, InquiryQuote, WithdrawSubsidyRule};
use domain::subsidy::{ExpectedStart, NewRule, Plan, RulePhase, SchemeCode, SubsidyRule};
use domain::time::EffectivePeriod;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

/// Every rule of every scheme, former and coming ones too.
///
/// # Errors
/// [`ClientError`].
pub async fn list_subsidy_rules() -> Result<Vec<SubsidyRule>, ClientError> {
    list(api::list_subsidy_rules()).await
}

/// The support that would apply at a listed institution today.
///
/// # Errors
/// [`ClientError`].
pub async fn get_institution_support(institution: &str) -> Result<SupportThere, ClientError> {
    get(api::get_institution_support(Unparsed(institution))).await
}

/// What is shown at first of [`InstitutionSupport`](domain::subsidy::InstitutionSupport). What reads the rest (shapes of areas, terms of rules, statements)
/// is most of the code that reads all of it, and everybody who looks at an institution would load it.
#[derive(Debug, Clone, Deserialize)]
pub struct SupportThere {
    /// The institution.
    pub institution_id: InstitutionId,
    /// The day of all this.
    pub as_of: NaiveDate,
    /// Whether it stands in a designated area.
    pub designation: Coverage,
    /// Areas that hold it, or may.
    pub areas: Vec<AreaThere>,
    /// The rules of the schemes that would apply there.
    pub rules: Vec<RuleThere>,
    /// What one plan would be paid there.
    pub example: Option<ExampleThere>,
}

/// The scheme of a rule, and when it holds.
#[derive(Debug, Clone, Deserialize)]
pub struct RuleThere {
    /// The scheme.
    pub scheme: SchemeCode,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    expected_start: Option<ExpectedStart>,
}

impl RuleThere {
    /// Whether it is to come, holds or is over on a day.
    pub fn phase(&self, day: NaiveDate) -> RulePhase {
        RulePhase::on(day, EffectivePeriod { from: self.valid_from, until: self.valid_until }, self.expected_start.as_ref())
    }
}

/// A plan, and the answer to it.
#[derive(Debug, Clone, Deserialize)]
pub struct ExampleThere {
    /// Who plans.
    pub plan: PlannedThere,
    /// A [`Statement`](domain::subsidy::Statement), to be read by whoever shows it.
    pub statement: Value,
}

impl ExampleThere {
    /// What would be paid.
    pub fn subsidy_yen(&self) -> i64 {
        self.statement.get("subsidy_yen").and_then(Value::as_i64).unwrap_or_default()
    }
}

/// Who plans.
#[derive(Debug, Clone, Deserialize)]
pub struct PlannedThere {
    /// Hospital or clinic.
    pub institution_kind: InstitutionKind,
    /// Two digits.
    pub prefecture_code: Option<String>,
}

/// A statement as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_subsidy_quote(plan: &Plan, on: NaiveDate, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    let body = serde_json::json!({ "plan": plan, "on": on });
    Ok(post_for_file(api::print_subsidy_quote().with(&[replacing(lacking)]), &body).await?.body)
}

/// A rule with what an edit of it is based on.
///
/// # Errors
/// [`ClientError`].
pub async fn get_subsidy_rule(id: &str) -> Result<Versioned<SubsidyRule>, ClientError> {
    get_versioned(api::get_subsidy_rule(Unparsed(id))).await
}

/// Enters a rule.
///
/// # Errors
/// [`ClientError`].
pub async fn create_subsidy_rule(input: &NewRule, key: IdempotencyKey) -> Result<SubsidyRule, ClientError> {
    post_once(api::create_subsidy_rule(), input, key).await
}

/// Rewrites a rule that nothing rests on yet.
///
/// # Errors
/// [`ClientError`]; `rule_in_use` when a quote or an application does.
pub async fn replace_subsidy_rule(id: &str, input: &NewRule, etag: &str) -> Result<(), ClientError> {
    put(api::replace_subsidy_rule(Unparsed(id)), input, etag).await.map(|_: Versioned<IgnoredAny>| ())
}

/// Sets the last day of a rule.
///
/// # Errors
/// [`ClientError`].
pub async fn close_subsidy_rule(id: &str, valid_until: NaiveDate, etag: &str) -> Result<(), ClientError> {
    let body = serde_json::json!({ "valid_until": valid_until });
    post_versioned(api::close_subsidy_rule(Unparsed(id)), &body, etag).await.map(|_: IgnoredAny| ())
}

/// Takes back a rule that has not begun.
///
/// # Errors
/// [`ClientError`]; `wrong_state` once it has, `rule_in_use` when a quote or an application rests on it.
pub async fn withdraw_subsidy_rule(id: &str, input: &WithdrawSubsidyRule, etag: &str) -> Result<(), ClientError> {
    post_versioned(api::withdraw_subsidy_rule(Unparsed(id)), input, etag).await.map(|_: IgnoredAny| ())
}

/// The quotes kept in an inquiry, the latest first.
///
/// # Errors
/// [`ClientError`].
pub async fn list_inquiry_quotes(inquiry: &str) -> Result<Vec<InquiryQuote>, ClientError> {
    list(api::list_inquiry_quotes(Unparsed(inquiry))).await
}

/// Keeps a quote in an inquiry.
///
/// # Errors
/// [`ClientError`]; `wrong_state` once the inquiry has ended.
pub async fn create_inquiry_quote(inquiry: &str, input: &CreateInquiryQuote, key: IdempotencyKey) -> Result<InquiryQuote, ClientError> {
    post_once(api::create_inquiry_quote(Unparsed(inquiry)), input, key).await
}

/// A kept quote as a PDF.
///
/// # Errors
/// [`ClientError`].
pub async fn print_inquiry_quote(inquiry: &str, quote: &str, lacking: LackingLetters) -> Result<Vec<u8>, ClientError> {
    Ok(get_file(api::print_inquiry_quote(Unparsed(inquiry), Unparsed(quote)).with(&[replacing(lacking)])).await?.body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PriorityAreaId, PriorityAreaVersionId, SubsidyRuleId};
    use domain::region::priority_area::{AreaCoverage, AreaShape, AreaStatus, AreaVersion, PriorityArea};
    use domain::source::Source;
    use domain::subsidy::{Candidate, Statement, official_rules, support_at};
    use uuid::Uuid;

    #[test]
    fn the_support_at_an_institution_is_read_as_the_api_writes_it() {
        let on = NaiveDate::from_ymd_opt(2026, 9, 30).unwrap();
        let version = AreaVersion {
            id: PriorityAreaVersionId(Uuid::nil()),
            status: AreaStatus::Designated,
            shape: AreaShape::SecondaryMedicalArea { code: "0403".into() },
            period: EffectivePeriod { from: on, until: None },
            source: Source { title: "告示".into(), section: "別表".into(), url: None },
            regional_medical_council: None,
            insurers_council: None,
            note: String::new(),
        };
        let id = PriorityAreaId(Uuid::nil());
        let area = PriorityArea { id, prefecture_code: "04".into(), name: "仙南".into(), name_en: "Sennan".into(), version };
        let rules: Vec<SubsidyRule> = official_rules().into_iter().map(|rule| rule.into_rule(SubsidyRuleId(Uuid::nil()), 1)).collect();
        let institution = Candidate { id: InstitutionId(Uuid::nil()), kind: InstitutionKind::Hospital, prefecture_code: "04" };
        let areas = vec![AreaCoverage { area, coverage: Coverage::Inside }];
        let written = support_at(&institution, Coverage::Inside, areas, &rules, on);

        let read: SupportThere = serde_json::from_value(serde_json::to_value(&written).unwrap()).unwrap();
        assert_eq!((read.institution_id, read.as_of, read.designation), (written.institution_id, on, Coverage::Inside));
        assert_eq!((read.areas[0].area.name.as_str(), read.areas[0].area.version.status), ("仙南", AreaStatus::Designated));
        assert!(!read.rules.is_empty());
        assert!(
            read.rules.iter().map(|rule| (rule.scheme, rule.phase(on))).eq(written.rules.iter().map(|rule| (rule.scheme, rule.phase(on))))
        );
        let (example, known) = (read.example.unwrap(), written.example.unwrap());
        assert_eq!(example.plan.prefecture_code.as_deref(), Some("04"));
        assert_eq!(example.subsidy_yen(), known.statement.subsidy_yen.0);
        assert_eq!(serde_json::from_value::<Statement>(example.statement).unwrap(), known.statement);
    }
}

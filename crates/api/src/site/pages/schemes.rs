//! The pages about the money: what it is about, each scheme with its rules, and the package that it belongs to.

use super::super::{
    head::Head,
    labels,
    template::{Body, Frame, Link},
};
use super::{parts::day, texts::framed};
use crate::{app::AppState, error::ApiResult, features::subsidy};
use chrono::NaiveDate;
use domain::{
    locale::{Bilingual, Locale},
    subsidy::{Base, Determined, ExpectedStart, RulePhase, SchemeCode, ServiceUnit, SubsidyRule, rule_nearest, tier_ranges},
    time::{full_day_text, full_fiscal_year_text, japan_date},
};
use routes::{Topic, api};
use serde_json::{Value, json};
use std::cmp::Reverse;
use strum::IntoEnumIterator;

/// Headings of the package, and the pages of the measures below each, in their order.
const GROUPS: [(&str, &[Option<Topic>]); 5] = [
    ("training", &[None, Some(Topic::WideAreaResidency)]),
    ("plan", &[]),
    (
        "incentive",
        &[None, Some(Topic::DoctorsAllowance), Some(Topic::Matching), Some(Topic::PartnershipAgreements), Some(Topic::PrefecturalTraining)],
    ),
    ("mutual", &[Some(Topic::ManagersExperience), Some(Topic::OpeningNotice), None]),
    ("specialty", &[]),
];

/// What stands in the address of a measure, and where its texts are.
fn named(topic: Topic) -> (&'static str, &'static str) {
    (topic.slug(), topic.key())
}

/// A page of these, below the way to it.
fn framed_below(head: &Head, trail: &[(&str, &str)], locale: Locale) -> Frame {
    let trail = trail.iter().map(|(key, href)| Link::new(labels::text(key, locale), *href)).collect();
    Frame { trail, support: true, ..framed(head) }
}

/// What priority support areas are, who pays what, and how an institution comes to be supported.
///
/// # Errors
/// When the database fails.
pub async fn home(state: &AppState, head: &Head, locale: Locale) -> ApiResult<Body> {
    let (rules, today) = (rules(state).await?, japan_date(state.clock.now()));
    let it = json!({ "schemes": overview(&rules, today, locale), "topics": Topic::ALL.map(named) });
    Body::new("support", framed_below(head, &[], locale), it).giving_list(&api::list_subsidy_rules(), &rules)
}

/// Every scheme with the rule in force today.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, head: &Head, locale: Locale) -> ApiResult<Body> {
    let frame = Frame { wide: true, ..framed_below(head, &[("common.nav.support", routes::SUPPORT)], locale) };
    let (rules, today) = (rules(state).await?, japan_date(state.clock.now()));
    Body::new("schemes", frame, json!({ "schemes": overview(&rules, today, locale) })).giving_list(&api::list_subsidy_rules(), &rules)
}

/// Every rule of every scheme, as the client reads them.
async fn rules(state: &AppState) -> ApiResult<Vec<SubsidyRule>> {
    subsidy::rules(&state.db, None, None).await
}

fn overview(rules: &[SubsidyRule], today: NaiveDate, locale: Locale) -> Vec<Value> {
    let one = |scheme: SchemeCode| {
        let rule = rule_nearest(rules, scheme, today).map(|rule| {
            let rates = rule.terms.rates.known();
            let shares = json!([
                ("national", rates.map(|rates| rates.national.to_string())),
                ("prefecture", rates.map(|rates| rates.prefecture.to_string())),
                ("operator", rates.map(|rates| rates.operator.to_string())),
                ("insurers", rates.map(|rates| rates.insurers.to_string())),
            ]);
            let year = full_fiscal_year_text(rule.fiscal_year, locale);
            json!({ "year": year, "stage": rule.budget_stage.label(locale), "phase": phase(rule, today, locale), "shares": shares })
        });
        json!({ "code": scheme.code(), "name": scheme.label(locale), "rule": rule })
    };
    SchemeCode::iter().map(one).collect()
}

/// The tone and the words for where a rule is in its time.
fn phase(rule: &SubsidyRule, day: NaiveDate, locale: Locale) -> (&'static str, &'static str) {
    match rule.phase(day) {
        RulePhase::Coming => ("info", labels::text("support.schemes.coming", locale)),
        RulePhase::InForce => ("success", labels::text("support.schemes.in_force", locale)),
        RulePhase::Former => ("neutral", labels::text("support.schemes.former", locale)),
    }
}

/// A scheme's rules: what holds today first, then what is to come, then what is over.
///
/// # Errors
/// When the database fails.
pub async fn scheme(state: &AppState, scheme: SchemeCode, locale: Locale) -> ApiResult<Body> {
    let today = japan_date(state.clock.now());
    let all = rules(state).await?;
    let mut rules: Vec<&SubsidyRule> = all.iter().filter(|rule| rule.scheme == scheme).collect();
    rules.sort_by_key(|rule| (!rule.period().contains(today), Reverse(rule.valid_from)));
    let topic = match scheme {
        SchemeCode::DoctorsAllowance => Some(Topic::DoctorsAllowance),
        SchemeCode::WideAreaMatching | SchemeCode::RecurrentEducation => Some(Topic::Matching),
        _ => None,
    };
    let rules: Vec<_> = rules.into_iter().map(|one| rule(one, today, locale)).collect();
    let trail = [("common.nav.support", routes::SUPPORT), ("support.schemes.title", routes::SUPPORT_SCHEMES)];
    let head = Head::public(locale, "", scheme.label(locale).to_owned(), String::new());
    Body::new("scheme", framed_below(&head, &trail, locale), json!({ "rules": rules, "topic": topic.map(Topic::slug) }))
        .giving_list(&api::list_subsidy_rules(), &all)
}

fn rule(rule: &SubsidyRule, today: NaiveDate, locale: Locale) -> Value {
    let (known, open) = match &rule.terms.rates {
        Determined::Known { value } => (Some(value), None),
        Determined::Undetermined { reason } => (None, Some(reason.text(locale))),
    };
    let rates = known.map(|rates| {
        let all =
            [("national", rates.national), ("prefecture", rates.prefecture), ("insurers", rates.insurers), ("operator", rates.operator)];
        all.into_iter().filter(|(_, rate)| !rate.is_zero()).map(|(payer, rate)| (payer, rate.to_string())).collect::<Vec<_>>()
    });
    json!({
        "year": full_fiscal_year_text(rule.fiscal_year, locale),
        "version": rule.version,
        "from": day(rule.valid_from, locale),
        "until": rule.valid_until.map(|until| day(until, locale)),
        "stage": rule.budget_stage.label(locale),
        "phase": phase(rule, today, locale),
        "budget": rule.budget_yen.map(|budget| budget.label(locale)),
        "start": rule.expected_start.as_ref().map(|start| expected(start, locale)),
        "base": base(&rule.terms.base, locale),
        "rounding": known.map(|_| rule.terms.rounding.label(locale)),
        "conditions": rule.terms.conditions.iter().map(|one| one.label(locale)).collect::<Vec<_>>(),
        "rates": rates,
        "open": open,
        "note": rule.note.text(locale),
        "source": rule.source,
    })
}

/// A line, and whether it says why something is not determined.
type Line = (bool, String);

fn known(key: &str, locale: Locale, values: &[(&str, &dyn std::fmt::Display)]) -> Line {
    (false, labels::fill(&format!("support.{key}"), locale, values))
}

fn open(reason: &Bilingual, locale: Locale) -> Line {
    (true, reason.text(locale).to_owned())
}

/// How the base amount is worked out, item by item.
fn base(base: &Base, locale: Locale) -> Vec<Line> {
    match base {
        Base::FloorArea { tiers, attached_housing_m2, unit_prices } => {
            let tier = |(lowest, most, area): (u32, Option<u32>, u32)| match (lowest, most) {
                (0, None) => known("rule.area", locale, &[("area", &area)]),
                (0, Some(0)) => known("rule.area_without_beds", locale, &[("area", &area)]),
                (lowest, None) => known("rule.area_from", locale, &[("beds", &lowest), ("area", &area)]),
                (_, Some(most)) => known("rule.area_up_to", locale, &[("beds", &most), ("area", &area)]),
            };
            let mut items: Vec<Line> = tier_ranges(tiers).map(tier).collect();
            items.extend(attached_housing_m2.map(|area| known("rule.housing", locale, &[("area", &area)])));
            items.push(match unit_prices {
                Determined::Known { value } => {
                    let (concrete, block) = (value.reinforced_concrete_yen.label(locale), value.block_yen.label(locale));
                    let wood = value.wood_yen.label(locale);
                    known("rule.unit_prices", locale, &[("concrete", &concrete), ("block", &block), ("wood", &wood)])
                }
                Determined::Undetermined { reason } => open(reason, locale),
            });
            items
        }
        Base::PerSite { per_site_yen } => vec![known("rule.per_site", locale, &[("amount", &per_site_yen.label(locale))])],
        Base::Settlement { max_days, fixed_yen, per_day_yen, beyond } => {
            let (fixed, daily) = (fixed_yen.label(locale), per_day_yen.label(locale));
            vec![known("rule.settlement", locale, &[("days", max_days), ("fixed", &fixed), ("daily", &daily)]), open(beyond, locale)]
        }
        Base::PerUnit { unit, per_unit_yen } => {
            let key = match unit {
                ServiceUnit::Duty => "rule.per_duty",
                ServiceUnit::Day => "rule.per_day",
            };
            vec![known(key, locale, &[("amount", &per_unit_yen.label(locale))])]
        }
        Base::FixedAmount { recipient } => vec![known("rule.fixed", locale, &[("recipient", &recipient.text(locale))])],
        Base::Undetermined { reason } => vec![open(reason, locale)],
    }
}

/// What is known about when it starts.
fn expected(start: &ExpectedStart, locale: Locale) -> Vec<Line> {
    let mut items: Vec<Line> = Vec::new();
    items.extend(start.opens_on.map(|day| (false, full_day_text(day, locale))));
    items.extend(start.fiscal_year.map(|year| known("schemes.start_year", locale, &[("year", &full_fiscal_year_text(year, locale))])));
    items.extend(start.no_later_than.map(|day| known("schemes.start_by", locale, &[("day", &full_day_text(day, locale))])));
    let reason = start.reason.text(locale).to_owned();
    items.push((start.opens_on.is_none(), reason));
    items
}

/// The package as a whole.
pub fn package(head: &Head, locale: Locale) -> Body {
    let slugs = |topics: &[Option<Topic>]| topics.iter().map(|topic| topic.map(Topic::slug)).collect::<Vec<_>>();
    let groups = GROUPS.map(|(name, topics)| (name, slugs(topics)));
    Body::new("package", framed_below(head, &[("common.nav.support", routes::SUPPORT)], locale), json!({ "groups": groups }))
}

/// One measure of the package.
pub fn topic(head: &Head, topic: Topic, locale: Locale) -> Body {
    let name = topic.key();
    let trail = [("common.nav.support", routes::SUPPORT), ("support.nav.package", routes::SUPPORT_PACKAGE)];
    let eyebrow = labels::text(&format!("support.{name}.eyebrow"), locale).to_owned();
    let it = json!({
        "name": name,
        "has_table": labels::list(&format!("support.{name}.table_cells"), locale).is_some(),
        "has_note": !labels::text(&format!("support.{name}.note"), locale).is_empty(),
        "others": Topic::ALL.into_iter().filter(|other| *other != topic).map(named).collect::<Vec<_>>(),
    });
    Body::new("topic", Frame { eyebrow, ..framed_below(head, &trail, locale) }, it)
}

//! The pages about the money: what it is about, each scheme with its rules, and the package that it belongs to.

use super::super::{
    head::Head,
    labels,
    template::{Body, Frame, Link},
};
use super::{TOPICS, parts::day, texts::framed};
use crate::{app::AppState, error::ApiResult, features::subsidy};
use chrono::NaiveDate;
use domain::{
    locale::{Bilingual, Locale},
    subsidy::{Base, Determined, ExpectedStart, RulePhase, SchemeCode, ServiceUnit, SubsidyRule, rule_nearest, tier_ranges},
    time::{full_day_text, full_fiscal_year_text, japan_date},
};
use serde_json::{Value, json};
use std::cmp::Reverse;
use strum::IntoEnumIterator;

/// Headings of the package, and the pages of the measures below each, in their order.
const GROUPS: [(&str, &[Option<&str>]); 5] = [
    ("training", &[None, Some("wide-area-residency")]),
    ("plan", &[]),
    (
        "incentive",
        &[
            None,
            Some("doctors-allowance"),
            Some("matching-and-recurrent-education"),
            Some("partnership-agreements"),
            Some("prefectural-training"),
        ],
    ),
    ("mutual", &[Some("managers-experience"), Some("opening-notice"), None]),
    ("specialty", &[]),
];

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
    let it = json!({ "schemes": overview(state, locale).await?, "topics": TOPICS });
    Ok(Body::new("support", framed_below(head, &[], locale), it))
}

/// Every scheme with the rule in force today.
///
/// # Errors
/// When the database fails.
pub async fn list(state: &AppState, head: &Head, locale: Locale) -> ApiResult<Body> {
    let frame = Frame { wide: true, ..framed_below(head, &[("common.nav.support", "/support")], locale) };
    Ok(Body::new("schemes", frame, json!({ "schemes": overview(state, locale).await? })))
}

async fn overview(state: &AppState, locale: Locale) -> ApiResult<Vec<Value>> {
    let (rules, today) = (subsidy::rules(&state.db, None, None).await?, japan_date(state.clock.now()));
    let one = |scheme: SchemeCode| {
        let rule = rule_nearest(&rules, scheme, today).map(|rule| {
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
    Ok(SchemeCode::iter().map(one).collect())
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
    let mut rules = subsidy::rules(&state.db, Some(scheme), None).await?;
    rules.sort_by_key(|rule| (!rule.period().contains(today), Reverse(rule.valid_from)));
    let topic = match scheme {
        SchemeCode::DoctorsAllowance => Some("doctors-allowance"),
        SchemeCode::WideAreaMatching | SchemeCode::RecurrentEducation => Some("matching-and-recurrent-education"),
        _ => None,
    };
    let rules: Vec<_> = rules.iter().map(|one| rule(one, today, locale)).collect();
    let trail = [("common.nav.support", "/support"), ("support.schemes.title", "/support/schemes")];
    let head = Head::public(locale, "", scheme.label(locale).to_owned(), String::new());
    Ok(Body::new("scheme", framed_below(&head, &trail, locale), json!({ "rules": rules, "topic": topic })))
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
    Body::new("package", framed_below(head, &[("common.nav.support", "/support")], locale), json!({ "groups": GROUPS }))
}

/// One measure of the package; `None` where there is none of that name.
pub fn topic(head: &Head, slug: &str, locale: Locale) -> Option<Body> {
    let (_, name) = TOPICS.iter().find(|(known, _)| *known == slug)?;
    let trail = [("common.nav.support", "/support"), ("support.nav.package", "/support/package")];
    let eyebrow = labels::text(&format!("support.{name}.eyebrow"), locale).to_owned();
    let it = json!({
        "name": name,
        "has_table": labels::list(&format!("support.{name}.table_cells"), locale).is_some(),
        "has_note": !labels::text(&format!("support.{name}.note"), locale).is_empty(),
        "others": TOPICS.iter().filter(|(other, _)| *other != slug).collect::<Vec<_>>(),
    });
    Some(Body::new("topic", Frame { eyebrow, ..framed_below(head, &trail, locale) }, it))
}

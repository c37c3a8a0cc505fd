//! What a rule may say, and that it is the same after a journey through JSON.

use super::*;
use crate::locale::Bilingual;
use crate::subsidy::{AreaTier, Base, Condition, Determined, Rate, Rates, SchemeCode, ServiceUnit};
use crate::validate::{FieldCode, Validate};

/// The document's rule for settlement in fiscal 2026.
fn a_rule() -> NewRule {
    official_rules().into_iter().rfind(|rule| rule.scheme == SchemeCode::ClinicSettlement).unwrap()
}

fn violations(rule: &NewRule) -> Vec<(String, FieldCode)> {
    let found = rule.validate().map(|()| Vec::new()).unwrap_or_else(|found| found.into_errors());
    found.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn faults(change: impl FnOnce(&mut NewRule)) -> Vec<(String, FieldCode)> {
    let mut rule = a_rule();
    change(&mut rule);
    violations(&rule)
}

fn fault(pointer: &str, code: FieldCode) -> Vec<(String, FieldCode)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn the_official_rules_are_valid_and_survive_json() {
    for rule in official_rules() {
        assert_eq!(violations(&rule), [], "{}", rule.scheme);
        assert_eq!(serde_json::from_value::<NewRule>(serde_json::to_value(&rule).unwrap()).unwrap(), rule);
    }
    for rule in rules() {
        assert_eq!(serde_json::from_value::<SubsidyRule>(serde_json::to_value(&rule).unwrap()).unwrap(), rule);
    }
}

#[test]
fn no_two_official_rules_of_a_scheme_hold_on_the_same_day() {
    let rules = rules();
    for (n, one) in rules.iter().enumerate() {
        for other in &rules[n + 1..] {
            assert!(one.scheme != other.scheme || !one.period().overlaps(&other.period()), "{}", one.scheme);
        }
    }
}

#[test]
fn the_wire_names_kinds_and_amounts_plainly() {
    let terms = serde_json::to_value(a_rule().terms).unwrap();
    assert_eq!(terms["base"]["kind"], "settlement");
    assert_eq!(terms["base"]["per_day_yen"], 71_000);
    assert_eq!(terms["rates"]["value"]["national"], serde_json::json!({ "numerator": 4, "denominator": 9 }));
    assert_eq!(terms["rounding"], "down_to_thousand");
}

#[test]
fn shares_that_are_not_the_whole_are_refused() {
    let third = Rate::new(1, 3).unwrap();
    let found = faults(|rule| rule.terms.rates = Determined::Known { value: Rates::shared(third, third, Rate::ZERO) });
    assert_eq!(found, fault("/terms/rates/value", FieldCode::NotAWhole));
}

#[test]
fn a_base_must_count_what_the_scheme_plans() {
    let found = faults(|rule| rule.terms.base = Base::PerUnit { unit: ServiceUnit::Duty, per_unit_yen: Yen(1) });
    assert_eq!(found, fault("/terms/base/kind", FieldCode::UnknownValue));
}

#[test]
fn absurd_numbers_and_silent_reasons_are_refused() {
    let settlement = |max_days, fixed, per_day, beyond: Bilingual| {
        let base = Base::Settlement { max_days, fixed_yen: Yen(fixed), per_day_yen: Yen(per_day), beyond };
        faults(move |rule| rule.terms.base = base)
    };
    let said = Bilingual::new("資料にない", "not given");
    assert_eq!(settlement(367, 1, 1, said.clone()), fault("/terms/base/max_days", FieldCode::OutOfRange));
    assert_eq!(settlement(129, -1, 1, said.clone()), fault("/terms/base/fixed_yen", FieldCode::OutOfRange));
    assert_eq!(settlement(129, 1, i64::MAX, said), fault("/terms/base/per_day_yen", FieldCode::OutOfRange));
    let half = Bilingual::new("資料にない", " ");
    assert_eq!(settlement(129, 1, 1, half), fault("/terms/base/beyond/en", FieldCode::Required));
    assert_eq!(faults(|rule| rule.fiscal_year = 1999), fault("/fiscal_year", FieldCode::OutOfRange));
    assert_eq!(faults(|rule| rule.budget_yen = Some(Yen(-1))), fault("/budget_yen", FieldCode::OutOfRange));
    assert_eq!(faults(|rule| rule.source.title.clear()), fault("/source/title", FieldCode::Required));
    assert_eq!(faults(|rule| rule.source.url = Some("javascript:1".into())), fault("/source/url", FieldCode::NotAWebAddress));
    assert_eq!(faults(|rule| rule.valid_until = Some(day(2026, 3, 31))), fault("/valid_until", FieldCode::OutOfRange));
    assert_eq!(faults(|rule| rule.terms.conditions.push(Condition::ClinicOnly)), fault("/terms/conditions", FieldCode::Duplicate));
}

#[test]
fn areas_must_cover_every_number_of_beds_once() {
    let tiers = |tiers: &[(Option<u32>, u32)]| {
        let mut rule = official_rules().remove(0);
        if let Base::FloorArea { tiers: old, .. } = &mut rule.terms.base {
            *old = tiers.iter().map(|&(beds_up_to, square_metres)| AreaTier { beds_up_to, square_metres }).collect();
        }
        violations(&rule)
    };
    assert_eq!(tiers(&[(Some(0), 160), (None, 240)]), []);
    assert_eq!(tiers(&[]), fault("/terms/base/tiers", FieldCode::Required));
    assert_eq!(tiers(&[(None, 160), (None, 240)]), fault("/terms/base/tiers/0/beds_up_to", FieldCode::Required));
    assert_eq!(tiers(&[(Some(5), 160), (Some(5), 240), (None, 760)]), fault("/terms/base/tiers/1/beds_up_to", FieldCode::OutOfRange));
    assert_eq!(tiers(&[(Some(5), 160)]), fault("/terms/base/tiers/0/beds_up_to", FieldCode::UnknownValue));
    assert_eq!(tiers(&[(None, 0)]), fault("/terms/base/tiers/0/square_metres", FieldCode::OutOfRange));
}

//! Plans that are refused, lines without an amount, and what a later rule changes.

use super::*;
use crate::ids::InstitutionId;
use crate::locale::Locale;
use crate::region::priority_area::Coverage;
use crate::subsidy::{
    Base, Candidate, Condition, ConditionCheck, ConditionState, Construction, Determined, LineChange, Rate, Rates, Rounding, SchemeCode,
    designation, difference, rule_in_force, support_at,
};
use crate::validate::{FieldCode, Validate};

fn faults(components: Vec<Component>) -> Vec<(String, FieldCode)> {
    let found = plan(components).validate().map(|()| Vec::new()).unwrap_or_else(|found| found.into_errors());
    found.into_iter().map(|error| (error.pointer, error.code)).collect()
}

#[test]
fn absurd_plans_are_refused_field_by_field() {
    let cost = |yen| Some(Yen(yen));
    let outside = [
        (Component::ClinicFacility { beds: 20, attached_housing: false, construction: None, cost_yen: None }, "beds"),
        (Component::ClinicFacility { beds: -1, attached_housing: false, construction: None, cost_yen: None }, "beds"),
        (Component::ClinicEquipment { sites: 0, cost_yen: None }, "sites"),
        (Component::ClinicEquipment { sites: 21, cost_yen: None }, "sites"),
        (Component::ClinicEquipment { sites: 1, cost_yen: cost(-1) }, "cost_yen"),
        (Component::ClinicEquipment { sites: 1, cost_yen: cost(100_000_000_001) }, "cost_yen"),
        (Component::ClinicSettlement { days: 367, cost_yen: None }, "days"),
        (Component::ClinicSettlement { days: -1, cost_yen: None }, "days"),
        (Component::WorkEnvironment { construction: Construction::Wood, cost_yen: cost(i64::MAX) }, "cost_yen"),
        (Component::SubstituteDoctor { duties: 733, cost_yen: None }, "duties"),
        (Component::DispatchingInstitution { days: 367, new_dispatch: true, cost_yen: None }, "days"),
    ];
    for (component, field) in outside {
        assert_eq!(faults(vec![component.clone()]), [(format!("/components/0/{field}"), FieldCode::OutOfRange)]);
        // Whoever skips the check gets a reason and no amount; a cost or number of days beyond any bound is only capped.
        let _ = quote(vec![component], fiscal_2026());
    }
}

#[test]
fn a_plan_names_at_least_one_scheme_and_none_twice() {
    assert_eq!(faults(vec![]), [("/components".to_owned(), FieldCode::Required)]);
    let days = |days| Component::ClinicSettlement { days, cost_yen: None };
    assert_eq!(faults(vec![days(1), days(2)]), [("/components/1/scheme".to_owned(), FieldCode::Duplicate)]);
    let mut elsewhere = plan(vec![days(1)]);
    elsewhere.prefecture_code = Some("48".into());
    assert_eq!(elsewhere.validate().unwrap_err().into_errors()[0].pointer, "/prefecture_code");
}

#[test]
fn a_plan_on_the_wire_leaves_out_what_is_not_known() {
    let plan: Plan = serde_json::from_str(
        r#"{"institution_kind":"clinic","opening":"succession","components":[
            {"scheme":"clinic_facility"},{"scheme":"clinic_equipment","cost_yen":18000000},{"scheme":"doctors_allowance"}]}"#,
    )
    .unwrap();
    assert_eq!(plan.validate(), Ok(()));
    assert_eq!(plan.components[1], Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_000_000)) });
    assert_eq!(serde_json::from_value::<Plan>(serde_json::to_value(&plan).unwrap()).unwrap(), plan);
}

#[test]
fn what_the_plan_itself_rules_out_is_not_eligible() {
    let mut hospital = plan(vec![Component::ClinicSettlement { days: 10, cost_yen: None }]);
    hospital.institution_kind = InstitutionKind::Hospital;
    hospital.opening = None;
    let statement = statement(&hospital, &rules(), fiscal_2026());
    let outcome = &statement.lines[0].outcome;
    assert_eq!(*outcome, Outcome::NotEligible { conditions: vec![Condition::ClinicOnly, Condition::SuccessionOrOpening] });
    assert_eq!(outcome.sentence(Locale::Ja), "次の要件を満たしていません：診療所であること、承継又は開業する診療所であること。");
    let old = quote(vec![Component::DispatchingInstitution { days: 10, new_dispatch: false, cost_yen: None }], fiscal_2026());
    assert_eq!(old.lines[0].outcome, Outcome::NotEligible { conditions: vec![Condition::NewDispatchOnly] });
}

#[test]
fn what_only_a_register_knows_is_to_be_confirmed_until_it_is_said() {
    let statement = quote(vec![Component::ClinicSettlement { days: 10, cost_yen: None }], fiscal_2026());
    let state = |statement: &Statement, condition| {
        statement.lines[0].conditions.iter().find(|check| check.condition == condition).map(|check| check.state)
    };
    assert_eq!(state(&statement, Condition::OpenInFiscalYear), Some(ConditionState::Met));
    assert_eq!(state(&statement, Condition::ClinicOnly), Some(ConditionState::Met));
    assert_eq!(state(&statement, Condition::DesignatedArea), Some(ConditionState::ToConfirm));
    let statement = statement.with_fact(Condition::DesignatedArea, true).with_fact(Condition::BothCouncilsAgreed, false);
    assert_eq!(state(&statement, Condition::DesignatedArea), Some(ConditionState::Met));
    assert_eq!(state(&statement, Condition::BothCouncilsAgreed), Some(ConditionState::NotMet));
    assert_eq!(statement.lines[0].outcome, Outcome::NotEligible { conditions: vec![Condition::BothCouncilsAgreed] });
    assert_eq!((statement.subsidy_yen, statement.totals), (Yen::ZERO, Shares::default()));
}

#[test]
fn outside_the_areas_nothing_is_paid_to_an_institution() {
    let clinic = Candidate { id: InstitutionId(Uuid::from_u128(1)), kind: InstitutionKind::Clinic, prefecture_code: "04" };
    let inside = support_at(&clinic, Coverage::Inside, vec![], &rules(), fiscal_2026());
    assert_eq!(inside.rules.len(), 6);
    let example = inside.example.unwrap().statement;
    // 16,500,000 × 1/2, (6,200,000 + 71,000 × 100) × 2/3 down to ¥1,000, and 60,000 × 24 × 1/2.
    assert_eq!(example.subsidy_yen, Yen(8_250_000 + 8_866_000 + 720_000));
    let outside = support_at(&clinic, Coverage::Outside, vec![], &rules(), fiscal_2026());
    assert_eq!((outside.rules.len(), outside.example), (0, None));
    let hospital = Candidate { kind: InstitutionKind::Hospital, ..clinic };
    let unknown = support_at(&hospital, Coverage::Unknown, vec![], &rules(), fiscal_2026());
    let schemes: Vec<_> = unknown.rules.iter().map(|rule| rule.scheme).collect();
    assert_eq!(schemes, [SchemeCode::WorkEnvironment, SchemeCode::SubstituteDoctor, SchemeCode::DoctorsAllowance]);
    let line = &unknown.example.unwrap().statement.lines[0];
    assert!(line.conditions.contains(&ConditionCheck { condition: Condition::DesignatedArea, state: ConditionState::ToConfirm }));
    assert_eq!(designation(&[], true), Coverage::Outside);
    assert_eq!(designation(&[], false), Coverage::Unknown, "nothing is recorded, so nothing is denied");
}

/// The official rules with one of today's changed.
fn changed(scheme: SchemeCode, change: impl FnOnce(&mut SubsidyRule)) -> Vec<SubsidyRule> {
    let mut rules = rules();
    let rule = rules.iter_mut().rfind(|rule| rule.scheme == scheme).unwrap();
    rule.id = SubsidyRuleId(Uuid::from_u128(999));
    rule.version += 1;
    change(rule);
    rules
}

#[test]
fn numbers_nobody_checked_give_a_reason_and_no_panic() {
    let huge = changed(SchemeCode::ClinicEquipment, |rule| rule.terms.base = Base::PerSite { per_site_yen: Yen(i64::MAX) });
    let equipment = plan(vec![Component::ClinicEquipment { sites: 20, cost_yen: None }]);
    assert!(matches!(statement(&equipment, &huge, fiscal_2026()).lines[0].outcome, Outcome::Undetermined { .. }));
    let twice = Rates::shared(Rate::ONE, Rate::ONE, Rate::ZERO);
    let broken = changed(SchemeCode::ClinicEquipment, |rule| rule.terms.rates = Determined::Known { value: twice });
    assert!(matches!(statement(&equipment, &broken, fiscal_2026()).lines[0].outcome, Outcome::Undetermined { .. }));
    let nobody = changed(SchemeCode::ClinicEquipment, |rule| {
        rule.terms.rates = Determined::Known { value: Rates::shared(Rate::ZERO, Rate::ZERO, Rate::ONE) };
    });
    let unpaid = statement(&equipment, &nobody, fiscal_2026());
    assert_eq!((unpaid.subsidy_yen, unpaid.totals.operator_yen), (Yen::ZERO, unpaid.eligible_yen), "a rate of nothing is a rate");
    let negative = quote(vec![Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(-1)) }], fiscal_2026());
    assert!(matches!(negative.lines[0].outcome, Outcome::Undetermined { .. }));
}

#[test]
fn rounding_to_the_nearest_never_lifts_a_subsidy_above_the_cost() {
    let all = Rates { national: Rate::ZERO, prefecture: Rate::ZERO, operator: Rate::ZERO, insurers: Rate::ONE };
    let rules = changed(SchemeCode::ClinicEquipment, |rule| {
        rule.terms.rates = Determined::Known { value: all };
        rule.terms.rounding = Rounding::HalfUpToThousand;
    });
    let line =
        amounts(&statement(&plan(vec![Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(600)) }]), &rules, fiscal_2026()), 0);
    assert_eq!((line.subsidy, line.shares.insurers_yen, line.shares.operator_yen), (600, Yen(600), Yen::ZERO));
}

#[test]
fn a_later_rule_shows_its_difference() {
    let components = vec![
        Component::ClinicFacility { beds: 0, attached_housing: false, construction: Some(Construction::Wood), cost_yen: None },
        Component::ClinicEquipment { sites: 1, cost_yen: None },
        Component::ClinicSettlement { days: 21, cost_yen: None },
        Component::SubstituteDoctor { duties: 2, cost_yen: None },
    ];
    let frozen = quote(components.clone(), fiscal_2026());
    assert!(!difference(&frozen, &frozen).has_changes());
    let later = changed(SchemeCode::ClinicEquipment, |rule| rule.terms.base = Base::PerSite { per_site_yen: Yen(20_000_000) });
    let mut today = statement(&plan(components), &later, fiscal_2026());
    today.lines.pop();
    let found = difference(&frozen, &today);
    let changes: Vec<_> = found.lines.iter().map(|line| line.change).collect();
    assert_eq!(changes, [LineChange::Same, LineChange::More, LineChange::Same, LineChange::Removed]);
    assert_eq!((found.lines[1].before_version, found.lines[1].after_version), (Some(2), Some(3)));
    assert_eq!(found.lines[1].change_yen, Some(Yen(1_750_000)));
    assert_eq!(found.change_yen, Yen(1_750_000));
}

#[test]
fn a_rule_of_the_next_year_with_the_same_answer_is_named() {
    let components = vec![Component::ClinicSettlement { days: 21, cost_yen: None }];
    let found = difference(&quote(components.clone(), fiscal_2025()), &quote(components, fiscal_2026()));
    assert_eq!(found.lines[0].change, LineChange::OtherRule);
    assert_eq!(found.change_yen, Yen::ZERO);
}

#[test]
fn of_two_rules_on_one_day_the_later_version_counts() {
    let mut rules = rules();
    let mut later = rule_in_force(&rules, SchemeCode::SubstituteDoctor, fiscal_2026()).unwrap().clone();
    later.version = 2;
    rules.insert(0, later);
    assert_eq!(rule_in_force(&rules, SchemeCode::SubstituteDoctor, fiscal_2026()).map(|rule| rule.version), Some(2));
}

//! Cases that can be read off the document with a pencil.

use super::*;
use crate::locale::Locale;
use crate::subsidy::{Construction, SchemeCode};

fn settlement(days: i32) -> Component {
    Component::ClinicSettlement { days, cost_yen: None }
}

#[test]
fn miyagi_ishinomaki_settlement_of_21_days_is_7_691_thousand() {
    // 石巻・登米・気仙沼, decision of fiscal 2025: cost 7,691, subsidy 5,127.
    let line = amounts(&quote(vec![settlement(21)], fiscal_2025()), 0);
    assert_eq!((line.base, line.eligible, line.subsidy), (7_691_000, 7_691_000, 5_127_000));
    assert_eq!(line.rate, "2/3");
    assert_eq!(line.shares, shares(3_418_000, 1_709_000, 2_564_000));
}

#[test]
fn miyagi_ishinomaki_settlement_of_20_days_is_7_620_thousand() {
    // The same, as planned on 29 May 2025: cost 7,620, subsidy 5,080.
    let line = amounts(&quote(vec![settlement(20)], fiscal_2025()), 0);
    assert_eq!((line.base, line.subsidy), (7_620_000, 5_080_000));
}

#[test]
fn miyagi_sennan_three_equipment_caps_are_49_500_thousand() {
    // 仙南, decision: 3 clinics, cost 49,500, subsidy 24,750; the withdrawn clinic had planned 16,000.
    let at_cap = |sites| quote(vec![Component::ClinicEquipment { sites, cost_yen: None }], fiscal_2025());
    let line = amounts(&at_cap(3), 0);
    assert_eq!((line.base, line.subsidy), (49_500_000, 24_750_000));
    let each: i64 = (0..3).map(|_| amounts(&at_cap(1), 0).subsidy).sum();
    assert_eq!(each, 24_750_000);
    let withdrawn = quote(vec![Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(16_000_000)) }], fiscal_2025());
    assert_eq!(amounts(&withdrawn, 0).subsidy, 32_750_000 - 24_750_000);
}

#[test]
fn eighty_square_metres_by_the_three_constructions() {
    let cases = [
        (Construction::ReinforcedConcrete, 38_720_000, 19_360_000),
        (Construction::Block, 17_120_000, 8_560_000),
        (Construction::Wood, 28_400_000, 14_200_000),
    ];
    for (construction, base, subsidy) in cases {
        let line = amounts(&quote(vec![Component::WorkEnvironment { construction, cost_yen: None }], fiscal_2026()), 0);
        assert_eq!((line.base, line.subsidy), (base, subsidy), "{construction}");
    }
}

#[test]
fn substitutes_and_dispatches_are_counted_by_duty_and_by_day() {
    let statement = quote(
        vec![
            Component::SubstituteDoctor { duties: 24, cost_yen: None },
            Component::DispatchingInstitution { days: 100, new_dispatch: true, cost_yen: None },
        ],
        fiscal_2026(),
    );
    let duties = amounts(&statement, 0);
    assert_eq!((duties.base, duties.subsidy, duties.rate.as_str()), (1_440_000, 720_000, "1/2"));
    assert_eq!(duties.shares, shares(480_000, 240_000, 720_000));
    let days = amounts(&statement, 1);
    assert_eq!((days.base, days.subsidy, days.rate.as_str()), (6_100_000, 4_575_000, "3/4"));
    assert_eq!(days.shares, shares(3_050_000, 1_525_000, 1_525_000));
}

#[test]
fn a_clinic_without_beds_equipment_18_million_100_days_and_two_duties_a_month() {
    let statement = quote(
        vec![
            Component::ClinicFacility { beds: 0, attached_housing: false, construction: None, cost_yen: None },
            Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_000_000)) },
            settlement(100),
            Component::SubstituteDoctor { duties: 24, cost_yen: None },
        ],
        fiscal_2026(),
    );
    match &statement.lines[0].outcome {
        Outcome::Undetermined { reason, steps } => {
            assert!(reason.ja.contains("単価"), "{reason:?}");
            assert_eq!(steps[..], [Step::StandardArea { beds: Some(0), practice_m2: 160, housing_m2: 0, total_m2: 160 }]);
        }
        other => panic!("the document gives no unit price: {other:?}"),
    }
    let equipment = amounts(&statement, 1);
    assert!(equipment.capped);
    assert_eq!((equipment.eligible, equipment.beyond, equipment.subsidy), (16_500_000, 1_500_000, 8_250_000));
    let settlement = amounts(&statement, 2);
    assert_eq!((settlement.base, settlement.subsidy), (13_300_000, 8_866_000));
    assert_eq!(settlement.shares, shares(5_910_666, 2_955_334, 4_434_000));
    assert_eq!(amounts(&statement, 3).subsidy, 720_000);
    assert_eq!(statement.subsidy_yen, Yen(8_250_000 + 8_866_000 + 720_000));
    assert_eq!(statement.eligible_yen, Yen(16_500_000 + 13_300_000 + 1_440_000));
    assert_eq!(statement.totals.total_yen(), statement.eligible_yen);
    assert!(!statement.is_complete());
}

#[test]
fn standard_areas_follow_the_beds() {
    for (beds, housing, total) in [(0, false, 160), (1, false, 240), (5, false, 240), (6, false, 760), (19, true, 840), (0, true, 240)] {
        let facility =
            Component::ClinicFacility { beds, attached_housing: housing, construction: Some(Construction::Wood), cost_yen: None };
        match &quote(vec![facility], fiscal_2025()).lines[0].outcome {
            Outcome::Undetermined { steps, .. } => {
                assert!(matches!(steps[..], [Step::StandardArea { total_m2, .. }] if total_m2 == total), "{beds} beds: {steps:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_129th_day_has_an_amount_and_the_130th_has_none() {
    let last = amounts(&quote(vec![settlement(129)], fiscal_2025()), 0);
    assert_eq!((last.base, last.subsidy), (15_359_000, 10_239_000));
    match &quote(vec![settlement(130)], fiscal_2025()).lines[0].outcome {
        Outcome::Undetermined { reason, .. } => assert!(reason.ja.contains('等') && reason.en.contains("129")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_allowance_says_when_it_starts_and_names_no_yen() {
    let statement = quote(vec![Component::DoctorsAllowance {}], fiscal_2026());
    match &statement.lines[0].outcome {
        Outcome::NotOpen { reason, opens_on: None } => assert!(reason.ja.contains("令和10年12月11日")),
        other => panic!("{other:?}"),
    }
    assert_eq!(statement.subsidy_yen, Yen::ZERO);
    // A year earlier the same is said, not that it opens with the rule's validity.
    let earlier = quote(vec![Component::DoctorsAllowance {}], fiscal_2025());
    assert!(matches!(earlier.lines[0].outcome, Outcome::NotOpen { opens_on: None, .. }));
}

#[test]
fn the_rules_change_with_the_fiscal_year() {
    let stage = |on| quote(vec![settlement(21)], on).lines[0].rule.as_ref().map(|rule| (rule.fiscal_year, rule.version));
    assert_eq!(stage(day(2026, 3, 31)), Some((2025, 1)));
    assert_eq!(stage(day(2026, 4, 1)), Some((2026, 2)));
    assert_eq!(quote(vec![settlement(21)], day(2026, 3, 31)).fiscal_year, 2025);
    assert_eq!(stage(day(2025, 3, 31)), None);
    assert_eq!(stage(day(2027, 4, 1)), None);
    let early = quote(vec![Component::SubstituteDoctor { duties: 1, cost_yen: None }], day(2026, 3, 31));
    assert!(matches!(early.lines[0].outcome, Outcome::NotOpen { opens_on: Some(opens), .. } if opens == day(2026, 4, 1)));
    assert!(early.lines[0].outcome.sentence(Locale::En).ends_with("One is recorded from 1 April 2026."));
    let late = quote(vec![settlement(21)], day(2027, 4, 1));
    assert!(late.lines[0].outcome.sentence(Locale::Ja).contains("2027年3月31日まで"));
}

#[test]
fn an_amount_is_cut_once_for_each_institution() {
    let of = |sites, cost| {
        let statement = quote(vec![Component::ClinicEquipment { sites, cost_yen: Some(Yen(cost)) }], fiscal_2025());
        (statement.subsidy_yen, statement)
    };
    // Three institutions have three plans: each is cut, and the sum is of what was cut.
    let three: Yen = std::iter::repeat_with(|| of(1, 1_001_999).0).take(3).sum();
    assert_eq!(three, Yen(1_500_000));
    // Three sites of one institution are one plan, which is cut once.
    let (one, statement) = of(3, 3 * 1_001_999);
    assert_eq!(one, Yen(1_502_000));
    let said = |locale| amounts(&statement, 0).steps[0].sentence(locale);
    assert!(said(Locale::Ja).starts_with("基準額：16,500,000円 × 3か所 = 49,500,000円（計画は1医療機関のもの"), "{}", said(Locale::Ja));
    assert!(said(Locale::En).ends_with("rounded once per institution)"), "{}", said(Locale::En));
    for (cost, subsidy) in [(20_000_001, 8_250_000), (12_345_679, 6_172_000), (1_999, 0)] {
        assert_eq!(of(1, cost).0, Yen(subsidy), "{cost}");
    }
}

#[test]
fn every_step_says_itself() {
    let settled = quote(vec![settlement(21), Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_000_000)) }], fiscal_2025());
    let say = |line, locale| amounts(&settled, line).steps.iter().map(|step| step.sentence(locale)).collect::<Vec<_>>();
    assert_eq!(
        say(0, Locale::Ja),
        [
            "基準額：6,200,000円 + 71,000円 × 21日 = 7,691,000円",
            "対象経費の記入がないため、基準額の7,691,000円まで経費がかかるものとして計算しています。",
            "補助額：7,691,000円 × 2/3（国 4/9 + 都道府県 2/9） = 5,127,000円（千円未満切り捨て）",
            "負担：国 3,418,000円 + 都道府県 1,709,000円 + 医療機関（事業者） 2,564,000円 = 7,691,000円",
        ]
    );
    assert_eq!(
        say(1, Locale::En),
        [
            "Base amount: ¥16,500,000 × 1 site = ¥16,500,000",
            "The cost of ¥18,000,000 is above the base amount: ¥16,500,000 of it is eligible, and the institution (operator) bears the ¥1,500,000 above it.",
            "Subsidy: ¥16,500,000 × 1/2 (national government 1/3 + prefecture 1/6) = ¥8,250,000 (rounded down to ¥1,000)",
            "Who pays: national government ¥5,500,000 + prefecture ¥2,750,000 + institution (operator) ¥8,250,000 = ¥16,500,000",
        ]
    );
}

#[test]
fn the_document_names_every_scheme() {
    use strum::IntoEnumIterator;
    for scheme in SchemeCode::iter() {
        assert!(rules().iter().any(|rule| rule.scheme == scheme), "{scheme}");
    }
}

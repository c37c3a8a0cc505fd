//! What holds for any plan under any valid rule.

use super::*;
use crate::subsidy::{Base, Construction, Determined, MAX_COST, Rate, Rates, Rounding, ServiceUnit, UnitPrices};
use crate::validate::Validate;
use proptest::prelude::*;

fn cost() -> impl Strategy<Value = Option<Yen>> {
    proptest::option::of(prop_oneof![0..=50_000_000i64, 0..=MAX_COST.0].prop_map(Yen))
}

fn construction() -> impl Strategy<Value = Construction> {
    prop_oneof![Just(Construction::ReinforcedConcrete), Just(Construction::Block), Just(Construction::Wood)]
}

/// Any valid component of each scheme, some left out.
fn components() -> impl Strategy<Value = Vec<Component>> {
    let facility = (0..=19, any::<bool>(), proptest::option::of(construction()), cost()).prop_map(
        |(beds, attached_housing, construction, cost_yen)| Component::ClinicFacility { beds, attached_housing, construction, cost_yen },
    );
    let equipment = (1..=20, cost()).prop_map(|(sites, cost_yen)| Component::ClinicEquipment { sites, cost_yen });
    let settlement = (0..=366, cost()).prop_map(|(days, cost_yen)| Component::ClinicSettlement { days, cost_yen });
    let environment = (construction(), cost()).prop_map(|(construction, cost_yen)| Component::WorkEnvironment { construction, cost_yen });
    let substitute = (0..=732, cost()).prop_map(|(duties, cost_yen)| Component::SubstituteDoctor { duties, cost_yen });
    let dispatch = (0..=366, any::<bool>(), cost()).prop_map(|(days, new_dispatch, cost_yen)| Component::DispatchingInstitution {
        days,
        new_dispatch,
        cost_yen,
    });
    let all = (facility, equipment, settlement, environment, substitute, dispatch)
        .prop_map(|(a, b, c, d, e, f)| vec![a, b, c, d, e, f, Component::DoctorsAllowance {}]);
    all.prop_flat_map(|all| proptest::sample::subsequence(all, 1..=7))
}

/// Four shares that make up the whole, in parts of `whole`.
fn rates() -> impl Strategy<Value = Rates> {
    (1u32..=1000).prop_flat_map(|whole| (Just(whole), 0..=whole, 0..=whole, 0..=whole)).prop_map(|(whole, a, b, c)| {
        let mut cuts = [a, b, c];
        cuts.sort_unstable();
        let part = |n: u32| Rate::new(n, whole).unwrap();
        Rates {
            national: part(cuts[0]),
            prefecture: part(cuts[1] - cuts[0]),
            insurers: part(cuts[2] - cuts[1]),
            operator: part(whole - cuts[2]),
        }
    })
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::DownToThousand), Just(Rounding::DownToYen), Just(Rounding::HalfUpToThousand)]
}

/// The document's rules with other amounts up to the bounds, other shares and another rounding; also what the document leaves open.
fn any_rules() -> impl Strategy<Value = Vec<SubsidyRule>> {
    (1..=10_000_000_000i64, rates(), rounding()).prop_map(|(amount, rates, rounding)| {
        let amount_yen = Yen(amount);
        let mut rules = official_rules();
        for rule in &mut rules {
            rule.terms.rounding = rounding;
            rule.terms.rates = Determined::Known { value: rates };
            match &mut rule.terms.base {
                Base::FloorArea { unit_prices, .. } => {
                    let value = UnitPrices { reinforced_concrete_yen: amount_yen, block_yen: amount_yen, wood_yen: Yen(1) };
                    *unit_prices = Determined::Known { value };
                }
                Base::PerSite { per_site_yen } => *per_site_yen = amount_yen,
                Base::Settlement { max_days, fixed_yen, per_day_yen, .. } => {
                    (*max_days, *fixed_yen, *per_day_yen) = (366, amount_yen, amount_yen);
                }
                Base::PerUnit { per_unit_yen, unit: ServiceUnit::Duty | ServiceUnit::Day } => *per_unit_yen = amount_yen,
                Base::FixedAmount { .. } | Base::Undetermined { .. } => {}
            }
        }
        numbered(rules)
    })
}

proptest! {
    #[test]
    fn shares_add_up_and_stay_below_base_and_cost(components in components(), rules in any_rules()) {
        let plan = plan(components);
        prop_assert!(plan.validate().is_ok());
        let statement = statement(&plan, &rules, fiscal_2026());
        for line in &statement.lines {
            if let Outcome::Determined { base_yen, cost_yen, eligible_yen, subsidy_yen, shares, beyond_base_yen, capped, .. } = &line.outcome {
                prop_assert_eq!(shares.total_yen(), *eligible_yen);
                prop_assert_eq!(shares.public_yen(), *subsidy_yen);
                prop_assert!(eligible_yen <= base_yen && cost_yen.is_none_or(|cost| *eligible_yen <= cost));
                prop_assert!(*subsidy_yen <= *eligible_yen);
                for share in [shares.national_yen, shares.prefecture_yen, shares.operator_yen, shares.insurers_yen, *beyond_base_yen] {
                    prop_assert!(share >= Yen::ZERO);
                }
                prop_assert_eq!(cost_yen.map_or(base_yen.0, |cost| cost.0), eligible_yen.0 + beyond_base_yen.0);
                prop_assert_eq!(*capped, *beyond_base_yen > Yen::ZERO);
            }
        }
        prop_assert_eq!(statement.totals.total_yen(), statement.eligible_yen);
        prop_assert_eq!(statement.totals.public_yen(), statement.subsidy_yen);
    }

    #[test]
    fn more_cost_never_pays_less(low in 0..=MAX_COST.0, more in 0..=MAX_COST.0, rules in any_rules()) {
        let subsidy = |cost: i64| {
            let component = Component::ClinicEquipment { sites: 2, cost_yen: Some(Yen(cost.min(MAX_COST.0))) };
            statement(&plan(vec![component]), &rules, fiscal_2026()).subsidy_yen
        };
        prop_assert!(subsidy(low) <= subsidy(low.saturating_add(more)));
    }

    #[test]
    fn a_quote_of_several_schemes_is_the_sum_of_its_parts(components in components(), rules in any_rules()) {
        let whole = statement(&plan(components.clone()), &rules, fiscal_2026());
        let parts: Vec<_> = components.into_iter().map(|one| statement(&plan(vec![one]), &rules, fiscal_2026())).collect();
        prop_assert_eq!(whole.subsidy_yen, parts.iter().map(|part| part.subsidy_yen).sum());
        prop_assert_eq!(whole.eligible_yen, parts.iter().map(|part| part.eligible_yen).sum());
        prop_assert_eq!(whole.totals, parts.iter().map(|part| part.totals).sum());
        prop_assert_eq!(whole.lines, parts.into_iter().flat_map(|part| part.lines).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_overflows_whatever_is_typed(number: i32, cost: i64, amount: i64, rates in rates(), days in 0u32..) {
        let mut rules = rules();
        for rule in &mut rules {
            rule.terms.rates = Determined::Known { value: rates };
            match &mut rule.terms.base {
                Base::PerSite { per_site_yen } => *per_site_yen = Yen(amount),
                Base::PerUnit { per_unit_yen, .. } => *per_unit_yen = Yen(amount),
                Base::Settlement { max_days, fixed_yen, per_day_yen, .. } => {
                    (*max_days, *fixed_yen, *per_day_yen) = (days, Yen(amount), Yen(amount));
                }
                Base::FloorArea { unit_prices, .. } => {
                    let value = UnitPrices { reinforced_concrete_yen: Yen(amount), block_yen: Yen(amount), wood_yen: Yen(amount) };
                    *unit_prices = Determined::Known { value };
                }
                Base::FixedAmount { .. } | Base::Undetermined { .. } => {}
            }
        }
        let cost_yen = Some(Yen(cost));
        let all = plan(vec![
            Component::ClinicFacility { beds: number, attached_housing: true, construction: Some(Construction::Block), cost_yen },
            Component::ClinicEquipment { sites: number, cost_yen },
            Component::ClinicSettlement { days: number, cost_yen },
            Component::WorkEnvironment { construction: Construction::Wood, cost_yen },
            Component::SubstituteDoctor { duties: number, cost_yen },
            Component::DispatchingInstitution { days: number, new_dispatch: true, cost_yen },
        ]);
        for line in &statement(&all, &rules, fiscal_2026()).lines {
            match &line.outcome {
                Outcome::Determined { eligible_yen, subsidy_yen, shares, .. } => {
                    prop_assert!(Yen::ZERO <= *subsidy_yen && subsidy_yen <= eligible_yen);
                    prop_assert_eq!(shares.total_yen(), *eligible_yen);
                }
                Outcome::Undetermined { reason, .. } | Outcome::NotOpen { reason, .. } => {
                    prop_assert!(!reason.ja.is_empty() && !reason.en.is_empty(), "{:?}", line.scheme);
                }
                Outcome::NotEligible { conditions } => prop_assert!(!conditions.is_empty()),
            }
        }
    }

    #[test]
    fn a_statement_survives_json(components in components()) {
        let statement = quote(components, fiscal_2026());
        prop_assert_eq!(serde_json::from_value::<Statement>(serde_json::to_value(&statement).unwrap()).unwrap(), statement);
    }
}

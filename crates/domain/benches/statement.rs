//! A whole statement of every scheme must stay far below what a person typing could notice: under 20 µs.

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use domain::ids::SubsidyRuleId;
use domain::institution::InstitutionKind;
use domain::subsidy::{Component, Construction, Opening, Plan, SubsidyRule, Yen, official_rules, statement};
use std::hint::black_box;
use uuid::Uuid;

fn whole_statement(c: &mut Criterion) {
    let plan = Plan {
        prefecture_code: Some("04".into()),
        institution_kind: InstitutionKind::Clinic,
        opening: Some(Opening::Opening),
        components: vec![
            Component::ClinicFacility { beds: 0, attached_housing: true, construction: Some(Construction::Wood), cost_yen: None },
            Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_000_000)) },
            Component::ClinicSettlement { days: 100, cost_yen: None },
            Component::WorkEnvironment { construction: Construction::ReinforcedConcrete, cost_yen: None },
            Component::SubstituteDoctor { duties: 24, cost_yen: None },
            Component::DispatchingInstitution { days: 48, new_dispatch: true, cost_yen: None },
            Component::DoctorsAllowance {},
        ],
    };
    let numbered = official_rules().into_iter().zip(1u128..);
    let rules: Vec<SubsidyRule> = numbered.map(|(rule, id)| rule.into_rule(SubsidyRuleId(Uuid::from_u128(id)), 1)).collect();
    let Some(on) = NaiveDate::from_ymd_opt(2026, 11, 23) else { return };
    c.bench_function("statement of all schemes", |b| b.iter(|| statement(black_box(&plan), black_box(&rules), black_box(on))));
}

criterion_group!(benches, whole_statement);
criterion_main!(benches);

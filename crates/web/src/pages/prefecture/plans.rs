//! The prefecture's correction plans, the latest year first.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::Page;
use crate::components::ui::{EmptyState, LinkButton, Tag, Tone, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::region::correction_plan::{CorrectionPlan, PlanStatus};
use leptos::prelude::*;
use std::cmp::Reverse;

/// `/prefecture/plans`
#[component]
pub fn PlansPage() -> impl IntoView {
    let prefecture = own();
    let plans = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_correction_plans(&prefecture).await }
    });
    view! {
        <Page title=t!(prefecture.plan.title_list, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.plan.lead) wide=true>
            <div class="actions"><LinkButton href=paths::PREFECTURE_NEW_PLAN>{t!(prefecture.plan.create)}</LinkButton></div>
            {plans.view(5, plan_table)}
        </Page>
    }
}

/// How far it has come.
pub fn plan_tag(status: PlanStatus) -> AnyView {
    let tone = if status == PlanStatus::Adopted { Tone::Success } else { Tone::Info };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

fn plan_table(mut plans: Vec<CorrectionPlan>) -> AnyView {
    if plans.is_empty() {
        return view! { <EmptyState title=t!(support.plan.none) text=t!(prefecture.plan.none_text)/> }.into_any();
    }
    plans.sort_by_key(|plan| Reverse(plan.fiscal_year));
    let rows = plans
        .iter()
        .map(|plan| {
            let gaps: Vec<u32> = plan.areas.iter().filter_map(domain::region::correction_plan::PlanArea::gap).collect();
            let gap = if gaps.is_empty() {
                t!(support.words.not_stated).into_any()
            } else {
                t!(support.plan.doctors, count = gaps.iter().sum::<u32>()).into_any()
            };
            vec![
                view! { <a href=paths::prefecture_plan(plan.id)>{fiscal_year(plan.fiscal_year)}</a> }.into_any(),
                plan_tag(plan.status),
                t!(staff.home.count, count = plan.areas.len()).into_any(),
                t!(staff.home.count, count = plan.institutions.len()).into_any(),
                gap,
            ]
        })
        .collect();
    let columns = [
        t!(prefecture.applications.year),
        t!(support.areas.status),
        t!(support.areas.area),
        t!(support.plan.institutions),
        t!(support.plan.gap),
    ];
    table(t!(support.plan.title), &columns, rows)
}

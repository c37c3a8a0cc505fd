//! The prefecture's correction plans, the latest year first.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::Page;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{EmptyState, LinkButton, Tag, Tone};
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
    let table = plan_table();
    view! {
        <Page title=t!(prefecture.plan.title_list, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.plan.lead) wide=true>
            <div class="actions"><LinkButton href=paths::PREFECTURE_NEW_PLAN>{t!(prefecture.plan.create)}</LinkButton></div>
            {plans.view(5, move |mut plans| {
                if plans.is_empty() {
                    return view! { <EmptyState title=t!(support.plan.none) text=t!(prefecture.plan.none_text)/> }.into_any();
                }
                plans.sort_by_key(|plan| Reverse(plan.fiscal_year));
                table.view(plans)
            })}
        </Page>
    }
}

/// How far it has come.
pub fn plan_tag(status: PlanStatus) -> AnyView {
    let tone = if status == PlanStatus::Adopted { Tone::Success } else { Tone::Info };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

fn plan_table() -> DataTable<CorrectionPlan> {
    type Of = Column<CorrectionPlan>;
    let columns = vec![
        Of::ranked(t!(prefecture.applications.year), |plan: &CorrectionPlan| {
            (plan.fiscal_year.unsigned_abs() as usize, fiscal_year(plan.fiscal_year))
        })
        .shown(|plan| view! { <a href=paths::prefecture_plan(plan.id)>{fiscal_year(plan.fiscal_year)}</a> }.into_any()),
        Of::ranked(t!(support.areas.status), |plan| (plan.status as usize, plan.status.label(locale()).to_owned()))
            .shown(|plan| plan_tag(plan.status)),
        Of::number(t!(support.areas.area), |plan| i64::try_from(plan.areas.len()).ok())
            .shown(|plan| t!(staff.home.count, count = plan.areas.len()).into_any()),
        Of::number(t!(support.plan.institutions), |plan| i64::try_from(plan.institutions.len()).ok())
            .shown(|plan| t!(staff.home.count, count = plan.institutions.len()).into_any()),
        Of::number(t!(support.plan.gap), |plan| gap(plan).map(i64::from)).shown(|plan| match gap(plan) {
            None => t!(support.words.not_stated).into_any(),
            Some(gap) => t!(support.plan.doctors, count = gap).into_any(),
        }),
    ];
    DataTable::new(t!(support.plan.title), "plans", columns)
}

/// The doctors that are short in all areas of a plan; nothing where no area says.
fn gap(plan: &CorrectionPlan) -> Option<u32> {
    plan.areas.iter().filter_map(domain::region::correction_plan::PlanArea::gap).reduce(|sum, gap| sum + gap)
}

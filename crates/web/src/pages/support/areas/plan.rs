//! A prefecture's correction plans, the latest year first.

use crate::client;
use crate::components::common::{DateText, FictionalTag};
use crate::components::listing::{institution_name, written_in};
use crate::components::support::areas::area_name;
use crate::components::support::cited;
use crate::components::ui::{EmptyState, Tag, Tone, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::region::correction_plan::{CorrectionPlan, PlanStatus};
use leptos::prelude::*;

/// The section of the prefecture's page.
pub(super) fn plans(prefecture: &'static str) -> AnyView {
    let plans = Query::new(move || client::support::list_correction_plans(prefecture));
    view! {
        <section aria-labelledby="correction-plan">
            <h2 id="correction-plan" class="section__title">{t!(support.plan.title)}</h2>
            <p>{t!(support.plan.lead)}</p>
            {plans.view(4, |plans| {
                if plans.is_empty() {
                    view! { <EmptyState title=t!(support.plan.none) text=t!(support.plan.none_text)/> }.into_any()
                } else {
                    plans.iter().map(plan).collect_view().into_any()
                }
            })}
        </section>
    }
    .into_any()
}

fn plan(plan: &CorrectionPlan) -> AnyView {
    let number = |number: Option<u32>| match number {
        Some(number) => t!(support.plan.doctors, count = number).into_any(),
        None => t!(support.words.not_stated).into_any(),
    };
    let rows: Vec<_> = plan
        .areas
        .iter()
        .map(|area| {
            let name = area_name(&area.name, &area.name_en);
            let href = paths::support_area(&plan.prefecture_code, area.priority_area_id);
            let measures = area.measures.clone();
            vec![
                view! { <a href=href>{name}</a> }.into_any(),
                number(area.doctors_target),
                number(area.doctors_present),
                number(area.gap()),
                view! { <span class="multiline" lang=written_in()>{measures}</span> }.into_any(),
            ]
        })
        .collect();
    let columns =
        [t!(support.areas.area), t!(support.plan.target), t!(support.plan.present), t!(support.plan.gap), t!(support.plan.measures)];
    let institutions = plan
        .institutions
        .iter()
        .map(|one| {
            let (status, fictional) = (one.status.label(locale()), one.fictional);
            let name = institution_name(one.institution_id, &one.name, one.listed);
            view! { <li>{name}" "<Tag>{status}</Tag>" "<FictionalTag fictional/></li> }
        })
        .collect_view();
    let steps = plan
        .steps
        .iter()
        .map(|step| {
            let status = step.to.label(locale());
            view! { <li>{status}{step.held_on.map(|day| view! { "：" <DateText day=day/> })}</li> }
        })
        .collect_view();
    let tone = if plan.status == PlanStatus::Adopted { Tone::Success } else { Tone::Info };
    let status = plan.status.label(locale());
    let supported = (!plan.institutions.is_empty()).then(|| view! { <h4>{t!(support.plan.institutions)}</h4><ul>{institutions}</ul> });
    let course = (!plan.steps.is_empty()).then(|| view! { <h4>{t!(support.plan.course)}</h4><ol>{steps}</ol> });
    let source = &plan.source;
    view! {
        <div class="areas__plan stack">
            <h3>{fiscal_year(plan.fiscal_year)}" "<Tag tone=tone>{status}</Tag></h3>
            {table(t!(support.plan.caption), &columns, rows)}
            {supported}
            {course}
            {cited(&source.title, &source.section, source.url.as_deref())}
        </div>
    }
    .into_any()
}

//! A correction plan: what it says, how far it has come, and its next step.

use super::plans::plan_tag;
use super::{home_crumb, id_of_address, today};
use crate::client;
use crate::components::common::{ConfirmedAction, DateText, DateTimeText, FictionalTag, Page, crumb};
use crate::components::listing::{institution_name, written_in};
use crate::components::support::areas::area_name;
use crate::components::support::cited;
use crate::components::ui::{Choice, EmptyState, Form, Kind, LinkButton, Select, Steps, Tag, compared};
use crate::i18n::{self, fiscal_year, locale};
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::region::correction_plan::{AdvanceCorrectionPlan, CorrectionPlan, PlanStatus};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// `/prefecture/plans/:id`
#[component]
pub fn PlanPage() -> impl IntoView {
    let id = id_of_address();
    let plan = Query::new(move || {
        let id = id.clone();
        async move { client::prefecture::get_correction_plan(&id).await }
    });
    let title = Signal::derive(move || {
        plan.get()
            .map_or_else(|| t!(support.plan.title).to_owned(), |plan| t!(prefecture.plan.of_year, year = fiscal_year(plan.fiscal_year)))
    });
    let trail = vec![home_crumb(), crumb(t!(prefecture.nav.plans), paths::PREFECTURE_PLANS)];
    view! { <Page title=title trail=trail wide=true>{plan.view(10, move |found| content(&found, plan))}</Page> }
}

fn content(plan: &CorrectionPlan, query: Query<CorrectionPlan>) -> AnyView {
    let at = PlanStatus::iter().position(|status| status == plan.status).unwrap_or_default();
    let labels = vec![
        t!(prefecture.plan.step_drafting),
        t!(prefecture.plan.step_outline),
        t!(prefecture.plan.step_interim),
        t!(prefecture.plan.step_final),
        t!(prefecture.plan.step_adopted),
    ];
    let edit = plan.status.is_editable().then(|| {
        view! { <LinkButton href=paths::prefecture_plan_edit(plan.id) kind=Kind::Outline>{t!(prefecture.plan.edit)}</LinkButton> }
    });
    let steps = plan
        .steps
        .iter()
        .map(|step| {
            let held = step.held_on.map(|day| view! { <p>{t!(prefecture.plan.held)}<DateText day=day/></p> });
            view! {
                <li class="course__step">
                    <p class="course__event">{step.to.label(locale())}</p>
                    {held}
                    <p class="course__by">{t!(prefecture.plan.recorded)}<DateTimeText at=step.at/></p>
                </li>
            }
        })
        .collect_view();
    let course = (!plan.steps.is_empty())
        .then(|| view! { <section><h2 class="section__title">{t!(support.plan.course)}</h2><ol class="course">{steps}</ol></section> });
    let source = &plan.source;
    view! {
        <Steps labels=labels current=Signal::stored(at)/>
        <p class="tags">{plan_tag(plan.status)}</p>
        <div class="actions">{advance(plan, query)}{edit}</div>
        <section>
            <h2 class="section__title">{t!(prefecture.plan.areas)}</h2>
            {areas(plan)}
            {cited(&source.title, &source.section, source.url.as_deref())}
        </section>
        <section>
            <h2 class="section__title">{t!(support.plan.institutions)}</h2>
            <p>{t!(prefecture.plan.institutions_text)}</p>
            {institutions(plan)}
        </section>
        {course}
    }
    .into_any()
}

fn areas(plan: &CorrectionPlan) -> AnyView {
    let number = |number: Option<u32>| match number {
        Some(number) => t!(support.plan.doctors, count = number).into_any(),
        None => t!(support.words.not_stated).into_any(),
    };
    let rows = plan
        .areas
        .iter()
        .map(|area| {
            let (name, measures) = (area_name(&area.name, &area.name_en), area.measures.clone());
            vec![
                view! { <a href=paths::prefecture_area(area.priority_area_id)>{name}</a> }.into_any(),
                number(area.doctors_target),
                number(area.doctors_present),
                number(area.gap()),
                view! { <span class="multiline" lang=written_in()>{measures}</span> }.into_any(),
            ]
        })
        .collect();
    let columns =
        [t!(support.areas.area), t!(support.plan.target), t!(support.plan.present), t!(support.plan.gap), t!(support.plan.measures)];
    compared(t!(support.plan.caption), &columns, rows)
}

fn institutions(plan: &CorrectionPlan) -> AnyView {
    if plan.institutions.is_empty() {
        return view! { <EmptyState title=t!(prefecture.plan.no_institutions)/> }.into_any();
    }
    let items = plan
        .institutions
        .iter()
        .map(|one| {
            let (status, fictional) = (one.status.label(locale()), one.fictional);
            let name = institution_name(one.institution_id, &one.name, one.listed);
            view! { <li>{name}" "<Tag>{status}</Tag>" "<FictionalTag fictional/></li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

fn step_text(next: PlanStatus) -> &'static str {
    match next {
        PlanStatus::Drafting | PlanStatus::OutlineDiscussed => t!(prefecture.plan.to_outline),
        PlanStatus::InterimDiscussed => t!(prefecture.plan.to_interim),
        PlanStatus::FinalDiscussed => t!(prefecture.plan.to_final),
        PlanStatus::Adopted => t!(prefecture.plan.to_adopted),
    }
}

/// The next step, with the meeting that it asks for.
fn advance(plan: &CorrectionPlan, query: Query<CorrectionPlan>) -> AnyView {
    let Some(next) = plan.status.next() else { return ().into_any() };
    let (id, version, year) = (plan.id.to_string(), plan.version, plan.fiscal_year);
    let prefecture = StoredValue::new(plan.prefecture_code.clone());
    let form = Form::new(String::from("plan/advance/") + &id);
    let send = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        // The adoption is the prefecture's own act; the meeting in writing may go with it.
        let asked = next.meeting().is_some() || reading.some("/meeting_id").is_some();
        let meeting_id = asked.then(|| reading.value("/meeting_id", uuid::Uuid::nil().into()));
        let (input, id) = (reading.finish(form, AdvanceCorrectionPlan { meeting_id })?, id.clone());
        Some(sending(async move { client::prefecture::advance_correction_plan(&id, &input, version).await }, move |()| query.reload()))
    };
    let text = if next == PlanStatus::Adopted { t!(prefecture.plan.adopt_text) } else { t!(prefecture.plan.advance_text) };
    view! {
        <ConfirmedAction
            label=step_text(next)
            text=text
            form=form
            send=send
            done=t!(prefecture.plan.advanced)
            reload=move || query.reload()
        >
            {meeting(form, prefecture.get_value(), year, next)}
        </ConfirmedAction>
    }
    .into_any()
}

/// The meetings that lead to a state and were held.
fn meeting(form: Form, prefecture: String, year: i32, next: PlanStatus) -> AnyView {
    let found = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_council_meetings(&prefecture).await }
    });
    let needed = next.meeting().is_some();
    found.view(3, move |meetings| {
        let today = today();
        let options: Vec<Choice> = meetings
            .iter()
            .filter(|meeting| meeting.fiscal_year == year && next.is_led_to_by(meeting))
            .filter_map(|meeting| {
                let day = meeting.held_on.filter(|day| *day <= today)?;
                Some(Choice::new(meeting.id.to_string(), String::from(meeting.round.label(locale())) + " " + &i18n::date(day)))
            })
            .collect();
        let missing = (needed && options.is_empty()).then(|| {
            view! { <p>{t!(prefecture.plan.no_meeting)}" "<a href=paths::PREFECTURE_MEETINGS>{t!(prefecture.nav.meetings)}</a></p> }
        });
        view! {
            <Select form=form path="/meeting_id" label=t!(prefecture.plan.meeting) required=needed options=Signal::stored(options)/>
            {missing}
        }
        .into_any()
    })
}

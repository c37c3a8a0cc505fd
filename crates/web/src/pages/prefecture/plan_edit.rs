//! Writing a correction plan: its areas with doctors and measures, and the document that it rests on.

use super::{home_crumb, id_of_address, own, today, years};
use crate::client::{self, ClientError};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::support::areas::{area_name, name_of, status_tag};
use crate::components::support::{source_fields, start_source};
use crate::components::ui::{Checkbox, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextArea, TextField};
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::ids::PriorityAreaId;
use domain::problem::ProblemCode;
use domain::region::correction_plan::{CorrectionPlan, CreateCorrectionPlan, PlanArea, SaveCorrectionPlan};
use domain::region::priority_area::{AreaStatus, PriorityArea};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// An area that the plan can name.
#[derive(Debug, Clone, PartialEq)]
struct Offered {
    id: PriorityAreaId,
    name: String,
    /// What it is today; nothing for one that only the plan still names.
    status: Option<AreaStatus>,
}

/// Today's areas, then those that only the plan still names.
fn offered(areas: &[PriorityArea], plan: Option<&CorrectionPlan>) -> Vec<Offered> {
    let mut offered: Vec<Offered> =
        areas.iter().map(|area| Offered { id: area.id, name: name_of(area), status: Some(area.version.status) }).collect();
    for area in plan.map(|plan| plan.areas.as_slice()).unwrap_or_default() {
        if !offered.iter().any(|known| known.id == area.priority_area_id) {
            offered.push(Offered { id: area.priority_area_id, name: area_name(&area.name, &area.name_en), status: None });
        }
    }
    offered
}

fn trail() -> Vec<(String, String)> {
    vec![home_crumb(), crumb(t!(prefecture.nav.plans), paths::PREFECTURE_PLANS)]
}

async fn areas_of(prefecture: String) -> Result<Vec<PriorityArea>, ClientError> {
    client::support::list_priority_areas(Some(prefecture), None, None).await
}

/// `/prefecture/plans/new`
#[component]
pub fn NewPlanPage() -> impl IntoView {
    let prefecture = own();
    let areas = Query::new(move || areas_of(prefecture.clone()));
    view! {
        <Page title=t!(prefecture.plan.title_new) trail=trail() lead=t!(prefecture.plan.lead_edit)>
            {areas.view(10, |areas| editor(&areas, None))}
        </Page>
    }
}

/// `/prefecture/plans/:id/edit`
#[component]
pub fn EditPlanPage() -> impl IntoView {
    let (id, prefecture) = (id_of_address(), own());
    let mut trail = trail();
    trail.push(crumb(t!(prefecture.plan.this), paths::prefecture_plan(paths::Unparsed(&id))));
    let both = Query::new(move || {
        let (id, prefecture) = (id.clone(), prefecture.clone());
        async move {
            let plan = client::prefecture::get_correction_plan(&id).await?;
            Ok((plan, areas_of(prefecture).await?))
        }
    });
    view! {
        <Page title=t!(prefecture.plan.title_edit) trail=trail lead=t!(prefecture.plan.lead_edit)>
            {both.view(10, |(plan, areas)| editor(&areas, Some(plan)))}
        </Page>
    }
}

fn at(n: usize, field: &str) -> String {
    String::from("/areas/") + &n.to_string() + "/" + field
}

fn start(form: Form, plan: &CorrectionPlan, offered: &[Offered]) {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for (n, one) in offered.iter().enumerate() {
        let Some(area) = plan.areas.iter().find(|area| area.priority_area_id == one.id) else { continue };
        form.start(&at(n, "included"), "true");
        form.start(&at(n, "doctors_target"), number(area.doctors_target));
        form.start(&at(n, "doctors_present"), number(area.doctors_present));
        form.start(&at(n, "measures"), area.measures.clone());
    }
    start_source(form, "/source", &plan.source);
}

/// The chosen areas, and for each its number in the form.
fn read_areas(reading: &mut Reading, offered: &[Offered]) -> (Vec<PlanArea>, Vec<usize>) {
    let mut areas = Vec::new();
    let mut numbers = Vec::new();
    for (n, one) in offered.iter().enumerate() {
        if reading.on(&at(n, "included")) {
            numbers.push(n);
            areas.push(PlanArea {
                priority_area_id: one.id,
                name: String::new(),
                name_en: String::new(),
                doctors_target: reading.some_number(&at(n, "doctors_target"), 0),
                doctors_present: reading.some_number(&at(n, "doctors_present"), 0),
                measures: reading.text(&at(n, "measures")),
            });
        }
    }
    (areas, numbers)
}

/// Where the form shows what a violation points at: the input counts the chosen areas, the form all of them.
fn shown_at(pointer: &str, chosen: &[usize]) -> String {
    let moved = || {
        let (number, field) = pointer.strip_prefix("/areas/")?.split_once('/')?;
        Some(at(*chosen.get(number.parse::<usize>().ok()?)?, field))
    };
    match pointer {
        "/areas" => at(0, "included"),
        _ => moved().unwrap_or_else(|| pointer.to_owned()),
    }
}

fn editor(areas: &[PriorityArea], plan: Option<CorrectionPlan>) -> AnyView {
    let offered = offered(areas, plan.as_ref());
    if offered.is_empty() {
        return view! {
            <EmptyState title=t!(support.areas.none_here) text=t!(prefecture.plan.no_areas)>
                <LinkButton href=paths::PREFECTURE_NEW_AREA>{t!(prefecture.areas.create)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let name = plan.as_ref().map_or_else(|| "plan/new".to_owned(), |plan| String::from("plan/") + &plan.id.to_string());
    let form = Form::new(name);
    match &plan {
        Some(plan) => start(form, plan, &offered),
        None => form.start("/fiscal_year", domain::time::fiscal_year(today()).to_string()),
    }
    let groups = offered.iter().enumerate().map(|(n, one)| area_fields(form, n, one)).collect_view();
    let (send, toasts) = (Mutation::new(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    let known = StoredValue::new(plan.as_ref().map(|plan| (plan.id.to_string(), plan.version)));
    let offered = StoredValue::new(offered);
    let done = move |id: String| {
        toasts.success(t!(prefecture.plan.saved));
        navigate.with_value(|navigate| navigate(&paths::prefecture_plan(paths::Unparsed(&id)), leptos_router::NavigateOptions::default()));
    };
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let (areas, chosen) = offered.with_value(|offered| read_areas(&mut reading, offered));
        let shown = |pointer: &str| shown_at(pointer, &chosen);
        let source = reading.source("/source");
        match known.get_value() {
            None => {
                let input = CreateCorrectionPlan { fiscal_year: reading.year("/fiscal_year", 2025), areas, source };
                let Some(input) = reading.finish_at(form, input, shown) else { return };
                let create = async move { client::prefecture::create_correction_plan(&input, send.key()).await };
                send.submit(form, create, move |made| done(made.id.to_string()));
            }
            Some((id, version)) => {
                let Some(input) = reading.finish_at(form, SaveCorrectionPlan { areas, source }, shown) else { return };
                let save = async move {
                    client::prefecture::save_correction_plan(&id, &input, version).await?;
                    Ok(id)
                };
                send.submit(form, save, done);
            }
        }
    };
    let back = plan.as_ref().map_or_else(|| paths::PREFECTURE_PLANS.to_owned(), |plan| paths::prefecture_plan(plan.id));
    let outdated = back.clone();
    let stale = move || send.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch));
    let year = plan.is_none().then(|| {
        view! { <Select form=form path="/fiscal_year" label=t!(prefecture.applications.year) required=true options=Signal::stored(years())/> }
    });
    view! {
        <FormView form=form on_submit=submit>
            {year}
            {groups}
            {source_fields(form, "/source")}
            <MutationError of=send/>
            {move || stale().then(|| view! { <LinkButton href=outdated.clone() kind=Kind::Outline>{t!(rules.rule.latest)}</LinkButton> })}
            <div class="actions">
                <SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton>
                <LinkButton href=back kind=Kind::Outline>{t!(common.action.cancel)}</LinkButton>
            </div>
        </FormView>
    }
    .into_any()
}

fn area_fields(form: Form, n: usize, one: &Offered) -> AnyView {
    let included = form.signal(&at(n, "included"));
    let (target, present) = (form.signal(&at(n, "doctors_target")), form.signal(&at(n, "doctors_present")));
    // The gap is no field: it follows from both numbers.
    let gap = move || {
        let number = |text: String| u32::try_from(domain::number::whole_number(&text)?).ok();
        let gap = number(target.get())?.saturating_sub(number(present.get())?);
        Some(t!(prefecture.plan.gap_is, count = gap))
    };
    let name = one.name.clone();
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{name}" "{one.status.map(status_tag)}</legend>
            <Checkbox form=form path=at(n, "included") label=t!(prefecture.plan.included)/>
            <div class="form__part" hidden=move || included.get() != "true">
                <div class="field-row">
                    <TextField form=form path=at(n, "doctors_target") label=t!(support.plan.target) inputmode="numeric" width="short"/>
                    <TextField form=form path=at(n, "doctors_present") label=t!(support.plan.present) inputmode="numeric" width="short"/>
                </div>
                <p class="calculator__note" role="status">{gap}</p>
                <TextArea form=form path=at(n, "measures") label=t!(support.plan.measures) rows=4 max=4000/>
            </div>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::shown_at;

    #[test]
    fn violations_are_shown_at_the_areas_they_mean() {
        assert_eq!(shown_at("/areas/1/doctors_target", &[0, 3]), "/areas/3/doctors_target");
        assert_eq!(shown_at("/areas", &[]), "/areas/0/included");
        assert_eq!(shown_at("/source/title", &[2]), "/source/title");
    }
}

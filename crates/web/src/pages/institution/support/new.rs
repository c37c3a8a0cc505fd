//! Starts an application; a plan may come along in the address, from the calculator or from an institution's page.

use super::area::area_field;
use super::fields::{complete, plan, purpose, required, typed};
use super::place::{Place, places};
use super::trail;
use crate::client;
use crate::components::application::application_trail_title;
use crate::components::common::{MutationError, Page, replace_address};
use crate::components::support::plan::{ALLOWANCE, FIELDS};
use crate::components::ui::{Choice, EmptyState, Form, FormView, Kind, LinkButton, Notice, RadioGroup, Select, SubmitButton, Tone};
use crate::i18n::{self, fiscal_year};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::problem::ProblemCode;
use domain::support::{ApplicationStatus, CreateSupportApplication, SupportApplicationSummary};
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

const INSTITUTION: &str = "/institution_id";
const YEAR: &str = "/fiscal_year";

/// `/institution/support/new`
#[component]
pub fn NewApplicationPage() -> impl IntoView {
    let params = use_query_map().get_untracked();
    let form = Form::new("application/new");
    let carried = carry_over(form, &|name| params.get(name).filter(|value| !value.is_empty()));
    form.start(YEAR, domain::time::fiscal_year(japan_date(i18n::now())).to_string());
    form.start("/duties_per", "month");
    let known = Query::new(places);
    view! {
        <Page title=t!(support_application.edit.title) lead=t!(support_application.edit.lead) trail=trail() wide=true>
            {carried.then(|| view! { <Notice tone=Tone::Info><p>{t!(support_application.edit.carried)}</p></Notice> })}
            {known.view(8, move |places| if places.is_empty() { nobody() } else { write(form, places) })}
        </Page>
    }
}

/// Puts what the address says into the form, in place of what was begun before. Then the address forgets it: a reload keeps what was typed.
fn carry_over(form: Form, param: &dyn Fn(&str) -> Option<String>) -> bool {
    let plan: Vec<(&str, String)> =
        FIELDS.into_iter().chain([ALLOWANCE]).filter(|name| *name != "on").filter_map(|name| Some((name, param(name)?))).collect();
    let institution = param("institution");
    if plan.is_empty() && institution.is_none() {
        return false;
    }
    if !plan.is_empty() {
        form.reset();
    }
    for (name, value) in &plan {
        form.set(&(String::from("/") + name), value.clone());
    }
    if let Some(institution) = institution {
        form.set(INSTITUTION, institution);
    }
    replace_address(paths::NEW_APPLICATION);
    !plan.is_empty()
}

/// The way to the applications that are there already for the institution and year.
fn first(form: Form) -> AnyView {
    let (institution, year) = (form.peek(INSTITUTION), form.peek(YEAR));
    let known = Query::new(client::support_application::list_my_support_applications);
    view! {
        {known.view(1, move |rows| {
            let of_it = |row: &SupportApplicationSummary| {
                let over = matches!(row.status, ApplicationStatus::NotSelected | ApplicationStatus::Withdrawn);
                !over && row.institution_id.to_string() == institution && row.fiscal_year.to_string() == year
            };
            let links: Vec<_> = rows
                .into_iter()
                .filter(of_it)
                .map(|row| {
                    let (href, title) = (paths::application(row.id), application_trail_title(&row));
                    view! { <LinkButton href=href kind=Kind::Outline>{title}</LinkButton> }
                })
                .collect();
            view! { <div class="actions">{links}</div> }.into_any()
        })}
    }
    .into_any()
}

fn nobody() -> AnyView {
    view! {
        <EmptyState title=t!(support_application.edit.no_institution) text=t!(support_application.edit.no_institution_text)>
            <LinkButton href=paths::INSTITUTION_HOME>{t!(support_application.edit.to_home)}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

fn write(form: Form, places: Vec<Place>) -> AnyView {
    if let [only] = places.as_slice() {
        form.start(INSTITUTION, only.id.to_string());
    }
    // A link may name an institution that is not the reader's.
    if !places.iter().any(|place| place.id.to_string() == form.peek(INSTITUTION)) {
        form.set(INSTITUTION, "");
    }
    let options: Vec<Choice> = places.iter().map(|place| Choice::new(place.id.to_string(), place.name.clone())).collect();
    let chosen = form.signal(INSTITUTION);
    let places = StoredValue::new(places);
    let place = Signal::derive(move || {
        let id = chosen.get();
        places.with_value(|places| places.iter().find(|place| place.id.to_string() == id).cloned())
    });
    let place: Signal<Option<Place>> = Memo::new(move |_| place.get()).into();
    let this_year = domain::time::fiscal_year(japan_date(i18n::now()));
    let years = [this_year, this_year + 1].map(|year| Choice::new(year.to_string(), fiscal_year(year))).to_vec();
    let year = form.signal(YEAR);
    let typed = typed(form, place, Signal::derive(move || year.get().parse().ok()));
    let (create, toasts, navigate) = (Mutation::new(), use_toasts(), StoredValue::new_local(use_navigate()));
    let submit = move || {
        let (institution, year) = (form.peek(INSTITUTION).parse().ok(), form.peek(YEAR).parse().ok());
        let missing = [(INSTITUTION, institution.is_none()), (YEAR, year.is_none())];
        let missing = missing.into_iter().filter(|(_, missing)| *missing).map(|(path, _)| required(path)).collect();
        let Some((priority_area_id, plan)) = complete(form, typed, missing) else { return };
        let (Some(institution_id), Some(fiscal_year)) = (institution, year) else { return };
        let input = CreateSupportApplication { institution_id, priority_area_id, fiscal_year, plan, purpose: form.peek("/purpose") };
        if check(form, &input) {
            let act = async move { client::support_application::create_support_application(&input, create.key()).await };
            create.submit(form, act, move |draft| {
                toasts.success(t!(support_application.edit.saved));
                let options = leptos_router::NavigateOptions { replace: true, ..Default::default() };
                navigate.with_value(|navigate| navigate(&paths::application(draft.summary.id), options));
            });
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <fieldset class="form__group">
                <legend class="calculator__legend">{t!(support_application.edit.about)}</legend>
                <Select
                    form=form
                    path=INSTITUTION
                    label=t!(support_application.field.institution)
                    hint=t!(support_application.edit.institution_hint)
                    required=true
                    options=Signal::stored(options)
                />
                {area_field(form, place, None)}
                <RadioGroup
                    form=form
                    path=YEAR
                    label=t!(support_application.field.year)
                    hint=t!(support_application.edit.year_hint)
                    required=true
                    options=years
                />
                {purpose(form)}
            </fieldset>
            {plan(form, place, typed)}
            <MutationError of=create/>
            {move || create.error().get().filter(|error| error.is(ProblemCode::ApplicationAlreadyOpen)).map(|_| first(form))}
            <div class="actions"><SubmitButton busy=create.pending()>{t!(support_application.edit.save)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

//! The form of a plan: the institution, then each scheme with what it counts.

use super::model::{ALLOWANCE, duties_a_year};
use crate::components::ui::{Checkbox, Choice, Form, RadioGroup, Select, TextField};
use crate::i18n::locale;
use crate::t;
use domain::institution::InstitutionKind;
use domain::region::PREFECTURES;
use domain::subsidy::{Construction, Opening, SchemeCode};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Every field of a plan and the day whose rules apply.
pub fn all_fields(form: Form) -> AnyView {
    let prefectures: Vec<Choice> = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect();
    view! {
        <div class="form__group">
            {kind(form)}
            {opening(form)}
            <Select form=form path="/prefecture" label=t!(support.calculator.prefecture) options=Signal::stored(prefectures)/>
            <TextField form=form path="/on" label=t!(support.calculator.on) hint=t!(support.calculator.on_hint) required=true kind="date" width="short"/>
        </div>
        {schemes(form)}
    }
    .into_any()
}

/// Hospital or clinic.
pub fn kind(form: Form) -> AnyView {
    let kinds = InstitutionKind::iter().map(|kind| Choice::new(kind.code(), kind.label(locale()))).collect::<Vec<_>>();
    view! { <RadioGroup form=form path="/kind" label=t!(support.calculator.kind) required=true options=kinds/> }.into_any()
}

/// How a clinic comes to be run.
pub fn opening(form: Form) -> AnyView {
    let openings = Opening::iter().map(|opening| Choice::new(opening.code(), opening.label(locale())));
    let openings = openings.chain([Choice::new("", t!(support.calculator.neither))]).collect::<Vec<_>>();
    view! { <RadioGroup form=form path="/opening" label=t!(support.calculator.opening) options=openings/> }.into_any()
}

/// The schemes that can be planned, each with its own fields once it is.
pub fn schemes(form: Form) -> AnyView {
    view! {
        <fieldset class="form__group calculator__schemes">
            <legend class="calculator__legend">{t!(support.calculator.schemes)}</legend>
            {scheme(form, "facility", SchemeCode::ClinicFacility, facility(form))}
            {scheme(form, "equipment", SchemeCode::ClinicEquipment, equipment(form))}
            {scheme(form, "settlement", SchemeCode::ClinicSettlement, settlement(form))}
            {scheme(form, "environment", SchemeCode::WorkEnvironment, environment(form))}
            {scheme(form, "substitute", SchemeCode::SubstituteDoctor, substitute(form))}
            {scheme(form, "dispatch", SchemeCode::DispatchingInstitution, dispatch(form))}
            {scheme(form, ALLOWANCE, SchemeCode::DoctorsAllowance, ().into_any())}
        </fieldset>
    }
    .into_any()
}

/// A scheme that can be planned, with its own fields once it is.
fn scheme(form: Form, name: &'static str, scheme: SchemeCode, fields: AnyView) -> AnyView {
    let path = String::from("/") + name;
    let planned = form.signal(&path);
    view! {
        <div class="calculator__scheme">
            <Checkbox form=form path=path label=scheme.label(locale())/>
            <div class="calculator__fields" hidden=move || planned.get() != "true">{fields}</div>
        </div>
    }
    .into_any()
}

fn cost(form: Form, path: &'static str) -> AnyView {
    view! { <TextField form=form path=path label=t!(support.calculator.cost) hint=t!(support.calculator.cost_hint) width="medium"/> }
        .into_any()
}

fn constructions() -> Vec<Choice> {
    Construction::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect()
}

fn facility(form: Form) -> AnyView {
    view! {
        <TextField form=form path="/beds" label=t!(support.calculator.beds) hint=t!(support.calculator.beds_hint) inputmode="numeric" width="short"/>
        <Checkbox form=form path="/housing" label=t!(support.calculator.housing)/>
        <Select form=form path="/construction" label=t!(support.calculator.construction) options=Signal::stored(constructions())/>
        {cost(form, "/facility_cost")}
    }
    .into_any()
}

fn equipment(form: Form) -> AnyView {
    view! {
        <TextField form=form path="/sites" label=t!(support.calculator.sites) inputmode="numeric" width="short"/>
        {cost(form, "/equipment_cost")}
    }
    .into_any()
}

fn settlement(form: Form) -> AnyView {
    view! {
        <TextField form=form path="/days" label=t!(support.calculator.days) hint=t!(support.calculator.days_hint) inputmode="numeric" width="short"/>
        {cost(form, "/settlement_cost")}
    }
    .into_any()
}

fn environment(form: Form) -> AnyView {
    view! {
        <Select form=form path="/environment_construction" label=t!(support.calculator.construction) options=Signal::stored(constructions())/>
        {cost(form, "/environment_cost")}
    }
    .into_any()
}

fn substitute(form: Form) -> AnyView {
    let per = vec![Choice::new("month", t!(support.calculator.per_month)), Choice::new("year", t!(support.calculator.per_year))];
    let (duties, unit) = (form.signal("/duties"), form.signal("/duties_per"));
    // Says what is reckoned with: the rule counts duties of a year.
    let a_year = move || {
        let (text, per) = (duties.get(), unit.get());
        let count = duties_a_year(&text, &per)?;
        (per != "year").then(|| t!(support.calculator.times_twelve, month = text.trim(), year = count))
    };
    view! {
        <TextField form=form path="/duties" label=t!(support.calculator.duties) hint=t!(support.calculator.duties_hint) inputmode="numeric" width="short"/>
        <RadioGroup form=form path="/duties_per" label=t!(support.calculator.duties_per) options=per/>
        <p class="calculator__note" role="status">{a_year}</p>
        {cost(form, "/substitute_cost")}
    }
    .into_any()
}

fn dispatch(form: Form) -> AnyView {
    view! {
        <TextField form=form path="/dispatch_days" label=t!(support.calculator.dispatch_days) inputmode="numeric" width="short"/>
        <Checkbox form=form path="/new_dispatch" label=t!(support.calculator.new_dispatch)/>
        {cost(form, "/dispatch_cost")}
    }
    .into_any()
}

//! What if: an area were designated, or rates were others. Nothing is written.

use super::shape::{read_shape, shape_fields};
use super::what_if_result::result_view;
use super::{home_crumb, own, own_name, today};
use crate::client;
use crate::components::common::{MutationError, Page};
use crate::components::support::areas::{Names, names};
use crate::components::support::plan::{PlanContext, SCHEMES, complete_plan, opening, schemes, typed_plan};
use crate::components::ui::{Checkbox, EmptyState, Form, FormView, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading};
use crate::t;
use chrono::NaiveDate;
use domain::institution::InstitutionKind;
use domain::subsidy::{Rates, SchemeCode, SubsidyRule, rule_in_force};
use domain::support::{RateChange, WhatIf, WhatIfResult};
use leptos::html;
use leptos::prelude::*;

/// `/prefecture/what-if`
#[component]
pub fn WhatIfPage() -> impl IntoView {
    let names = names(own());
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    let result = RwSignal::new(None::<WhatIfResult>);
    let heading = NodeRef::<html::H2>::new();
    // On a phone the answer stands far below the button.
    Effect::new(move |_| {
        if result.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(heading) = heading.get_untracked() {
                    let _ = heading.focus();
                }
            });
        }
    });
    view! {
        <Page title=t!(prefecture.what_if.title) trail=vec![home_crumb()] lead=t!(prefecture.what_if.lead, name = own_name()) wide=true>
            <div class="calculator">
                <div>{names.view(12, move |names| question(&names, rules, result))}</div>
                <section aria-labelledby="what-if-result">
                    <h2 id="what-if-result" class="section__title" tabindex="-1" node_ref=heading>{t!(prefecture.what_if.result)}</h2>
                    {move || match result.get() {
                        Some(result) => result_view(&result),
                        None => view! { <EmptyState title=t!(prefecture.what_if.empty) text=t!(prefecture.what_if.empty_text)/> }.into_any(),
                    }}
                </section>
            </div>
        </Page>
    }
}

/// The schemes whose rates nation and prefecture share.
fn shared() -> impl Iterator<Item = SchemeCode> {
    SCHEMES.into_iter().map(|(scheme, _)| scheme).filter(|scheme| *scheme != SchemeCode::DoctorsAllowance)
}

fn at(scheme: SchemeCode, field: &str) -> String {
    String::from("/rates/") + scheme.code() + "/" + field
}

fn question(names: &Names, rules: Query<Vec<SubsidyRule>>, result: RwSignal<Option<WhatIfResult>>) -> AnyView {
    let form = Form::new("prefecture/what-if");
    form.start("/on", today().to_string());
    form.start("/shape/kind", "none");
    form.start("/opening", "succession");
    form.start("/duties_per", "month");
    // The kind of each institution is known; the form's own does not matter.
    let given = PlanContext { on: None, kind: Some(InstitutionKind::Clinic.code().to_owned()), prefecture: Some(own()) };
    let typed = typed_plan(form, Signal::stored(given));
    let area = shape_fields(form, "/shape", names, Some(t!(prefecture.what_if.no_area)));
    let send = Mutation::new();
    let submit = move || {
        let Some(plan) = complete_plan(form, typed) else { return };
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let changed: Vec<SchemeCode> = shared().filter(|scheme| reading.on(&at(*scheme, "changed"))).collect();
        let input = WhatIf {
            on: reading.day("/on"),
            shape: read_shape(&mut reading, "/shape"),
            rates: changed.iter().map(|scheme| change(&mut reading, *scheme)).collect(),
            plan,
        };
        let Some(input) = reading.finish_at(form, input, |pointer| shown_at(pointer, &changed)) else { return };
        send.submit(form, async move { client::prefecture::try_what_if(&input).await }, move |answer| result.set(Some(answer)));
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/on" label=t!(prefecture.what_if.on) hint=t!(prefecture.what_if.on_hint) kind="date" required=true width="short"/>
            <fieldset class="form__group">
                <legend class="calculator__legend">{t!(prefecture.what_if.area)}</legend>
                {area}
            </fieldset>
            <fieldset class="form__group calculator__schemes">
                <legend class="calculator__legend">{t!(prefecture.what_if.rates)}</legend>
                <p class="field__hint">{t!(prefecture.what_if.rates_hint)}</p>
                {shared().map(|scheme| rate_fields(form, scheme, rules)).collect_view()}
            </fieldset>
            <p>{t!(prefecture.what_if.plan)}</p>
            {opening(form)}
            {schemes(form)}
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(prefecture.what_if.try_out)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

fn change(reading: &mut Reading, scheme: SchemeCode) -> RateChange {
    RateChange { scheme, national: reading.rate(&at(scheme, "national")), prefecture: reading.rate(&at(scheme, "prefecture")) }
}

/// Where the form shows what a violation points at: the input counts the changed schemes, the form names them.
fn shown_at(pointer: &str, changed: &[SchemeCode]) -> String {
    let moved = || {
        let (number, field) = pointer.strip_prefix("/rates/")?.split_once('/')?;
        Some(at(*changed.get(number.parse::<usize>().ok()?)?, field))
    };
    moved().unwrap_or_else(|| pointer.to_owned())
}

/// What the rule in force says, which is where a change starts.
fn rates_on(rules: &[SubsidyRule], scheme: SchemeCode, day: NaiveDate) -> Option<Rates> {
    rule_in_force(rules, scheme, day)?.terms.rates.known().copied()
}

fn rate_fields(form: Form, scheme: SchemeCode, rules: Query<Vec<SubsidyRule>>) -> AnyView {
    let changed = form.signal(&at(scheme, "changed"));
    let day = form.signal("/on");
    let present = Memo::new(move |_| rates_on(&rules.get()?, scheme, day.get().parse().ok()?));
    Effect::new(move |_| {
        if let Some(rates) = present.get() {
            form.start(&at(scheme, "national"), rates.national.to_string());
            form.start(&at(scheme, "prefecture"), rates.prefecture.to_string());
        }
    });
    let now = move || match present.get() {
        Some(rates) => t!(prefecture.what_if.now, national = rates.national, prefecture = rates.prefecture, operator = rates.operator),
        None => t!(prefecture.what_if.no_rates).to_owned(),
    };
    view! {
        <div class="calculator__scheme">
            <Checkbox form=form path=at(scheme, "changed") label=scheme.label(locale())/>
            <div class="calculator__fields" hidden=move || changed.get() != "true">
                <p class="field__hint">{now}</p>
                <div class="field-row">
                    <TextField form=form path=at(scheme, "national") label=t!(support.payer.national) width="short"/>
                    <TextField form=form path=at(scheme, "prefecture") label=t!(support.payer.prefecture) width="short"/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn violations_are_shown_at_the_schemes_they_mean() {
        let changed = [SchemeCode::WorkEnvironment, SchemeCode::SubstituteDoctor];
        assert_eq!(shown_at("/rates/1/prefecture", &changed), "/rates/substitute_doctor/prefecture");
        assert_eq!(shown_at("/shape/name", &changed), "/shape/name");
    }
}

//! What comes of a plan, and what can be done with it.

use super::Calculation;
use crate::client;
use crate::components::common::{Document, Documents};
use crate::components::support::{plan, statement_view};
use crate::components::ui::{Button, Kind, LinkButton};
use crate::i18n;
use crate::state::use_session;
use crate::{paths, t};
use domain::actor::Role;
use leptos::prelude::*;

/// The sum in a sentence, for those who do not see it change.
pub(super) fn spoken(calculation: Calculation) -> String {
    calculation.statement.with(|statement| match statement {
        Some(statement) => t!(support.calculator.spoken, amount = i18n::yen(statement.subsidy_yen.0)),
        None => String::new(),
    })
}

/// The statement with what is still missing, or what to do first.
pub(super) fn result(calculation: Calculation) -> AnyView {
    let content = move || match calculation.statement.get() {
        Some(statement) => statement_view(&statement),
        None => calculation.typed.with(plan::nothing_yet),
    };
    let has_statement = Memo::new(move |_| calculation.statement.with(Option::is_some));
    view! {
        {plan::left_out(calculation.typed)}
        {content}
        <div hidden=move || !has_statement.get()>{keep(calculation)}</div>
        <p class="small calculator__caveat">{t!(support.calculator.caveat)}</p>
    }
    .into_any()
}

/// Taking the statement along: as a file, as a link.
fn keep(calculation: Calculation) -> AnyView {
    let pdf = Documents::new();
    let save = pdf.button((Kind::Solid, false), t!(support.calculator.pdf).into_any(), move |lacking| {
        let (plan, on) = calculation.typed.with_untracked(|typed| (typed.plan.clone(), typed.on));
        let (plan, on) = (plan?, on?);
        let content = async move { client::subsidy::print_subsidy_quote(&plan, on, lacking).await };
        Some(Document::pdf(t!(support.calculator.file), content))
    });
    let start_again = move || {
        calculation.form.reset();
        // What every plan starts with is there again, and the result follows what is typed.
        super::begin(calculation.form, &|_| None);
    };
    let link = move || window().location().origin().unwrap_or_default() + &calculation.address.get();
    // Whoever is something else cannot apply; a visitor may be an institution that has not signed in yet.
    let session = use_session();
    let apply = move || {
        let pairs = calculation.address.get().strip_prefix(paths::SUPPORT_CALCULATOR).unwrap_or_default().to_owned();
        (session.me().is_none() || session.has(Role::InstitutionMember)).then(|| {
            view! { <LinkButton href=String::from(paths::NEW_APPLICATION) + &pairs kind=Kind::Outline>{t!(support_application.link.with_plan)}</LinkButton> }
        })
    };
    let select = |ev: leptos::ev::FocusEvent| event_target::<web_sys::HtmlInputElement>(&ev).select();
    view! {
        <div class="actions">
            {save}
            {apply}
            <Button kind=Kind::Text on_click=start_again>{t!(support.calculator.reset)}</Button>
        </div>
        {pdf.error()}
        <div class="field calculator__link no-print">
            <label class="field__label" for="calculator-link">{t!(support.calculator.link)}</label>
            <p class="field__hint" id="calculator-link-hint">{t!(support.calculator.link_hint)}</p>
            <input
                id="calculator-link"
                class="input"
                type="text"
                readonly=true
                aria-describedby="calculator-link-hint"
                prop:value=link
                on:focus=select
            />
        </div>
    }
    .into_any()
}

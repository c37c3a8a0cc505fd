//! Beside an institution: whether it stands in a designated area today, the schemes that would apply there, and what one plan would be paid.

use super::areas::area_name;
use super::labels::cited;
use super::rule::phase_tag;
use super::statement::statement_view;
use crate::client;
use crate::client::subsidy::{ExampleThere, SupportThere};
use crate::client::support::{AreaThere, NamedArea};
use crate::components::ui::{Button, Kind, LinkButton, Notice, Skeleton, Tag, Tone};
use crate::i18n::{self, locale};
use crate::lazy_piece;
use crate::state::{Query, use_session};
use crate::{paths, t};
use domain::actor::Role;
use domain::institution::InstitutionKind;
use domain::region::priority_area::{AreaStatus, Coverage};
use domain::subsidy::Statement;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::Value;

lazy_piece!(later, statement: worked_out);

/// The panel of an institution, by its id.
pub fn institution_panel(id: String) -> AnyView {
    let found = Query::new(move || {
        let id = id.clone();
        async move { client::subsidy::get_institution_support(&id).await }
    });
    let retry = Callback::new(move |()| found.reload());
    // Beside the institution itself this is an addition: where it cannot be read, it says so quietly.
    let shown = move || match (found.get(), found.error().get()) {
        (Some(found), _) => content(&found),
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
        (None, Some(_)) => view! {
            <p class="muted">{t!(support.panel.unavailable)}</p>
            <Button kind=Kind::Text compact=true on_click=retry>{t!(common.action.retry)}</Button>
        }
        .into_any(),
    };
    view! {
        <section class="support-panel no-print" aria-labelledby="support-panel">
            <h2 id="support-panel" class="section__title">{t!(support.panel.title)}</h2>
            {shown}
        </section>
    }
    .into_any()
}

fn content(support: &SupportThere) -> AnyView {
    let designated = |held: &&AreaThere| held.area.version.status == AreaStatus::Designated && held.coverage == support.designation;
    match (support.designation, support.areas.iter().find(designated)) {
        (Coverage::Inside, Some(held)) => inside(support, &held.area),
        (_, Some(held)) => outside(t!(support.panel.unsure, area = name_of(&held.area))),
        (_, None) => outside(t!(support.panel.outside).to_owned()),
    }
}

fn outside(text: String) -> AnyView {
    view! {
        <p>{text}</p>
        <div class="actions"><LinkButton href=paths::SUPPORT kind=Kind::Outline compact=true>{t!(support.panel.about)}</LinkButton></div>
    }
    .into_any()
}

fn name_of(area: &NamedArea) -> String {
    area_name(&area.name, &area.name_en)
}

fn inside(support: &SupportThere, area: &NamedArea) -> AnyView {
    let version = &area.version;
    let schemes = support
        .rules
        .iter()
        .map(|rule| {
            let name = rule.scheme.label(locale());
            view! { <li><a href=paths::support_scheme(rule.scheme)>{name}</a>" "{phase_tag(rule.phase(support.as_of))}</li> }
        })
        .collect_view();
    let href = paths::support_area(&area.prefecture_code, area.id);
    let status = version.status.label(locale());
    view! {
        <p><Tag tone=Tone::Success>{status}</Tag>" "<a href=href>{t!(support.panel.inside, area = name_of(area))}</a></p>
        {cited(&version.source.title, &version.source.section, version.source.url.as_deref())}
        <h3>{t!(support.panel.schemes)}</h3>
        <ul>{schemes}</ul>
        {support.example.as_ref().map(|example| worked(support, example))}
    }
    .into_any()
}

/// One plan worked out, and the way to work out another.
fn worked(support: &SupportThere, example: &ExampleThere) -> AnyView {
    let plan = &example.plan;
    let kind = plan.institution_kind;
    let id = support.institution_id.to_string();
    let pair = |name: &'static str, value: &str| (name, Some(value.to_owned()));
    let mut pairs = vec![pair("institution", &id), pair("kind", kind.code()), pair("substitute", "true"), pair("duties", "2")];
    pairs.push(("prefecture", plan.prefecture_code.clone()));
    if kind == InstitutionKind::Clinic {
        pairs.extend([pair("opening", "succession"), pair("equipment", "true"), pair("settlement", "true"), pair("days", "100")]);
    }
    let pairs = client::query(&pairs);
    let calculator = String::from(paths::SUPPORT_CALCULATOR) + &pairs;
    let apply = use_session().has(Role::InstitutionMember).then(|| {
        let href = String::from(paths::NEW_APPLICATION) + &pairs;
        view! { <LinkButton href=href kind=Kind::Outline compact=true>{t!(support_application.link.with_plan)}</LinkButton> }
    });
    let text = if kind == InstitutionKind::Clinic { t!(support.panel.example_clinic) } else { t!(support.panel.example_hospital) };
    provide_context(Example(example.statement.clone()));
    let opened = RwSignal::new(false);
    view! {
        <details class="disclosure" on:toggle=move |_| opened.set(true)>
            <summary class="disclosure__summary">{t!(support.panel.example, amount = i18n::yen(example.subsidy_yen()))}</summary>
            <div class="disclosure__body"><p>{text}</p>{move || opened.get().then(later::worked_out)}</div>
        </details>
        <Notice tone=Tone::Info><p>{t!(support.panel.caveat)}</p></Notice>
        <div class="actions"><LinkButton href=calculator kind=Kind::Outline compact=true>{t!(support.panel.calculate)}</LinkButton>{apply}</div>
    }
    .into_any()
}

/// The statement of the example, as it was sent.
#[derive(Clone)]
struct Example(Value);

/// The example step by step; loaded when somebody opens it.
fn worked_out() -> AnyView {
    let statement = use_context::<Example>().and_then(|Example(statement)| Statement::deserialize(statement).ok());
    statement.map(|statement| statement_view(&statement)).into_any()
}

//! Beside an institution: whether it stands in a designated area today, the schemes that would apply there, and what one plan would be paid.
//!
//! Lies in the module of the pages of support, since the institution's own page is in the first download.

use super::areas::place_of_listing;
use super::rule::standing;
use super::statement::statement_view;
use super::words::cited;
use crate::client;
use crate::components::ui::{Button, Kind, LinkButton, Notice, Skeleton, Tag, Tone};
use crate::i18n::{self, locale};
use crate::lazy_piece;
use crate::state::{Query, use_session};
use crate::{paths, t};
use chrono::NaiveDate;
use domain::actor::Role;
use domain::directory::Listing;
use domain::institution::InstitutionKind;
use domain::region::priority_area::{AreaLookUp, AreaStatus, Holding, PriorityArea};
use domain::subsidy::{Component, Condition, Opening, Plan, SchemeCode, SubsidyRule, rule_in_force, statement};
use leptos::prelude::*;

lazy_piece!(later, support: panel(String));

/// The panel of an institution, by its id. Fetched when it is shown.
pub fn institution_panel(id: String) -> AnyView {
    later::panel(id)
}

/// Everything that the panel rests on.
#[derive(Clone)]
struct Found {
    listing: Listing,
    look_up: AreaLookUp,
    rules: Vec<SubsidyRule>,
}

async fn find(id: String) -> Result<Found, client::ClientError> {
    let listing = client::directory::get_institution(&id).await?;
    let look_up = client::support::look_up_priority_areas(&place_of_listing(&listing), None).await?;
    let rules = client::subsidy::list_subsidy_rules().await?;
    Ok(Found { listing, look_up, rules })
}

fn panel(id: String) -> AnyView {
    let found = Query::new(move || find(id.clone()));
    let retry = Callback::new(move |()| found.reload());
    // Beside the institution itself this is an addition: where it cannot be read, it says so quietly.
    let shown = move || match (found.get(), found.error().get()) {
        (Some(found), _) => content(found),
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

fn content(found: Found) -> AnyView {
    let Found { listing, look_up, rules } = found;
    let designated = |holding: Holding| {
        look_up.areas.iter().find(|one| one.area.version.status == AreaStatus::Designated && one.holding == holding).map(|one| &one.area)
    };
    match (designated(Holding::Inside), designated(Holding::Partly).or(designated(Holding::Unknown))) {
        (Some(area), _) => inside(&listing, area, &rules, look_up.as_of),
        (None, Some(area)) => outside(t!(support.panel.unsure, area = area_name(area))),
        (None, None) => outside(t!(support.panel.outside).to_owned()),
    }
}

fn area_name(area: &PriorityArea) -> String {
    if locale() == i18n::Locale::En && !area.name_en.is_empty() { area.name_en.clone() } else { area.name.clone() }
}

fn outside(text: String) -> AnyView {
    view! {
        <p>{text}</p>
        <div class="actions"><LinkButton href=paths::SUPPORT kind=Kind::Outline compact=true>{t!(support.panel.about)}</LinkButton></div>
    }
    .into_any()
}

/// The schemes that an institution of a kind could plan, and the numbers of the example.
fn example(kind: InstitutionKind) -> Plan {
    let mut components = vec![Component::SubstituteDoctor { duties: 24, cost_yen: None }];
    let opening = (kind == InstitutionKind::Clinic).then(|| {
        let clinic = [Component::ClinicEquipment { sites: 1, cost_yen: None }, Component::ClinicSettlement { days: 100, cost_yen: None }];
        components.splice(0..0, clinic);
        Opening::Succession
    });
    Plan { prefecture_code: None, institution_kind: kind, opening, components }
}

fn inside(listing: &Listing, area: &PriorityArea, rules: &[SubsidyRule], day: NaiveDate) -> AnyView {
    let kind = listing.summary.kind;
    let version = &area.version;
    let applies = |scheme: &SchemeCode| {
        let clinics_only = |rule: &SubsidyRule| rule.terms.conditions.contains(&Condition::ClinicOnly);
        // What a dispatching institution gets does not go to the one that receives.
        *scheme != SchemeCode::DispatchingInstitution
            && rule_in_force(rules, *scheme, day).is_some_and(|rule| kind == InstitutionKind::Clinic || !clinics_only(rule))
    };
    let planned = [
        SchemeCode::ClinicFacility,
        SchemeCode::ClinicEquipment,
        SchemeCode::ClinicSettlement,
        SchemeCode::WorkEnvironment,
        SchemeCode::SubstituteDoctor,
        SchemeCode::DoctorsAllowance,
    ];
    let schemes = planned
        .into_iter()
        .filter(applies)
        .map(|scheme| {
            let rule = rule_in_force(rules, scheme, day).map(|rule| standing(rule, day));
            view! { <li><a href=paths::support_scheme(scheme.code())>{scheme.label(locale())}</a>" "{rule}</li> }
        })
        .collect_view();
    let example = statement(&example(kind), rules, day).with_fact(Condition::DesignatedArea, true);
    let id = listing.summary.institution_id.to_string();
    let pair = |name: &'static str, value: &str| (name, Some(value.to_owned()));
    let mut pairs = vec![pair("institution", &id), pair("kind", kind.code()), pair("substitute", "true"), pair("duties", "2")];
    pairs.push(pair("prefecture", &listing.summary.prefecture_code));
    if kind == InstitutionKind::Clinic {
        pairs.extend([pair("opening", "succession"), pair("equipment", "true"), pair("settlement", "true"), pair("days", "100")]);
    }
    let pairs = client::query(&pairs);
    let calculator = String::from(paths::SUPPORT_CALCULATOR) + &pairs;
    let apply = use_session().has(Role::InstitutionMember).then(|| {
        let href = String::from(paths::NEW_APPLICATION) + &pairs;
        view! { <LinkButton href=href kind=Kind::Outline compact=true>{t!(support_application.link.with_plan)}</LinkButton> }
    });
    let href = paths::support_area(&area.prefecture_code, area.id, None);
    let status = version.status.label(locale());
    let text = if kind == InstitutionKind::Clinic { t!(support.panel.example_clinic) } else { t!(support.panel.example_hospital) };
    view! {
        <p><Tag tone=Tone::Success>{status}</Tag>" "<a href=href>{t!(support.panel.inside, area = area_name(area))}</a></p>
        {cited(&version.source.title, &version.source.section, version.source.url.as_deref())}
        <h3>{t!(support.panel.schemes)}</h3>
        <ul>{schemes}</ul>
        <details class="disclosure">
            <summary class="disclosure__summary">{t!(support.panel.example, amount = i18n::yen(example.subsidy_yen.0))}</summary>
            <div class="disclosure__body"><p>{text}</p>{statement_view(&example)}</div>
        </details>
        <Notice tone=Tone::Info><p>{t!(support.panel.caveat)}</p></Notice>
        <div class="actions"><LinkButton href=calculator kind=Kind::Outline compact=true>{t!(support.panel.calculate)}</LinkButton>{apply}</div>
    }
    .into_any()
}

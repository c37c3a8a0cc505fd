//! One area: every version of it, what follows, its end, and what was taken back.

use super::{home_crumb, id_of_address, today};
use crate::client;
use crate::components::common::{ConfirmedAction, FictionalTag, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::{Names, area_name, names, shape_text, version_item};
use crate::components::ui::{EmptyState, Form, Kind, LinkButton, TextArea, TextField};
use crate::i18n::{date, locale};
use crate::state::mutation::check;
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::region::priority_area::{AreaVersion, ClosePriorityArea, PriorityAreaDetail, WithdrawPriorityArea};
use leptos::prelude::*;

/// `/prefecture/areas/:id`
#[component]
pub fn AreaPage() -> impl IntoView {
    let id = id_of_address();
    let names = names(super::own());
    let area = Query::new(move || {
        let id = id.clone();
        async move { client::support::get_priority_area(&id, None).await }
    });
    let title = Signal::derive(move || {
        area.get().map_or_else(
            || t!(support.areas.area).to_owned(),
            |area| t!(support.areas.of_area, name = area_name(&area.name, &area.name_en)),
        )
    });
    let trail = vec![home_crumb(), crumb(t!(prefecture.nav.areas), paths::PREFECTURE_AREAS)];
    view! {
        <Page title=title trail=trail wide=true>
            {area.view(10, move |found| content(&found, &names.get().unwrap_or_default(), area))}
        </Page>
    }
}

fn content(area: &PriorityAreaDetail, names: &Names, query: Query<PriorityAreaDetail>) -> AnyView {
    let public = paths::support_area(&area.prefecture_code, area.id);
    let versions = area.versions.iter().map(|one| version_item(one, names)).collect_view();
    let open = area.versions.first().is_some_and(|latest| latest.period.until.is_none_or(|until| until > today()));
    view! {
        <div class="actions">
            <LinkButton href=paths::prefecture_area_version(area.id)>{t!(prefecture.area.follow)}</LinkButton>
            {open.then(|| close(area, query))}
            <LinkButton href=public kind=Kind::Outline>{t!(prefecture.areas.public)}</LinkButton>
        </div>
        <section aria-labelledby="area-versions">
            <h2 id="area-versions" class="section__title">{t!(support.area.versions)}</h2>
            <p>{t!(prefecture.area.never_changed)}</p>
            {if area.versions.is_empty() {
                view! { <p>{t!(prefecture.area.no_version)}</p> }.into_any()
            } else {
                view! { <ol class="areas__versions">{versions}</ol> }.into_any()
            }}
            {withdrawals(area, query)}
            {withdrawn(area, names)}
        </section>
        <section aria-labelledby="area-institutions">
            <h2 id="area-institutions" class="section__title">{t!(prefecture.area.institutions)}</h2>
            {institutions(area)}
        </section>
    }
    .into_any()
}

fn institutions(area: &PriorityAreaDetail) -> AnyView {
    if area.institutions.is_empty() {
        return view! { <EmptyState title=t!(support.area.no_institutions) text=t!(support.area.no_institutions_text)/> }.into_any();
    }
    let items = area
        .institutions
        .iter()
        .map(|one| {
            let (name, fictional) = (one.name.clone(), one.fictional);
            view! { <li><a href=paths::listing(one.id) lang=written_in()>{name}</a>" "<FictionalTag fictional/></li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// Before its first day, a version that was entered by mistake can be taken back.
fn withdrawals(area: &PriorityAreaDetail, query: Query<PriorityAreaDetail>) -> AnyView {
    let to_come = area.versions.iter().filter(|version| !version.period.has_begun(today()));
    let acts: Vec<_> = to_come.map(|version| withdraw(area, version, query)).collect();
    if acts.is_empty() { ().into_any() } else { view! { <div class="actions">{acts}</div> }.into_any() }
}

fn withdraw(area: &PriorityAreaDetail, of: &AreaVersion, query: Query<PriorityAreaDetail>) -> AnyView {
    let (id, version, version_id) = (area.id.to_string(), area.version, of.id);
    let form = Form::new(String::from("area/withdraw/") + &version_id.to_string());
    let send = move || {
        let input = WithdrawPriorityArea { version_id, reason: form.peek("/reason") };
        if !check(form, &input) {
            return None;
        }
        let id = id.clone();
        Some(sending(async move { client::prefecture::withdraw_priority_area(&id, &input, version).await }, move |()| query.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(prefecture.area.withdraw, day = date(of.period.from))
            text=t!(prefecture.area.withdraw_text)
            kind=Kind::Text
            danger=true
            form=form
            send=send
            done=t!(prefecture.area.withdrawn)
            reload=move || query.reload()
        >
            <TextArea form=form path="/reason" label=t!(prefecture.area.withdraw_reason) hint=t!(prefecture.area.reason_hint) required=true rows=3 max=2000/>
        </ConfirmedAction>
    }
    .into_any()
}

/// What was taken back, with the day on which that was done.
fn withdrawn(area: &PriorityAreaDetail, names: &Names) -> AnyView {
    if area.withdrawn.is_empty() {
        return ().into_any();
    }
    let items = area
        .withdrawn
        .iter()
        .map(|one| {
            let version = &one.version;
            let text = t!(
                prefecture.area.withdrawn_version,
                day = date(version.period.from),
                status = version.status.label(locale()),
                place = shape_text(&version.shape, names),
                on = date(one.withdrawn_on)
            );
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! { <h3>{t!(prefecture.area.withdrawn_title)}</h3><ul>{items}</ul> }.into_any()
}

fn close(area: &PriorityAreaDetail, query: Query<PriorityAreaDetail>) -> AnyView {
    let (id, version) = (area.id.to_string(), area.version);
    let form = Form::new(String::from("area/close/") + &id);
    let send = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let input = ClosePriorityArea { valid_until: reading.day("/valid_until"), reason: reading.text("/reason") };
        let (input, id) = (reading.finish(form, input)?, id.clone());
        Some(sending(async move { client::prefecture::close_priority_area(&id, &input, version).await }, move |()| query.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(prefecture.area.close)
            text=t!(prefecture.area.close_text)
            kind=Kind::Outline
            danger=true
            form=form
            send=send
            done=t!(prefecture.area.closed)
            reload=move || query.reload()
        >
            <TextField form=form path="/valid_until" label=t!(support.areas.until) kind="date" required=true width="short"/>
            <TextArea form=form path="/reason" label=t!(prefecture.area.reason) hint=t!(prefecture.area.reason_hint) required=true rows=3 max=1000/>
        </ConfirmedAction>
    }
    .into_any()
}

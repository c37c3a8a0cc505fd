//! One area: every version of it, what follows, and its end.

use super::{home_crumb, id_of_address, today};
use crate::client;
use crate::components::common::{ConfirmedAction, FictionalTag, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::{Names, area_name, names, version_item};
use crate::components::ui::{EmptyState, Form, Kind, LinkButton, TextArea, TextField};
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::region::priority_area::{ClosePriorityArea, PriorityAreaDetail};
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
            <ol class="areas__versions">{versions}</ol>
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

//! One area: every version of it, what follows, and its end.

use super::{home_crumb, id_of_address, today};
use crate::client;
use crate::components::common::{FictionalTag, MutationError, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::{Names, area_name, names, version_item};
use crate::components::ui::{Button, Dialog, EmptyState, Form, FormView, Kind, LinkButton, SubmitButton, TextArea, TextField};
use crate::state::{Mutation, Query, Reading, use_toasts};
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
    let (open, act, toasts) = (RwSignal::new(false), Mutation::new(), use_toasts());
    let known = StoredValue::new((area.id.to_string(), area.version));
    let ask = move || {
        let (id, version) = known.get_value();
        let form = Form::new(String::from("area/close/") + &id);
        let submit = move || {
            let text = |path: &str| form.peek(path);
            let mut reading = Reading::new(&text);
            let input = ClosePriorityArea { valid_until: reading.day("/valid_until"), reason: reading.text("/reason") };
            let Some(input) = reading.finish(form, input) else { return };
            let id = id.clone();
            act.submit(form, async move { client::prefecture::close_priority_area(&id, &input, version).await }, move |()| {
                open.set(false);
                toasts.success(t!(prefecture.area.closed));
                query.reload();
            });
        };
        view! {
            <p>{t!(prefecture.area.close_text)}</p>
            <FormView form=form on_submit=submit>
                <TextField form=form path="/valid_until" label=t!(support.areas.until) kind="date" required=true width="short"/>
                <TextArea form=form path="/reason" label=t!(prefecture.area.reason) hint=t!(prefecture.area.reason_hint) required=true rows=3 max=1000/>
                <MutationError of=act/>
                <div class="actions actions--end">
                    <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                    <SubmitButton kind=Kind::Danger busy=act.pending()>{t!(prefecture.area.close)}</SubmitButton>
                </div>
            </FormView>
        }
    };
    view! {
        <Button kind=Kind::Outline on_click=move || { act.clear(); open.set(true); }>{t!(prefecture.area.close)}</Button>
        <Dialog open=open title=t!(prefecture.area.close).to_owned()>{ask()}</Dialog>
    }
    .into_any()
}

//! Entering an area, and the version that follows the present one.

use super::version_fields::{read_version, start_version, version_fields};
use super::{home_crumb, id_of_address};
use crate::client;
use crate::components::common::{MutationError, Page, crumb};
use crate::components::support::areas::{Names, area_name, names};
use crate::components::ui::{Form, FormView, Kind, LinkButton, Notice, SubmitButton, TextField, Tone};
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::problem::ProblemCode;
use domain::region::priority_area::{AreaStatus, CreatePriorityArea, PriorityAreaDetail};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

fn trail() -> Vec<(String, String)> {
    vec![home_crumb(), crumb(t!(prefecture.nav.areas), paths::PREFECTURE_AREAS)]
}

/// Says so, and goes to the area.
fn arrived() -> impl Fn(String) + Copy + 'static {
    let navigate = StoredValue::new_local(use_navigate());
    let toasts = use_toasts();
    move |id: String| {
        toasts.success(t!(prefecture.area.saved));
        navigate.with_value(|navigate| navigate(&paths::prefecture_area(paths::Unparsed(&id)), leptos_router::NavigateOptions::default()));
    }
}

fn buttons(send: Mutation, back: String) -> AnyView {
    view! {
        <MutationError of=send/>
        <div class="actions">
            <SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton>
            <LinkButton href=back kind=Kind::Outline>{t!(common.action.cancel)}</LinkButton>
        </div>
    }
    .into_any()
}

/// `/prefecture/areas/new`
#[component]
pub fn NewAreaPage() -> impl IntoView {
    let names = names(super::own());
    view! {
        <Page title=t!(prefecture.area.title_new) trail=trail() lead=t!(prefecture.area.lead_new)>
            {names.view(12, |names| new_area(&names))}
        </Page>
    }
}

fn new_area(names: &Names) -> AnyView {
    let form = Form::new("area/new");
    let fields = version_fields(form, "/version", names, &[AreaStatus::Candidate, AreaStatus::Designated]);
    let (send, done) = (Mutation::new(), arrived());
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let version = read_version(&mut reading, "/version");
        let input = CreatePriorityArea { name: reading.text("/name"), name_en: reading.text("/name_en"), version };
        let Some(input) = reading.finish(form, input) else { return };
        let create = async move { client::prefecture::create_priority_area(&input, send.key()).await };
        send.submit(form, create, move |made| done(made.id.to_string()));
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/name" label=t!(prefecture.area.name) required=true width="medium"/>
            <TextField form=form path="/name_en" label=t!(prefecture.area.name_en) width="medium"/>
            {fields}
            {buttons(send, paths::PREFECTURE_AREAS.to_owned())}
        </FormView>
    }
    .into_any()
}

/// `/prefecture/areas/:id/version`
#[component]
pub fn AreaVersionPage() -> impl IntoView {
    let id = id_of_address();
    let names = names(super::own());
    let mut trail = trail();
    trail.push(crumb(t!(support.areas.area), paths::prefecture_area(paths::Unparsed(&id))));
    let area = Query::new(move || {
        let id = id.clone();
        async move { client::support::get_priority_area(&id, None).await }
    });
    // The fields need both, and are made once: reading the area again must not make them anew under somebody's hands.
    let both = move || Some((area.get()?, names.get()?));
    let ready = Memo::new(move |_| both().is_some());
    view! {
        <Page title=t!(prefecture.area.title_version) trail=trail lead=t!(prefecture.area.lead_version)>
            {move || if ready.get() {
                untrack(both).map(|(area, names)| next_version(&area, &names)).into_any()
            } else {
                view! { {area.view(12, |_| ().into_any())}{names.view(12, |_| ().into_any())} }.into_any()
            }}
        </Page>
    }
}

fn next_version(area: &PriorityAreaDetail, names: &Names) -> AnyView {
    let id = area.id.to_string();
    let form = Form::new(String::from("area/version/") + &id);
    let latest = area.versions.first();
    if let Some(latest) = latest {
        start_version(form, "", latest);
    }
    let fields = version_fields(form, "", names, &[AreaStatus::Candidate, AreaStatus::Designated, AreaStatus::Ended]);
    let (send, done, version) = (Mutation::new(), arrived(), area.version);
    let back = paths::prefecture_area(area.id);
    let outdated = back.clone();
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let input = read_version(&mut reading, "");
        let Some(input) = reading.finish(form, input) else { return };
        let id = id.clone();
        let replace = async move {
            client::prefecture::replace_priority_area(&id, &input, version).await?;
            Ok(id)
        };
        send.submit(form, replace, done);
    };
    let stale = move || send.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch));
    view! {
        <Notice tone=Tone::Info title=area_name(&area.name, &area.name_en)><p>{t!(prefecture.area.closes_present)}</p></Notice>
        <FormView form=form on_submit=submit>
            {fields}
            {move || stale().then(|| view! { <LinkButton href=outdated.clone() kind=Kind::Outline>{t!(rules.rule.latest)}</LinkButton> })}
            {buttons(send, back)}
        </FormView>
    }
    .into_any()
}

//! Rewrites a draft, or an application that was returned.

use super::area::{AREA, area_field};
use super::fields::{complete, plan, purpose, typed};
use super::place::Place;
use super::trail;
use crate::client;
use crate::components::application::application_trail_title;
use crate::components::common::{Multiline, MutationError, Page, crumb};
use crate::components::support::plan::start_plan;
use crate::components::ui::{Button, Form, FormView, Kind, LinkButton, Notice, SubmitButton, Tone};
use crate::i18n::locale;
use crate::pages::institution::id_of_address;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::problem::ProblemCode;
use domain::support::{ApplicationStatus, SaveSupportApplication, SupportApplication};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

type Read = Query<SupportApplication>;

/// `/institution/support/:id/edit`
#[component]
pub fn ApplicationEditPage() -> impl IntoView {
    let id = id_of_address();
    let mut way = trail();
    way.push(crumb(t!(support_application.detail.facts), paths::application(paths::Unparsed(&id))));
    let read: Read = Query::new(move || {
        let id = id.clone();
        async move { client::support_application::get_support_application(&id).await }
    });
    let title = Signal::derive(move || match read.get() {
        Some(application) => t!(support_application.edit.title_of, name = application_trail_title(&application.summary)),
        None => t!(support_application.list.title).to_owned(),
    });
    view! {
        <Page title=title lead=t!(support_application.edit.lead) trail=way wide=true>
            {read.view(12, move |application| {
                if application.summary.status.is_editable() { write(&application, read) } else { locked(&application) }
            })}
        </Page>
    }
}

fn locked(application: &SupportApplication) -> AnyView {
    let text = t!(support_application.edit.locked_text, status = application.summary.status.label(locale()));
    let href = paths::application(application.summary.id);
    view! {
        <Notice tone=Tone::Warning title=t!(support_application.edit.locked)>
            <p>{text}</p>
            <div class="actions">
                <LinkButton href=href kind=Kind::Outline>{t!(support_application.edit.open)}</LinkButton>
            </div>
        </Notice>
    }
    .into_any()
}

/// What the prefecture asked for, in sight while it is being mended.
fn asked(application: &SupportApplication) -> AnyView {
    let returned = application.steps.iter().rev().find(|step| step.to == ApplicationStatus::Returned);
    let reason = returned.filter(|_| application.summary.status == ApplicationStatus::Returned).map(|step| step.reason.clone());
    reason
        .map(|reason| view! { <Notice tone=Tone::Warning title=t!(support_application.asked.returned)><Multiline text=reason/></Notice> })
        .into_any()
}

fn write(application: &SupportApplication, read: Read) -> AnyView {
    let summary = &application.summary;
    let (id, version) = (summary.id, application.version);
    let form = Form::new(String::from("application/") + &id.to_string());
    start_plan(form, &application.plan);
    form.start(AREA, application.priority_area_id.to_string());
    form.start("/purpose", application.purpose.clone());
    let place = Place {
        id: summary.institution_id,
        name: summary.institution_name.clone(),
        kind: summary.kind,
        prefecture: summary.prefecture_code.clone(),
    };
    let place = Signal::stored(Some(place));
    let typed = typed(form, place, Signal::stored(Some(summary.fiscal_year)));
    let (save, toasts, navigate) = (Mutation::new(), use_toasts(), StoredValue::new_local(use_navigate()));
    let submit = move || {
        let Some((priority_area_id, plan)) = complete(form, typed, Vec::new()) else { return };
        let input = SaveSupportApplication { priority_area_id, plan, purpose: form.peek("/purpose") };
        if check(form, &input) {
            let act = async move { client::support_application::save_support_application(&id.to_string(), &input, version).await };
            save.submit(form, act, move |_| {
                toasts.success(t!(support_application.edit.saved));
                navigate.with_value(|navigate| navigate(&paths::application(id), leptos_router::NavigateOptions::default()));
            });
        }
    };
    let overtaken = move || {
        save.error().get().filter(|error| error.is(ProblemCode::VersionMismatch)).map(|_| {
            let read_newer = move || {
                form.forget();
                read.reload();
            };
            view! {
                <Notice tone=Tone::Warning title=t!(support_application.edit.newer)>
                    <Button kind=Kind::Outline on_click=read_newer>{t!(support_application.edit.read_newer)}</Button>
                </Notice>
            }
        })
    };
    let (asked, area) = (asked(application), area_field(form, place, Some(application.priority_area_id)));
    view! {
        {asked}
        <FormView form=form on_submit=submit>
            <fieldset class="form__group">
                <legend class="calculator__legend">{t!(support_application.edit.about)}</legend>
                {area}
                {purpose(form)}
            </fieldset>
            {plan(form, place, typed)}
            {overtaken}
            <MutationError of=save/>
            <div class="actions">
                <SubmitButton busy=save.pending()>{t!(support_application.edit.save)}</SubmitButton>
                <LinkButton href=paths::application(id) kind=Kind::Text>{t!(common.action.cancel)}</LinkButton>
            </div>
        </FormView>
    }
    .into_any()
}

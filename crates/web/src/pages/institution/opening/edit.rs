//! The form of an opening. A draft and a paused one save themselves; what everybody reads is changed when its author says so.

use super::form::{Wording, optional_parts, required_parts};
use super::list::copy_act;
use super::steps::{Read, discard_button, standing, step_buttons};
use super::{fields, typed};
use crate::client::{self, ClientError, Versioned};
use crate::components::common::{MutationError, Page, crumb};
use crate::components::opening::{for_doctors_text, opening_sections};
use crate::components::ui::{Button, ConfirmDialog, Dialog, Form, FormView, Kind, Notice, SubmitButton, Tone};
use crate::i18n::locale;
use crate::pages::institution::autosave::{Autosave, SaveState, forget_other};
use crate::pages::institution::conflict::{conflict_dialog, kept_version};
use crate::pages::institution::draft::Draft;
use crate::pages::institution::id_of_address;
use crate::pages::institution::save_state::save_state;
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::opening::{Opening, OpeningContent, OpeningEvent, OpeningStatus};
use domain::problem::{FieldError, ProblemCode};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Fields that something typed elsewhere can put right.
const ACROSS: [&str; 5] = ["/pay_to", "/pay_unit", "/pay_by_agreement", "/contact_phone", "/ends_on"];

/// `/institution/openings/:id`
#[component]
pub fn OwnOpeningPage() -> impl IntoView {
    let id = id_of_address();
    let read = Query::new(move || {
        let id = id.clone();
        async move { client::opening::get_own_opening(&id).await }
    });
    let title = Signal::derive(move || match read.get() {
        Some(read) => t!(opening.edit.title_of, name = read.value.institution_name),
        None => t!(opening.edit.title).to_owned(),
    });
    view! {
        <Page title=title trail=vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)] lead=t!(opening.edit.lead)>
            {read.view(10, move |opening| if opening.value.status.is_editable() { editor(&opening, read) } else { over(&opening.value) })}
        </Page>
    }
}

/// One that is over stays as it was.
fn over(opening: &Opening) -> AnyView {
    let more = (!opening.content.for_doctors.trim().is_empty()).then(|| for_doctors(&opening.content));
    view! {
        {standing(opening, copy_act(opening.institution_id, opening.id, None))}
        <h2>{opening.content.title.clone()}</h2>
        {opening_sections(&opening.content, 2)}
        {more}
    }
    .into_any()
}

fn for_doctors(content: &OpeningContent) -> AnyView {
    view! {
        <section>
            <h3>{t!(opening.page.for_doctors)}</h3>
            <p class="small">{t!(opening.edit.for_doctors_lead)}</p>
            {for_doctors_text(content)}
        </section>
    }
    .into_any()
}

/// The step that the form's button leads to; `None` where it saves what is open.
fn step_of(status: OpeningStatus) -> Option<OpeningEvent> {
    match status {
        OpeningStatus::Draft => Some(OpeningEvent::Publish),
        OpeningStatus::Paused => Some(OpeningEvent::Resume),
        OpeningStatus::Open | OpeningStatus::Filled | OpeningStatus::Ended => None,
    }
}

fn editor(opening: &Versioned<Opening>, read: Read) -> AnyView {
    let (id, status) = (opening.value.id, opening.value.status);
    let form = Form::new(String::from("opening/") + &id.to_string());
    let content = Versioned { value: opening.value.content.clone(), etag: opening.etag.clone() };
    let save = Autosave::start(form, id.to_string(), &content, status != OpeningStatus::Open);
    let wording = Wording::of(form);
    let (conflict, preview, asks) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let (act, toasts) = (Mutation::new(), use_toasts());
    follow_errors(form, save);
    let submit = move || {
        let wrong = typed::errors(form, true);
        if !show(form, &wrong) {
            return;
        }
        if step_of(status).is_some() {
            return asks.set(true);
        }
        act.run(async move { Ok::<_, ClientError>(save.save().await) }, move |saved| {
            if saved {
                toasts.success(t!(opening.edit.changed));
                read.reload();
            }
        });
    };
    let go = Callback::new(move |()| {
        let Some(event) = step_of(status) else { return };
        // A refusal shows on the page, which a dialog would cover.
        asks.set(false);
        let request = async move {
            let id = id.to_string();
            if !save.save().await {
                return Ok(None);
            }
            let result = client::opening::advance_opening(&id, event, &save.etag()).await;
            if let Err(ClientError::Problem(problem)) = &result
                && problem.code == ProblemCode::InvalidInput
            {
                show(form, &at_fields(&problem.errors));
            }
            result?;
            client::opening::get_own_opening(&id).await.map(Some)
        };
        act.run(request, move |latest: Option<Versioned<Opening>>| {
            if let Some(latest) = latest {
                forget_other::<OpeningContent>(&id.to_string());
                save.moved_on(&latest.etag);
                toasts.success(t!(opening.step.published));
                read.put(latest);
            }
        });
    });
    let forward = step_of(status).map_or_else(|| t!(opening.edit.change), |event| event.label(locale()));
    let acts = step_buttons(&opening.value, save, read);
    let discard = (status == OpeningStatus::Draft).then(|| discard_button(id, save, read));
    let stop = act.pending();
    view! {
        <div class="editor">
            {standing(&opening.value, view! { {acts}{discard} }.into_any())}
            {save.restored.then(|| view! { <Notice tone=Tone::Info live=true>{t!(institution.edit.restored)}</Notice> })}
            {kept_version(save)}
            {(!save.by_itself).then(|| view! { <p class="editor__lead">{t!(opening.edit.open_lead)}</p> })}
            <FormView form=form on_submit=submit>
                {required_parts(form, wording)}
                <div>
                    <h3>{t!(opening.edit.optional)}</h3>
                    <p class="field__hint">{t!(opening.edit.optional_lead)}</p>
                    {optional_parts(form, wording)}
                </div>
                <MutationError of=act/>
                <div class="actions">
                    <SubmitButton busy=stop>{forward}</SubmitButton>
                    <Button kind=Kind::Outline on_click=move || preview.set(true)>{t!(opening.edit.preview)}</Button>
                </div>
            </FormView>
            {save_state(save, conflict)}
            {conflict_dialog(save, conflict)}
            <Dialog open=preview title=t!(opening.edit.preview_title)>
                {preview_of(&OpeningContent::read(form))}
                <div class="actions actions--end">
                    <Button kind=Kind::Outline on_click=move || preview.set(false)>{t!(common.action.close)}</Button>
                </div>
            </Dialog>
            <ConfirmDialog
                open=asks
                title=t!(opening.step.publish_title)
                text=t!(opening.step.publish_text)
                confirm=forward
                on_confirm=go
            />
        </div>
    }
    .into_any()
}

/// What visitors read, and what only doctors do.
fn preview_of(content: &OpeningContent) -> AnyView {
    let title = if content.title.trim().is_empty() { t!(opening.own.untitled).to_owned() } else { content.title.clone() };
    view! {
        <article class="preview">
            <p class="preview__headline">{title}</p>
            {opening_sections(content, 3)}
            {for_doctors(content)}
        </article>
    }
    .into_any()
}

fn at_fields(errors: &[FieldError]) -> Vec<FieldError> {
    errors.iter().map(|error| FieldError { pointer: fields::in_form(&error.pointer), ..error.clone() }).collect()
}

/// Says what is wrong at its field, and opens what hides one; `true` if nothing is.
pub fn show(form: Form, wrong: &[FieldError]) -> bool {
    form.show_errors(typed::sentences(wrong));
    request_animation_frame(|| {
        let Ok(hidden) = document().query_selector_all("details:not([open]) .field--invalid") else { return };
        for index in 0..hidden.length() {
            let field = hidden.item(index).and_then(|field| field.dyn_into::<web_sys::Element>().ok());
            if let Some(Ok(Some(closed))) = field.map(|field| field.closest("details")) {
                let _ = closed.set_attribute("open", "");
            }
        }
    });
    wrong.is_empty()
}

/// Says at its field what keeps a draft from being saved, and takes back what something typed elsewhere has put right.
fn follow_errors(form: Form, save: Autosave<OpeningContent>) {
    Effect::new(move |_| {
        let stuck = save.state.with(|state| matches!(state, SaveState::Invalid(_)));
        untrack(|| {
            let shown: Vec<(String, String)> =
                fields::all().filter_map(|field| form.error(field.pointer).map(|said| (field.pointer.to_owned(), said))).collect();
            if shown.is_empty() && !stuck {
                return;
            }
            let wrong = typed::errors(form, true);
            let mut marks = shown.clone();
            marks.retain(|(at, _)| !ACROSS.contains(&at.as_str()) || wrong.iter().any(|error| error.pointer == *at));
            if stuck {
                let new = typed::sentences(&typed::errors(form, !save.by_itself));
                marks.extend(new.into_iter().filter(|(at, _)| !shown.iter().any(|(known, _)| known == at)));
            }
            if marks != shown {
                form.mark_errors(marks);
            }
        });
    });
}

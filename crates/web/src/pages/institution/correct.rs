//! Asks for a correction of what is published: the form prefilled, then what differs, then sent.

use super::{id_of_address, registration_trail};
use crate::client::{self, ClientError};
use crate::components::common::{MutationError, Page};
use crate::components::registration::fields::{PARTS, in_content};
use crate::components::registration::{DifferencesView, part_fields, typed};
use crate::components::ui::{Button, EmptyState, Form, FormView, Kind, LinkButton, Notice, SubmitButton, TextArea, Tone};
use crate::i18n::pick;
use crate::state::mutation::{check, messages};
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::change_request::{ChangeRequestStatus, CreateChangeRequest};
use domain::problem::FieldError;
use domain::registration::{Registration, RegistrationStatus, differences};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

const NOTE: &str = "/note";

#[component]
pub fn CorrectPage() -> impl IntoView {
    let id = id_of_address();
    let trail = registration_trail(&id);
    let read = Query::new(move || {
        let id = id.clone();
        async move { client::registration::get_registration(&id).await }
    });
    view! {
        <Page title=t!(institution.correct.title) trail=trail lead=t!(institution.correct.lead)>
            {read.view(10, |read| correction(read.value))}
        </Page>
    }
}

fn refused(title: &'static str, text: &'static str, registration: &Registration) -> AnyView {
    let href = paths::registration(registration.summary.id);
    view! {
        <EmptyState title=title text=text><LinkButton href=href kind=Kind::Outline>{t!(institution.act.open)}</LinkButton></EmptyState>
    }
    .into_any()
}

fn correction(registration: Registration) -> AnyView {
    if registration.summary.status != RegistrationStatus::Published {
        return refused(t!(institution.correct.not_published_title), t!(institution.correct.not_published_text), &registration);
    }
    if registration.change_requests.iter().any(|request| request.status == ChangeRequestStatus::Requested) {
        return refused(t!(institution.correct.already_title), t!(institution.correct.already_text), &registration);
    }
    let id = registration.summary.id;
    let form = Form::new(format!("correction/{id}"));
    typed::start(form, &registration.content);
    let published = StoredValue::new(registration.content);
    let (send, toasts) = (Mutation::new(), use_toasts());
    let unchanged = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: String, replace: bool| {
        navigate.with_value(|navigate| navigate(&to, NavigateOptions { replace, ..Default::default() }));
    };
    let query = use_query_map();
    let reviewing = Memo::new(move |_| query.with(|query| query.get("review").is_some()));
    let input = move || CreateChangeRequest { content: typed::read(form).normalized(), note: form.peek(NOTE) };
    let review = move || {
        let input = input();
        let same = published.with_value(|published| input.validate_against(published).is_err());
        unchanged.set(same);
        if !same && check(form, &input.content) {
            go(paths::registration_correct(id) + "?review=1", false);
        }
    };
    let submit = move || {
        let (input, id_text) = (input(), id.to_string());
        let act = async move {
            let result = client::registration::create_change_request(&id_text, &input, send.key()).await;
            if let Err(ClientError::Problem(problem)) = &result {
                let found: Vec<FieldError> = problem
                    .errors
                    .iter()
                    .cloned()
                    .map(|error| FieldError { pointer: in_content(&error.pointer).to_owned(), ..error })
                    .collect();
                form.show_errors(messages(&found));
            }
            result
        };
        send.run(act, move |_| {
            form.forget();
            toasts.success(t!(institution.correct.sent));
            go(paths::registration(id), true);
        });
    };
    let changes = move || {
        reviewing.get().then(|| {
            let found = published.with_value(|published| differences(published, &typed::read(form).normalized()));
            let nothing = found.is_empty();
            view! {
                <section class="stack">
                    <h2 tabindex="-1" id="review">{t!(institution.correct.review_title)}</h2>
                    <p>{if nothing { t!(institution.correct.nothing) } else { t!(institution.correct.review_lead) }}</p>
                    <DifferencesView differences=found/>
                    <MutationError of=send/>
                    <div class="actions">
                        {(!nothing).then(|| view! { <Button busy=send.pending() on_click=submit>{t!(institution.correct.send)}</Button> })}
                        <LinkButton href=paths::registration_correct(id) kind=Kind::Outline>{t!(institution.correct.back)}</LinkButton>
                    </div>
                </section>
            }
        })
    };
    focus_on_review(reviewing);
    let sections = PARTS
        .iter()
        .map(|part| view! { <section class="editor__part"><h2>{pick(part.title)}</h2>{part_fields(form, part)}</section> })
        .collect_view();
    view! {
        <div hidden=move || reviewing.get()>
            <FormView form=form on_submit=review>
                {sections}
                <section class="editor__part">
                    <h2>{t!(institution.correct.note_part)}</h2>
                    <div class="form__group">
                        <TextArea form=form path=NOTE label=t!(institution.correct.note) hint=t!(institution.correct.note_hint) max=1000/>
                    </div>
                </section>
                <div role="status">
                    {move || unchanged.get().then(|| view! { <Notice tone=Tone::Warning title=t!(institution.correct.nothing)/> })}
                </div>
                <div class="actions"><SubmitButton>{t!(institution.correct.review)}</SubmitButton></div>
            </FormView>
        </div>
        {changes}
    }
    .into_any()
}

/// The second step reads like a page of its own.
fn focus_on_review(reviewing: Memo<bool>) {
    use wasm_bindgen::JsCast;
    Effect::new(move |before: Option<bool>| {
        let now = reviewing.get();
        if now && before == Some(false) {
            request_animation_frame(|| {
                if let Some(heading) = document().get_element_by_id("review").and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                    let _ = heading.focus();
                }
            });
        }
        now
    });
}

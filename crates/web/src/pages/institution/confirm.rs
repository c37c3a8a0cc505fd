//! 入力 → 確認: everything written, read-only, before it is submitted.

use super::autosave::forget_other;
use super::claim::claim;
use super::{id_of_address, registration_trail};
use crate::client::{self, ClientError, Versioned};
use crate::components::common::{MutationError, Page};
use crate::components::registration::fields::{in_content, label, part_of};
use crate::components::registration::{ContentView, PublicPreview};
use crate::components::ui::{Button, Disclosure, Kind, LinkButton, Notice, Steps, Tone};
use crate::i18n::{date, locale};
use crate::state::{Mutation, Query};
use crate::{paths, t, t_list};
use domain::ids::RegistrationId;
use domain::problem::{FieldCode, FieldError};
use domain::registration::{Registration, RegistrationContent, contradictions, last_day};
use domain::validate::Validate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// 入力 → 確認 → 完了.
pub fn steps(current: usize) -> AnyView {
    view! { <Steps labels=t_list!(institution.confirm.steps) current=Signal::stored(current)/> }.into_any()
}

#[component]
pub fn ConfirmPage() -> impl IntoView {
    let id = id_of_address();
    let trail = registration_trail(&id);
    let draft = Query::new(move || {
        let id = id.clone();
        async move { client::registration::get_registration(&id).await }
    });
    view! {
        <Page title=t!(institution.confirm.title) trail=trail lead=t!(institution.confirm.lead)>
            {steps(1)}
            {draft.view(10, move |read| confirmation(read, draft))}
        </Page>
    }
}

fn confirmation(draft: Versioned<Registration>, query: Query<Versioned<Registration>>) -> AnyView {
    let id = draft.value.summary.id;
    let submit = Mutation::new();
    let navigate = StoredValue::new_local(use_navigate());
    let mut missing = draft.value.content.validate().err().map(domain::validate::Violations::into_errors).unwrap_or_default();
    let complete = missing.is_empty();
    // Contradictions have a notice of their own.
    missing.retain(|error| error.code != FieldCode::Contradiction);
    let about = StoredValue::new((draft.value.summary.organization_id.to_string(), draft.value.registry_code.clone()));
    let etag = draft.etag;
    let send = move || {
        let (id_text, etag) = (id.to_string(), etag.clone());
        let act = async move { client::registration::submit_registration(&id_text, &etag).await };
        submit.run(act, move |_| {
            forget_other::<RegistrationContent>(&id.to_string());
            let to = paths::registration_done(id);
            navigate.with_value(|navigate| navigate(&to, NavigateOptions { replace: true, ..Default::default() }));
        });
    };
    // The server found what the browser did not: said field by field like the browser's own findings.
    let refused = move || match submit.error().get() {
        Some(error) if error.violation(FieldCode::HeldByAnother).is_some() => {
            about.with_value(|(organization, code)| claim(organization, code.as_deref().unwrap_or_default()))
        }
        Some(ClientError::Problem(problem)) if !problem.errors.is_empty() => missing_list(&problem.errors, id),
        Some(error) if error.is(domain::problem::ProblemCode::VersionMismatch) => view! {
            <MutationError of=submit/>
            <div class="actions"><Button kind=Kind::Outline on_click=move || query.reload()>{t!(institution.confirm.reload)}</Button></div>
        }
        .into_any(),
        _ => view! { <MutationError of=submit/> }.into_any(),
    };
    let asked = questions(&draft.value.content, id);
    // As it will be stored: what is written differently from what was typed shows here and not first on the public page.
    let stored = draft.value.content.normalized();
    let preview = stored.clone();
    let year = draft.value.summary.fiscal_year;
    view! {
        {(!missing.is_empty()).then(|| missing_list(&missing, id))}
        {asked}
        <p class="small">{t!(institution.confirm.stored)}</p>
        <ContentView content=stored edit=move |part| paths::registration_edit_at(id, part)/>
        <Disclosure summary=t!(institution.edit.preview_title)><PublicPreview content=preview/></Disclosure>
        <Notice tone=Tone::Info>{t!(institution.confirm.note, year = year, date = date(last_day(year)))}</Notice>
        {refused}
        <div class="actions">
            {complete.then(|| view! { <Button busy=submit.pending() on_click=send>{t!(institution.confirm.submit)}</Button> })}
            <LinkButton href=paths::registration_edit_at(id, 3) kind=Kind::Outline>{t!(institution.confirm.back)}</LinkButton>
        </div>
    }
    .into_any()
}

/// The contradictions that nobody has explained yet. One with a reason stands with it behind its field.
fn questions(content: &RegistrationContent, id: RegistrationId) -> Option<AnyView> {
    let mut open = contradictions(content);
    open.retain(|contradiction| content.explanations.of(*contradiction).trim().is_empty());
    let items = open
        .iter()
        .map(|contradiction| {
            let answer = paths::registration_edit_at(id, part_of(contradiction.field()).unwrap_or(0));
            view! {
                <li>
                    <p>{contradiction.label(locale())}</p>
                    <p><a href=answer>{t!(institution.confirm.answer)}</a></p>
                </li>
            }
        })
        .collect_view();
    (!open.is_empty())
        .then(|| view! { <Notice tone=Tone::Error title=t!(institution.confirm.questions) live=true><ul>{items}</ul></Notice> }.into_any())
}

/// Violations with links to the parts where they are mended.
fn missing_list(errors: &[FieldError], id: RegistrationId) -> AnyView {
    let items = errors
        .iter()
        .map(|error| {
            let pointer = in_content(&error.pointer);
            let text = t!(common.form.error_line, label = label(pointer), message = error.message(locale()));
            view! { <li><a href=paths::registration_edit_at(id, part_of(pointer).unwrap_or(0))>{text}</a></li> }
        })
        .collect_view();
    view! { <Notice tone=Tone::Error title=t!(institution.confirm.missing) live=true><ul>{items}</ul></Notice> }.into_any()
}

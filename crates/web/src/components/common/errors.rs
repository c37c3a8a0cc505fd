//! Failures in words, with what can be done.

use crate::client::ClientError;
use crate::components::ui::{Button, Kind, Notice, Tone};
use crate::i18n::locale;
use crate::state::Mutation;
use crate::t;
use domain::export::LackingLetters;
use domain::problem::{FieldCode, ProblemCode};
use leptos::prelude::*;

/// Something could not be read.
#[component]
pub fn LoadError(error: ClientError, #[prop(optional, into)] on_retry: Option<Callback<()>>) -> impl IntoView {
    let retry = on_retry.filter(|_| !error.is(ProblemCode::NotFound)).map(|on_retry| {
        view! { <div class="actions"><Button kind=Kind::Outline compact=true on_click=on_retry>{t!(common.action.retry)}</Button></div> }
    });
    view! {
        <Notice tone=Tone::Error title=error.title() live=true>
            {words(&error)}
            {retry}
        </Notice>
    }
}

/// Why an act failed; nothing while it has not. Violations of a form's fields show in its summary, not here.
#[component]
pub fn MutationError(of: Mutation) -> impl IntoView {
    move || {
        of.error().get().filter(|error| !(error.is(ProblemCode::InvalidInput) && has_fields(error))).map(|error| {
            view! { <Notice tone=Tone::Error title=error.title() live=true>{words(&error)}</Notice> }
        })
    }
}

/// Why a document was not made. Letters that its fonts lack are told, and `again` makes it with 〓 in their places.
#[component]
pub fn PrintError(of: Mutation, again: Callback<LackingLetters>) -> impl IntoView {
    move || {
        match of.error().get().as_ref().and_then(lacking) {
        Some(letters) => view! {
            <Notice tone=Tone::Warning title=t!(common.print.lacking) live=true>
                <p>{letters}</p>
                <div class="actions">
                    <Button kind=Kind::Outline compact=true on_click=move || again.run(LackingLetters::Replace)>{t!(common.print.anyway)}</Button>
                </div>
            </Notice>
        }
        .into_any(),
        None => view! { <MutationError of=of/> }.into_any(),
    }
    }
}

fn lacking(error: &ClientError) -> Option<String> {
    let ClientError::Problem(problem) = error else { return None };
    problem.errors.iter().find(|error| error.code == FieldCode::NotInFont).map(|error| error.message(locale()))
}

/// Why somebody on the staff is offered no step here, and who can take it.
pub fn conflict_of_interest(who_can: &'static str) -> AnyView {
    view! { <Notice tone=Tone::Warning title=t!(common.conflict.title)><p>{t!(common.conflict.text)}</p><p>{who_can}</p></Notice> }
        .into_any()
}

fn has_fields(error: &ClientError) -> bool {
    matches!(error, ClientError::Problem(problem) if !problem.errors.is_empty())
}

fn words(error: &ClientError) -> AnyView {
    let kept = matches!(error, ClientError::Offline).then(|| view! { <p>{t!(common.error.kept)}</p> });
    let detail = error.detail().map(|detail| view! { <p>{detail}</p> });
    let reference = error.reference().map(|id| view! { <p class="small">{t!(common.error.reference, id = id)}</p> });
    view! { {kept}{detail}{reference} }.into_any()
}

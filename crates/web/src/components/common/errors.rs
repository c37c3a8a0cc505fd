//! Failures in words, with what can be done.

use crate::client::ClientError;
use crate::components::ui::{Button, Kind, Notice, Tone};
use crate::state::Mutation;
use crate::t;
use domain::problem::ProblemCode;
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

fn has_fields(error: &ClientError) -> bool {
    matches!(error, ClientError::Problem(problem) if !problem.errors.is_empty())
}

fn words(error: &ClientError) -> AnyView {
    let kept = matches!(error, ClientError::Offline).then(|| view! { <p>{t!(common.error.kept)}</p> });
    let detail = error.detail().map(|detail| view! { <p>{detail}</p> });
    let reference = error.reference().map(|id| view! { <p class="small">{t!(common.error.reference, id = id)}</p> });
    view! { {kept}{detail}{reference} }.into_any()
}

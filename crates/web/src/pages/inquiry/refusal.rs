//! Why an act was refused, with the way on from there.

use crate::components::common::MutationError;
use crate::components::ui::{Kind, LinkButton};
use crate::state::Mutation;
use crate::{paths, t};
use domain::problem::ProblemCode;
use leptos::prelude::*;

/// The refusal of an act of a conversation; nothing while there is none.
#[component]
pub fn Refusal(
    of: Mutation,
    /// Where to come back to once the profile is filled in.
    #[prop(optional, into)]
    here: Option<String>,
) -> impl IntoView {
    let here = StoredValue::new(here.unwrap_or_else(|| paths::INQUIRIES.to_owned()));
    let way = move || {
        let (href, text) = match of.error().get()?.code()? {
            ProblemCode::InquiryAlreadyOpen => (paths::INQUIRIES.to_owned(), t!(inquiry.refusal.open)),
            ProblemCode::InstitutionBlocked => (paths::DOCTOR_PRIVACY.to_owned(), t!(inquiry.refusal.blocked)),
            ProblemCode::InstitutionNotListed => (paths::DIRECTORY.to_owned(), t!(inquiry.refusal.not_listed)),
            ProblemCode::ProfileRequired => (here.with_value(|here| paths::doctor_profile_then(here)), t!(inquiry.refusal.profile)),
            ProblemCode::LicenceDoubtful => (paths::DOCTOR_PROFILE.to_owned(), t!(inquiry.refusal.licence)),
            _ => return None,
        };
        Some(view! { <div class="actions refusal__way"><LinkButton href=href kind=Kind::Outline compact=true>{text}</LinkButton></div> })
    };
    view! {
        <div class="refusal">
            <MutationError of=of/>
            {way}
        </div>
    }
}

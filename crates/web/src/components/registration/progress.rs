//! A registration's course: who did what, when and why.

use super::labels::step_text;
use crate::components::common::{DateTimeText, Multiline};
use crate::i18n::locale;
use crate::t;
use domain::registration::{Check, RegistrationStatus, RegistrationStep};
use leptos::prelude::*;

/// The steps, latest first: what matters now stands on top.
#[component]
pub fn RegistrationProgress(steps: Vec<RegistrationStep>) -> impl IntoView {
    let mut from = None;
    let mut rows = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        rows.push(row(step, from, index > 1));
        from = Some(step.to);
    }
    view! { <ol class="course" reversed=true>{rows.into_iter().rev().collect_view()}</ol> }
}

fn row(step: &RegistrationStep, from: Option<RegistrationStatus>, again: bool) -> AnyView {
    // The calendar's doings and a colleague's double capacity need no name of their own.
    let party = match step.by {
        Check::SamePerson => Check::Committee,
        other => other,
    }
    .label(locale());
    let by = match &step.author_name {
        Some(name) => t!(registration.course.by_person, party = party, name = name),
        None => t!(registration.course.by, party = party),
    };
    let reason = step.reason.clone().map(|reason| {
        view! {
            <div class="course__reason">
                <p class="course__reason-name">{t!(registration.course.reason)}</p>
                <Multiline text=reason/>
            </div>
        }
    });
    view! {
        <li class="course__step">
            <p class="course__event">{step_text(step.event, from, again)}</p>
            <p class="course__by"><DateTimeText at=step.at/>" "<span>{by}</span></p>
            {reason}
        </li>
    }
    .into_any()
}

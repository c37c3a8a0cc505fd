//! An application's course: what happened, when and why.

use crate::components::common::{DateTimeText, Multiline};
use crate::i18n::locale;
use crate::t;
use domain::support::{ApplicationEvent, SupportStep};
use leptos::prelude::*;

/// The steps, latest first: what matters now stands on top.
pub(super) fn progress(steps: &[SupportStep]) -> AnyView {
    let rows: Vec<AnyView> = steps.iter().rev().map(row).collect();
    view! { <ol class="course" reversed=true>{rows}</ol> }.into_any()
}

fn row(step: &SupportStep) -> AnyView {
    let status = step.to.label(locale());
    let what = match step.event {
        None => t!(support_application.course.started).to_owned(),
        Some(ApplicationEvent::Undo) => t!(support_application.course.undone, status = status),
        Some(ApplicationEvent::WithdrawClaim) => t!(support_application.course.claim_withdrawn).to_owned(),
        Some(_) => status.to_owned(),
    };
    let author = step.author_name.clone();
    let reason = (!step.reason.is_empty()).then(|| {
        let reason = step.reason.clone();
        view! {
            <div class="course__reason">
                <p class="course__reason-name">{t!(support_application.course.reason)}</p>
                <Multiline text=reason/>
            </div>
        }
    });
    view! {
        <li class="course__step">
            <p class="course__event">{what}</p>
            <p class="course__by"><DateTimeText at=step.at/>" "<span>{author}</span></p>
            {reason}
        </li>
    }
    .into_any()
}

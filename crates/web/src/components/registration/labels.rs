//! Registrations and corrections in words.

use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use crate::t;
use domain::change_request::ChangeRequestStatus;
use domain::registration::{RegistrationEvent, RegistrationStatus, RegistrationSummary};
use leptos::prelude::*;

/// How a state looks; its name says the same.
pub fn status_tone(status: RegistrationStatus) -> Tone {
    use RegistrationStatus as S;
    match status {
        S::Draft | S::Expired | S::Withdrawn => Tone::Neutral,
        S::Submitted | S::SecretariatReview | S::CommitteeCheck => Tone::Info,
        S::Returned => Tone::Warning,
        S::Published => Tone::Success,
        S::Revoked => Tone::Error,
    }
}

/// A registration's state.
#[component]
pub fn StatusTag(status: RegistrationStatus) -> impl IntoView {
    view! { <Tag tone=status_tone(status)>{status.label(locale())}</Tag> }
}

/// A correction's state.
#[component]
pub fn ChangeRequestTag(status: ChangeRequestStatus) -> impl IntoView {
    let tone = match status {
        ChangeRequestStatus::Requested => Tone::Info,
        ChangeRequestStatus::Applied => Tone::Success,
        ChangeRequestStatus::Refused => Tone::Warning,
        ChangeRequestStatus::Withdrawn => Tone::Neutral,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }
}

/// State, pause and waiting correction of a row, side by side.
pub fn summary_tags(row: &RegistrationSummary) -> AnyView {
    let pause = row.pause;
    let paused = row.paused.then(|| view! { <li><Tag tone=Tone::Warning>{pause.label(locale())}</Tag></li> });
    let changing = row.change_requested.then(|| view! { <li><Tag tone=Tone::Info>{t!(registration.summary.change_requested)}</Tag></li> });
    let fictional = row.fictional.then(|| view! { <li><Tag tone=Tone::Warning>{t!(common.state.fictional)}</Tag></li> });
    view! { <ul class="tags"><li><StatusTag status=row.status/></li>{paused}{changing}{fictional}</ul> }.into_any()
}

/// The institution's name, or that it has none yet.
pub fn name_of(row: &RegistrationSummary) -> String {
    if row.name.trim().is_empty() { t!(registration.summary.unnamed).to_owned() } else { row.name.clone() }
}

/// A fiscal year.
pub fn year_text(year: i32) -> String {
    t!(registration.summary.year, year = year)
}

/// What happened at a step from a state; `again` when it was submitted before.
pub fn step_text(event: Option<RegistrationEvent>, from: Option<RegistrationStatus>, again: bool) -> &'static str {
    use RegistrationEvent as E;
    match event {
        None => t!(registration.course.begin),
        Some(E::Submit) if again => t!(registration.course.submit_again),
        Some(E::Submit) => t!(registration.course.submit),
        Some(E::StartReview) => t!(registration.course.start_review),
        Some(E::Return) => t!(registration.course.send_back),
        Some(E::Forward) => t!(registration.course.forward),
        Some(E::Confirm) => t!(registration.course.confirm),
        Some(E::Withdraw) if from == Some(RegistrationStatus::Published) => t!(registration.course.leave),
        Some(E::Withdraw) => t!(registration.course.withdraw),
        Some(E::Revoke) => t!(registration.course.revoke),
        Some(E::Expire) => t!(registration.course.expire),
    }
}

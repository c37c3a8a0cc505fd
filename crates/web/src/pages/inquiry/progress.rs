//! From the first message to the outcome.

use super::model;
use crate::components::common::DateTimeText;
use crate::i18n::locale;
use crate::t;
use domain::inquiry::Inquiry;
use leptos::prelude::*;

/// The stages with their times; where it stands is said in words.
pub fn progress_view(inquiry: &Inquiry) -> AnyView {
    let stages = model::progress(inquiry)
        .into_iter()
        .map(|stage| {
            let when = stage.at.map(|at| view! { <span class="thread-course__at"><DateTimeText at=at/></span> });
            let here = stage.current.then(|| view! { <span class="thread-course__here">{t!(inquiry.course.here)}</span> });
            view! {
                <li
                    class="thread-course__stage"
                    class:thread-course__stage--reached=stage.at.is_some()
                    aria-current=stage.current.then_some("step")
                >
                    <span class="thread-course__label">{stage.status.label(locale())}{here}</span>
                    {when}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="thread-course">{stages}</ol> }.into_any()
}

//! Messages and steps, oldest first. Each says who wrote it; side and shade only help.

use super::model::{Entry, timeline};
use crate::components::common::{DateTimeText, Multiline};
use crate::components::doctor::doctor_name;
use crate::i18n::locale;
use crate::t;
use domain::inquiry::{Inquiry, InquiryMessage, InquirySide, InquiryStep};
use leptos::prelude::*;

/// The line of time.
pub fn messages_view(inquiry: &Inquiry) -> AnyView {
    let entries = timeline(inquiry)
        .into_iter()
        .map(|entry| match entry {
            Entry::Message(message) => message_view(inquiry, message),
            Entry::Step(step) => step_view(inquiry, step),
        })
        .collect_view();
    view! { <ol class="thread-messages">{entries}</ol> }.into_any()
}

/// Who it was, to the reader.
fn author(inquiry: &Inquiry, side: InquirySide, name: Option<&str>) -> String {
    match side {
        InquirySide::Doctor if inquiry.side == InquirySide::Doctor => t!(inquiry.thread.you).to_owned(),
        InquirySide::Doctor => doctor_name(&inquiry.doctor),
        InquirySide::Institution => {
            let place = if inquiry.side == InquirySide::Institution { t!(inquiry.thread.we) } else { inquiry.institution.name.as_str() };
            match name {
                Some(name) => t!(inquiry.thread.person_of, place = place, name = name),
                None => place.to_owned(),
            }
        }
        InquirySide::System => t!(inquiry.thread.system).to_owned(),
    }
}

fn message_view(inquiry: &Inquiry, message: &InquiryMessage) -> AnyView {
    let own = message.side == inquiry.side;
    let body = if message.erased {
        view! { <p class="muted">{t!(inquiry.thread.erased)}</p> }.into_any()
    } else {
        view! { <Multiline text=message.body.clone()/> }.into_any()
    };
    view! {
        <li class="thread-message" class:thread-message--own=own>
            <p class="thread-message__head">
                <span class="thread-message__author">{author(inquiry, message.side, message.author_name.as_deref())}</span>
                <DateTimeText at=message.sent_at/>
            </p>
            {body}
        </li>
    }
    .into_any()
}

fn step_view(inquiry: &Inquiry, step: &InquiryStep) -> AnyView {
    let who = author(inquiry, step.side, None);
    let text = t!(inquiry.thread.step, who = who, status = step.to.label(locale()));
    let note = (!step.note.trim().is_empty()).then(|| view! { <Multiline text=step.note.clone()/> });
    view! {
        <li class="thread-step">
            <p class="thread-step__head"><span>{text}</span><DateTimeText at=step.at/></p>
            {note}
        </li>
    }
    .into_any()
}

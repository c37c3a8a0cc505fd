//! A conversation in words: its state, and its row in a list.

mod row;

pub use row::InquiryRow;

use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use domain::inquiry::InquiryStatus;
use leptos::prelude::*;

/// Where an inquiry stands.
pub fn status_tag(status: InquiryStatus) -> AnyView {
    use InquiryStatus as S;
    let tone = match status {
        S::Sent => Tone::Warning,
        S::Replied | S::Consulting | S::Visit | S::Terms => Tone::Info,
        S::Agreed | S::Started | S::Retained => Tone::Success,
        S::Declined | S::Withdrawn | S::Closed => Tone::Neutral,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

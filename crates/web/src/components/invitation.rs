//! Invitations, to an organization or to the staff.

use crate::components::ui::{Choice, Tag, Tone};
use crate::t;
use domain::account::InvitationStatus;
use domain::locale::Locale;
use leptos::prelude::*;

/// The languages a mail can be written in, each named in itself.
pub fn mail_languages() -> Vec<Choice> {
    vec![Choice::new(Locale::Ja.tag(), "日本語"), Choice::new(Locale::En.tag(), "English")]
}

/// Where an invitation stands, in words.
pub fn invitation_tag(status: InvitationStatus) -> AnyView {
    let (tone, text) = match status {
        InvitationStatus::Open => (Tone::Info, t!(institution.invitation.open)),
        InvitationStatus::Accepted => (Tone::Success, t!(institution.invitation.accepted)),
        InvitationStatus::Revoked => (Tone::Neutral, t!(institution.invitation.revoked)),
        InvitationStatus::Expired => (Tone::Neutral, t!(institution.invitation.expired)),
    };
    view! { <Tag tone=tone>{text}</Tag> }.into_any()
}

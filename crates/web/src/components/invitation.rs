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
pub fn invitation_text(status: InvitationStatus) -> &'static str {
    match status {
        InvitationStatus::Open => t!(institution.invitation.open),
        InvitationStatus::Accepted => t!(institution.invitation.accepted),
        InvitationStatus::Revoked => t!(institution.invitation.revoked),
        InvitationStatus::Expired => t!(institution.invitation.expired),
    }
}

/// Where an invitation stands.
pub fn invitation_tag(status: InvitationStatus) -> AnyView {
    let tone = match status {
        InvitationStatus::Open => Tone::Info,
        InvitationStatus::Accepted => Tone::Success,
        InvitationStatus::Revoked | InvitationStatus::Expired => Tone::Neutral,
    };
    view! { <Tag tone=tone>{invitation_text(status)}</Tag> }.into_any()
}

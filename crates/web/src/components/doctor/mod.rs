//! A doctor in words: as an institution sees them, and as the doctor checks what an institution sees.

mod card;
mod essentials;
pub mod model;

pub use card::doctor_card;
pub use essentials::{licence_fields, specialty_field};

use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use crate::t;
use domain::doctor::{DoctorCard, LicenceStatus};
use leptos::prelude::*;

/// How to name the doctor to the other side.
pub fn doctor_name(card: &DoctorCard) -> String {
    match &card.full_name {
        _ if card.departed => t!(doctor.card.departed).to_owned(),
        Some(name) => t!(doctor.card.named, name = name),
        None => t!(doctor.card.unnamed).to_owned(),
    }
}

/// How far a licence was checked.
pub fn licence_tag(status: LicenceStatus) -> AnyView {
    let tone = match status {
        LicenceStatus::Declared | LicenceStatus::Restated => Tone::Info,
        LicenceStatus::Checked => Tone::Success,
        LicenceStatus::Doubtful => Tone::Warning,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

//! What the pages of the official lists put in words.

use crate::components::ui::{Tag, Tone};
use crate::i18n::locale;
use crate::t;
use domain::institution::InstitutionKind;
use domain::registry::{RegistryChange, RegistryField, RegistryImportState};
use leptos::prelude::*;

/// What became of a file.
pub fn state_tag(state: RegistryImportState) -> AnyView {
    let tone = match state {
        RegistryImportState::Previewed => Tone::Warning,
        RegistryImportState::Applied => Tone::Success,
        RegistryImportState::Discarded => Tone::Neutral,
        RegistryImportState::Failed => Tone::Error,
    };
    view! { <Tag tone=tone>{state.label(locale())}</Tag> }.into_any()
}

/// What an edition says otherwise, a line each.
pub fn change_list(changes: &[RegistryChange]) -> AnyView {
    if changes.is_empty() {
        return t!(registry.change.none_shown).into_any();
    }
    let lines = changes.iter().map(|change| view! { <li>{line(change)}</li> }).collect_view();
    view! { <ul>{lines}</ul> }.into_any()
}

fn line(change: &RegistryChange) -> String {
    match (change.field, &change.before, &change.after) {
        (RegistryField::Listed, Some(edition), _) => t!(registry.change.gone, edition = edition),
        (RegistryField::Listed, None, edition) => t!(registry.change.back, edition = edition.as_deref().unwrap_or_default()),
        (field, before, after) => {
            let (before, after) = (value(field, before.as_deref()), value(field, after.as_deref()));
            t!(registry.change.line, field = field.label(locale()), before = before, after = after)
        }
    }
}

fn value(field: RegistryField, text: Option<&str>) -> String {
    let Some(text) = text else { return t!(registry.change.none).to_owned() };
    match (field, text.parse::<InstitutionKind>()) {
        (RegistryField::Kind, Ok(kind)) => kind.label(locale()).to_owned(),
        _ => text.to_owned(),
    }
}

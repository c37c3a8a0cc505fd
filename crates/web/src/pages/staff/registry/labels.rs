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

fn line(change: &RegistryChange) -> AnyView {
    match (change.field, &change.before, &change.after) {
        (RegistryField::Listed, Some(edition), _) => t!(registry.change.gone, edition = edition).into_any(),
        (RegistryField::Listed, None, edition) => t!(registry.change.back, edition = edition.as_deref().unwrap_or_default()).into_any(),
        (field, before, after) => {
            let (before, after) = (value(field, before.as_deref()), value(field, after.as_deref()));
            view! { {t!(registry.change.line, field = field.label(locale()))}{before}" → "{after} }.into_any()
        }
    }
}

fn value(field: RegistryField, text: Option<&str>) -> AnyView {
    let Some(text) = text else { return t!(registry.change.none).into_any() };
    match (field, text.parse::<InstitutionKind>()) {
        (RegistryField::Kind, Ok(kind)) => kind.label(locale()).into_any(),
        (RegistryField::Name | RegistryField::NameKana | RegistryField::Address, _) => {
            let text = text.to_owned();
            view! { <span lang="ja">{text}</span> }.into_any()
        }
        _ => text.to_owned().into_any(),
    }
}

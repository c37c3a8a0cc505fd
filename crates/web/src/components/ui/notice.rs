//! Messages on the page.

use super::icon::{Icon, icon};
use super::{Button, Kind, Tone};
use crate::state::use_toasts;
use crate::t;
use leptos::prelude::*;

/// A message set apart. An error or success that appears after an act is announced (`live`).
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    /// Read out when it appears.
    #[prop(optional)]
    live: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = match (live, tone) {
        (true, Tone::Error) => Some("alert"),
        (true, _) => Some("status"),
        (false, _) => None,
    };
    let picture = match tone {
        Tone::Neutral | Tone::Info => Icon::Info,
        Tone::Success => Icon::Check,
        Tone::Warning => Icon::Warning,
        Tone::Error => Icon::Error,
    };
    view! {
        <div class=String::from("notice notice--") + tone.class() role=role>
            <div class="notice__icon">{icon(picture)}</div>
            <div class="notice__text">
                {title.map(|title| view! { <p class="notice__title">{title}</p> })}
                {children.map(|children| view! { <div class="notice__body">{children()}</div> })}
            </div>
        </div>
    }
}

/// Where toasts appear; stands once, in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.list() key=|toast| toast.id let:toast>
                <div class=String::from("toast toast--") + toast.tone.class()>
                    {icon(if toast.tone == Tone::Error { Icon::Error } else { Icon::Check })}
                    <p class="toast__text">{toast.text.clone()}</p>
                    <Button kind=Kind::Text compact=true on_click=move || toasts.dismiss(toast.id)>{t!(common.action.close)}</Button>
                </div>
            </For>
        </div>
    }
}

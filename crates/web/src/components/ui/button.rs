//! Things that are pressed.

use crate::t;
use leptos::prelude::*;

/// How loud a button is: one solid button per screen, the rest quieter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// The main act.
    #[default]
    Solid,
    /// Another act.
    Outline,
    /// A minor act.
    Text,
    /// The main act where it destroys something.
    Danger,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Kind::Solid => "button button--solid",
            Kind::Outline => "button button--outline",
            Kind::Text => "button button--text",
            Kind::Danger => "button button--danger",
        }
    }
}

/// A button. While `busy` it stays focusable, says so and does nothing.
#[component]
pub fn Button(
    #[prop(optional)] kind: Kind,
    /// `true` sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Less padding, for rows of a table; still 44px high.
    #[prop(optional)]
    compact: bool,
    #[prop(optional, into)] on_click: Option<Callback<()>>,
    /// A longer name for assistive technology, where the text alone is unclear.
    #[prop(optional, into)]
    label: Option<String>,
    children: Children,
) -> impl IntoView {
    let click = move |_| {
        if !busy.get_untracked()
            && let Some(on_click) = on_click
        {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:button--compact=compact
            class:button--busy=busy
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            aria-label=label
            disabled=disabled
            on:click=click
        >
            <span class="button__label">{children()}</span>
            {move || busy.get().then(|| view! { <span class="visually-hidden">{t!(common.action.busy)}</span> })}
        </button>
    }
}

/// A link that looks like a button: it goes somewhere.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: Kind,
    #[prop(optional)] compact: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class() class:button--compact=compact>
            <span class="button__label">{children()}</span>
        </a>
    }
}

//! Short messages that confirm what was just done. Nothing that must be read lives only here.

use crate::components::ui::Tone;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// How long a message stays. It can be dismissed sooner, and what it says is also visible on the page.
const STAY_MS: u32 = 8_000;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Distinguishes equal messages.
    pub id: u32,
    /// Colour and icon.
    pub tone: Tone,
    /// What happened.
    pub text: String,
}

/// The messages on screen.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Makes the list available to every page.
    pub fn provide() -> Self {
        let toasts = Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toasts);
        toasts
    }

    /// The messages on screen, tracked.
    pub fn list(self) -> Vec<Toast> {
        self.list.get()
    }

    /// Says that something was done.
    pub fn success(self, text: impl Into<String>) {
        self.show(Tone::Success, text.into());
    }

    /// Shows a message, in place of one that says the same.
    pub fn show(self, tone: Tone, text: String) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.list.update(|list| {
            list.retain(|toast| toast.text != text);
            list.push(Toast { id, tone, text });
        });
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(STAY_MS).await;
            self.dismiss(id);
        });
    }

    /// Takes a message away.
    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|toast| toast.id != id));
    }
}

/// The messages on screen.
pub fn use_toasts() -> Toasts {
    expect_context()
}

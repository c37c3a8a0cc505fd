//! Keeps a message that is not sent yet in the account, so that a closed tab or another device loses nothing, and says truly where it is kept.

use crate::client;
use crate::components::ui::{Button, Form, Kind};
use crate::t;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// Typing is over when nothing came for this long.
const PAUSE_MS: u32 = 700;

const BODY: &str = "/body";

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kept {
    Nothing,
    /// What stands in the field was found in the account.
    Found,
    /// The account's text took the place of another one that this tab had.
    Replaced,
    Account,
    /// The server was not reached: only this tab has it.
    Tab,
}

/// The draft of one message; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Draft {
    form: Form,
    about: StoredValue<String>,
    kept: RwSignal<Kept>,
    /// The text that the account has.
    saved: StoredValue<String>,
    /// What stands in the field.
    latest: StoredValue<String>,
    /// This tab's text, where the account has another one.
    tabs_own: StoredValue<String>,
    /// The edit by which the text last changed; 0 until it is typed into, and nothing is saved before that.
    edit: StoredValue<u32>,
    /// How often a message was sent; outlives the page, for what is under way then.
    sent: StoredValue<Rc<Cell<u32>>, LocalStorage>,
}

impl Draft {
    /// Reads the draft about an institution or an inquiry into the form's `/body`, unless it was typed into by then, and follows what is typed.
    pub fn keep(form: Form, about: String) -> Self {
        let this = Self {
            form,
            about: StoredValue::new(about.clone()),
            kept: RwSignal::new(Kept::Nothing),
            saved: StoredValue::new(String::new()),
            latest: StoredValue::new(form.peek(BODY)),
            tabs_own: StoredValue::new(String::new()),
            edit: StoredValue::new(0),
            sent: StoredValue::new_local(Rc::new(Cell::new(0))),
        };
        leptos::task::spawn_local_scoped(async move {
            if let Ok(draft) = client::inquiry::get_message_draft(&about).await {
                this.found(draft.body);
            }
            this.watch();
        });
        on_cleanup(move || this.save());
        this
    }

    fn found(self, body: String) {
        if self.saved.try_update_value(|saved| saved.clone_from(&body)).is_none() || body.is_empty() {
            return;
        }
        let here = self.form.peek(BODY);
        let typed = self.latest.with_value(|at_start| *at_start != here);
        if typed || here == body {
            return;
        }
        // This tab may have stood open while the text went on elsewhere.
        self.kept.set(if here.trim().is_empty() { Kept::Found } else { Kept::Replaced });
        self.tabs_own.set_value(here);
        self.latest.set_value(body.clone());
        self.form.set(BODY, body);
    }

    fn watch(self) {
        Effect::new(move |_| {
            let edit = self.form.edits();
            let body = self.form.peek(BODY);
            let unchanged = self.latest.with_value(|latest| *latest == body);
            if unchanged && (self.edit.get_value() == 0 || self.saved.with_value(|saved| *saved == body)) {
                return;
            }
            self.latest.set_value(body);
            self.edit.set_value(edit);
            leptos::task::spawn_local(async move {
                TimeoutFuture::new(PAUSE_MS).await;
                if self.edit.try_get_value() == Some(edit) {
                    self.save();
                }
            });
        });
    }

    /// Sends what the account does not have yet.
    fn save(self) {
        let (Some(about), Some(body), Some(sent)) =
            (self.about.try_get_value(), self.latest.try_get_value(), self.sent.try_with_value(Rc::clone))
        else {
            return;
        };
        let untyped = self.edit.try_get_value() == Some(0);
        if untyped || self.saved.try_with_value(|saved| *saved == body) != Some(false) {
            return;
        }
        let before = sent.get();
        leptos::task::spawn_local(async move {
            let done = client::inquiry::save_message_draft(&about, &body).await.is_ok();
            if sent.get() != before {
                // It was sent while it was on its way.
                let _ = client::inquiry::save_message_draft(&about, "").await;
                return;
            }
            if done {
                let empty = body.trim().is_empty();
                let _ = self.saved.try_update_value(|saved| *saved = body);
                let _ = self.kept.try_set(if empty { Kept::Nothing } else { Kept::Account });
            } else {
                let _ = self.kept.try_set(Kept::Tab);
            }
        });
    }

    /// The message was sent, and the server has removed its draft.
    pub fn sent(self) {
        self.sent.with_value(|sent| sent.set(sent.get() + 1));
        self.saved.set_value(String::new());
        self.latest.set_value(String::new());
        self.edit.set_value(u32::MAX);
        self.kept.set(Kept::Nothing);
    }

    /// Where the text is kept, in words.
    pub fn view(self) -> AnyView {
        let text = move || match self.kept.get() {
            Kept::Nothing => None,
            Kept::Found => Some(t!(inquiry.draft.found)),
            Kept::Replaced => Some(t!(inquiry.draft.replaced)),
            Kept::Account => Some(t!(inquiry.draft.account)),
            Kept::Tab => Some(t!(inquiry.draft.tab)),
        };
        let back = move || self.form.set(BODY, self.tabs_own.get_value());
        let back = move || {
            (self.kept.get() == Kept::Replaced).then(|| {
                view! { <Button kind=Kind::Text on_click=back>{t!(inquiry.draft.tabs_own)}</Button> }
            })
        };
        view! { <p class="small" role="status">{text}</p>{back} }.into_any()
    }
}

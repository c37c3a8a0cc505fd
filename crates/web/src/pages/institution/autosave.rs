//! Saves a draft by itself, and loses nothing: not without a network, not when the page is left, not when somebody else saved first.

use super::draft::Draft;
use crate::client::{ClientError, Versioned};
use crate::components::ui::Form;
use crate::i18n::now;
use crate::state::online::Online;
use crate::state::storage;
use chrono::{DateTime, Utc};
use domain::problem::ProblemCode;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// Typing is over when nothing came for this long.
const PAUSE_MS: u32 = 1_200;
/// A draft that could not be saved is tried again after this long.
const RETRY_MS: u32 = 20_000;

/// How the draft stands.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveState {
    Untouched,
    Waiting,
    Saving,
    Saved(DateTime<Utc>),
    Offline,
    Failed(ClientError),
    /// Names of the fields that even a draft cannot hold as they are.
    Invalid(Vec<String>),
    Conflict,
}

/// The autosave of one draft; `Copy`.
pub struct Autosave<T: Draft> {
    pub form: Form,
    pub state: RwSignal<SaveState>,
    /// What somebody else saved, while the person has not chosen.
    pub theirs: RwSignal<Option<Versioned<T>>>,
    /// The version that was not chosen in a conflict.
    pub other: RwSignal<Option<T>>,
    /// Whether something typed here earlier and never saved was found.
    pub restored: bool,
    /// Whether it saves without being asked. What everybody reads at once is saved when the person says so, and kept in this browser until then.
    pub by_itself: bool,
    id: StoredValue<String>,
    etag: StoredValue<String>,
    /// What the server has, as it was typed (the server tidies it, which is no edit).
    saved: StoredValue<T>,
    edit: StoredValue<u32>,
    busy: StoredValue<bool>,
}

impl<T: Draft> Copy for Autosave<T> {}

impl<T: Draft> Clone for Autosave<T> {
    fn clone(&self) -> Self {
        *self
    }
}

// Under the forms' prefix, so that signing out forgets them too.
fn base_key<T: Draft>(id: &str) -> String {
    key::<T>(id, "/base")
}

fn other_key<T: Draft>(id: &str) -> String {
    key::<T>(id, "/other")
}

fn key<T: Draft>(id: &str, what: &str) -> String {
    String::from("gm_form:") + T::FORM + "/" + id + what
}

/// Forgets what a conflict left; after the draft was submitted.
pub fn forget_other<T: Draft>(id: &str) {
    storage::session_remove(&other_key::<T>(id));
}

impl<T: Draft> Autosave<T> {
    /// Fills the form and starts watching it. What was typed here earlier and never saved stays; if the server has moved on since, that is a conflict.
    pub fn start(form: Form, id: String, draft: &Versioned<T>, by_itself: bool) -> Self {
        let content = &draft.value;
        let other = storage::session_get(&other_key::<T>(&id)).and_then(|json| serde_json::from_slice(json.as_bytes()).ok());
        let base = storage::session_get(&base_key::<T>(&id));
        content.start(form);
        let unsaved = form.was_kept() && T::read(form) != *content;
        let this = Self {
            form,
            state: RwSignal::new(SaveState::Untouched),
            theirs: RwSignal::new(None),
            other: RwSignal::new(other),
            restored: unsaved,
            by_itself,
            id: StoredValue::new(id.clone()),
            etag: StoredValue::new(draft.etag.clone()),
            saved: StoredValue::new(content.clone()),
            edit: StoredValue::new(0),
            busy: StoredValue::new(false),
        };
        if unsaved && base.is_some_and(|base| base != draft.etag) {
            this.state.set(SaveState::Conflict);
            this.theirs.set(Some(Versioned { value: content.clone(), etag: draft.etag.clone() }));
        } else {
            storage::session_set(&base_key::<T>(&id), &draft.etag);
            if unsaved && by_itself {
                leptos::task::spawn_local(async move {
                    this.save().await;
                });
            } else if unsaved {
                this.state.set(SaveState::Waiting);
            }
        }
        this.watch();
        this
    }

    fn watch(self) {
        Effect::new(move |_| {
            let edit = self.form.edits();
            self.edit.set_value(edit);
            if edit == 0 || self.state.with_untracked(|state| *state == SaveState::Conflict) {
                return;
            }
            self.state.set(SaveState::Waiting);
            if !self.by_itself {
                return;
            }
            leptos::task::spawn_local(async move {
                TimeoutFuture::new(PAUSE_MS).await;
                if self.edit.try_get_value() == Some(edit) {
                    self.save().await;
                }
            });
        });
        if let Some(online) = use_context::<Online>() {
            Effect::new(move |_| {
                if online.0.get() && self.state.with_untracked(|state| *state == SaveState::Offline) {
                    leptos::task::spawn_local(async move {
                        self.save().await;
                    });
                }
            });
        }
        on_cleanup(move || self.leave());
        // The tab is closed, or another page is opened in it: neither a pause nor an answer can be waited for.
        let closing = window_event_listener(leptos::ev::pagehide, move |_| self.close());
        on_cleanup(move || closing.remove());
    }

    /// What is not saved yet, with its id and the version that it builds on; `None` if there is nothing, or nothing that may be saved.
    fn unsaved(self) -> Option<(String, T, String)> {
        let (id, etag, saved) = (self.id.try_get_value()?, self.etag.try_get_value()?, self.saved.try_get_value()?);
        let stopped = self.state.try_get_untracked().is_none_or(|state| state == SaveState::Conflict);
        let content = T::read(self.form);
        // A form that is gone already reads as blank; better an old draft than an empty one.
        let gone = content == T::default();
        let nothing = stopped || !self.by_itself || gone || content == saved || !content.unsavable(self.form, true).is_empty();
        (!nothing).then_some((id, content, etag))
    }

    fn close(self) {
        if let Some((id, content, etag)) = self.unsaved() {
            T::save_on_leave(&id, content, &etag);
        }
    }

    /// The page is left: what is not saved yet goes out now; if that fails it is still kept in this browser.
    fn leave(self) {
        let Some((id, content, etag)) = self.unsaved() else { return };
        leptos::task::spawn_local(async move {
            let _ = T::save(&id, content, &etag).await;
        });
    }

    /// Saves until nothing is left to save; `true` when that worked.
    pub async fn save(self) -> bool {
        while self.busy.try_get_value() == Some(true) {
            TimeoutFuture::new(100).await;
        }
        if self.busy.try_set_value(true).is_some() {
            return false;
        }
        let saved = self.save_all().await;
        let _ = self.busy.try_set_value(false);
        saved
    }

    async fn save_all(self) -> bool {
        loop {
            let Some(id) = self.id.try_get_value() else { return false };
            let content = T::read(self.form);
            if content == self.saved.get_value() {
                if !self.state.with_untracked(|state| matches!(state, SaveState::Saved(_) | SaveState::Untouched)) {
                    self.state.set(SaveState::Saved(now()));
                }
                self.form.forget();
                return true;
            }
            let mut names = content.unsavable(self.form, self.by_itself);
            if !names.is_empty() {
                names.dedup();
                self.state.set(SaveState::Invalid(names));
                return false;
            }
            self.state.set(SaveState::Saving);
            let etag = self.etag.get_value();
            let result = T::save(&id, content.clone(), &etag).await;
            if self.id.try_get_value().is_none() {
                return false;
            }
            match result {
                Ok(etag) => {
                    storage::session_set(&base_key::<T>(&id), &etag);
                    self.etag.set_value(etag);
                    self.saved.set_value(content);
                    self.state.set(SaveState::Saved(now()));
                }
                Err(error) if error.is(ProblemCode::VersionMismatch) => return self.meet_conflict(&id).await,
                Err(error) => {
                    self.state.set(if error == ClientError::Offline { SaveState::Offline } else { SaveState::Failed(error) });
                    self.try_later();
                    return false;
                }
            }
        }
    }

    fn try_later(self) {
        let edit = self.edit.get_value();
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(RETRY_MS).await;
            let waits = self.state.try_with_untracked(|state| matches!(state, SaveState::Offline | SaveState::Failed(_))) == Some(true);
            if waits && self.edit.try_get_value() == Some(edit) {
                self.save().await;
            }
        });
    }

    async fn meet_conflict(self, id: &str) -> bool {
        match T::load(id).await {
            Ok(latest) => {
                if self.id.try_get_value().is_none() {
                    return false;
                }
                if latest.value == T::read(self.form) {
                    self.adopt(latest);
                    self.state.set(SaveState::Saved(now()));
                    return true;
                }
                self.state.set(SaveState::Conflict);
                self.theirs.set(Some(latest));
                false
            }
            Err(error) => {
                let _ = self.state.try_set(if error == ClientError::Offline { SaveState::Offline } else { SaveState::Failed(error) });
                false
            }
        }
    }

    /// The version that the server has now, for acts on it.
    pub fn etag(self) -> String {
        self.etag.get_value()
    }

    /// Takes over the version that an own act made, which changed nothing that is written.
    pub fn moved_on(self, etag: &str) {
        if let Some(id) = self.id.try_get_value() {
            storage::session_set(&base_key::<T>(&id), etag);
            self.etag.set_value(etag.to_owned());
        }
    }

    fn adopt(self, version: Versioned<T>) {
        self.id.with_value(|id| storage::session_set(&base_key::<T>(id), &version.etag));
        self.etag.set_value(version.etag);
        self.saved.set_value(version.value);
    }

    fn keep_other(self, content: Option<T>) {
        let id = self.id.get_value();
        match content.as_ref().and_then(|content| serde_json::to_string(content).ok()) {
            Some(json) => storage::session_set(&other_key::<T>(&id), &json),
            None => storage::session_remove(&other_key::<T>(&id)),
        }
        self.other.set(content);
    }

    /// Goes on with what was typed here; theirs is kept aside.
    pub fn take_mine(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.keep_other(Some(theirs.value.clone()));
        self.adopt(theirs);
        self.theirs.set(None);
        self.state.set(SaveState::Waiting);
        if self.by_itself {
            leptos::task::spawn_local(async move {
                self.save().await;
            });
        }
    }

    /// Goes on with what is saved; what was typed here is kept aside.
    pub fn take_theirs(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.keep_other(Some(T::read(self.form)));
        self.adopt(theirs.clone());
        self.theirs.set(None);
        self.state.set(SaveState::Untouched);
        theirs.value.replace(self.form);
        self.form.forget();
    }

    /// Exchanges the present version and the one kept aside.
    pub fn swap_other(self) {
        let Some(other) = self.other.get_untracked() else { return };
        self.keep_other(Some(T::read(self.form)));
        other.replace(self.form);
    }

    /// Drops the version kept aside.
    pub fn drop_other(self) {
        self.keep_other(None);
    }
}

//! Who is signed in.
//!
//! The access token lives in memory; at the start it is fetched with the refresh cookie, but only where a mark in localStorage says that
//! somebody signed in here (a visitor then causes no refused request). When the session is over while somebody works, a dialog lets them
//! sign in again in place: the request that was refused then goes out again and nothing typed is lost.

use crate::client::account;
use crate::client::{self, ClientError};
use crate::i18n;
use crate::state::storage;
use domain::account::Me;
use domain::actor::Role;
use leptos::prelude::*;
use std::cell::RefCell;
use std::sync::Arc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Says in localStorage that this browser has a session; the session itself is not readable by scripts.
const MARK: &str = "gm_signed_in";
/// Tabs tell each other about signing in and out.
const CHANNEL: &str = "gm_session";

/// Who is here.
#[derive(Debug, Clone, PartialEq)]
pub enum SessionState {
    /// Not known yet.
    Loading,
    /// A visitor.
    SignedOut,
    /// Somebody with an account.
    SignedIn(Arc<Me>),
}

/// The session; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    state: RwSignal<SessionState>,
    expired: RwSignal<bool>,
    unproven: RwSignal<bool>,
    unread: RwSignal<u32>,
}

thread_local! {
    /// Requests that wait for the person to sign in again.
    static WAITING: RefCell<Vec<futures_channel::oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
    /// Acts that wait for the password.
    static WAITING_FOR_PROOF: RefCell<Vec<futures_channel::oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
    static TABS: RefCell<Option<web_sys::BroadcastChannel>> = const { RefCell::new(None) };
}

impl Session {
    /// Makes the session available and finds out who is here.
    pub fn provide() -> Self {
        let session = Self {
            state: RwSignal::new(SessionState::Loading),
            expired: RwSignal::new(false),
            unproven: RwSignal::new(false),
            unread: RwSignal::new(0),
        };
        provide_context(session);
        client::set_expired_hook(Box::new(move || Box::pin(session.wait_for_sign_in())));
        client::set_unproven_hook(Box::new(move || Box::pin(session.wait_for_proof())));
        session.follow_tabs();
        if storage::local_get(MARK).is_some() {
            leptos::task::spawn_local(async move {
                match client::refresh().await {
                    Ok(true) => session.load().await,
                    Ok(false) => {
                        storage::local_remove(MARK);
                        session.become_visitor();
                    }
                    // Offline at the start: pages show what they can and say that the network is gone; the next visit tries again.
                    Err(_) => session.become_visitor(),
                }
            });
        } else {
            session.state.set(SessionState::SignedOut);
        }
        session
    }

    async fn load(self) {
        match account::get_me().await {
            Ok(me) => self.become_person(me),
            Err(_) => self.state.set(SessionState::SignedOut),
        }
    }

    fn become_person(self, me: Me) {
        storage::local_set(MARK, "1");
        self.expired.set(false);
        self.unread.set(me.unread_inquiries.unwrap_or_default());
        self.state.set(SessionState::SignedIn(Arc::new(me)));
        resume(true);
    }

    fn become_visitor(self) {
        client::clear_token();
        self.expired.set(false);
        self.unread.set(0);
        self.state.set(SessionState::SignedOut);
        resume(false);
    }

    /// The state, tracked.
    pub fn get(self) -> SessionState {
        self.state.get()
    }

    /// The person, tracked.
    pub fn me(self) -> Option<Arc<Me>> {
        match self.state.get() {
            SessionState::SignedIn(me) => Some(me),
            SessionState::Loading | SessionState::SignedOut => None,
        }
    }

    /// Whether the person holds a role, tracked.
    pub fn has(self, role: Role) -> bool {
        self.state.with(|state| matches!(state, SessionState::SignedIn(me) if me.roles.contains(&role)))
    }

    /// For route guards: nothing while it is not known, tracked.
    pub fn holds_any(self, roles: &[Role]) -> Option<bool> {
        self.state.with(|state| match state {
            SessionState::Loading => None,
            SessionState::SignedOut => Some(false),
            SessionState::SignedIn(me) => Some(roles.is_empty() || roles.iter().any(|role| me.roles.contains(role))),
        })
    }

    /// Takes over a token that a sign-in gave and reads who it is.
    ///
    /// # Errors
    /// When the person cannot be read.
    pub async fn begin(self, access_token: String) -> Result<(), ClientError> {
        client::set_token(access_token);
        let me = account::get_me().await?;
        let stayed = self.me_untracked().is_none_or(|before| before.id == me.id);
        if !stayed {
            // Somebody else signed in at the expired-session dialog: what the first person typed is not theirs.
            storage::forget_forms();
        }
        self.become_person(me);
        notify_tabs("signed_in");
        Ok(())
    }

    fn me_untracked(self) -> Option<Arc<Me>> {
        match self.state.get_untracked() {
            SessionState::SignedIn(me) => Some(me),
            SessionState::Loading | SessionState::SignedOut => None,
        }
    }

    /// Puts in what the server answered to a change of the account.
    pub fn put(self, me: Me) {
        self.become_person(me);
    }

    /// How many conversations have something new to read, tracked.
    pub fn unread(self) -> u32 {
        self.unread.get()
    }

    /// Counts them again, without touching what depends on the person.
    pub fn count_unread(self) {
        leptos::task::spawn_local(async move {
            if let Ok(me) = account::get_me().await {
                self.unread.set(me.unread_inquiries.unwrap_or_default());
            }
        });
    }

    /// Reads the person again, after a change to the account or its roles.
    pub fn reload(self) {
        leptos::task::spawn_local(async move {
            if let Ok(me) = account::get_me().await {
                self.become_person(me);
            }
        });
    }

    /// Ends the session here and in the other tabs; the server is told, and the browser forgets even when it cannot be reached.
    pub async fn end(self) {
        let _ = account::delete_session().await;
        self.ended();
    }

    /// Forgets the person without telling the server (it knows: the account is gone or all sessions were ended).
    pub fn ended(self) {
        self.forget();
        self.become_visitor();
    }

    /// The same for a page that is left at once, by loading another one: it stays as it is until then.
    pub fn forget(self) {
        storage::local_remove(MARK);
        storage::forget_forms();
        // The server's answer cleared the storage (`Clear-Site-Data`); the language is the browser's and not the person's.
        i18n::store(i18n::locale());
        notify_tabs("signed_out");
    }

    /// Whether the session ran out while somebody worked: the dialog is open.
    pub fn expired(self) -> RwSignal<bool> {
        self.expired
    }

    /// The person closed the dialog without signing in.
    pub fn give_up(self) {
        self.expired.set(false);
        resume(false);
    }

    /// Whether an act waits for the password: the dialog is open.
    pub fn unproven(self) -> RwSignal<bool> {
        self.unproven
    }

    /// The person entered the password, or (`false`) closed the dialog.
    pub fn proof_given(self, given: bool) {
        for waiting in WAITING_FOR_PROOF.with_borrow_mut(std::mem::take) {
            let _ = waiting.send(given);
        }
        self.unproven.set(false);
    }

    async fn wait_for_proof(self) -> bool {
        let (sender, receiver) = futures_channel::oneshot::channel();
        WAITING_FOR_PROOF.with_borrow_mut(|waiting| waiting.push(sender));
        self.unproven.set(true);
        receiver.await.unwrap_or(false)
    }

    async fn wait_for_sign_in(self) -> bool {
        if self.me_untracked().is_none() {
            return false;
        }
        let (sender, receiver) = futures_channel::oneshot::channel();
        WAITING.with_borrow_mut(|waiting| waiting.push(sender));
        self.expired.set(true);
        receiver.await.unwrap_or(false)
    }

    fn follow_tabs(self) {
        let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) else { return };
        let listener =
            Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| match event.data().as_string().as_deref() {
                Some("signed_out") => self.become_visitor(),
                Some("signed_in") => leptos::task::spawn_local(async move {
                    if let Ok(true) = client::refresh().await {
                        self.load().await;
                    }
                }),
                _ => {}
            });
        channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        // Lives as long as the page.
        listener.forget();
        TABS.with_borrow_mut(|slot| *slot = Some(channel));
    }
}

fn resume(signed_in: bool) {
    for waiting in WAITING.with_borrow_mut(std::mem::take) {
        let _ = waiting.send(signed_in);
    }
}

fn notify_tabs(what: &str) {
    TABS.with_borrow(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&JsValue::from_str(what));
        }
    });
}

/// The session.
pub fn use_session() -> Session {
    expect_context()
}

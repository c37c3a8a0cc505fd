//! The token of a link from a mail. It stands behind `#`, so it is in no server's log, and it leaves the address bar once read.

use leptos::prelude::*;

/// Takes the token out of the address. While the page stands, another link that is opened in the same tab starts it anew: only what is
/// behind `#` changes then, which loads nothing by itself.
pub(super) fn take_token() -> String {
    let Some(window) = web_sys::window() else { return String::new() };
    let location = window.location();
    let token = token_of(&location.hash().unwrap_or_default());
    if !token.is_empty()
        && let Ok(history) = window.history()
    {
        let path = location.pathname().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
    let another = window_event_listener_untyped("hashchange", move |_| {
        if !token_of(&location.hash().unwrap_or_default()).is_empty() {
            let _ = location.reload();
        }
    });
    on_cleanup(move || another.remove());
    token
}

fn token_of(hash: &str) -> String {
    hash.trim_start_matches('#').split('&').find_map(|part| part.strip_prefix("token=")).unwrap_or_default().to_owned()
}

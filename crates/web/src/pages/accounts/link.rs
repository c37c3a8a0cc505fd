//! The token of a link from a mail. It stands behind `#`, so it is in no server's log, and it leaves the address bar once read.

/// Takes the token out of the address.
pub(super) fn take_token() -> String {
    let Some(window) = web_sys::window() else { return String::new() };
    let location = window.location();
    let hash = location.hash().unwrap_or_default();
    let token = hash.trim_start_matches('#').split('&').find_map(|part| part.strip_prefix("token=")).unwrap_or_default().to_owned();
    if !token.is_empty()
        && let Ok(history) = window.history()
    {
        let path = location.pathname().unwrap_or_default();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
    token
}

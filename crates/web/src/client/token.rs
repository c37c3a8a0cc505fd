//! The access token: in memory only, so that it dies with the tab and no script can read it from storage.

use std::cell::RefCell;

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Uses this token from now on.
pub fn set(token: String) {
    TOKEN.with_borrow_mut(|slot| *slot = Some(token));
}

/// Forgets the token.
pub fn clear() {
    TOKEN.with_borrow_mut(|slot| *slot = None);
}

/// Whether requests carry a token.
pub fn is_present() -> bool {
    TOKEN.with_borrow(Option::is_some)
}

pub(super) fn get() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

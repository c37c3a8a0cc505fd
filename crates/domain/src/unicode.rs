//! Normal forms of Unicode.
//!
//! In the browser they are the browser's own: the tables of the crate would be a seventh of a page that searches.

use std::fmt;

/// A normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Composed.
    C,
    /// Decomposed.
    D,
    /// Composed, compatibility characters replaced.
    Kc,
    /// Decomposed, compatibility characters replaced.
    Kd,
}

/// Writes as JavaScript names it: `NFC`.
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Form::C => "NFC",
            Form::D => "NFD",
            Form::Kc => "NFKC",
            Form::Kd => "NFKD",
        })
    }
}

/// The text in a normal form.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn normalize(text: &str, form: Form) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    match form {
        Form::C => text.nfc().collect(),
        Form::D => text.nfd().collect(),
        Form::Kc => text.nfkc().collect(),
        Form::Kd => text.nfkd().collect(),
    }
}

/// The text in a normal form.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn normalize(text: &str, form: Form) -> String {
    js_sys::JsString::from(text).normalize(&form.to_string()).into()
}

/// Whether a character combines with the one before it.
#[must_use]
pub fn is_combining(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) != 0
}

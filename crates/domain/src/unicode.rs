//! Normal forms, case and classes of characters.
//!
//! In the browser they are the browser's own: the tables for them, also those of the standard library, would be a seventh of a page that searches.

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

/// Whether a character combines with the one before it: whether its canonical combining class is another than 0.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn is_combining(c: char) -> bool {
    unicode_normalization::char::canonical_combining_class(c) != 0
}

/// Whether a character combines with the one before it: whether its canonical combining class is another than 0.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn is_combining(c: char) -> bool {
    reorders(c)
}

/// [`is_combining`] without a table. Decomposing sorts neighbouring marks by their class, so that a character has one when the mark of the lowest
/// class moves before it, or when it moves before a mark of a high one.
#[cfg(any(target_arch = "wasm32", test))]
fn reorders(c: char) -> bool {
    /// Class 1.
    const OVERLAY: char = '\u{334}';
    /// Class 230.
    const GRAVE: char = '\u{300}';
    match c {
        // What most texts are made of, and three vowels that consist of marks and are none.
        '\0'..='\u{2FF}'
        | '\u{3030}'..='\u{3098}'
        | '\u{309B}'..='\u{A66E}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F73}'
        | '\u{F75}'
        | '\u{F81}' => false,
        _ => {
            normalize(&String::from_iter([c, OVERLAY]), Form::D).starts_with(OVERLAY)
                || !normalize(&String::from_iter([GRAVE, c]), Form::D).starts_with(GRAVE)
        }
    }
}

/// The text in lower case.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// The text in lower case.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// The characters that one is in lower case.
#[cfg(not(target_arch = "wasm32"))]
pub fn lowercase_of(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase()
}

/// The characters that one is in lower case.
#[cfg(target_arch = "wasm32")]
pub fn lowercase_of(c: char) -> impl Iterator<Item = char> {
    lowercase(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>().into_iter()
}

/// The text in upper case.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn uppercase(text: &str) -> String {
    text.to_uppercase()
}

/// The text in upper case.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn uppercase(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

/// Whether a character is a letter of any script.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    c.is_alphabetic()
}

/// Whether a character is a letter of any script.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && js_sys::RegExp::new("\\p{Alphabetic}", "u").test(c.encode_utf8(&mut [0; 4])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_combines_as_its_class_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(reorders(c), is_combining(c), "U+{:04X}", u32::from(c));
        }
    }
}

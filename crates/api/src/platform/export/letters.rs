//! Letters that files and fonts cannot carry as they were typed.

use unicode_normalization::char::compose;

/// What stands for a letter that cannot be written: the mark that Japanese printers use.
pub const GETA: char = '〓';

/// Puts letters and their marks together (か + ゛ = が), as some systems send them apart.
///
/// Not NFC: that would also replace the compatibility ideographs of people's names (U+FA19 by U+795E).
pub fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    for letter in text.chars() {
        match last.and_then(|before| compose(before, letter)) {
            Some(both) => last = Some(both),
            None => {
                out.extend(last);
                last = Some(letter);
            }
        }
    }
    out.extend(last);
    out
}

/// Whether a letter only chooses the shape of the one before it (葛 in its two forms).
pub fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a letter is seen by no reader: controls, directions, marks of order.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn marks_join_their_letters_and_names_keep_their_form() {
        assert_eq!(joined("か\u{3099}んは\u{309A}い e\u{301}"), "がんぱい é");
        let names = "髙﨑 \u{FA19}\u{FA1A} 葛\u{E0100}城";
        assert_eq!(joined(names), names);
    }
}

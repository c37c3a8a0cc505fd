//! Letters that files and fonts cannot carry as they were typed.

use unicode_normalization::UnicodeNormalization;

/// What stands for a letter that cannot be written: the mark that Japanese printers use.
pub const GETA: char = '〓';

/// Whether a letter only chooses the shape of the one before it (葛 in its two forms).
pub fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The letters that Unicode calls another way of writing the same: 用 for the radical ⽤, 令和 for ㋿. A letter without any is its own.
pub fn usual(letter: char) -> String {
    std::iter::once(letter).nfkc().collect()
}

/// [`usual`], where that is one letter.
pub fn usual_letter(letter: char) -> char {
    let usual = usual(letter);
    let mut letters = usual.chars();
    match (letters.next(), letters.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

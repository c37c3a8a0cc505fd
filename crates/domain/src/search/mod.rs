//! Searching texts as Japanese people type and write them: one folding for the server's index, the database and the browser.
//!
//! Invariant: a word is found in a text exactly when one of its forms is a substring of the folded text; the first form is the word as it
//! was typed, folded. [`fold()`] decides what is the same, [`romaji`] how readings are put beside a text, [`Words`] what may be asked,
//! [`marks`] what is highlighted; nothing else interprets a search.

/// The version of the rules by which texts are folded and spelt. Raise it with every change of them: keys that are stored are made anew then.
pub const SEARCH_KEY_VERSION: i32 = 2;

mod fold;
mod marks;
mod order;
mod readings;
mod romaji;
mod variants;
mod words;

pub use fold::{fold, fold_parts};
pub use marks::{Excerpt, excerpt, marks};
pub use order::kana_order;
pub use romaji::romaji;
pub use words::{Loosened, MAX_LENGTH, MAX_WORDS, NotSearchable, Word, Words};

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules of each version make of every character and of every kana's reading.
    const RULES: (i32, u64) = (2, 3_211_003_849_643_020_078);

    #[test]
    fn other_rules_have_another_version() {
        let characters = (0..0x3_FFFF).filter_map(char::from_u32).map(|c| fold(&c.to_string()));
        let forms = ["(株)", "（医）", "㈱", "か゛", "ﾊﾟ", "葛\u{E0100}", "佐々", "すゞ", "ヴァ", "ヴ"].map(fold);
        let readings = ('ァ'..='ヺ')
            .flat_map(|first| ["", "ー", "ッ", "ャ", "ウ", "ン"].map(|rest| romaji(&format!("カ{first}{rest}カ")).unwrap_or_default()));
        // FNV-1a: any sum will do that is the same everywhere.
        let sum = characters.chain(forms).chain(readings).fold(0xcbf2_9ce4_8422_2325_u64, |sum, text| {
            text.bytes().chain([0]).fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        });
        assert_eq!((SEARCH_KEY_VERSION, sum), RULES, "the rules changed: raise SEARCH_KEY_VERSION, and write the new pair into RULES");
    }
}

//! Searching texts as Japanese people type and write them: one folding for the server's index, the database and the browser.
//!
//! Invariant: a word is found in a text exactly when the folded word is a substring of the folded text. [`fold()`] decides what
//! is the same, [`Words`] what may be asked, [`marks`] what is highlighted; nothing else interprets a search.

/// The version of the rules by which texts are folded and spelt. Raise it with every change of them: keys that are stored are made anew then.
pub const FOLDING: i32 = 1;

mod fold;
mod marks;
mod order;
mod romaji;
mod variants;
mod words;

pub use fold::{fold, fold_parts};
pub use marks::{Excerpt, excerpt, marks};
pub use order::kana_order;
pub use romaji::spellings;
pub use words::{MAX_LENGTH, MAX_WORDS, NotSearchable, Words};

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules of each version make of every character and of every kana's reading.
    const RULES: (i32, u64) = (1, 16_485_697_862_317_032_295);

    #[test]
    fn other_rules_have_another_version() {
        let characters = (0..0x3_FFFF).filter_map(char::from_u32).map(|c| fold(&c.to_string()));
        let forms = ["(株)", "（医）", "㈱", "か゛", "ﾊﾟ", "葛\u{E0100}"].map(fold);
        let readings = ('ァ'..='ヺ')
            .flat_map(|first| ["", "ー", "ッ", "ャ", "ウ", "ン"].map(|rest| spellings(&format!("カ{first}{rest}カ")).join("/")));
        // FNV-1a: any sum will do that is the same everywhere.
        let sum = characters.chain(forms).chain(readings).fold(0xcbf2_9ce4_8422_2325_u64, |sum, text| {
            text.bytes().chain([0]).fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        });
        assert_eq!((FOLDING, sum), RULES, "the rules changed: raise FOLDING, and write the new pair into RULES");
    }
}

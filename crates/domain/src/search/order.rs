//! The order of readings (五十音順).

use super::fold::fold;
use crate::unicode::{Form, normalize};

/// A text whose characters sort as readings do: voiced after unvoiced sounds only where everything else is the same, long vowels
/// and small letters as if they were not.
#[must_use]
pub fn kana_order(reading: &str) -> String {
    let folded = fold(reading);
    let unvoiced: String = normalize(&folded, Form::D).chars().filter(|c| !matches!(c, '\u{3099}' | '\u{309A}')).collect();
    // The end of a text comes before every letter.
    format!("{unvoiced}\0{folded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voiced_sounds_stand_beside_their_unvoiced_ones() {
        let ordered = ["アオキ", "カキ", "カギ", "がきい", "キャク", "きやくま", "シンリョウ", "ハ", "ば", "ぱ", "ワタナベ"];
        let mut sorted = ordered;
        sorted.sort_by_key(|reading| kana_order(reading));
        assert_eq!(sorted, ordered);
        assert!(kana_order("カ") < kana_order("カア") && kana_order("カー") < kana_order("カイ"));
    }
}

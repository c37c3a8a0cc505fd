//! Words that are written in kanji and typed by their reading: of medicine, of work and of places, as institutions use them.
//!
//! `readings.txt` is our own list, of words that anybody may use: a reading and how it is written, a line each. What is not in it is found as
//! it is written.

use super::{
    fold::fold,
    romaji::{key, romaji},
};
use std::sync::LazyLock;

/// The most ways in which one word is looked for beside its own.
const MOST: usize = 8;
/// From this many letters on, the beginning of a reading stands for it, as words are typed from their beginning.
const BEGINNING: (usize, usize) = (3, 5);

/// Shorter readings in Latin letters are words of other languages as well.
const SHORTEST_LATIN: usize = 4;

/// Readings and how they are written, both folded, in the order of the readings.
struct Readings(Vec<(String, String)>);

static KANA: LazyLock<Readings> = LazyLock::new(|| Readings::of(|reading| Some(fold(reading))));
static LATIN: LazyLock<Readings> =
    LazyLock::new(|| Readings::of(|reading| romaji(reading).filter(|letters| letters.len() >= SHORTEST_LATIN)));

/// How a folded word is written that is a reading, or several in a row (`ないしきょうけんさ`), or the beginning of one.
pub(super) fn written(word: &str) -> Vec<String> {
    if word.chars().all(|c| matches!(c, 'ァ'..='ヺ')) {
        return KANA.written(word, BEGINNING.0);
    }
    key(word).map(|key| LATIN.written(&key, BEGINNING.1)).unwrap_or_default()
}

impl Readings {
    fn of(spelt: impl Fn(&str) -> Option<String>) -> Self {
        let line = |line: &'static str| {
            let (reading, written) = line.split_once(' ')?;
            let reading = spelt(reading)?;
            Some(written.split(' ').map(fold).map(move |written| (reading.clone(), written)))
        };
        let mut readings: Vec<_> = include_str!("readings.txt").lines().filter_map(line).flatten().collect();
        readings.sort_unstable();
        Readings(readings)
    }

    /// Read from the end of the word to its beginning, so that every rest of it is looked at once.
    fn written(&self, word: &str, beginning: usize) -> Vec<String> {
        let mut rests: Vec<(usize, Vec<String>)> = vec![(word.len(), vec![String::new()])];
        for (start, _) in word.char_indices().rev() {
            let rest = &word[start..];
            let mut found = Vec::new();
            for (end, after) in &rests {
                for (_, written) in self.equal(&word[start..*end]) {
                    found.extend(after.iter().map(|after| format!("{written}{after}")));
                }
            }
            if rest.chars().count() >= beginning {
                let begun = self.from(rest).iter().take_while(|(reading, _)| reading.starts_with(rest));
                found.extend(begun.map(|(_, written)| written.clone()));
            }
            found.sort_unstable_by_key(|written| (written.chars().count(), written.clone()));
            found.dedup();
            found.truncate(MOST);
            rests.push((start, found));
        }
        rests.pop().map(|(_, found)| found).unwrap_or_default()
    }

    fn equal(&self, reading: &str) -> impl Iterator<Item = &(String, String)> {
        self.from(reading).iter().take_while(move |(known, _)| known == reading)
    }

    fn from(&self, reading: &str) -> &[(String, String)] {
        &self.0[self.0.partition_point(|(known, _)| known.as_str() < reading)..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_their_reading_says() {
        for (typed, expected) in [
            ("リトウ", vec!["離島"]),
            ("ナイシキヨウ", vec!["内視鏡"]),
            ("ナイシキヨウケンサ", vec!["内視鏡検査"]),
            ("ケンシン", vec!["健診", "検診"]),
            ("ナイシキ", vec!["内視鏡"]),
            ("ritou", vec!["離島"]),
            ("naishikyou", vec!["内視鏡"]),
            ("naisikyokensa", vec!["内視鏡検査"]),
            ("ナ", vec![]),
            ("離島", vec![]),
            ("clinic", vec![]),
        ] {
            assert_eq!(written(typed), expected, "{typed}");
        }
    }

    #[test]
    fn every_line_is_a_reading_and_what_it_reads() {
        for line in include_str!("readings.txt").lines() {
            let mut parts = line.split(' ');
            assert!(parts.next().is_some_and(|reading| romaji(reading).is_some()) && parts.next().is_some(), "{line}");
        }
    }

    #[test]
    fn a_long_word_has_few_writings() {
        assert!(written(&fold(&"けんしん".repeat(50))).len() <= MOST);
    }
}

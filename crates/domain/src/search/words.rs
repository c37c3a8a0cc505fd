//! What may be asked: a few words in any order, each of which must occur.

use super::{fold::fold, readings::written, romaji::key};
use crate::text::phone_number;

/// The longest search, in characters.
pub const MAX_LENGTH: usize = 200;
/// The most words; what is longer is no search but a text.
pub const MAX_WORDS: usize = 10;

/// What is shorter or longer is not looked for with a letter open: too much would be found, or it would take too long.
const FEWEST_LETTERS: usize = 3;
const MOST_LETTERS: usize = 20;

/// A question that asks for less than another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loosened {
    /// What has to occur; the pieces of a word around its open letter are words of their own.
    pub words: Words,
    /// What stands before and after the open letter.
    pieces: Option<[String; 2]>,
}

impl Loosened {
    /// Whether it leaves a whole word out.
    #[must_use]
    pub fn lacks_a_word(&self) -> bool {
        self.pieces.is_none()
    }

    /// Whether a folded text holds the pieces of the word with one letter or none between them, or two where one was forgotten.
    #[must_use]
    pub fn fits(&self, folded: &str) -> bool {
        let Some([before, after]) = &self.pieces else { return true };
        // All letters but the first or the last stand side by side already.
        before.is_empty()
            || after.is_empty()
            || folded.match_indices(before.as_str()).any(|(at, _)| {
                let rest = &folded[at + before.len()..];
                rest.char_indices().take(3).any(|(start, _)| rest[start..].starts_with(after.as_str()))
            })
    }
}

/// Why something is no search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSearchable {
    /// More than [`MAX_LENGTH`] characters.
    #[error("{0} characters are too many to search for")]
    TooLong(usize),
    /// More than [`MAX_WORDS`] words.
    #[error("{0} words are too many to search for")]
    TooManyWords(usize),
    /// A character that nobody can type.
    #[error("control characters cannot be searched for")]
    ControlCharacter,
    /// Nothing but marks that do not count.
    #[error("there is no letter to search for")]
    NoLetter,
}

/// A word in every form that it is looked for in: as it was typed, folded; in Latin letters also as every romanization has it ([`romaji`]); and
/// as it is written, where it is a reading that is known.
///
/// [`romaji`]: super::romaji
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Word {
    forms: Vec<String>,
}

impl Word {
    fn of(folded: String) -> Self {
        let mut forms = vec![folded];
        forms.extend(key(&forms[0]));
        forms.extend(written(&forms[0]));
        // What holds another form holds nothing more.
        let within = |form: &String| forms.iter().any(|other| other != form && form.contains(other.as_str()));
        let rest: Vec<_> = forms[1..].iter().filter(|form| !within(form)).cloned().collect();
        forms.truncate(1);
        forms.extend(rest.into_iter().filter(|form| *form != forms[0]).collect::<std::collections::BTreeSet<_>>());
        Word { forms }
    }

    /// As it was typed, folded.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.forms.first().map_or("", String::as_str)
    }

    /// Every form, folded, the typed one first.
    #[must_use]
    pub fn forms(&self) -> &[String] {
        &self.forms
    }

    /// The form that a slip of the fingers is looked for in.
    fn loosest(&self) -> &str {
        self.forms.iter().find(|form| *form != self.typed() && form.is_ascii()).map_or_else(|| self.typed(), String::as_str)
    }

    /// Whether one of its forms is a part of a folded text.
    #[must_use]
    pub fn occurs_in(&self, folded: &str) -> bool {
        self.forms.iter().any(|form| folded.contains(form.as_str()))
    }
}

/// Words; a text is found when every one occurs in it. Equal whatever their order, and however often one was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(Vec<Word>);

impl Words {
    /// Reads what was typed, at spaces of any width. A telephone number is one word, in whichever form.
    ///
    /// # Errors
    /// When it is too long, has too many words, holds control characters, or nothing but marks that fold to nothing. Every other character stands
    /// for itself.
    pub fn parse(text: &str) -> Result<Self, NotSearchable> {
        // Counted no further than it matters: the text may be a whole book.
        let length = text.chars().count();
        if length > MAX_LENGTH {
            return Err(NotSearchable::TooLong(length));
        }
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return Err(NotSearchable::ControlCharacter);
        }
        let number = |text: &str| phone_number(text).map(|number| fold(&number));
        let mut words: Vec<_> = match number(text) {
            Some(number) => vec![number],
            None => {
                text.split_whitespace().map(|word| number(word).unwrap_or_else(|| fold(word))).filter(|word| !word.is_empty()).collect()
            }
        };
        if words.is_empty() && !text.trim().is_empty() {
            return Err(NotSearchable::NoLetter);
        }
        words.sort_unstable();
        words.dedup();
        if words.len() > MAX_WORDS {
            return Err(NotSearchable::TooManyWords(words.len()));
        }
        // A word within another one asks for nothing more.
        let within = |word: &String| words.iter().any(|other| other.len() > word.len() && other.contains(word.as_str()));
        Ok(Words(words.iter().filter(|word| !within(word)).cloned().map(Word::of).collect()))
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words.
    #[must_use]
    pub fn as_slice(&self) -> &[Word] {
        &self.0
    }

    /// Questions for what somebody may have meant who found nothing: with one letter of one word open, then without one of the words.
    #[must_use]
    pub fn loosened(&self) -> Vec<Loosened> {
        let without = |n: usize| self.0.iter().enumerate().filter(move |(other, _)| *other != n).map(|(_, word)| word.clone());
        let mut questions = Vec::new();
        for (n, word) in self.0.iter().enumerate() {
            let letters: Vec<char> = word.loosest().chars().collect();
            for open in (0..letters.len()).filter(|_| (FEWEST_LETTERS..=MOST_LETTERS).contains(&letters.len())) {
                let pieces = [&letters[..open], &letters[open + 1..]].map(|piece| piece.iter().collect::<String>());
                let around = pieces.iter().filter(|piece| !piece.is_empty()).map(|piece| Word { forms: vec![piece.clone()] });
                questions.push(Loosened { words: Words(without(n).chain(around).collect()), pieces: Some(pieces) });
            }
        }
        if 1 < self.0.len() {
            questions.extend((0..self.0.len()).map(|n| Loosened { words: Words(without(n).collect()), pieces: None }));
        }
        questions
    }

    /// The words that do not occur in a folded text.
    #[must_use]
    pub fn missing_in(&self, folded: &str) -> Words {
        Words(self.0.iter().filter(|word| !word.occurs_in(folded)).cloned().collect())
    }

    /// Whether every word occurs in a folded text: what every index has to answer.
    #[must_use]
    pub fn occur_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| word.occurs_in(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        Words::parse(text).unwrap().0.iter().map(|word| word.typed().to_owned()).collect()
    }

    fn forms(text: &str) -> Vec<String> {
        Words::parse(text).unwrap().0.into_iter().flat_map(|word| word.forms).collect()
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        assert_eq!(words("ｶｸｳ　びょういん ・ かくう"), ["カクウ", "ビヨウイン"]);
        assert_eq!(Words::parse("病院 架空"), Words::parse(" 架空　病院 病院"));
        assert_eq!(words("白石 白石病院 病院"), ["白石病院"], "the longest says it all");
        assert_eq!(words("病院 ・"), ["病院"]);
    }

    #[test]
    fn marks_alone_are_no_search() {
        for text in ["・", "ー", " ・ー（） 　", "々", "\u{200B}"] {
            assert_eq!(Words::parse(text), Err(NotSearchable::NoLetter), "{text}");
        }
        assert!(Words::parse(" 　").unwrap().is_empty(), "nothing was asked for");
    }

    #[test]
    fn a_word_is_looked_for_in_every_form() {
        assert_eq!(forms("ohsaka"), ["ohsaka", "osaka"]);
        assert_eq!(forms("りとう"), ["リトウ", "離島"]);
        assert_eq!(forms("ritou"), ["ritou", "rito", "離島"]);
        assert_eq!(forms("Hospital 離島"), ["hospital", "離島"]);
        for number in ["022-123-4567", "(022)123-4567", "022・123・4567", "+81 22 123 4567", "０２２ １２３ ４５６７", "0221234567"]
        {
            assert_eq!(forms(number), ["0221234567"], "{number}");
        }
        assert_eq!(forms("病院 +81-22-123-4567"), ["0221234567", "病院"]);
    }

    #[test]
    fn any_character_that_can_be_typed_may_be_searched_for() {
        for text in [".*", "(a", "[a-z", "\\", "'; DROP TABLE listing; --", "\"quoted\"", "👩‍⚕️", "%_", "\u{feff}病院", "<script>"]
        {
            assert!(Words::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn one_letter_may_be_wrong_or_one_word_too_many() {
        let means = |typed: &str, text: &str| {
            Words::parse(typed).unwrap().loosened().iter().any(|less| less.words.occur_in(&fold(text)) && less.fits(&fold(text)))
        };
        for (typed, text) in
            [("大河腹", "大河原町"), ("くりばら", "くりはら"), ("okinwa", "okinawa"), ("okinaawa", "okinawa"), ("白石 山", "白石病院")]
        {
            assert!(means(typed, text), "{typed} for {text}");
        }
        for (typed, text) in [("大阪", "大分"), ("白石", "仙台"), ("くりはら", "さくら"), ("くりばら", "クリニックの空")]
        {
            assert!(!means(typed, text), "{typed} for {text}");
        }
        assert!(Words::default().loosened().is_empty());
    }

    #[test]
    fn a_text_is_no_search() {
        assert_eq!(Words::parse(&"長".repeat(10_000)), Err(NotSearchable::TooLong(10_000)));
        assert_eq!(Words::parse("あ い う え お か き く け こ さ"), Err(NotSearchable::TooManyWords(11)));
        assert_eq!(Words::parse("a\0b"), Err(NotSearchable::ControlCharacter));
        assert!(Words::parse(&"長".repeat(200)).is_ok());
    }

    proptest! {
        #[test]
        fn anything_is_parsed_or_refused(text in any::<String>()) {
            if let Ok(words) = Words::parse(&text) {
                let forms: Vec<_> = words.as_slice().iter().flat_map(Word::forms).collect();
                prop_assert!(forms.iter().all(|form| !form.is_empty() && !form.contains(char::is_whitespace)));
                prop_assert!(phone_number(&text).is_some() || words.occur_in(&fold(&text)));
            }
        }
    }
}

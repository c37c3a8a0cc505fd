//! What may be asked: a few words in any order, each of which must occur.

use super::fold::fold;

/// The longest search, in characters.
pub const MAX_LENGTH: usize = 200;
/// The most words; what is longer is no search but a text.
pub const MAX_WORDS: usize = 10;

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
}

/// Folded words; a text is found when it holds every one. Equal whatever their order, and however often one was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Words(Vec<String>);

impl Words {
    /// Reads what was typed, at spaces of any width. Marks that fold to nothing are no words.
    ///
    /// # Errors
    /// When it is too long, has too many words, or holds control characters. Every other character stands for itself.
    pub fn parse(text: &str) -> Result<Self, NotSearchable> {
        // Counted no further than it matters: the text may be a whole book.
        let length = text.chars().count();
        if length > MAX_LENGTH {
            return Err(NotSearchable::TooLong(length));
        }
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
            return Err(NotSearchable::ControlCharacter);
        }
        let mut words: Vec<_> = text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        if words.len() > MAX_WORDS {
            return Err(NotSearchable::TooManyWords(words.len()));
        }
        // A word within another one asks for nothing more.
        let within = |word: &String| words.iter().any(|other| other.len() > word.len() && other.contains(word.as_str()));
        Ok(Words(words.iter().filter(|word| !within(word)).cloned().collect()))
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, folded.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// Whether every word occurs in a folded text: what every index has to answer.
    #[must_use]
    pub fn occur_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| folded.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        Words::parse(text).unwrap().0
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        assert_eq!(words("ｶｸｳ　びょういん ・ かくう"), ["カクウ", "ビヨウイン"]);
        assert_eq!(Words::parse("病院 架空"), Words::parse(" 架空　病院 病院"));
        assert_eq!(words("白石 白石病院 病院"), ["白石病院"], "the longest says it all");
        assert!(Words::parse(" ・ー（） 　").unwrap().is_empty());
    }

    #[test]
    fn any_character_that_can_be_typed_may_be_searched_for() {
        for text in [".*", "(", "[a-z", "\\", "'; DROP TABLE listing; --", "\"quoted\"", "👩‍⚕️", "%_", "\u{feff}病院", "<script>"]
        {
            assert!(Words::parse(text).is_ok(), "{text}");
        }
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
                prop_assert!(words.as_slice().iter().all(|word| !word.is_empty() && !word.contains(char::is_whitespace)));
                prop_assert!(words.occur_in(&fold(&text)));
            }
        }
    }
}

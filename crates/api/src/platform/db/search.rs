//! Words that people search for, against a column that holds folded text ([`domain::text::search_key`]).

use crate::error::{ApiError, ApiResult};
use domain::{problem::FieldCode, text::search_key};
use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

/// The longest search, in characters.
const MAX_LENGTH: usize = 200;
/// The most words; what is longer is no search but a text.
const MAX_WORDS: usize = 10;

/// Words, folded; every one must occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Reads the words of the query parameter `name`. Marks that fold to nothing are no words.
    ///
    /// # Errors
    /// `invalid_parameter` when it is too long or holds a control character.
    pub fn parse(name: &str, text: Option<&str>) -> ApiResult<Self> {
        let text = text.unwrap_or_default();
        let length = text.chars().count();
        if length > MAX_LENGTH {
            return Err(ApiError::parameter_with(name, FieldCode::TooLong, serde_json::json!({ "max": MAX_LENGTH, "length": length })));
        }
        let words: Vec<_> = text.split_whitespace().map(search_key).filter(|word| !word.is_empty()).collect();
        if words.len() > MAX_WORDS {
            return Err(ApiError::parameter_with(name, FieldCode::TooMany, serde_json::json!({ "max": MAX_WORDS })));
        }
        if words.iter().any(|word| word.chars().any(char::is_control)) {
            return Err(ApiError::parameter(name, FieldCode::ControlCharacter));
        }
        Ok(Words(words))
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// The condition that every word occurs in `column`.
    #[must_use]
    pub fn within(&self, column: impl Into<Expr>) -> Condition {
        let column = column.into();
        self.0
            .iter()
            .fold(Condition::all(), |all, word| all.add(column.clone().like(LikeExpr::new(format!("%{}%", escape(word))).escape('\\'))))
    }
}

/// What LIKE would read as a wildcard stands for itself.
fn escape(word: &str) -> String {
    word.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect()
}

/// A folded text of several parts: no word is found across the border of two.
#[must_use]
pub fn fold<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().map(search_key).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_themselves() {
        assert_eq!(escape(r"50%_\"), r"50\%\_\\");
    }

    #[test]
    fn a_full_width_space_separates_words_and_marks_alone_are_none() {
        let words = Words::parse("q", Some("ｶｸｳ　びょういん ・ ")).unwrap();
        assert_eq!(words.as_slice(), ["カクウ", "ビョウイン"]);
    }

    #[test]
    fn a_text_is_no_search() {
        assert!(Words::parse("q", Some(&"長".repeat(10_000))).is_err());
        assert!(Words::parse("q", Some(&"あ ".repeat(11))).is_err());
    }
}

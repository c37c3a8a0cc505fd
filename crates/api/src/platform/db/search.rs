//! Words that people search for, against a column that holds folded text ([`domain::search`]).

use crate::error::{ApiError, ApiResult};
use domain::{
    problem::FieldCode,
    search::{MAX_LENGTH, MAX_WORDS, NotSearchable, Words},
};
use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, LikeExpr},
};

/// Reads the words of the query parameter `name`.
///
/// # Errors
/// `invalid_parameter` when it is no search: too long, too many words, without a letter, or with control characters.
pub fn words(name: &str, text: Option<&str>) -> ApiResult<Words> {
    Words::parse(text.unwrap_or_default()).map_err(|error| match error {
        NotSearchable::TooLong(length) => {
            ApiError::parameter_with(name, FieldCode::TooLong, serde_json::json!({ "max": MAX_LENGTH, "length": length }))
        }
        NotSearchable::TooManyWords(_) => ApiError::parameter_with(name, FieldCode::TooMany, serde_json::json!({ "max": MAX_WORDS })),
        NotSearchable::ControlCharacter => ApiError::parameter(name, FieldCode::ControlCharacter),
        NotSearchable::NoLetter => ApiError::parameter(name, FieldCode::NothingToSearchFor),
    })
}

/// The condition that every word occurs in `column`.
pub fn within(words: &Words, column: impl Into<Expr>) -> Condition {
    let column = column.into();
    let holds = |form: &String| column.clone().like(LikeExpr::new(pattern(form)).escape('\\'));
    words
        .as_slice()
        .iter()
        .fold(Condition::all(), |all, word| all.add(word.forms().iter().map(holds).fold(Condition::any(), Condition::add)))
}

/// A word as LIKE takes it: its wildcards stand for themselves.
#[must_use]
pub fn pattern(word: &str) -> String {
    let escaped: String = word.chars().flat_map(|c| matches!(c, '%' | '_' | '\\').then_some('\\').into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_themselves() {
        assert_eq!(pattern(r"50%_\"), r"%50\%\_\\%");
    }

    #[test]
    fn what_is_no_search_is_refused_by_its_parameter() {
        assert!(words("q", Some(&"長".repeat(10_000))).is_err());
        assert!(words("q", Some(&"あ ".repeat(11))).is_ok(), "one word, often");
        assert!(words("q", Some("1 2 3 4 5 6 7 8 9 10 11")).is_err());
        assert!(words("q", Some("・")).is_err(), "what holds no letter finds nothing, not everything");
        assert!(words("q", None).unwrap().is_empty());
    }
}

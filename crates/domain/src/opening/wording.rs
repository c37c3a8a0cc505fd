//! Words of an opening that read like a condition of age or sex, which recruiting must not have (労働施策総合推進法, article 9; 男女雇用機会均等法,
//! article 5). A word is a hint to the author and never refuses anything: 「40歳以上の患者」 is about patients.

use super::OpeningContent;
use crate::institution::terms;
use crate::text::half_width;
use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

terms! {
    /// What wording reads like.
    WordingConcern {
        /// A condition of age.
        Age = "年齢の条件のように読めます。募集では年齢を条件にできません。", "This reads like a condition of age, which an opening must not have.";
        /// A condition of sex.
        Sex = "性別の条件のように読めます。募集では性別を条件にできません。", "This reads like a condition of sex, which an opening must not have.";
    }
}

/// Wording that its author should look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordingWarning {
    /// JSON pointer of the field, such as `/duties`.
    pub pointer: String,
    /// What it reads like.
    pub concern: WordingConcern,
    /// The words.
    pub found: String,
}

/// Words that hardly ever stand in an opening for another reason. Ages are found by [`age`].
const AGE: [&str; 8] = ["年齢制限", "若手", "若い", "定年前", "age limit", "years old", "years of age", "young "];
const SEX: [&str; 12] = [
    "男性医師",
    "女性医師",
    "男医",
    "女医",
    "男性限定",
    "女性限定",
    "男性のみ",
    "女性のみ",
    "male doctor",
    "female doctor",
    "men only",
    "women only",
];

impl WordingConcern {
    fn in_text(self, folded: &str) -> Option<String> {
        let words: &[&str] = match self {
            WordingConcern::Age => &AGE,
            WordingConcern::Sex => &SEX,
        };
        let word = words.iter().find(|word| folded.contains(**word)).map(|word| word.trim().to_owned());
        match self {
            WordingConcern::Age => age(folded).or(word),
            WordingConcern::Sex => word,
        }
    }
}

/// An age with a bound, such as `60歳以下`, `50才まで` or `under 60`.
fn age(folded: &str) -> Option<String> {
    const BOUNDS: [&str; 6] = ["以下", "未満", "まで", "以上", "くらい", "前後"];
    for (at, unit) in folded.match_indices(['歳', '才']) {
        let (before, after) = (&folded[..at], &folded[at + unit.len()..]);
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        if let Some(bound) = BOUNDS.iter().find(|bound| after.starts_with(**bound)).filter(|_| digits > 0) {
            return Some(format!("{}{unit}{bound}", &before[before.len() - digits..]));
        }
    }
    for word in ["under ", "over "] {
        for (at, _) in folded.match_indices(word) {
            let number: String = folded[at + word.len()..].chars().take_while(char::is_ascii_digit).collect();
            // "over 100 beds" is no age.
            if number.len() == 2 && !folded[at + word.len() + 2..].trim_start().starts_with(|c: char| c.is_alphabetic()) {
                return Some(format!("{word}{number}"));
            }
        }
    }
    None
}

/// What the author of an opening should look at again, in the order of the fields.
#[must_use]
pub fn wording_warnings(content: &OpeningContent) -> Vec<WordingWarning> {
    let mut warnings = Vec::new();
    for (field, text) in content.texts() {
        let folded = half_width(text).to_lowercase();
        for concern in WordingConcern::iter() {
            if let Some(found) = concern.in_text(&folded) {
                warnings.push(WordingWarning { pointer: format!("/{field}"), concern, found });
            }
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(duties: &str) -> Vec<(WordingConcern, String)> {
        let content = OpeningContent { duties: duties.to_owned(), ..OpeningContent::default() };
        wording_warnings(&content).into_iter().map(|warning| (warning.concern, warning.found)).collect()
    }

    #[test]
    fn a_condition_of_age_or_sex_is_named_with_its_words() {
        assert_eq!(found("６０歳以下の方"), [(WordingConcern::Age, "60歳以下".to_owned())]);
        assert_eq!(found("Doctors under 60, please"), [(WordingConcern::Age, "under 60".to_owned())]);
        assert_eq!(found("女性医師を希望"), [(WordingConcern::Sex, "女性医師".to_owned())]);
        assert_eq!(found("若手の男性医師").len(), 2);
    }

    #[test]
    fn what_is_about_something_else_is_not() {
        for text in ["内科外来（週3日）", "小児は15歳の患者まで診ます", "over 100 beds", "under 60 beds", "病床60床以下"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

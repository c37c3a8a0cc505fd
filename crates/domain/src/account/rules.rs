//! What a password must be. Length does more than odd characters (NIST SP 800-63B), so only length and the obvious are asked.

use crate::unicode;
use crate::validate::{FieldCode, Violations};
use serde_json::json;

/// The shortest password.
pub const PASSWORD_MIN: usize = 12;
/// The longest: hashing takes time, so there is an end.
pub const PASSWORD_MAX: usize = 128;

/// Words that too many passwords are made of.
const COMMON: &[&str] = &[
    "password",
    "passw0rd",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "iloveyou",
    "sakura",
    "nippon",
    "tokyo",
    "hospital",
    "byouin",
    "clinic",
    "doctor",
    "gmnetwork",
    "gm-network",
    "1q2w3e4r",
    "abc123",
    "abcdefg",
    "パスワード",
];

/// Checks a new password against the person's own mail address and what is easy to guess.
pub fn check_password(violations: &mut Violations, field: &str, password: &str, email: &str) {
    let length = password.chars().count();
    if password.is_empty() {
        violations.add(field, FieldCode::Required);
    } else if length < PASSWORD_MIN {
        violations.add_with(field, FieldCode::TooShort, json!({ "min": PASSWORD_MIN }));
    } else if length > PASSWORD_MAX {
        violations.add_with(field, FieldCode::TooLong, json!({ "max": PASSWORD_MAX, "length": length }));
    } else if is_common(password, email) {
        violations.add(field, FieldCode::PasswordTooCommon);
    }
}

fn is_common(password: &str, email: &str) -> bool {
    let folded = unicode::lowercase(password);
    let mut characters: Vec<char> = folded.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let email = unicode::lowercase(email.trim());
    let local = email.split('@').next().unwrap_or_default();
    let own = !email.is_empty()
        && (folded == email || folded == local || (local.len() >= 6 && folded.trim_matches(|c: char| !unicode::is_alphabetic(c)) == local));
    // A common word, however often repeated and whatever digits and signs hang on it.
    let core: String = folded.chars().filter(|c| !c.is_ascii_digit() && !c.is_ascii_punctuation()).collect();
    let repeats = |word: &str| {
        !word.is_empty() && !core.is_empty() && core.len().is_multiple_of(word.len()) && core == word.repeat(core.len() / word.len())
    };
    own || characters.len() < 5 || is_run(&folded) || COMMON.iter().any(|word| folded == *word || repeats(word))
}

/// 123456789012, abcdefghijkl and their like.
fn is_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    codes.windows(2).filter(|pair| matches!(pair[1] - pair[0], -1..=1 | 9 | -9)).count() + 2 >= codes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(password: &str) -> Vec<FieldCode> {
        let mut violations = Violations::default();
        check_password(&mut violations, "password", password, "taro.yamada@example.jp");
        violations.into_errors().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn long_unusual_passwords_pass() {
        for good in ["correct horse battery", "桜の木の下で会いましょうね", "x7-Lime-Orbit-Quill", "fuji-san-2026-kaze"] {
            assert_eq!(codes(good), [], "{good}");
        }
    }

    #[test]
    fn short_obvious_and_own_ones_do_not() {
        assert_eq!(codes(""), [FieldCode::Required]);
        assert_eq!(codes("short"), [FieldCode::TooShort]);
        for bad in [
            "123456789012",
            "aaaaaaaaaaaaaa",
            "password1234",
            "passwordpassword",
            "taro.yamada@example.jp",
            "taro.yamada2026!",
            "abcdefghijklm",
        ] {
            assert_eq!(codes(bad), [FieldCode::PasswordTooCommon], "{bad}");
        }
    }
}

//! What changed between two versions of a registration's content, field by field.

use super::RegistrationContent;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// JSON pointer of the field, such as `/public/name`.
    pub pointer: String,
    /// Its value before.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub before: Value,
    /// Its value after.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub after: Value,
}

/// Every field that differs, in the order of the form's keys.
#[must_use]
pub fn differences(before: &RegistrationContent, after: &RegistrationContent) -> Vec<Difference> {
    let mut found = Vec::new();
    if let (Ok(before), Ok(after)) = (serde_json::to_value(before), serde_json::to_value(after)) {
        walk("", &before, &after, &mut found);
    }
    found
}

fn walk(pointer: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    if let (Value::Object(old), Value::Object(new)) = (before, after) {
        for (key, value) in new {
            walk(&format!("{pointer}/{key}"), old.get(key).unwrap_or(&Value::Null), value, found);
        }
    } else if before != after {
        found.push(Difference { pointer: pointer.to_owned(), before: before.clone(), after: after.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_named() {
        let before = RegistrationContent::default();
        let mut after = before.clone();
        after.public.name = "架空病院".into();
        let found = differences(&before, &after);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/public/name");
        assert!(differences(&after, &after).is_empty());
    }
}

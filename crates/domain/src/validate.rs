//! Checks of an input's shape, run by the form in the browser and by the API on arrival.
//!
//! Only what can be seen from the input itself is checked here; whatever needs a row, the date or the actor is a rule of its feature.

use crate::problem::FieldError;
use crate::{text, time::DAYS};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// An input that can say what is wrong with it.
pub trait Validate {
    /// Adds every violation, so that a person sees all of them at once.
    fn check(&self, violations: &mut Violations);

    /// # Errors
    /// All violations found, when there is at least one.
    fn validate(&self) -> Result<(), Violations> {
        let mut violations = Violations::default();
        self.check(&mut violations);
        if violations.is_empty() { Ok(()) } else { Err(violations) }
    }
}

/// Violations, each tied to a field by its JSON pointer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    prefix: String,
    found: Vec<FieldError>,
}

impl Violations {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The violations, in the order of the fields.
    #[must_use]
    pub fn into_errors(self) -> Vec<FieldError> {
        self.found
    }

    /// A single violation.
    #[must_use]
    pub fn one(field: &str, code: FieldCode) -> Self {
        let mut violations = Violations::default();
        violations.add(field, code);
        violations
    }

    /// Records a violation of `field` (a name or a pointer without the leading slash).
    pub fn add(&mut self, field: &str, code: FieldCode) {
        self.add_with(field, code, json!({}));
    }

    /// Records a violation with the values its sentence needs.
    pub fn add_with(&mut self, field: &str, code: FieldCode, params: Value) {
        let pointer = format!("{}/{field}", self.prefix);
        self.found.push(FieldError { pointer, code, params });
    }

    /// Runs `check` with every pointer below `field`.
    pub fn nested(&mut self, field: &str, check: impl FnOnce(&mut Self)) {
        let outer = self.prefix.len();
        self.prefix.push('/');
        self.prefix.push_str(field);
        check(self);
        self.prefix.truncate(outer);
    }

    /// A text that must be there, within `max` characters, without control characters. A [blank](text::is_blank) one is not there.
    pub fn required_text(&mut self, field: &str, value: &str, max: usize) {
        if text::is_blank(value) {
            self.add(field, FieldCode::Required);
        } else {
            self.optional_text(field, value, max);
        }
    }

    /// A name that must be there, within `max` characters, on one line. Characters that nobody sees are refused: they can make a name look
    /// like another one, or like the rest of a mail that it stands in.
    pub fn required_name(&mut self, field: &str, value: &str, max: usize) {
        if text::is_blank(value) {
            self.add(field, FieldCode::Required);
        } else {
            self.optional_name(field, value, max);
        }
    }

    /// The same for a name that may be blank.
    pub fn optional_name(&mut self, field: &str, value: &str, max: usize) {
        if value.contains(text::is_hidden) {
            self.add(field, FieldCode::ControlCharacter);
        } else {
            self.optional_text(field, value, max);
        }
    }

    /// A text that may be blank, within `max` characters, without control characters (line breaks and tabs are fine) and noncharacters.
    pub fn optional_text(&mut self, field: &str, value: &str, max: usize) {
        let length = value.chars().count();
        if length > max {
            self.add_with(field, FieldCode::TooLong, json!({ "max": max, "length": length }));
        } else if value.contains(text::is_unusable) {
            self.add(field, FieldCode::ControlCharacter);
        }
    }

    /// At least one of a list, at most `max`.
    pub fn required_list<T>(&mut self, field: &str, value: &[T], max: usize) {
        if value.is_empty() {
            self.add(field, FieldCode::Required);
        } else if value.len() > max {
            self.add_with(field, FieldCode::TooMany, json!({ "max": max }));
        }
    }

    /// A condition on a field.
    pub fn require(&mut self, field: &str, holds: bool, code: FieldCode) {
        if !holds {
            self.add(field, code);
        }
    }

    /// A number between two bounds, both included.
    pub fn range(&mut self, field: &str, value: i64, min: i64, max: i64) {
        if !(min..=max).contains(&value) {
            self.add_with(field, FieldCode::OutOfRange, json!({ "min": min, "max": max }));
        }
    }

    /// A day that support can be about; the one that stands for a blank field is missing.
    pub fn day(&mut self, field: &str, day: NaiveDate) {
        let (first, last) = DAYS;
        if day == NaiveDate::default() {
            self.add(field, FieldCode::Required);
        } else if day < first || day > last {
            self.add_with(field, FieldCode::OutOfRange, json!({ "min": first, "max": last }));
        }
    }
}

pub use crate::problem::FieldCode;

//! What everybody can read of openings must keep to.

use super::OpeningContent;
use crate::time::DAYS;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde_json::json;

impl OpeningContent {
    /// Checks what everybody can read must keep to on a day: everything that the law asks for, and days that have not passed: its last one, and the last one
    /// of the work.
    ///
    /// # Errors
    /// Every field that is wrong, below `content`.
    pub fn validate_published(&self, today: NaiveDate) -> Result<(), Violations> {
        let mut v = Violations::default();
        v.nested("content", |v| {
            self.check(v);
            for (field, last) in [("ends_on", self.ends_on), ("open_until", self.open_until)] {
                if last.is_some_and(|last| last < today) {
                    v.add_with(field, FieldCode::OutOfRange, json!({ "min": today, "max": DAYS.1 }));
                }
            }
        });
        if v.is_empty() { Ok(()) } else { Err(v) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::content::tests::complete;
    use super::*;

    #[test]
    fn what_is_published_is_complete_and_has_not_passed_its_last_day() {
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        let content = OpeningContent { open_until: Some(day("2026-04-30")), ..complete() };
        assert_eq!(content.validate_published(day("2026-04-30")), Ok(()));
        let wrong = OpeningContent { title: String::new(), ..content };
        let errors = wrong.validate_published(day("2026-05-01")).unwrap_err().into_errors();
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/content/title", "/content/open_until"]);
        let done = OpeningContent { ends_on: Some(day("2026-04-30")), ..complete() };
        assert_eq!(done.validate_published(day("2026-04-30")), Ok(()));
        let errors = done.validate_published(day("2026-05-01")).unwrap_err().into_errors();
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/content/ends_on"]);
    }
}

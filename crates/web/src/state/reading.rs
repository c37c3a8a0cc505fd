//! Typed texts → the values of an input, with a note of every text that is no value of its type.
//!
//! What cannot be read gets a stand-in, so that the domain can check the rest and a person sees everything that is wrong at once.

use crate::components::ui::Form;
use crate::i18n::locale;
use chrono::NaiveDate;
use domain::locale::Bilingual;
use domain::money::{Rate, Yen};
use domain::number;
use domain::problem::{FieldCode, FieldError};
use domain::source::Source;
use domain::validate::{Validate, Violations};
use serde_json::Value;
use std::str::FromStr;

/// Reads the texts of a form under their paths.
pub struct Reading<'a> {
    text: &'a dyn Fn(&str) -> String,
    wrong: Vec<FieldError>,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub fn new(text: &'a dyn Fn(&str) -> String) -> Self {
        Self { text, wrong: Vec::new() }
    }

    /// A text as it was typed.
    pub fn typed(&self, path: &str) -> String {
        (self.text)(path)
    }

    /// A text without spaces around it.
    pub fn text(&self, path: &str) -> String {
        (self.text)(path).trim().to_owned()
    }

    /// A text, if there is one.
    pub fn some(&self, path: &str) -> Option<String> {
        Some(self.text(path)).filter(|text| !text.is_empty())
    }

    /// Whether a box is ticked.
    pub fn on(&self, path: &str) -> bool {
        self.text(path) == "true"
    }

    /// The ticked ones of a group of boxes that are known values.
    pub fn list<T: FromStr>(&self, path: &str) -> Vec<T> {
        self.text(path).split(',').filter_map(|one| one.parse().ok()).collect()
    }

    /// Notes what is wrong with a text.
    pub fn wrong(&mut self, path: &str, code: FieldCode) {
        self.wrong.push(FieldError { pointer: path.to_owned(), code, params: Value::Null });
    }

    /// A value that must be there.
    pub fn value<T: FromStr>(&mut self, path: &str, stand_in: T) -> T {
        let text = self.text(path);
        text.parse().unwrap_or_else(|_| {
            self.wrong(path, if text.is_empty() { FieldCode::Required } else { FieldCode::WrongType });
            stand_in
        })
    }

    /// A day that must be there.
    pub fn day(&mut self, path: &str) -> NaiveDate {
        self.read(path, FieldCode::NotADay, number::day).unwrap_or_default()
    }

    /// A day, if there is one.
    pub fn some_day(&mut self, path: &str) -> Option<NaiveDate> {
        self.some(path).map(|_| self.day(path))
    }

    /// A whole number that must be there.
    pub fn number<T: TryFrom<i64>>(&mut self, path: &str, stand_in: T) -> T {
        self.read(path, FieldCode::NotANumber, |text| T::try_from(number::whole_number(text)?).ok()).unwrap_or(stand_in)
    }

    /// A whole number, if there is one.
    pub fn some_number<T: TryFrom<i64>>(&mut self, path: &str, stand_in: T) -> Option<T> {
        self.some(path).map(|_| self.number(path, stand_in))
    }

    /// A year that must be there, by either calendar.
    pub fn year(&mut self, path: &str, stand_in: i32) -> i32 {
        self.read(path, FieldCode::NotAYear, number::year).unwrap_or(stand_in)
    }

    /// A year, if there is one.
    pub fn some_year(&mut self, path: &str, stand_in: i32) -> Option<i32> {
        self.some(path).map(|_| self.year(path, stand_in))
    }

    /// An amount that must be there.
    pub fn yen(&mut self, path: &str) -> Yen {
        self.read(path, FieldCode::NotAnAmount, number::amount).unwrap_or_default()
    }

    /// An amount, if there is one.
    pub fn some_yen(&mut self, path: &str) -> Option<Yen> {
        self.some(path).map(|_| self.yen(path))
    }

    /// What a text says; notes that it is missing or what is wanted instead.
    pub fn read<T>(&mut self, path: &str, wanted: FieldCode, reader: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(path);
        let read = reader(&text);
        if read.is_none() {
            self.wrong(path, if text.is_empty() { FieldCode::Required } else { wanted });
        }
        read
    }

    /// A fraction such as 2/3, or 0 or 1. Blank is nothing.
    pub fn rate(&mut self, path: &str) -> Rate {
        let text = self.text(path);
        rate(&text).unwrap_or_else(|| {
            self.wrong(path, FieldCode::WrongType);
            Rate::ZERO
        })
    }

    /// A text in both languages, below a path.
    pub fn bilingual(&self, path: &str) -> Bilingual {
        Bilingual::new(self.text(&(path.to_owned() + "/ja")), self.text(&(path.to_owned() + "/en")))
    }

    /// A document and the place in it, below a path.
    pub fn source(&self, path: &str) -> Source {
        let at = |name: &str| path.to_owned() + "/" + name;
        Source { title: self.text(&at("title")), section: self.text(&at("section")), url: self.some(&at("url")) }
    }

    /// What is wrong: what was noted, then what the domain finds elsewhere.
    pub fn errors(self, input: &impl Validate) -> Vec<FieldError> {
        let mut wrong = self.wrong;
        for found in input.validate().err().map(Violations::into_errors).unwrap_or_default() {
            if !wrong.iter().any(|known| known.pointer == found.pointer) {
                wrong.push(found);
            }
        }
        wrong
    }

    /// The input when nothing is wrong; shows at the form's fields what is.
    pub fn finish<T: Validate>(self, form: Form, input: T) -> Option<T> {
        self.finish_at(form, input, str::to_owned)
    }

    /// The same where the form has another path for what a violation points at.
    pub fn finish_at<T: Validate>(self, form: Form, input: T, at: impl Fn(&str) -> String) -> Option<T> {
        let errors = self.errors(&input);
        let right = errors.is_empty();
        form.show_errors(errors.iter().map(|error| (at(&error.pointer), error.message(locale()))).collect());
        right.then_some(input)
    }
}

/// A fraction as people write it.
fn rate(text: &str) -> Option<Rate> {
    let plain: String = domain::text::half_width(text).split_whitespace().collect();
    if plain.is_empty() {
        return Some(Rate::ZERO);
    }
    let (above, below) = plain.split_once('/').unwrap_or((&plain, "1"));
    Rate::new(above.parse().ok()?, below.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_read_as_people_write_them() {
        for (text, above, below) in [("1/3", 1, 3), (" 4 / 9 ", 4, 9), ("１／２", 1, 2), ("1", 1, 1), ("10/10", 1, 1), ("", 0, 1)] {
            assert_eq!(rate(text), Rate::new(above, below), "{text}");
        }
        for text in ["1/0", "half", "1/3/3", "-1/3"] {
            assert_eq!(rate(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_noted_once() {
        let texts = |path: &str| match path {
            "/amount" => "千八百万".to_owned(),
            "/many" => "たくさん".to_owned(),
            "/year" => "平成12年".to_owned(),
            "/short" => "２６年".to_owned(),
            "/reiwa" => "R8.4.1".to_owned(),
            "/day" => "yesterday".to_owned(),
            "/count" => "１，２００".to_owned(),
            _ => String::new(),
        };
        let mut reading = Reading::new(&texts);
        assert_eq!(reading.yen("/amount"), Yen(18_000_000));
        assert_eq!(reading.year("/year", 0), 2000);
        assert_eq!(reading.number("/short", 0), 26);
        assert_eq!(reading.day("/reiwa"), NaiveDate::from_ymd_opt(2026, 4, 1).unwrap());
        assert_eq!(reading.number::<u32>("/count", 0), 1200);
        assert_eq!(reading.some_day("/none"), None);
        reading.day("/day");
        reading.yen("/missing");
        reading.yen("/many");
        reading.year("/short", 0);
        let codes: Vec<_> = reading.wrong.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        let wanted = [
            ("/day", FieldCode::NotADay),
            ("/missing", FieldCode::Required),
            ("/many", FieldCode::NotAnAmount),
            ("/short", FieldCode::NotAYear),
        ];
        assert_eq!(codes, wanted);
    }
}

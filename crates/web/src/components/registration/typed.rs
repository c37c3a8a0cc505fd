//! Between the content of a registration and what stands in the fields of a form.

use super::fields::{self, Form as Shape};
use crate::components::ui::Form;
use domain::number::whole_number;
use domain::registration::RegistrationContent;
use serde_json::{Map, Value};

/// More beds than any hospital has; a larger number would not fit the content.
const MOST_BEDS: i64 = 99_999;

/// A value of the content as a field holds it.
pub fn to_text(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) | Value::Object(_) => String::new(),
        Value::Bool(true) => "true".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
    }
}

/// A number of beds; what is none becomes one that the domain refuses at the field.
fn beds(text: &str) -> i64 {
    whole_number(text).unwrap_or(-1).clamp(-1, MOST_BEDS)
}

fn as_value(content: &RegistrationContent) -> Value {
    serde_json::to_value(content).unwrap_or_default()
}

/// Gives the fields their starting values; what was typed earlier and is kept in the browser goes first.
pub fn start(form: Form, content: &RegistrationContent) {
    let content = as_value(content);
    for field in fields::all() {
        form.start(field.pointer, content.pointer(field.pointer).map(to_text).unwrap_or_default());
    }
}

/// Replaces everything in the fields, as if it had been typed.
pub fn replace(form: Form, content: &RegistrationContent) {
    let content = as_value(content);
    for field in fields::all() {
        form.set(field.pointer, content.pointer(field.pointer).map(to_text).unwrap_or_default());
    }
}

/// What stands in the fields, as content.
pub fn read(form: Form) -> RegistrationContent {
    let mut groups = Map::new();
    for field in fields::all() {
        let value = match field.form {
            Shape::Line(..) | Shape::Area(_) | Shape::Prefecture | Shape::Municipality => Value::String(form.peek(field.pointer)),
            Shape::Kind => form.peek_some(field.pointer).map_or(Value::Null, Value::String),
            Shape::Beds => form.peek_some(field.pointer).map_or(Value::Null, |text| Value::from(beds(&text))),
            Shape::Specialties | Shape::Employment => form.peek_list(field.pointer).into_iter().map(Value::String).collect(),
            Shape::Flag | Shape::Declaration => Value::Bool(form.peek_checked(field.pointer)),
        };
        let mut path = field.pointer.split('/').skip(1);
        if let (Some(group), Some(key)) = (path.next(), path.next())
            && let Value::Object(group) = groups.entry(group).or_insert_with(|| Value::Object(Map::new()))
        {
            group.insert(key.to_owned(), value);
        }
    }
    // By way of the text: reading content from JSON is part of the program anyway, from a `Value` it would be there a second time.
    serde_json::to_vec(&Value::Object(groups)).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

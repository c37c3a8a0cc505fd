//! Every field of an opening's form: its pointer, its words and how it is typed, said once for the form, the line that says what cannot be saved,
//! and the differences.

use crate::i18n::keys::opening as labels;
use crate::i18n::{locale, pick};
use domain::opening::{Benefit, DUTIES_MAX, NOTE_MAX, OpeningContent};
use strum::IntoEnumIterator;

/// A text in both languages.
pub type Words = &'static [&'static str; 2];

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line; the input's `type` and width class.
    Line(&'static str, &'static str),
    /// Several lines, with the most characters allowed.
    Area(usize),
    /// A whole number.
    Number,
    /// An amount, in any way people write it.
    Amount,
    /// A day.
    Day,
    /// One of the engagements, all in sight.
    Engagement,
    /// With or without a fixed term, both in sight.
    Term,
    /// One of a vocabulary, or not stated.
    PayUnit,
    /// See [`PayUnit`](Self::PayUnit).
    Permit,
    /// See [`PayUnit`](Self::PayUnit).
    Overtime,
    /// Any of the specialties.
    Specialties,
}

/// A field of the content.
#[derive(Debug)]
pub struct Field {
    /// JSON pointer into the content.
    pub pointer: &'static str,
    /// Its name for people.
    pub label: Words,
    /// What helps to fill it in.
    pub hint: Option<Words>,
    /// Whether publishing asks for it.
    pub required: bool,
    /// How it is typed.
    pub kind: Kind,
}

/// Fields under a common heading.
#[derive(Debug)]
pub struct Part {
    /// The heading.
    pub title: Words,
    /// What is asked here, or who reads it.
    pub lead: Option<Words>,
    /// Its fields.
    pub fields: &'static [Field],
}

const LINE: Kind = Kind::Line("text", "");

const fn must(pointer: &'static str, label: Words, hint: Option<Words>, kind: Kind) -> Field {
    Field { pointer, label, hint, required: true, kind }
}

const fn may(pointer: &'static str, label: Words, hint: Option<Words>, kind: Kind) -> Field {
    Field { pointer, label, hint, required: false, kind }
}

use labels::field as f;
use labels::hint as h;

const WHAT: &[Field] = &[
    must("/title", f::title, Some(h::title), LINE),
    must("/engagement", f::engagement, None, Kind::Engagement),
    must("/specialties", f::specialties, Some(h::specialties), Kind::Specialties),
];
const WORK: &[Field] = &[
    must("/duties", f::duties, Some(h::duties), Kind::Area(DUTIES_MAX)),
    must("/duties_range", f::duties_range, Some(h::duties_range), Kind::Area(NOTE_MAX)),
    must("/workplace", f::workplace, None, Kind::Area(NOTE_MAX)),
    must("/workplace_range", f::workplace_range, Some(h::workplace_range), Kind::Area(NOTE_MAX)),
];
const PAY: &[Field] = &[
    may("/pay_unit", f::pay_unit, None, Kind::PayUnit),
    may("/pay_from", f::pay_from, Some(h::pay_from), Kind::Amount),
    may("/pay_to", f::pay_to, None, Kind::Amount),
    may("/pay_by_agreement", f::pay_by_agreement, Some(h::pay_by_agreement), Kind::Area(NOTE_MAX)),
];
const CONTRACT: &[Field] =
    &[must("/contract_term", f::contract_term, None, Kind::Term), must("/renewal", f::renewal, Some(h::renewal), Kind::Area(NOTE_MAX))];
const RECRUITER: &[Field] = &[
    must("/recruiter", f::recruiter, Some(h::recruiter), LINE),
    must("/recruiter_address", f::recruiter_address, None, LINE),
    must("/contact", f::contact, Some(h::contact), LINE),
    may("/contact_phone", f::contact_phone, Some(h::contact_phone), Kind::Line("tel", "medium")),
    may("/contact_email", f::contact_email, None, Kind::Line("email", "medium")),
];
const HOURS: &[Field] = &[
    may("/half_days_per_week", f::half_days_per_week, None, Kind::Number),
    may("/hours_per_week", f::hours_per_week, None, Kind::Number),
    may("/hours", f::hours, Some(h::hours), Kind::Area(NOTE_MAX)),
    may("/night_duties_per_month", f::night_duties_per_month, Some(h::night_duties_per_month), Kind::Number),
    may("/day_duties_per_month", f::day_duties_per_month, None, Kind::Number),
    may("/on_call_per_month", f::on_call_per_month, None, Kind::Number),
    may("/duty_permit", f::duty_permit, Some(h::duty_permit), Kind::Permit),
    may("/overtime_category", f::overtime_category, Some(h::overtime_category), Kind::Overtime),
];
const MORE_PAY: &[Field] = &[
    may("/pay_note", f::pay_note, Some(h::pay_note), Kind::Area(NOTE_MAX)),
    may("/trial_period", f::trial_period, Some(h::trial_period), Kind::Area(NOTE_MAX)),
];
const OFFERED: &[Field] = &[may("/programme_hours_per_week", f::programme_hours_per_week, Some(h::programme_hours_per_week), Kind::Number)];
const DAYS: &[Field] = &[
    may("/starts_on", f::starts_on, Some(h::starts_on), Kind::Day),
    may("/ends_on", f::ends_on, Some(h::ends_on), Kind::Day),
    may("/open_until", f::open_until, Some(h::open_until), Kind::Day),
    may("/places", f::places, None, Kind::Number),
];
const DOCTORS: &[Field] = &[may("/for_doctors", f::for_doctors, Some(h::for_doctors), Kind::Area(DUTIES_MAX))];

use labels::{edit, section as s};

/// What publishing asks for, in the order of the form.
pub static REQUIRED: [Part; 5] = [
    Part { title: edit::what, lead: None, fields: WHAT },
    Part { title: edit::work, lead: None, fields: WORK },
    Part { title: s::pay, lead: Some(edit::pay_lead), fields: PAY },
    Part { title: s::contract, lead: None, fields: CONTRACT },
    Part { title: s::recruiter, lead: Some(edit::recruiter_lead), fields: RECRUITER },
];

/// What may be added, each part behind its heading.
pub static OPTIONAL: [Part; 5] = [
    Part { title: s::hours, lead: None, fields: HOURS },
    Part { title: edit::more_pay, lead: None, fields: MORE_PAY },
    Part { title: s::offered, lead: Some(edit::offered_lead), fields: OFFERED },
    Part { title: s::days, lead: None, fields: DAYS },
    Part { title: f::for_doctors, lead: Some(edit::for_doctors_lead), fields: DOCTORS },
];

/// Every field, in the order of the form.
pub fn all() -> impl Iterator<Item = &'static Field> {
    REQUIRED.iter().chain(&OPTIONAL).flat_map(|part| part.fields)
}

/// Where the form keeps what is said about a benefit.
pub fn benefit_path(benefit: Benefit) -> String {
    String::from("/benefits/") + benefit.code()
}

/// The name of the field at a pointer.
pub fn label(pointer: &str) -> String {
    let benefit = || Benefit::iter().find(|benefit| benefit_path(*benefit) == pointer).map(|benefit| benefit.label(locale()));
    let known = all().find(|field| field.pointer == pointer).map(|field| pick(field.label));
    known.or_else(benefit).unwrap_or(pointer).to_owned()
}

/// What a violation of the body points at, as the form has it.
pub fn in_form(pointer: &str) -> String {
    match pointer.strip_prefix("/content").unwrap_or(pointer) {
        "/offered" | "/not_offered" => benefit_path(Benefit::Housing),
        pointer => pointer.to_owned(),
    }
}

/// A value of the content as its field holds it.
pub fn to_text(content: &OpeningContent, field: &Field) -> String {
    use domain::money::Yen;
    let number = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let amount = |amount: Option<Yen>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match field.pointer {
        "/engagement" => content.engagement.map(|one| one.code()).unwrap_or_default().to_owned(),
        "/contract_term" => content.contract_term.map(|one| one.code()).unwrap_or_default().to_owned(),
        "/pay_unit" => content.pay_unit.map(|one| one.code()).unwrap_or_default().to_owned(),
        "/duty_permit" => content.duty_permit.map(|one| one.code()).unwrap_or_default().to_owned(),
        "/overtime_category" => content.overtime_category.map(|one| one.code()).unwrap_or_default().to_owned(),
        "/specialties" => content.specialties.iter().map(|one| one.code()).collect::<Vec<_>>().join(","),
        "/half_days_per_week" => number(content.half_days_per_week),
        "/hours_per_week" => number(content.hours_per_week),
        "/night_duties_per_month" => number(content.night_duties_per_month),
        "/day_duties_per_month" => number(content.day_duties_per_month),
        "/on_call_per_month" => number(content.on_call_per_month),
        "/programme_hours_per_week" => number(content.programme_hours_per_week),
        "/places" => number(content.places),
        "/pay_from" => amount(content.pay_from),
        "/pay_to" => amount(content.pay_to),
        "/starts_on" => day(content.starts_on),
        "/ends_on" => day(content.ends_on),
        "/open_until" => day(content.open_until),
        pointer => {
            let name = pointer.trim_start_matches('/');
            content.texts().find(|(known, _)| *known == name).map(|(_, text)| text.to_owned()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::validate::Validate;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_of_the_content_is_in_the_form_once() {
        let content = serde_json::to_value(OpeningContent::default()).unwrap();
        let mut wanted: BTreeSet<String> = content.as_object().unwrap().keys().map(|name| format!("/{name}")).collect();
        assert!(wanted.remove("/offered") && wanted.remove("/not_offered"), "they are the benefits");
        let fields: Vec<String> = all().map(|field| field.pointer.to_owned()).collect();
        assert_eq!(fields.len(), wanted.len());
        assert_eq!(fields.into_iter().collect::<BTreeSet<_>>(), wanted);
    }

    #[test]
    fn what_is_marked_required_is_what_publishing_asks_for() {
        let content = OpeningContent { contract_term: Some(domain::opening::ContractTerm::Fixed), ..OpeningContent::default() };
        let mut asked: BTreeSet<String> = content.validate().unwrap_err().into_errors().into_iter().map(|error| error.pointer).collect();
        asked.insert("/contract_term".to_owned());
        // One of two is enough: an amount or a reason, a number or an address.
        assert!(asked.remove("/pay_by_agreement") && asked.remove("/contact_phone"));
        let marked: BTreeSet<String> = all().filter(|field| field.required).map(|field| field.pointer.to_owned()).collect();
        assert_eq!(marked, asked);
    }

    #[test]
    fn what_the_server_points_at_is_a_field() {
        for (pointer, field) in [("/content/title", "/title"), ("/pay_to", "/pay_to"), ("/content/not_offered", "/benefits/housing")] {
            assert_eq!(in_form(pointer), field);
        }
        assert_eq!(label("/benefits/housing"), Benefit::Housing.label(locale()));
    }
}

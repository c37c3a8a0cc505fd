//! Between what an opening says and what stands in the fields of its form, and how the autosave keeps it.

use super::fields::{self, benefit_path};
use crate::client::{self, ClientError, Versioned};
use crate::components::common::Multiline;
use crate::components::ui::Form;
use crate::i18n::{locale, now};
use crate::pages::institution::draft::Draft;
use crate::state::Reading;
use crate::t;
use chrono::NaiveDate;
use domain::opening::{Benefit, OpeningContent};
use domain::problem::FieldError;
use domain::time::japan_date;
use domain::validate::{Validate, Violations};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Offered, as the form keeps it; the other answer is [`NO`], and nothing is not stated.
pub const YES: &str = "yes";
/// Not offered.
pub const NO: &str = "no";

/// The fields that are not typed as texts, and what stands in them.
fn values(content: &OpeningContent) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> =
        fields::all().map(|field| (field.pointer.to_owned(), fields::to_text(content, field))).collect();
    values.extend(Benefit::iter().map(|benefit| {
        let said = content.offers(benefit).map(|is| if is { YES } else { NO });
        (benefit_path(benefit), said.unwrap_or_default().to_owned())
    }));
    values
}

/// Reads the fields. What cannot be read is a value that the content never has.
fn content(reading: &mut Reading<'_>) -> OpeningContent {
    const NONE: i32 = -1;
    let said = |reading: &Reading<'_>, answer: &str| Benefit::iter().filter(|one| reading.text(&benefit_path(*one)) == answer).collect();
    OpeningContent {
        title: reading.typed("/title"),
        engagement: reading.text("/engagement").parse().ok(),
        specialties: reading.list("/specialties"),
        duties: reading.typed("/duties"),
        duties_range: reading.typed("/duties_range"),
        workplace: reading.typed("/workplace"),
        workplace_range: reading.typed("/workplace_range"),
        recruiter: reading.typed("/recruiter"),
        recruiter_address: reading.typed("/recruiter_address"),
        contact: reading.typed("/contact"),
        contact_phone: reading.typed("/contact_phone"),
        contact_email: reading.typed("/contact_email"),
        contract_term: reading.text("/contract_term").parse().ok(),
        renewal: reading.typed("/renewal"),
        trial_period: reading.typed("/trial_period"),
        half_days_per_week: reading.some_number("/half_days_per_week", NONE),
        hours_per_week: reading.some_number("/hours_per_week", NONE),
        hours: reading.typed("/hours"),
        night_duties_per_month: reading.some_number("/night_duties_per_month", NONE),
        day_duties_per_month: reading.some_number("/day_duties_per_month", NONE),
        on_call_per_month: reading.some_number("/on_call_per_month", NONE),
        duty_permit: reading.text("/duty_permit").parse().ok(),
        overtime_category: reading.text("/overtime_category").parse().ok(),
        pay_unit: reading.text("/pay_unit").parse().ok(),
        pay_from: reading.some_yen("/pay_from"),
        pay_to: reading.some_yen("/pay_to"),
        pay_by_agreement: reading.typed("/pay_by_agreement"),
        pay_note: reading.typed("/pay_note"),
        offered: said(&*reading, YES),
        not_offered: said(&*reading, NO),
        programme_hours_per_week: reading.some_number("/programme_hours_per_week", NONE),
        starts_on: reading.some_day("/starts_on"),
        ends_on: reading.some_day("/ends_on"),
        open_until: reading.some_day("/open_until"),
        places: reading.some_number("/places", NONE),
        for_doctors: reading.typed("/for_doctors"),
    }
}

/// What is wrong with content, at the paths of the form: on a day with what publishing asks for, without one what even a draft must keep to.
struct Checked<'a>(&'a OpeningContent, Option<NaiveDate>);

impl Validate for Checked<'_> {
    fn check(&self, v: &mut Violations) {
        let found = match self.1 {
            Some(today) => self.0.validate_published(today),
            None => self.0.validate_draft(),
        };
        for error in found.err().map(Violations::into_errors).unwrap_or_default() {
            v.add_with(fields::in_form(&error.pointer).trim_start_matches('/'), error.code, error.params);
        }
    }
}

/// What is wrong with what stands in the fields; `complete` with what publishing asks for as well.
pub fn errors(form: Form, complete: bool) -> Vec<FieldError> {
    let text = |path: &str| form.peek(path);
    let mut reading = Reading::new(&text);
    let content = content(&mut reading);
    reading.errors(&Checked(&content, complete.then(|| japan_date(now()))))
}

/// The same as (path, sentence).
pub fn sentences(errors: &[FieldError]) -> Vec<(String, String)> {
    errors.iter().map(|error| (error.pointer.clone(), error.message(locale()))).collect()
}

impl Draft for OpeningContent {
    const FORM: &'static str = "opening";

    fn start(&self, form: Form) {
        for (path, value) in values(self) {
            form.start(&path, value);
        }
    }

    fn replace(&self, form: Form) {
        for (path, value) in values(self) {
            form.set(&path, value);
        }
    }

    fn read(form: Form) -> Self {
        let text = |path: &str| form.peek(path);
        content(&mut Reading::new(&text))
    }

    fn unsavable(&self, form: Form, by_itself: bool) -> Vec<String> {
        errors(form, !by_itself).iter().map(|error| fields::label(&error.pointer)).collect()
    }

    async fn save(id: &str, content: Self, etag: &str) -> Result<String, ClientError> {
        client::opening::save_opening(id, content, etag).await.map(|saved| saved.etag)
    }

    fn save_on_leave(id: &str, content: Self, etag: &str) {
        client::opening::save_opening_on_leave(id, content, etag);
    }

    async fn load(id: &str) -> Result<Versioned<Self>, ClientError> {
        client::opening::get_own_opening(id).await.map(|read| Versioned { value: read.value.content, etag: read.etag })
    }

    fn compare(before: &Self, after: &Self, names: [&'static str; 2]) -> Option<AnyView> {
        let (before, after) = (values(before), values(after));
        let items: Vec<AnyView> = before
            .into_iter()
            .zip(after)
            .filter(|((_, before), (_, after))| before != after)
            .map(|((path, before), (_, after))| difference(&path, names, &before, &after))
            .collect();
        (!items.is_empty()).then(|| {
            let count = items.len();
            view! {
                <p class="difference__count">{t!(registration.difference.count, count = count)}</p>
                <ul class="differences">{items}</ul>
            }
            .into_any()
        })
    }
}

fn difference(path: &str, [before_name, after_name]: [&'static str; 2], before: &str, after: &str) -> AnyView {
    view! {
        <li class="difference">
            <p class="difference__field">{fields::label(path)}</p>
            <div class="difference__sides">
                <div class="difference__side">
                    <p class="difference__name">{before_name}</p>
                    <div class="difference__value">{shown(path, before)}</div>
                </div>
                <div class="difference__side difference__side--after">
                    <p class="difference__name">{after_name}</p>
                    <div class="difference__value">{shown(path, after)}</div>
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// What stands in a field, in words where the field keeps a code.
fn shown(path: &str, value: &str) -> AnyView {
    let words = match (path, value) {
        (_, "") => return view! { <span class="muted">{t!(opening.page.not_stated)}</span> }.into_any(),
        (_, YES) if path.starts_with("/benefits/") => t!(opening.value.offered).to_owned(),
        (_, NO) if path.starts_with("/benefits/") => t!(opening.value.not_offered).to_owned(),
        _ => match fields::all().find(|field| field.pointer == path) {
            Some(field) => super::form::choices(field.kind)
                .map(|choices| {
                    let label =
                        |code: &str| choices.iter().find(|one| one.value == code).map_or_else(|| code.to_owned(), |one| one.label.clone());
                    value.split(',').map(label).collect::<Vec<_>>().join(t!(registration.value.list_separator))
                })
                .unwrap_or_else(|| value.to_owned()),
            None => value.to_owned(),
        },
    };
    view! { <Multiline text=words/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Yen;
    use domain::opening::{DutyPermit, Engagement, PayUnit};
    use std::collections::BTreeMap;

    #[test]
    fn what_an_opening_says_is_read_from_its_fields_again() {
        let written = OpeningContent {
            title: "外来と訪問診療".to_owned(),
            engagement: Some(Engagement::PartTime),
            specialties: vec!["general_practice".parse().unwrap(), "surgery".parse().unwrap()],
            half_days_per_week: Some(4),
            night_duties_per_month: Some(0),
            duty_permit: Some(DutyPermit::None),
            pay_unit: Some(PayUnit::HalfDay),
            pay_from: Some(Yen(45_000)),
            offered: vec![Benefit::Housing],
            not_offered: vec![Benefit::Childcare],
            starts_on: NaiveDate::from_ymd_opt(2026, 4, 1),
            for_doctors: "見学の日程".to_owned(),
            ..OpeningContent::default()
        };
        let values: BTreeMap<String, String> = values(&written).into_iter().collect();
        let text = |path: &str| values.get(path).cloned().unwrap_or_default();
        let mut reading = Reading::new(&text);
        assert_eq!(content(&mut reading), written);
        assert!(reading.errors(&Checked(&written, None)).is_empty());
    }

    #[test]
    fn a_number_that_is_none_is_noted_and_differs_from_every_saved_one() {
        let text = |path: &str| if path == "/night_duties_per_month" { "たくさん".to_owned() } else { String::new() };
        let mut reading = Reading::new(&text);
        let read = content(&mut reading);
        assert_ne!(read, OpeningContent::default());
        let errors = reading.errors(&Checked(&read, None));
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/night_duties_per_month"]);
    }
}

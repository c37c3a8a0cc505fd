//! What an opening says, section by section. What is not stated says so: it is neither yes nor no.

use super::labels::pay_text;
use crate::components::common::{DateText, Multiline};
use crate::components::listing::{specialty_text, written_in};
use crate::components::ui::data_list;
use crate::i18n::locale;
use crate::t;
use chrono::NaiveDate;
use domain::opening::{Benefit, ContractTerm, OpeningContent};
use domain::text::mail_link;
use leptos::prelude::*;
use strum::IntoEnumIterator;

type Rows = Vec<(&'static str, AnyView)>;

/// The sections under headings of this level, 2 or 3. What the law asks for stands first.
pub fn opening_sections(content: &OpeningContent, level: u8) -> AnyView {
    let sections = [
        (t!(opening.section.work), work(content)),
        (t!(opening.section.place), place(content)),
        (t!(opening.section.pay), pay(content)),
        (t!(opening.section.contract), contract(content)),
        (t!(opening.section.recruiter), recruiter(content)),
        (t!(opening.section.hours), hours(content)),
        (t!(opening.section.offered), offered(content)),
        (t!(opening.section.days), days(content)),
    ];
    sections
        .into_iter()
        .map(|(title, rows)| {
            let heading = match level {
                2 => view! { <h2 class="section__title">{title}</h2> }.into_any(),
                _ => view! { <h3>{title}</h3> }.into_any(),
            };
            view! { <section>{heading}{data_list(rows)}</section> }
        })
        .collect_view()
        .into_any()
}

/// What is written for doctors.
pub fn for_doctors_text(content: &OpeningContent) -> AnyView {
    text(&content.for_doctors)
}

fn not_stated() -> AnyView {
    view! { <span class="muted">{t!(opening.page.not_stated)}</span> }.into_any()
}

fn text(text: &str) -> AnyView {
    if text.trim().is_empty() {
        return not_stated();
    }
    view! { <div lang=written_in()><Multiline text=text/></div> }.into_any()
}

fn term(label: Option<&'static str>) -> AnyView {
    label.map_or_else(not_stated, |label| label.into_any())
}

fn count(count: Option<i32>, text: impl FnOnce(i32) -> String) -> AnyView {
    count.map_or_else(not_stated, |count| text(count).into_any())
}

fn times(number: Option<i32>) -> AnyView {
    count(number, |count| t!(opening.value.times, count = count))
}

fn day(day: Option<NaiveDate>) -> AnyView {
    day.map_or_else(not_stated, |day| view! { <DateText day=day/> }.into_any())
}

fn work(content: &OpeningContent) -> Rows {
    let specialties = if content.specialties.is_empty() { not_stated() } else { specialty_text(&content.specialties).into_any() };
    vec![
        (t!(opening.field.engagement), term(content.engagement.map(|one| one.label(locale())))),
        (t!(opening.field.specialties), specialties),
        (t!(opening.field.duties), text(&content.duties)),
        (t!(opening.field.duties_range), text(&content.duties_range)),
    ]
}

fn place(content: &OpeningContent) -> Rows {
    vec![(t!(opening.field.workplace), text(&content.workplace)), (t!(opening.field.workplace_range), text(&content.workplace_range))]
}

fn pay(content: &OpeningContent) -> Rows {
    let mut rows = vec![(t!(opening.field.pay), pay_text(content.pay_unit, content.pay_from, content.pay_to).into_any())];
    if !content.pay_by_agreement.trim().is_empty() {
        rows.push((t!(opening.field.pay_by_agreement), text(&content.pay_by_agreement)));
    }
    rows.push((t!(opening.field.pay_note), text(&content.pay_note)));
    rows
}

fn contract(content: &OpeningContent) -> Rows {
    let mut rows = vec![(t!(opening.field.contract_term), term(content.contract_term.map(|one| one.label(locale()))))];
    if content.contract_term == Some(ContractTerm::Fixed) || !content.renewal.trim().is_empty() {
        rows.push((t!(opening.field.renewal), text(&content.renewal)));
    }
    rows.push((t!(opening.field.trial_period), text(&content.trial_period)));
    rows
}

fn recruiter(content: &OpeningContent) -> Rows {
    let mut rows = vec![
        (t!(opening.field.recruiter), text(&content.recruiter)),
        (t!(opening.field.recruiter_address), text(&content.recruiter_address)),
        (t!(opening.field.contact), text(&content.contact)),
    ];
    let (phone, email) = (content.contact_phone.trim(), content.contact_email.trim());
    if !phone.is_empty() {
        let link = view! { <a class="number" href=String::from("tel:") + phone>{phone.to_owned()}</a> };
        rows.push((t!(opening.field.contact_phone), link.into_any()));
    }
    if !email.is_empty() {
        let link = view! { <a href=mail_link(email)>{email.to_owned()}</a> };
        rows.push((t!(opening.field.contact_email), link.into_any()));
    }
    rows
}

fn hours(content: &OpeningContent) -> Rows {
    vec![
        (t!(opening.field.half_days_per_week), count(content.half_days_per_week, |count| t!(opening.value.half_days, count = count))),
        (t!(opening.field.hours_per_week), count(content.hours_per_week, |count| t!(opening.value.hours, count = count))),
        (t!(opening.field.hours), text(&content.hours)),
        (t!(opening.field.night_duties_per_month), times(content.night_duties_per_month)),
        (t!(opening.field.day_duties_per_month), times(content.day_duties_per_month)),
        (t!(opening.field.on_call_per_month), count(content.on_call_per_month, |count| t!(opening.value.days, count = count))),
        (t!(opening.field.duty_permit), term(content.duty_permit.map(|one| one.label(locale())))),
        (t!(opening.field.overtime_category), term(content.overtime_category.map(|one| one.label(locale())))),
    ]
}

fn offered(content: &OpeningContent) -> Rows {
    let mut rows: Rows = Benefit::iter()
        .map(|benefit| {
            let said = content.offers(benefit).map(|is| if is { t!(opening.value.offered) } else { t!(opening.value.not_offered) });
            (benefit.label(locale()), term(said))
        })
        .collect();
    let programme = count(content.programme_hours_per_week, |count| t!(opening.value.hours, count = count));
    rows.push((t!(opening.field.programme_hours_per_week), programme));
    rows
}

fn days(content: &OpeningContent) -> Rows {
    let start = content.starts_on.map_or_else(|| t!(opening.value.open_start).into_any(), |first| day(Some(first)));
    let mut rows = vec![(t!(opening.field.starts_on), start)];
    if content.ends_on.is_some() {
        rows.push((t!(opening.field.ends_on), day(content.ends_on)));
    }
    rows.push((t!(opening.field.open_until), day(content.open_until)));
    rows.push((t!(opening.field.places), count(content.places, |count| t!(opening.value.people, count = count))));
    rows
}

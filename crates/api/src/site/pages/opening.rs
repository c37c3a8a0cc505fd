//! An opening's page: what everybody may read of it; and the page of one that is not shown any more.

use super::super::{
    labels, opening,
    template::{Body, Frame, Link},
};
use super::parts::{Day, day};
use crate::{app::AppState, error::ApiResult, features};
use chrono::NaiveDate;
use domain::{
    ids::OpeningId,
    locale::Locale,
    money::Yen,
    opening::{Benefit, ContractTerm, OpeningContent, OpeningSummary, PayUnit, PublishedOpening},
    text::mail_link,
    time::japan_date,
};
use serde::Serialize;
use strum::IntoEnumIterator;

/// The pay with its unit; by agreement where no amount is stated.
pub fn pay(unit: Option<PayUnit>, from: Option<Yen>, to: Option<Yen>, locale: Locale) -> String {
    let unit = unit.map(|unit| unit.label(locale)).unwrap_or_default();
    let fill = |key: &str, values: &[(&str, Yen)]| {
        let amounts: Vec<(&str, String)> = values.iter().map(|(name, amount)| (*name, amount.label(locale))).collect();
        let mut all: Vec<(&str, &dyn std::fmt::Display)> = vec![("unit", &unit)];
        all.extend(amounts.iter().map(|(name, amount)| (*name, amount as &dyn std::fmt::Display)));
        labels::fill(&format!("opening.value.{key}"), locale, &all)
    };
    match (from, to) {
        (Some(from), Some(to)) if from == to => fill("pay_exact", &[("amount", from)]),
        (Some(from), Some(to)) => fill("pay_range", &[("from", from), ("to", to)]),
        (Some(from), None) => fill("pay_from", &[("amount", from)]),
        (None, Some(to)) => fill("pay_to", &[("amount", to)]),
        (None, None) => labels::text("opening.page.by_agreement", locale).to_owned(),
    }
}

/// An opening on the page of its institution.
#[derive(Serialize)]
pub struct Offered {
    title: String,
    href: String,
    engagement: &'static str,
    pay: String,
    confirmed: Day,
}

/// An opening as the page of its institution shows it.
pub fn offered(row: &OpeningSummary, locale: Locale) -> Offered {
    Offered {
        title: row.title.clone(),
        href: routes::opening(row.id),
        engagement: row.engagement.label(locale),
        pay: pay(row.pay_unit, row.pay_from, row.pay_to, locale),
        confirmed: day(japan_date(row.confirmed_at), locale),
    }
}

/// What the template of the page shows.
#[derive(Serialize)]
struct Page<'a> {
    institution: Link,
    place: String,
    pay: String,
    engagement: &'static str,
    offered: Vec<&'static str>,
    fictional: bool,
    sections: Vec<(&'static str, Vec<Row>)>,
    more_for_doctors: bool,
    posted: Day,
    confirmed: Day,
    valid_until: Day,
    sign_in: String,
    sign_up: String,
    /// Where somebody reports that the page is wrong.
    report: String,
    id: &'a OpeningId,
}

/// Something that the opening says, with its name.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    text: String,
    /// Where it leads; blank for plain words.
    href: String,
    /// Whether the institution wrote it.
    written: bool,
    stated: bool,
}

/// The page of an opening.
pub fn body(found: &PublishedOpening, locale: Locale) -> Body {
    let content = &found.content;
    let word = |key: &str| labels::text(key, locale);
    let institution = Link::new(locale.name(&found.institution_name, &found.institution_name_en), routes::listing(found.institution_id));
    let page = Page {
        institution,
        place: opening::place(found, locale),
        pay: pay(content.pay_unit, content.pay_from, content.pay_to, locale),
        engagement: content.engagement.map(|one| one.label(locale)).unwrap_or_default(),
        offered: content.offered.iter().map(|one| one.label(locale)).collect(),
        fictional: found.fictional,
        sections: sections(content, locale),
        more_for_doctors: found.has_more_for_doctors,
        posted: day(japan_date(found.posted_at), locale),
        confirmed: day(japan_date(found.confirmed_at), locale),
        valid_until: day(found.valid_until, locale),
        sign_in: format!("{}?next={}", routes::SIGN_IN, routes::opening(found.id).replace('/', "%2F")),
        sign_up: format!("{}?institution={}", routes::SIGN_UP_DOCTOR, found.institution_id),
        report: format!("{}?opening={}", routes::CONTACT, found.id),
        id: &found.id,
    };
    let frame = Frame {
        title: content.title.clone(),
        trail: vec![Link::new(word("opening.list.title"), routes::OPENINGS)],
        wide: true,
        ..Frame::default()
    };
    Body::new("opening", frame, page)
}

/// The page of an opening that was published and is not shown now, with a way on.
///
/// # Errors
/// When the database fails.
pub async fn closed(state: &AppState, id: OpeningId, locale: Locale) -> ApiResult<Body> {
    #[derive(Serialize)]
    struct Closed {
        institution: Option<String>,
    }
    let institution = features::opening::closed(&state.db, id).await?.filter(|(_, listed)| *listed);
    let frame = Frame {
        title: labels::text("opening.page.closed_title", locale).to_owned(),
        lead: labels::text("opening.page.closed_text", locale).to_owned(),
        trail: vec![Link::new(labels::text("opening.list.title", locale), routes::OPENINGS)],
        ..Frame::default()
    };
    Ok(Body::new("opening_closed", frame, Closed { institution: institution.map(|(id, _)| routes::listing(id)) }))
}

/// The sections in the order of the client's: what the law asks for stands first.
fn sections(content: &OpeningContent, locale: Locale) -> Vec<(&'static str, Vec<Row>)> {
    let rows = Rows { content, locale };
    [
        ("work", rows.work()),
        ("place", rows.place()),
        ("pay", rows.pay()),
        ("contract", rows.contract()),
        ("recruiter", rows.recruiter()),
        ("hours", rows.hours()),
        ("offered", rows.offered()),
        ("days", rows.days()),
    ]
    .into_iter()
    .map(|(section, rows)| (labels::text(&format!("opening.section.{section}"), locale), rows))
    .collect()
}

struct Rows<'a> {
    content: &'a OpeningContent,
    locale: Locale,
}

impl Rows<'_> {
    fn row(&self, field: &str, text: Option<String>) -> Row {
        self.named(labels::text(&format!("opening.field.{field}"), self.locale), text)
    }

    /// What is not stated says so: it is neither yes nor no.
    fn named(&self, name: &'static str, text: Option<String>) -> Row {
        let stated = text.is_some();
        let text = text.unwrap_or_else(|| labels::text("opening.page.not_stated", self.locale).to_owned());
        Row { name, text, href: String::new(), written: false, stated }
    }

    /// What the institution wrote.
    fn text(&self, field: &str, text: &str) -> Row {
        let text = Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        Row { written: text.is_some(), ..self.row(field, text) }
    }

    fn count(&self, field: &str, unit: &str, count: Option<i32>) -> Row {
        self.row(field, count.map(|count| labels::fill(&format!("opening.value.{unit}"), self.locale, &[("count", &count)])))
    }

    fn day(&self, field: &str, day: Option<NaiveDate>) -> Row {
        self.row(field, day.map(|day| domain::time::full_day_text(day, self.locale)))
    }

    fn work(&self) -> Vec<Row> {
        let Rows { content, locale } = self;
        let specialties: Vec<&str> = content.specialties.iter().map(|one| one.label(*locale)).collect();
        let specialties = Some(specialties.join(labels::text("directory.card.separator", *locale))).filter(|text| !text.is_empty());
        vec![
            self.row("engagement", content.engagement.map(|one| one.label(*locale).to_owned())),
            self.row("specialties", specialties),
            self.text("duties", &content.duties),
            self.text("duties_range", &content.duties_range),
        ]
    }

    fn place(&self) -> Vec<Row> {
        vec![self.text("workplace", &self.content.workplace), self.text("workplace_range", &self.content.workplace_range)]
    }

    fn pay(&self) -> Vec<Row> {
        let content = self.content;
        let mut rows = vec![self.row("pay", Some(pay(content.pay_unit, content.pay_from, content.pay_to, self.locale)))];
        if !content.pay_by_agreement.trim().is_empty() {
            rows.push(self.text("pay_by_agreement", &content.pay_by_agreement));
        }
        rows.push(self.text("pay_note", &content.pay_note));
        rows
    }

    fn contract(&self) -> Vec<Row> {
        let content = self.content;
        let mut rows = vec![self.row("contract_term", content.contract_term.map(|one| one.label(self.locale).to_owned()))];
        if content.contract_term == Some(ContractTerm::Fixed) || !content.renewal.trim().is_empty() {
            rows.push(self.text("renewal", &content.renewal));
        }
        rows.push(self.text("trial_period", &content.trial_period));
        rows
    }

    fn recruiter(&self) -> Vec<Row> {
        let content = self.content;
        let mut rows = vec![
            self.text("recruiter", &content.recruiter),
            self.text("recruiter_address", &content.recruiter_address),
            self.text("contact", &content.contact),
        ];
        let (phone, email) = (content.contact_phone.trim(), content.contact_email.trim());
        for (field, text, href) in [("contact_phone", phone, format!("tel:{phone}")), ("contact_email", email, mail_link(email))] {
            if !text.is_empty() {
                rows.push(Row { href, ..self.row(field, Some(text.to_owned())) });
            }
        }
        rows
    }

    fn hours(&self) -> Vec<Row> {
        let Rows { content, locale } = self;
        vec![
            self.count("half_days_per_week", "half_days", content.half_days_per_week),
            self.count("hours_per_week", "hours", content.hours_per_week),
            self.text("hours", &content.hours),
            self.count("night_duties_per_month", "times", content.night_duties_per_month),
            self.count("day_duties_per_month", "times", content.day_duties_per_month),
            self.count("on_call_per_month", "days", content.on_call_per_month),
            self.row("duty_permit", content.duty_permit.map(|one| one.label(*locale).to_owned())),
            self.row("overtime_category", content.overtime_category.map(|one| one.label(*locale).to_owned())),
        ]
    }

    fn offered(&self) -> Vec<Row> {
        let said = |is: bool| labels::text(if is { "opening.value.offered" } else { "opening.value.not_offered" }, self.locale).to_owned();
        let benefits = Benefit::iter().map(|one| self.named(one.label(self.locale), self.content.offers(one).map(said)));
        benefits.chain([self.count("programme_hours_per_week", "hours", self.content.programme_hours_per_week)]).collect()
    }

    fn days(&self) -> Vec<Row> {
        let content = self.content;
        let mut rows = vec![match content.starts_on {
            Some(_) => self.day("starts_on", content.starts_on),
            None => self.row("starts_on", Some(labels::text("opening.value.open_start", self.locale).to_owned())),
        }];
        if content.ends_on.is_some() {
            rows.push(self.day("ends_on", content.ends_on));
        }
        rows.push(self.day("open_until", content.open_until));
        rows.push(self.count("places", "people", content.places));
        rows
    }
}

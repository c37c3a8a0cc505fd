//! What an opening says.

use super::{Benefit, ContractTerm, DutyPermit, Engagement, OvertimeCategory, PayUnit};
use crate::institution::Specialty;
use crate::money::Yen;
use crate::text;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How long the title may be, in characters.
pub const TITLE_MAX: usize = 80;
/// How long the text about the work may be.
pub const DUTIES_MAX: usize = 2000;
/// How long each other text may be.
pub const NOTE_MAX: usize = 500;
/// The highest pay that is no typing error, in yen.
pub const PAY_MAX: Yen = Yen(1_000_000_000);

/// Everything that an opening says. A draft may have any of it blank; publishing asks for what the Employment Security Act does.
///
/// All of it is public but [`for_doctors`](Self::for_doctors), which doctors read who have stated their licence ([`public`](Self::public)). No person
/// is named: the contact is a department.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(default)]
pub struct OpeningContent {
    /// What is sought, in one line of at most 80 characters.
    pub title: String,
    /// How the doctor is engaged.
    pub engagement: Option<Engagement>,
    /// Specialties sought, 1 to 10.
    pub specialties: Vec<Specialty>,
    /// The work, at most 2,000 characters.
    pub duties: String,
    /// The range in which duties may change, at most 500 characters.
    pub duties_range: String,
    /// Where the work is, at most 500 characters.
    pub workplace: String,
    /// The range in which the place may change, at most 500 characters.
    pub workplace_range: String,
    /// Legal name of who recruits, at most 200 characters.
    pub recruiter: String,
    /// Address of who recruits, at most 200 characters.
    pub recruiter_address: String,
    /// The department that answers, at most 100 characters. No person's name.
    pub contact: String,
    /// Its telephone; telephone or mail address is required.
    pub contact_phone: String,
    /// Its mail address.
    pub contact_email: String,
    /// How long the contract runs.
    pub contract_term: Option<ContractTerm>,
    /// How a fixed term is renewed and the limit of renewals, at most 500 characters; required for a fixed term.
    pub renewal: String,
    /// Trial period and what differs in it, at most 500 characters; blank if there is none.
    pub trial_period: String,
    /// Half-days a week, 1 to 14; absent where it is not stated.
    pub half_days_per_week: Option<i32>,
    /// Hours a week, 1 to 80.
    pub hours_per_week: Option<i32>,
    /// Start and end of work, breaks, days off; at most 500 characters.
    pub hours: String,
    /// Night duties (宿直) a month, 0 to 31.
    pub night_duties_per_month: Option<i32>,
    /// Day duties on days off (日直) a month, 0 to 31.
    pub day_duties_per_month: Option<i32>,
    /// Days on call (オンコール) a month, 0 to 31.
    pub on_call_per_month: Option<i32>,
    /// Whether night and day duty is permitted as such.
    pub duty_permit: Option<DutyPermit>,
    /// The limit of overtime that holds for the doctor.
    pub overtime_category: Option<OvertimeCategory>,
    /// What the pay is for.
    pub pay_unit: Option<PayUnit>,
    /// Pay from, in yen.
    pub pay_from: Option<Yen>,
    /// Pay to, in yen.
    pub pay_to: Option<Yen>,
    /// Why the pay is by agreement, at most 500 characters; required where no amount is stated.
    pub pay_by_agreement: String,
    /// Bonus, allowances, insurance; at most 500 characters; may be blank.
    pub pay_note: String,
    /// What is offered.
    pub offered: Vec<Benefit>,
    /// What is not offered. What is in neither list is not stated.
    pub not_offered: Vec<Benefit>,
    /// Hours a week kept free for the training programme (総合医育成プログラム), 0 to 40.
    pub programme_hours_per_week: Option<i32>,
    /// The first day of work; absent where it is open.
    pub starts_on: Option<NaiveDate>,
    /// The last day of work of a substitute, a short stay or a fixed term.
    pub ends_on: Option<NaiveDate>,
    /// The last day of the opening; absent if it stays until somebody ends it.
    pub open_until: Option<NaiveDate>,
    /// How many doctors are sought, 1 to 99.
    pub places: Option<i32>,
    /// What only doctors read, at most 2,000 characters; may be blank.
    pub for_doctors: String,
}

impl OpeningContent {
    /// Its public texts, each with the name of its field.
    #[must_use]
    pub fn public_texts(&self) -> [(&'static str, &str); 15] {
        [
            ("title", self.title.as_str()),
            ("duties", &self.duties),
            ("duties_range", &self.duties_range),
            ("workplace", &self.workplace),
            ("workplace_range", &self.workplace_range),
            ("recruiter", &self.recruiter),
            ("recruiter_address", &self.recruiter_address),
            ("contact", &self.contact),
            ("contact_phone", &self.contact_phone),
            ("contact_email", &self.contact_email),
            ("renewal", &self.renewal),
            ("trial_period", &self.trial_period),
            ("hours", &self.hours),
            ("pay_by_agreement", &self.pay_by_agreement),
            ("pay_note", &self.pay_note),
        ]
    }

    /// All its texts, each with the name of its field.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.public_texts().into_iter().chain([("for_doctors", self.for_doctors.as_str())])
    }

    fn texts_mut(&mut self) -> [&mut String; 16] {
        [
            &mut self.title,
            &mut self.duties,
            &mut self.duties_range,
            &mut self.workplace,
            &mut self.workplace_range,
            &mut self.recruiter,
            &mut self.recruiter_address,
            &mut self.contact,
            &mut self.contact_phone,
            &mut self.contact_email,
            &mut self.renewal,
            &mut self.trial_period,
            &mut self.hours,
            &mut self.pay_by_agreement,
            &mut self.pay_note,
            &mut self.for_doctors,
        ]
    }

    /// What everybody may read: all but what is for doctors.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.for_doctors.clear();
        self
    }

    /// The form in which it is stored: numbers in their usual form, lists in order and without repetition, blanks at the ends dropped.
    #[must_use]
    pub fn normalized(mut self) -> Self {
        for text in self.texts_mut() {
            // What nobody sees says nothing.
            *text = if text::is_blank(text) { String::new() } else { text::normalize_line_ends(text) };
        }
        if let Some(phone) = text::phone_number(&self.contact_phone) {
            self.contact_phone = phone;
        }
        if let Some(address) = text::email_address(&self.contact_email) {
            self.contact_email = address;
        }
        self.specialties.sort_unstable();
        self.specialties.dedup();
        for benefits in [&mut self.offered, &mut self.not_offered] {
            benefits.sort_unstable();
            benefits.dedup();
        }
        self
    }

    /// A new draft that says the same, without the days of the former.
    #[must_use]
    pub fn copied(mut self) -> Self {
        (self.starts_on, self.ends_on, self.open_until) = (None, None, None);
        self
    }

    /// Whether an offer is stated: `Some(true)` offered, `Some(false)` not offered, `None` not stated.
    #[must_use]
    pub fn offers(&self, benefit: Benefit) -> Option<bool> {
        if self.offered.contains(&benefit) {
            Some(true)
        } else if self.not_offered.contains(&benefit) {
            Some(false)
        } else {
            None
        }
    }

    /// Checks what even a draft must keep to: lengths, characters, numbers that can be, and what contradicts itself.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn validate_draft(&self) -> Result<(), Violations> {
        let mut v = Violations::default();
        self.check_draft(&mut v);
        if v.is_empty() { Ok(()) } else { Err(v) }
    }

    fn check_draft(&self, v: &mut Violations) {
        v.optional_name("title", &self.title, TITLE_MAX);
        for (field, text) in self.texts().skip(1) {
            let max = match field {
                "duties" | "for_doctors" => DUTIES_MAX,
                "recruiter" | "recruiter_address" => 200,
                "contact" => 100,
                "contact_phone" => 30,
                "contact_email" => 254,
                _ => NOTE_MAX,
            };
            match field {
                // They stand on one line beside the words of others.
                "recruiter" | "recruiter_address" | "contact" => v.optional_name(field, text, max),
                _ => v.optional_text(field, text, max),
            }
        }
        if self.specialties.len() > 10 {
            v.add_with("specialties", FieldCode::TooMany, json!({ "max": 10 }));
        }
        for (field, value, min, max) in [
            ("half_days_per_week", self.half_days_per_week, 1, 14),
            ("hours_per_week", self.hours_per_week, 1, 80),
            ("night_duties_per_month", self.night_duties_per_month, 0, 31),
            ("day_duties_per_month", self.day_duties_per_month, 0, 31),
            ("on_call_per_month", self.on_call_per_month, 0, 31),
            ("programme_hours_per_week", self.programme_hours_per_week, 0, 40),
            ("places", self.places, 1, 99),
        ] {
            if let Some(value) = value {
                v.range(field, i64::from(value), min, max);
            }
        }
        for (field, amount) in [("pay_from", self.pay_from), ("pay_to", self.pay_to)] {
            if let Some(Yen(amount)) = amount {
                v.range(field, amount, 1, PAY_MAX.0);
            }
        }
        if let (Some(from), Some(to)) = (self.pay_from, self.pay_to) {
            v.require("pay_to", from <= to, FieldCode::PayToBelowFrom);
        }
        for (field, day) in [("starts_on", self.starts_on), ("ends_on", self.ends_on), ("open_until", self.open_until)] {
            if let Some(day) = day {
                v.day(field, day);
            }
        }
        if let (Some(from), Some(until)) = (self.starts_on, self.ends_on) {
            v.require("ends_on", from <= until, FieldCode::EndsBeforeStart);
        }
        v.require("not_offered", self.not_offered.iter().all(|one| !self.offered.contains(one)), FieldCode::Duplicate);
    }
}

/// What an opening must say to be published.
impl Validate for OpeningContent {
    fn check(&self, v: &mut Violations) {
        self.check_draft(v);
        for (field, text) in [
            ("title", &self.title),
            ("duties", &self.duties),
            ("duties_range", &self.duties_range),
            ("workplace", &self.workplace),
            ("workplace_range", &self.workplace_range),
            ("recruiter", &self.recruiter),
            ("recruiter_address", &self.recruiter_address),
            ("contact", &self.contact),
        ] {
            v.require(field, !text::is_blank(text), FieldCode::Required);
        }
        v.require("engagement", self.engagement.is_some(), FieldCode::Required);
        v.require("specialties", !self.specialties.is_empty(), FieldCode::Required);
        v.require("contract_term", self.contract_term.is_some(), FieldCode::Required);
        if self.contract_term == Some(ContractTerm::Fixed) {
            v.require("renewal", !text::is_blank(&self.renewal), FieldCode::Required);
        }
        let (phone, email) = (self.contact_phone.trim(), self.contact_email.trim());
        v.require("contact_phone", !phone.is_empty() || !email.is_empty(), FieldCode::Required);
        v.require("contact_phone", phone.is_empty() || text::phone_number(phone).is_some(), FieldCode::NotAPhoneNumber);
        v.require("contact_email", email.is_empty() || text::email_address(email).is_some(), FieldCode::NotAnEmailAddress);
        let amount = self.pay_from.is_some() || self.pay_to.is_some();
        v.require("pay_by_agreement", amount || !text::is_blank(&self.pay_by_agreement), FieldCode::PayNotStated);
        v.require("pay_unit", !amount || self.pay_unit.is_some(), FieldCode::Required);
    }
}

#[cfg(test)]
pub(crate) mod tests;

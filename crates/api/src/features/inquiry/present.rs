//! Rows and their reader → what is shown; the only place that decides what of a doctor is seen.

use super::query::Person;
use crate::entity::{inquiry, inquiry_message, inquiry_step};
use domain::{
    doctor::{DoctorCard, disclose},
    ids::AccountId,
    inquiry::{Inquiry, InquiryMessage, InquiryParty, InquirySide, InquiryStep, InquirySummary},
};
use std::collections::HashMap;

/// Characters of the last message that a list shows.
const EXCERPT: usize = 120;

/// The doctor as the institution sees them. Without a person the account was deleted.
pub fn card(person: Option<&Person>, identity_shared: bool) -> DoctorCard {
    person.map_or_else(DoctorCard::departed, |person| disclose(&person.profile, person.licence, &person.email, identity_shared))
}

/// What a thread consists of.
#[derive(Debug)]
pub struct Thread {
    /// The inquiry.
    pub inquiry: inquiry::Model,
    /// The reader's side.
    pub side: InquirySide,
    /// The institution.
    pub party: InquiryParty,
    /// The doctor, unless the account was deleted.
    pub person: Option<Person>,
    /// Messages, oldest first.
    pub messages: Vec<inquiry_message::Model>,
    /// Steps, oldest first.
    pub steps: Vec<inquiry_step::Model>,
    /// Names of those who wrote for the institution and still have an account.
    pub members: HashMap<AccountId, String>,
}

/// A whole inquiry for its reader. Both sides get the same view of the doctor, so that doctors know what is seen of them.
pub fn inquiry(thread: Thread) -> Inquiry {
    let Thread { inquiry, side, party, person, messages, steps, members } = thread;
    let doctor = card(person.as_ref(), inquiry.identity_shared_at.is_some());
    let messages = messages.into_iter().map(|message| message_of(message, &doctor, &members)).collect();
    Inquiry {
        id: inquiry.id,
        institution: party,
        doctor,
        status: inquiry.status,
        side,
        identity_shared_at: inquiry.identity_shared_at,
        messages,
        steps: steps.into_iter().map(step).collect(),
        version: inquiry.version,
        created_at: inquiry.created_at,
    }
}

fn message_of(row: inquiry_message::Model, doctor: &DoctorCard, members: &HashMap<AccountId, String>) -> InquiryMessage {
    let author_name = match row.side {
        InquirySide::Doctor => doctor.full_name.clone(),
        InquirySide::Institution | InquirySide::System => members.get(&row.author_account_id).cloned(),
    };
    InquiryMessage { id: row.id, side: row.side, author_name, erased: row.body.is_empty(), body: row.body, sent_at: row.sent_at }
}

fn step(row: inquiry_step::Model) -> InquiryStep {
    InquiryStep { event: row.event, to: row.to_status, side: row.side, note: row.note, at: row.at }
}

/// A row of a list.
pub fn summary(row: super::query::SummaryRow, party: InquiryParty, person: Option<&Person>) -> InquirySummary {
    InquirySummary {
        id: row.id,
        institution: party,
        doctor: card(person, row.identity_shared_at.is_some()),
        status: row.status,
        last_message: excerpt(&row.last_message),
        last_message_by: row.last_message_by,
        last_activity_at: row.last_activity_at,
        unread: row.unread,
        created_at: row.created_at,
    }
}

fn excerpt(body: &str) -> String {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT { line } else { line.chars().take(EXCERPT - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_of_whole_characters() {
        assert_eq!(excerpt("拝啓\n\n 𠮷野です。"), "拝啓 𠮷野です。");
        assert_eq!(excerpt(&"𠮷".repeat(121)).chars().count(), 120);
    }
}

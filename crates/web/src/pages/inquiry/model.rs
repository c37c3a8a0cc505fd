//! A conversation as it is shown: messages and steps in one line of time, and its course from the first message to the outcome.

use chrono::{DateTime, Utc};
use domain::inquiry::{Inquiry, InquiryEvent, InquiryMessage, InquirySide, InquiryStatus, InquiryStep};

/// The course that leads to an outcome.
const COURSE: [InquiryStatus; 8] = [
    InquiryStatus::Sent,
    InquiryStatus::Replied,
    InquiryStatus::Consulting,
    InquiryStatus::Visit,
    InquiryStatus::Terms,
    InquiryStatus::Agreed,
    InquiryStatus::Started,
    InquiryStatus::Retained,
];

/// Something that happened.
#[derive(Debug, PartialEq)]
pub enum Entry<'a> {
    Message(&'a InquiryMessage),
    Step(&'a InquiryStep),
}

/// Everything that happened, oldest first. A step that a message itself was says nothing new and is left out.
pub fn timeline(inquiry: &Inquiry) -> Vec<Entry<'_>> {
    let spoken = |step: &&InquiryStep| match step.event {
        None => false,
        Some(InquiryEvent::Reply | InquiryEvent::Consult) => !step.note.trim().is_empty(),
        Some(_) => true,
    };
    let mut entries: Vec<(DateTime<Utc>, Entry<'_>)> =
        inquiry.messages.iter().map(|message| (message.sent_at, Entry::Message(message))).collect();
    entries.extend(inquiry.steps.iter().filter(spoken).map(|step| (step.at, Entry::Step(step))));
    entries.sort_by_key(|(at, _)| *at);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// One stage of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    pub status: InquiryStatus,
    /// When it was reached.
    pub at: Option<DateTime<Utc>>,
    /// Whether the conversation stands here.
    pub current: bool,
}

/// The stages reached and, while it is open, those that may follow. What was passed over was not reached.
pub fn progress(inquiry: &Inquiry) -> Vec<Stage> {
    let reached = |status| {
        let step = inquiry.steps.iter().rev().find(|step| step.to == status).map(|step| step.at);
        if status == InquiryStatus::Sent { step.or(Some(inquiry.created_at)) } else { step }
    };
    let stage = |status| Stage { status, at: reached(status), current: status == inquiry.status };
    let mut stages: Vec<Stage> = COURSE.into_iter().map(stage).collect();
    if !inquiry.status.is_live() {
        stages.retain(|stage| stage.at.is_some());
        if !stages.iter().any(|stage| stage.current) {
            stages.push(stage(inquiry.status));
        }
    }
    stages
}

/// The steps to offer: those that lead on, and those that end it. Replying is writing, so it is no button.
pub fn open_steps(status: InquiryStatus, side: InquirySide) -> (Vec<InquiryEvent>, Vec<InquiryEvent>) {
    InquiryEvent::open_to(status, side)
        .into_iter()
        .filter(|event| *event != InquiryEvent::Reply)
        .partition(|event| !matches!(event, InquiryEvent::Decline | InquiryEvent::Withdraw | InquiryEvent::Close))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::doctor::DoctorCard;
    use domain::inquiry::InquiryParty;

    fn at(minute: u32) -> DateTime<Utc> {
        format!("2026-04-01T00:{minute:02}:00Z").parse().unwrap()
    }

    fn step(event: Option<InquiryEvent>, to: InquiryStatus, minute: u32) -> InquiryStep {
        InquiryStep { event, to, side: InquirySide::Doctor, note: String::new(), at: at(minute) }
    }

    fn inquiry(status: InquiryStatus, steps: Vec<InquiryStep>) -> Inquiry {
        let id = uuid::Uuid::nil();
        let message = |minute| InquiryMessage {
            id: id.into(),
            side: InquirySide::Doctor,
            author_name: None,
            body: "x".into(),
            erased: false,
            sent_at: at(minute),
        };
        Inquiry {
            id: id.into(),
            institution: InquiryParty {
                institution_id: id.into(),
                name: "架空病院".into(),
                prefecture_code: "04".into(),
                listed: true,
                fictional: true,
            },
            doctor: DoctorCard::default(),
            status,
            side: InquirySide::Doctor,
            identity_shared_at: None,
            messages: vec![message(0), message(5)],
            steps,
            version: 1,
            created_at: at(0),
        }
    }

    #[test]
    fn a_reply_is_its_message_and_a_visit_is_told() {
        use InquiryStatus as S;
        let inquiry = inquiry(
            S::Visit,
            vec![
                step(None, S::Sent, 0),
                step(Some(InquiryEvent::Reply), S::Replied, 5),
                step(Some(InquiryEvent::ArrangeVisit), S::Visit, 3),
            ],
        );
        let told: Vec<bool> = timeline(&inquiry).iter().map(|entry| matches!(entry, Entry::Step(_))).collect();
        assert_eq!(told, [false, true, false]);
    }

    #[test]
    fn an_open_course_shows_what_may_follow_and_an_ended_one_does_not() {
        use InquiryStatus as S;
        let open = progress(&inquiry(S::Replied, vec![step(Some(InquiryEvent::Reply), S::Replied, 5)]));
        assert_eq!(open.len(), 8);
        assert_eq!(open.iter().filter(|stage| stage.at.is_some()).count(), 2);
        assert!(open[1].current);
        let ended = progress(&inquiry(
            S::Withdrawn,
            vec![step(Some(InquiryEvent::Reply), S::Replied, 5), step(Some(InquiryEvent::Withdraw), S::Withdrawn, 6)],
        ));
        assert_eq!(ended.iter().map(|stage| stage.status).collect::<Vec<_>>(), [S::Sent, S::Replied, S::Withdrawn]);
        assert!(ended[2].current && ended[2].at.is_some());
    }

    #[test]
    fn each_side_is_offered_its_own_steps() {
        let (on, end) = open_steps(InquiryStatus::Sent, InquirySide::Institution);
        assert_eq!((on, end), (vec![], vec![InquiryEvent::Decline, InquiryEvent::Close]));
        let (on, end) = open_steps(InquiryStatus::Terms, InquirySide::Doctor);
        assert_eq!((on, end), (vec![InquiryEvent::Agree], vec![InquiryEvent::Withdraw, InquiryEvent::Close]));
    }
}

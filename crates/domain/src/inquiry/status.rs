//! `sent → replied → consulting → visit → terms → agreed → started → retained`, or `declined | withdrawn | closed` from any live state.

use crate::institution::terms;

terms! {
    /// Where an inquiry stands.
    InquiryStatus {
        /// The doctor wrote; the institution has not answered.
        Sent = "送信済み（返信待ち）", "Sent, awaiting a reply";
        /// The institution answered.
        Replied = "返信あり", "Replied";
        /// Both are talking.
        Consulting = "相談中", "In consultation";
        /// A visit is arranged or made.
        Visit = "見学", "Visit";
        /// Terms are being settled between the two.
        Terms = "条件の調整", "Settling terms";
        /// The doctor agreed.
        Agreed = "合意", "Agreed";
        /// The doctor works there.
        Started = "勤務開始", "Started";
        /// The doctor stayed.
        Retained = "勤務継続", "Still working there";
        /// The institution declined.
        Declined = "受け入れ見送り", "Declined by the institution";
        /// The doctor withdrew.
        Withdrawn = "取り下げ（医師）", "Withdrawn by the doctor";
        /// Ended without an outcome, or because the institution is no longer listed.
        Closed = "終了", "Closed";
    }
}

terms! {
    /// What moves an inquiry on.
    InquiryEvent {
        /// The institution answers for the first time.
        Reply = "返信する", "Reply";
        /// The conversation goes on.
        Consult = "相談を始める", "Start the consultation";
        /// A visit is arranged.
        ArrangeVisit = "見学へ進む", "Arrange a visit";
        /// Terms are being settled.
        DiscussTerms = "条件の調整へ進む", "Go on to the terms";
        /// The doctor agrees.
        Agree = "合意する", "Agree";
        /// Work starts.
        Start = "勤務開始を記録する", "Record the start";
        /// The doctor stays.
        Retain = "勤務の継続を記録する", "Record that the doctor stayed";
        /// The institution declines.
        Decline = "受け入れを見送る", "Decline";
        /// The doctor withdraws.
        Withdraw = "取り下げる", "Withdraw";
        /// Either side ends it.
        Close = "終了する", "Close";
    }
}

terms! {
    /// Who acts in an inquiry.
    InquirySide {
        /// The doctor.
        Doctor = "医師", "Doctor";
        /// The institution.
        Institution = "医療機関", "Institution";
        /// The platform: closes when an institution leaves the directory, withdraws when a doctor's account is deleted.
        System = "システム", "System";
    }
}

impl InquiryStatus {
    /// Whether it can still move. One live inquiry may exist between a doctor and an institution.
    #[must_use]
    pub fn is_live(self) -> bool {
        use InquiryStatus as S;
        match self {
            S::Sent | S::Replied | S::Consulting | S::Visit | S::Terms | S::Agreed | S::Started => true,
            S::Retained | S::Declined | S::Withdrawn | S::Closed => false,
        }
    }
}

impl InquiryStatus {
    /// Whether it closes when the institution leaves the directory. What the two have agreed on goes on, so that the start and
    /// the stay can still be recorded; either of them can end it.
    #[must_use]
    pub fn ends_with_listing(self) -> bool {
        use InquiryStatus as S;
        match self {
            S::Sent | S::Replied | S::Consulting | S::Visit | S::Terms => true,
            S::Agreed | S::Started | S::Retained | S::Declined | S::Withdrawn | S::Closed => false,
        }
    }
}

impl InquiryStatus {
    /// Whether a side has a step to take that goes on and does not end the inquiry.
    #[must_use]
    pub fn is_moved_on_by(self, side: InquirySide) -> bool {
        use InquiryEvent as E;
        let onwards = [E::Reply, E::Consult, E::ArrangeVisit, E::DiscussTerms, E::Agree, E::Start, E::Retain];
        onwards.into_iter().any(|event| transition(self, event, side).is_ok())
    }
}

/// Why an event does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionDenied {
    /// The state does not allow it.
    #[error("the present state does not allow this step")]
    WrongState,
    /// The other side may, this one may not.
    #[error("this side may not take this step")]
    WrongSide,
    /// The doctor has to share name and contact first.
    #[error("the doctor's identity is not shared yet")]
    IdentityNotShared,
}

/// The state after an event, by whom it may be caused.
///
/// # Errors
/// [`TransitionDenied`] when the state does not allow the event, or it is the other side's to take.
pub fn transition(from: InquiryStatus, event: InquiryEvent, side: InquirySide) -> Result<InquiryStatus, TransitionDenied> {
    use InquiryEvent as E;
    use InquirySide as P;
    use InquiryStatus as S;
    let allowed = match event {
        E::Reply | E::Decline => side == P::Institution,
        E::Agree => side == P::Doctor,
        E::Withdraw => side != P::Institution,
        E::Consult | E::ArrangeVisit | E::DiscussTerms | E::Start | E::Retain => side != P::System,
        E::Close => true,
    };
    let to = match (from, event) {
        (S::Sent, E::Reply) => S::Replied,
        (S::Replied, E::Consult) => S::Consulting,
        (S::Consulting, E::ArrangeVisit) => S::Visit,
        (S::Visit, E::DiscussTerms) => S::Terms,
        (S::Terms, E::Agree) => S::Agreed,
        (S::Agreed, E::Start) => S::Started,
        (S::Started, E::Retain) => S::Retained,
        (S::Sent | S::Replied | S::Consulting | S::Visit | S::Terms | S::Agreed | S::Started, E::Decline) => S::Declined,
        (S::Sent | S::Replied | S::Consulting | S::Visit | S::Terms | S::Agreed | S::Started, E::Withdraw) => S::Withdrawn,
        (S::Sent | S::Replied | S::Consulting | S::Visit | S::Terms | S::Agreed | S::Started, E::Close) => S::Closed,
        (
            S::Sent
            | S::Replied
            | S::Consulting
            | S::Visit
            | S::Terms
            | S::Agreed
            | S::Started
            | S::Retained
            | S::Declined
            | S::Withdrawn
            | S::Closed,
            E::Reply
            | E::Consult
            | E::ArrangeVisit
            | E::DiscussTerms
            | E::Agree
            | E::Start
            | E::Retain
            | E::Decline
            | E::Withdraw
            | E::Close,
        ) => return Err(TransitionDenied::WrongState),
    };
    if allowed { Ok(to) } else { Err(TransitionDenied::WrongSide) }
}

/// [`transition`] with what else a step asks for: to agree, the doctor must have shared name and contact.
///
/// Agreeing does not share by itself: showing who one is stays one deliberate act of its own, which cannot be taken back.
///
/// # Errors
/// [`TransitionDenied`], `IdentityNotShared` only where the step would be allowed otherwise.
pub fn advance(
    from: InquiryStatus,
    event: InquiryEvent,
    side: InquirySide,
    identity_shared: bool,
) -> Result<InquiryStatus, TransitionDenied> {
    let to = transition(from, event, side)?;
    if event.needs_identity() && !identity_shared { Err(TransitionDenied::IdentityNotShared) } else { Ok(to) }
}

impl InquiryEvent {
    /// Whether the doctor must have shared their identity before.
    #[must_use]
    pub fn needs_identity(self) -> bool {
        use InquiryEvent as E;
        match self {
            E::Agree => true,
            E::Reply | E::Consult | E::ArrangeVisit | E::DiscussTerms | E::Start | E::Retain | E::Decline | E::Withdraw | E::Close => false,
        }
    }

    /// The step that a message itself is: the institution's first one replies, the doctor's next one goes on with the consultation.
    #[must_use]
    pub fn by_message(status: InquiryStatus, side: InquirySide) -> Option<InquiryEvent> {
        match (status, side) {
            (InquiryStatus::Sent, InquirySide::Institution) => Some(InquiryEvent::Reply),
            (InquiryStatus::Replied, InquirySide::Doctor) => Some(InquiryEvent::Consult),
            _ => None,
        }
    }

    /// The steps that `side` can take from `status`, in the order to offer them.
    #[must_use]
    pub fn open_to(status: InquiryStatus, side: InquirySide) -> Vec<InquiryEvent> {
        use strum::IntoEnumIterator;
        InquiryEvent::iter().filter(|event| transition(status, *event, side).is_ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle_table;
    use strum::IntoEnumIterator;

    #[test]
    fn whoever_has_a_step_that_goes_on_is_next() {
        use InquirySide as P;
        use InquiryStatus as S;
        let next = |status: S| [P::Doctor, P::Institution].map(|side| status.is_moved_on_by(side));
        assert_eq!(next(S::Sent), [false, true], "the institution answers");
        assert_eq!(next(S::Consulting), [true, true]);
        assert_eq!(next(S::Terms), [true, false], "the doctor agrees");
        assert_eq!(next(S::Declined), [false, false]);
    }

    #[test]
    fn the_whole_table_is_as_reviewed() {
        lifecycle_table::check(
            "src/inquiry/golden/lifecycle.txt",
            InquiryStatus::iter(),
            InquiryEvent::iter(),
            InquirySide::iter(),
            |from, event, side| transition(from, event, side).map_err(|denied| format!("{denied:?}")),
        );
    }

    #[test]
    fn agreeing_asks_for_the_identity_and_nothing_else_does() {
        let agree = |shared| advance(InquiryStatus::Terms, InquiryEvent::Agree, InquirySide::Doctor, shared);
        assert_eq!(agree(false), Err(TransitionDenied::IdentityNotShared));
        assert_eq!(agree(true), Ok(InquiryStatus::Agreed));
        // Who may not agree at all is not told that an identity is missing.
        assert_eq!(advance(InquiryStatus::Terms, InquiryEvent::Agree, InquirySide::Institution, false), Err(TransitionDenied::WrongSide));
        assert_eq!(InquiryEvent::iter().filter(|event| event.needs_identity()).count(), 1);
    }

    #[test]
    fn a_message_replies_or_goes_on_and_is_always_allowed_to() {
        for status in InquiryStatus::iter() {
            for side in InquirySide::iter() {
                if let Some(event) = InquiryEvent::by_message(status, side) {
                    assert!(transition(status, event, side).is_ok(), "{status} {side}");
                }
            }
        }
    }

    #[test]
    fn what_has_ended_stays_ended_and_nothing_else_does() {
        for status in InquiryStatus::iter() {
            let open = InquirySide::iter().any(|side| !InquiryEvent::open_to(status, side).is_empty());
            assert_eq!(status.is_live(), open, "{status}");
        }
    }
}

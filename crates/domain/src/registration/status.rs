//! `draft → submitted → secretariat_review ⇄ returned → committee_check → published`, then `expired | withdrawn | revoked`.
//!
//! Publication starts only after both checks, made by different people (seeds: Q&A 5, "申請後の流れは？" and "審査はありますか？").

use crate::institution::terms;

terms! {
    /// Where a registration stands.
    RegistrationStatus {
        /// Being written by the institution.
        Draft = "下書き", "Draft";
        /// Submitted; nobody has taken it up yet.
        Submitted = "受付済み", "Received";
        /// The secretariat checks it.
        SecretariatReview = "事務局確認中", "Secretariat's check";
        /// The institution is asked to mend something.
        Returned = "差し戻し（要修正）", "Returned for changes";
        /// The steering committee checks it against the purpose and the requirements.
        CommitteeCheck = "運営委員会確認中", "Committee's check";
        /// Public.
        Published = "掲載中", "Published";
        /// Its term is over.
        Expired = "登録期間終了", "Expired";
        /// The institution left.
        Withdrawn = "取り下げ・退会", "Withdrawn or left";
        /// Facts proved false.
        Revoked = "登録取り消し", "Revoked";
    }
}

terms! {
    /// What moves a registration on.
    RegistrationEvent {
        /// The institution hands it in, for the first time or again.
        Submit = "申請する", "Submit";
        /// The secretariat takes it up.
        StartReview = "確認を始める", "Start the review";
        /// Sent back to the institution with a reason.
        Return = "差し戻す", "Return";
        /// The secretariat's check is made; on to the committee.
        Forward = "運営委員会へ回す", "Forward to the committee";
        /// The committee's check is made; publication starts.
        Confirm = "確認して掲載する", "Confirm and publish";
        /// The institution leaves.
        Withdraw = "取り下げる", "Withdraw";
        /// Facts proved false.
        Revoke = "登録を取り消す", "Revoke";
        /// The term ended.
        Expire = "登録期間終了", "Expire";
    }
}

terms! {
    /// In which capacity somebody acts on a registration.
    Check {
        /// A member of the institution's organization.
        Institution = "医療機関", "Institution";
        /// The secretariat.
        Secretariat = "事務局", "Secretariat";
        /// A committee member other than whoever made the secretariat's check.
        Committee = "運営委員会", "Committee";
        /// A committee member who also made the secretariat's check.
        SamePerson = "同一人物", "Same person";
        /// The calendar.
        System = "システム", "System";
    }
}

impl RegistrationStatus {
    /// Whether the institution can write in it.
    #[must_use]
    pub fn is_editable(self) -> bool {
        use RegistrationStatus as S;
        match self {
            S::Draft | S::Returned => true,
            S::Submitted | S::SecretariatReview | S::CommitteeCheck | S::Published | S::Expired | S::Withdrawn | S::Revoked => false,
        }
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_final(self) -> bool {
        use RegistrationStatus as S;
        match self {
            S::Expired | S::Withdrawn | S::Revoked => true,
            S::Draft | S::Submitted | S::SecretariatReview | S::Returned | S::CommitteeCheck | S::Published => false,
        }
    }

    /// Whose step is next; nobody's once it is published or over.
    #[must_use]
    pub fn waits_for(self) -> Option<Check> {
        use RegistrationStatus as S;
        match self {
            S::Submitted | S::SecretariatReview => Some(Check::Secretariat),
            S::CommitteeCheck => Some(Check::Committee),
            S::Draft | S::Returned => Some(Check::Institution),
            S::Published | S::Expired | S::Withdrawn | S::Revoked => None,
        }
    }

    /// Whether somebody on the staff is to act.
    #[must_use]
    pub fn waits_for_staff(self) -> bool {
        matches!(self.waits_for(), Some(Check::Secretariat | Check::Committee))
    }
}

/// Why an event does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionDenied {
    /// The state does not allow it.
    #[error("the present state does not allow this step")]
    WrongState,
    /// Not this person's step.
    #[error("this step belongs to somebody else")]
    WrongParty,
    /// The two checks must be made by different people.
    #[error("the two checks must be made by different people")]
    SamePerson,
}

/// The state after an event caused by somebody in a capacity.
///
/// # Errors
/// [`TransitionDenied`] when the state does not allow the event, or it is not this party's step.
pub fn transition(from: RegistrationStatus, event: RegistrationEvent, by: Check) -> Result<RegistrationStatus, TransitionDenied> {
    use RegistrationEvent as E;
    use RegistrationStatus as S;
    let to = match (from, event) {
        (S::Draft, E::Submit) => S::Submitted,
        (S::Returned, E::Submit) | (S::Submitted, E::StartReview) => S::SecretariatReview,
        (S::SecretariatReview | S::CommitteeCheck, E::Return) => S::Returned,
        (S::SecretariatReview, E::Forward) => S::CommitteeCheck,
        (S::CommitteeCheck, E::Confirm) => S::Published,
        (S::Draft | S::Submitted | S::SecretariatReview | S::Returned | S::CommitteeCheck | S::Published, E::Withdraw) => S::Withdrawn,
        (S::Published, E::Revoke) => S::Revoked,
        (S::Published, E::Expire) => S::Expired,
        (
            S::Draft
            | S::Submitted
            | S::SecretariatReview
            | S::Returned
            | S::CommitteeCheck
            | S::Published
            | S::Expired
            | S::Withdrawn
            | S::Revoked,
            E::Submit | E::StartReview | E::Return | E::Forward | E::Confirm | E::Withdraw | E::Revoke | E::Expire,
        ) => return Err(TransitionDenied::WrongState),
    };
    party(from, event, by).map(|()| to)
}

fn party(from: RegistrationStatus, event: RegistrationEvent, by: Check) -> Result<(), TransitionDenied> {
    use RegistrationEvent as E;
    let wanted = match event {
        E::Submit | E::Withdraw => Check::Institution,
        E::StartReview | E::Forward | E::Revoke => Check::Secretariat,
        E::Return if from == RegistrationStatus::CommitteeCheck => Check::Committee,
        E::Return => Check::Secretariat,
        E::Confirm => Check::Committee,
        E::Expire => Check::System,
    };
    match by {
        _ if by == wanted => Ok(()),
        // Sending back what one has checked oneself takes nothing from the second pair of eyes; confirming it would.
        Check::SamePerson if wanted == Check::Committee && event == E::Return => Ok(()),
        Check::SamePerson if wanted == Check::Committee => Err(TransitionDenied::SamePerson),
        Check::Institution | Check::Secretariat | Check::Committee | Check::SamePerson | Check::System => Err(TransitionDenied::WrongParty),
    }
}

impl RegistrationEvent {
    /// The steps open to somebody, in the order to offer them.
    #[must_use]
    pub fn open_to(status: RegistrationStatus, by: Check) -> Vec<RegistrationEvent> {
        use strum::IntoEnumIterator;
        RegistrationEvent::iter().filter(|event| transition(status, *event, by).is_ok()).collect()
    }

    /// Whether the step needs a reason that the institution reads.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        matches!(self, RegistrationEvent::Return | RegistrationEvent::Revoke)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle_table;
    use strum::IntoEnumIterator;

    #[test]
    fn the_whole_table_is_as_reviewed() {
        lifecycle_table::check(
            "src/registration/golden/lifecycle.txt",
            RegistrationStatus::iter(),
            RegistrationEvent::iter(),
            Check::iter(),
            |from, event, by| transition(from, event, by).map_err(|denied| format!("{denied:?}")),
        );
    }

    #[test]
    fn what_a_state_means_follows_from_the_steps_that_it_allows() {
        use RegistrationEvent as E;
        for status in RegistrationStatus::iter() {
            let allows = |event| Check::iter().any(|by| transition(status, event, by).is_ok());
            assert_eq!(status.is_editable(), allows(E::Submit), "{status}");
            assert_eq!(status.waits_for_staff(), [E::StartReview, E::Forward, E::Confirm].into_iter().any(allows), "{status}");
            assert_eq!(status.is_final(), !E::iter().any(allows), "{status}");
        }
    }

    #[test]
    fn staff_give_a_reason_for_what_they_do_against_an_institution() {
        let reasons: Vec<_> = RegistrationEvent::iter().filter(|event| event.needs_reason()).collect();
        assert_eq!(reasons, [RegistrationEvent::Return, RegistrationEvent::Revoke]);
    }

    #[test]
    fn whoever_checked_for_the_secretariat_cannot_confirm_for_the_committee() {
        let denied = transition(RegistrationStatus::CommitteeCheck, RegistrationEvent::Confirm, Check::SamePerson);
        assert_eq!(denied, Err(TransitionDenied::SamePerson));
    }

    #[test]
    fn nothing_is_published_without_both_checks() {
        for status in RegistrationStatus::iter().filter(|s| *s != RegistrationStatus::CommitteeCheck) {
            for event in RegistrationEvent::iter() {
                for by in Check::iter() {
                    assert_ne!(transition(status, event, by), Ok(RegistrationStatus::Published));
                }
            }
        }
    }
}

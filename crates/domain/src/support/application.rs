//! `draft → submitted ⇄ returned → checked → proposed → selected → applied → decided → reported ⇄ report_returned → report_checked → fixed
//! → claimed → paid`, or `not_selected | withdrawn`.
//!
//! The prefecture checks and brings an application to a meeting; both councils must agree before it is selected; then the institution
//! applies for the grant (交付申請), the prefecture decides (交付決定), and the institution reports (seeds: council material, the schemes'
//! 実施主体 and the note below Miyagi's table). The prefecture checks the report and fixes the amount (額の確定), the institution claims it
//! (請求), and it is paid. What the prefecture recorded by mistake it undoes: the application goes back one step, and the reason stays.

use crate::institution::terms;

terms! {
    /// Where an application for support stands.
    ApplicationStatus {
        /// Being written by the institution.
        Draft = "下書き", "Draft";
        /// Submitted.
        Submitted = "提出済み", "Submitted";
        /// The institution is asked to mend something.
        Returned = "差し戻し（要修正）", "Returned for changes";
        /// The prefecture found it complete.
        Checked = "都道府県確認済み", "Checked by the prefecture";
        /// Before the councils.
        Proposed = "協議会で協議中", "Before the councils";
        /// Both councils agreed.
        Selected = "支援対象に選定", "Selected for support";
        /// Not both councils agreed.
        NotSelected = "不選定", "Not selected";
        /// The grant was applied for.
        Applied = "交付申請済み", "Grant applied for";
        /// The grant was decided.
        Decided = "交付決定済み", "Grant decided";
        /// The institution reported what was done and spent.
        Reported = "実績報告済み", "Reported";
        /// The institution is asked to mend its report.
        ReportReturned = "実績報告の差し戻し（要修正）", "Report returned for changes";
        /// The prefecture checked the report.
        ReportChecked = "実績確認済み", "Report checked";
        /// The amount was fixed.
        Fixed = "額の確定済み", "Amount fixed";
        /// The institution claimed the amount.
        Claimed = "請求済み", "Claimed";
        /// The amount was paid.
        Paid = "支払済み", "Paid";
        /// The institution took it back.
        Withdrawn = "取り下げ", "Withdrawn";
    }
}

terms! {
    /// What moves an application on.
    ApplicationEvent {
        /// Submitted, for the first time or again.
        Submit = "計画を提出する", "Submit the plan";
        /// Sent back with a reason.
        Return = "差し戻す", "Return";
        /// Found complete.
        Check = "確認済みにする", "Mark as checked";
        /// Brought to a meeting.
        Propose = "協議会に諮る", "Bring to a meeting";
        /// Both councils agreed.
        Select = "支援対象に選定する", "Select";
        /// A council did not agree.
        TurnDown = "選定しない", "Do not select";
        /// The grant is applied for.
        Apply = "交付申請する", "Apply for the grant";
        /// The grant is decided.
        Decide = "交付決定を記録する", "Record the decision";
        /// What was done and spent.
        Report = "実績を報告する", "Report";
        /// The report is sent back with a reason.
        ReturnReport = "実績報告を差し戻す", "Return the report";
        /// The report is in order.
        CheckReport = "実績報告を確認済みにする", "Mark the report as checked";
        /// The amount is fixed.
        Fix = "額の確定を記録する", "Record the fixed amount";
        /// The amount is claimed.
        Claim = "請求する", "Claim";
        /// The claim is taken back.
        WithdrawClaim = "請求を取り下げる", "Take the claim back";
        /// The amount was paid.
        Pay = "支払を記録する", "Record the payment";
        /// What was recorded last was wrong.
        Undo = "直前の記録を取り消す", "Undo the last record";
        /// Taken back.
        Withdraw = "取り下げる", "Withdraw";
    }
}

terms! {
    /// Who acts on an application, and what the councils have said.
    Party {
        /// A member of the institution's organization.
        Institution = "医療機関", "Institution";
        /// An officer of the prefecture, before both councils have agreed.
        Prefecture = "都道府県", "Prefecture";
        /// An officer of the prefecture, after both councils have agreed.
        PrefectureAgreed = "都道府県（両協議会の合意後）", "Prefecture, both councils agreed";
    }
}

impl ApplicationStatus {
    /// Whether the institution can write in it.
    #[must_use]
    pub fn is_editable(self) -> bool {
        matches!(self, ApplicationStatus::Draft | ApplicationStatus::Returned)
    }

    /// Whether it is over; a wrong last record can still be undone.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, ApplicationStatus::NotSelected | ApplicationStatus::Paid | ApplicationStatus::Withdrawn)
    }

    /// Whether it has not been before both councils yet.
    #[must_use]
    pub fn is_before_councils(self) -> bool {
        matches!(
            self,
            ApplicationStatus::Submitted | ApplicationStatus::Returned | ApplicationStatus::Checked | ApplicationStatus::Proposed
        )
    }

    /// Whether both councils have agreed to it and it still counts against the budget.
    #[must_use]
    pub fn is_committed(self) -> bool {
        use ApplicationStatus as S;
        matches!(
            self,
            S::Selected | S::Applied | S::Decided | S::Reported | S::ReportReturned | S::ReportChecked | S::Fixed | S::Claimed | S::Paid
        )
    }
}

impl ApplicationEvent {
    /// Whether it is the institution's step; else it is the prefecture's.
    #[must_use]
    pub fn is_institutions(self) -> bool {
        use ApplicationEvent as E;
        match self {
            E::Submit | E::Apply | E::Report | E::Claim | E::WithdrawClaim | E::Withdraw => true,
            E::Return
            | E::Check
            | E::Propose
            | E::Select
            | E::TurnDown
            | E::Decide
            | E::ReturnReport
            | E::CheckReport
            | E::Fix
            | E::Pay
            | E::Undo => false,
        }
    }
}

/// Why an event does not apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransitionDenied {
    /// The state does not allow it.
    #[error("the present state does not allow this step")]
    WrongState,
    /// Not this party's step.
    #[error("this step belongs to the other party")]
    WrongParty,
    /// Both councils must have agreed.
    #[error("both councils must have agreed")]
    AgreementMissing,
}

/// The state after an event caused by a party.
///
/// # Errors
/// [`TransitionDenied`] when the state does not allow the event, it is the other party's step, or an agreement is missing.
pub fn transition(from: ApplicationStatus, event: ApplicationEvent, by: Party) -> Result<ApplicationStatus, TransitionDenied> {
    use ApplicationEvent as E;
    use ApplicationStatus as S;
    let to = match (from, event) {
        (S::Draft | S::Returned, E::Submit) => S::Submitted,
        (S::Submitted | S::Checked, E::Return) => S::Returned,
        (S::Submitted, E::Check) | (S::Proposed, E::Undo) => S::Checked,
        (S::Checked, E::Propose) | (S::Selected | S::NotSelected, E::Undo) => S::Proposed,
        (S::Proposed, E::Select) => S::Selected,
        (S::Proposed, E::TurnDown) => S::NotSelected,
        (S::Selected, E::Apply) | (S::Decided, E::Undo) => S::Applied,
        (S::Applied, E::Decide) => S::Decided,
        (S::Decided | S::ReportReturned, E::Report) | (S::ReportChecked, E::Undo) => S::Reported,
        (S::Reported | S::ReportChecked, E::ReturnReport) => S::ReportReturned,
        (S::Reported, E::CheckReport) | (S::Fixed, E::Undo) => S::ReportChecked,
        (S::ReportChecked, E::Fix) | (S::Claimed, E::WithdrawClaim) => S::Fixed,
        (S::Fixed, E::Claim) | (S::Paid, E::Undo) => S::Claimed,
        (S::Claimed, E::Pay) => S::Paid,
        (S::Draft | S::Submitted | S::Returned | S::Checked | S::Proposed | S::Selected | S::Applied | S::Decided, E::Withdraw) => {
            S::Withdrawn
        }
        (
            S::Draft
            | S::Submitted
            | S::Returned
            | S::Checked
            | S::Proposed
            | S::Selected
            | S::NotSelected
            | S::Applied
            | S::Decided
            | S::Reported
            | S::ReportReturned
            | S::ReportChecked
            | S::Fixed
            | S::Claimed
            | S::Paid
            | S::Withdrawn,
            E::Submit
            | E::Return
            | E::Check
            | E::Propose
            | E::Select
            | E::TurnDown
            | E::Apply
            | E::Decide
            | E::Report
            | E::ReturnReport
            | E::CheckReport
            | E::Fix
            | E::Claim
            | E::WithdrawClaim
            | E::Pay
            | E::Undo
            | E::Withdraw,
        ) => return Err(TransitionDenied::WrongState),
    };
    if event.is_institutions() != (by == Party::Institution) {
        return Err(TransitionDenied::WrongParty);
    }
    if event == E::Select && by != Party::PrefectureAgreed {
        return Err(TransitionDenied::AgreementMissing);
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn the_lifecycle_is_the_reviewed_one() {
        crate::lifecycle_table::check(
            "src/support/golden/lifecycle.txt",
            ApplicationStatus::iter(),
            ApplicationEvent::iter(),
            Party::iter(),
            |from, event, by| transition(from, event, by).map_err(|denied| denied.to_string()),
        );
    }

    #[test]
    fn what_a_state_means_follows_from_the_steps_that_it_allows() {
        use ApplicationEvent as E;
        use ApplicationStatus as S;
        for status in S::iter() {
            let allows = |event| Party::iter().any(|by| transition(status, event, by).is_ok());
            assert_eq!(status.is_editable(), allows(E::Submit), "{status}");
            assert_eq!(status.is_final(), !E::iter().filter(|event| *event != E::Undo).any(allows), "{status}");
        }
        // Money is bound from the selection on, and set free by a withdrawal.
        let committed: Vec<_> = S::iter().filter(|status| status.is_committed()).collect();
        let bound = [S::Selected, S::Applied, S::Decided, S::Reported, S::ReportReturned, S::ReportChecked, S::Fixed, S::Claimed, S::Paid];
        assert_eq!(committed, bound);
        let waiting: Vec<_> = S::iter().filter(|status| status.is_before_councils()).collect();
        assert_eq!(waiting, [S::Submitted, S::Returned, S::Checked, S::Proposed]);
    }
}

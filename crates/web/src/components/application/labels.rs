//! Where an application stands, and what is asked now.

use super::view::Side;
use crate::components::ui::{Notice, Tag, Tone};
use crate::i18n::{fiscal_year, locale};
use crate::t;
use domain::subsidy::{Outcome, SchemeCode, Statement};
use domain::support::{ApplicationEvent, ApplicationStatus, SupportApplicationSummary};
use leptos::prelude::*;

/// Where it stands.
pub fn status_tag(status: ApplicationStatus) -> AnyView {
    use ApplicationStatus as S;
    let tone = match status {
        S::Draft | S::Withdrawn | S::NotSelected => Tone::Neutral,
        S::Returned | S::ReportReturned => Tone::Warning,
        S::Submitted | S::Checked | S::Proposed => Tone::Info,
        S::Selected | S::Applied | S::Decided | S::Reported | S::ReportChecked | S::Fixed | S::Claimed | S::Paid => Tone::Success,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

/// The institution and the year.
pub fn application_trail_title(summary: &SupportApplicationSummary) -> String {
    t!(support_application.words.title, institution = summary.institution_name, year = fiscal_year(summary.fiscal_year))
}

/// The names of schemes.
pub fn schemes_text(schemes: &[SchemeCode]) -> String {
    let names: Vec<&str> = schemes.iter().map(|scheme| scheme.label(locale())).collect();
    names.join(t!(support.words.comma))
}

/// What is asked of the reader, or whose turn it is.
pub fn asked(status: ApplicationStatus, side: Side) -> &'static str {
    use ApplicationStatus as S;
    match (side, status) {
        (Side::Institution, S::Draft) => t!(support_application.asked.draft),
        (Side::Institution, S::Returned) => t!(support_application.asked.returned),
        (Side::Institution, S::Submitted | S::Checked) => t!(support_application.asked.with_prefecture),
        (Side::Institution, S::Proposed) => t!(support_application.asked.with_councils),
        (Side::Institution, S::Selected) => t!(support_application.asked.selected),
        (Side::Institution, S::Applied) => t!(support_application.asked.applied),
        (Side::Institution, S::Decided) => t!(support_application.asked.decided),
        (Side::Institution, S::Reported) => t!(support_application.asked.reported),
        (Side::Institution, S::ReportReturned) => t!(support_application.asked.report_returned),
        (Side::Institution, S::ReportChecked) => t!(support_application.asked.report_checked),
        (Side::Institution, S::Fixed) => t!(support_application.asked.fixed),
        (Side::Institution, S::Claimed) => t!(support_application.asked.claimed),
        (Side::Prefecture, S::Draft | S::Returned | S::Selected | S::Decided | S::ReportReturned | S::Fixed) => {
            t!(support_application.asked.with_institution)
        }
        (Side::Prefecture, S::Submitted) => t!(support_application.asked.to_check),
        (Side::Prefecture, S::Checked) => t!(support_application.asked.to_propose),
        (Side::Prefecture, S::Proposed) => t!(support_application.asked.to_select),
        (Side::Prefecture, S::Applied) => t!(support_application.asked.to_decide),
        (Side::Prefecture, S::Reported) => t!(support_application.asked.to_check_report),
        (Side::Prefecture, S::ReportChecked) => t!(support_application.asked.to_fix),
        (Side::Prefecture, S::Claimed) => t!(support_application.asked.to_pay),
        (_, S::Paid) => t!(support_application.asked.paid),
        (_, S::NotSelected) => t!(support_application.asked.not_selected),
        (_, S::Withdrawn) => t!(support_application.asked.withdrawn),
    }
}

/// The schemes of a draft that are refused when it is submitted: they are not open in its year.
pub fn not_open(statement: &Statement) -> AnyView {
    let closed = statement.lines.iter().filter(|line| matches!(line.outcome, Outcome::NotOpen { .. })).map(|line| line.scheme);
    let closed: Vec<SchemeCode> = closed.collect();
    if closed.is_empty() {
        return ().into_any();
    }
    let text = t!(support_application.edit.closed, schemes = schemes_text(&closed));
    view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }.into_any()
}

/// What a step means, before it is taken.
pub(super) fn explain(event: ApplicationEvent) -> &'static str {
    use ApplicationEvent as E;
    match event {
        E::Submit => t!(support_application.explain.submit),
        E::Return => t!(support_application.explain.give_back),
        E::Check => t!(support_application.explain.check),
        E::Propose => t!(support_application.explain.propose),
        E::Select => t!(support_application.explain.select),
        E::TurnDown => t!(support_application.explain.turn_down),
        E::Apply => t!(support_application.explain.apply),
        E::Decide => t!(support_application.explain.decide),
        E::Report => t!(support_application.explain.report),
        E::ReturnReport => t!(support_application.explain.return_report),
        E::CheckReport => t!(support_application.explain.check_report),
        E::Fix => t!(support_application.explain.fix),
        E::Claim => t!(support_application.explain.claim),
        E::WithdrawClaim => t!(support_application.explain.withdraw_claim),
        E::Pay => t!(support_application.explain.pay),
        E::Undo => t!(support_application.explain.undo),
        E::Withdraw => t!(support_application.explain.withdraw),
    }
}

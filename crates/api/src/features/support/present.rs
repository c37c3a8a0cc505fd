//! Rows and their reader → what is shown.

use super::{
    policy::Side,
    query::{Institution, both_agreed},
};
use crate::entity::{support_application, support_application_revision, support_application_step};
use domain::{
    ids::AccountId,
    money::Yen,
    subsidy::{Condition, Statement},
    support::{
        ApplicationEvent, CouncilOpinion, FixableAmount, Party, SupportApplication, SupportApplicationSummary, SupportDocument,
        SupportStep, SupportSubmission, transition,
    },
};
use std::collections::HashMap;
use strum::IntoEnumIterator;

/// What an application consists of.
#[derive(Debug)]
pub struct Whole {
    /// The application.
    pub row: support_application::Model,
    /// The reader's side.
    pub side: Side,
    /// Whether the reader takes no step of the prefecture, because of a part in the organization.
    pub conflict_of_interest: bool,
    /// What lists show.
    pub summary: SupportApplicationSummary,
    /// What the councils said.
    pub opinions: Vec<CouncilOpinion>,
    /// Documents.
    pub documents: Vec<SupportDocument>,
    /// Steps, oldest first.
    pub steps: Vec<support_application_step::Model>,
    /// Every submission, oldest first.
    pub submissions: Vec<support_application_revision::Model>,
    /// Names that the reader may see.
    pub names: HashMap<AccountId, String>,
    /// The most that may be fixed, scheme by scheme.
    pub fixable: Vec<FixableAmount>,
    /// What today's rules give, while it is being written.
    pub live: Option<Statement>,
}

/// A row of a list.
pub fn summary(
    row: &support_application::Model,
    institution: Option<&Institution>,
    (area_name, area_name_en): (String, String),
    subsidy_yen: Yen,
) -> SupportApplicationSummary {
    SupportApplicationSummary {
        id: row.id,
        reference_number: row.reference_number.clone(),
        institution_id: row.institution_id,
        listed: institution.is_some_and(|known| known.listed),
        institution_name: institution.map(|known| known.name.clone()).unwrap_or_default(),
        kind: institution.and_then(|known| known.kind).unwrap_or(row.plan.institution_kind),
        prefecture_code: row.prefecture_code.clone(),
        area_name,
        area_name_en,
        fiscal_year: row.fiscal_year,
        status: row.status,
        status_since: row.status_since,
        schemes: row.plan.components.iter().map(domain::subsidy::Component::scheme).collect(),
        subsidy_yen,
        fictional: institution.is_some_and(|known| known.fictional),
    }
}

/// A whole application for its reader.
pub fn application(whole: Whole) -> SupportApplication {
    let Whole { row, side, conflict_of_interest, summary, opinions, documents, steps, submissions, names, fixable, live } = whole;
    let agreed = both_agreed(&opinions);
    let party = match side {
        Side::Institution => Party::Institution,
        Side::Prefecture if agreed => Party::PrefectureAgreed,
        Side::Prefecture => Party::Prefecture,
    };
    let may_act = side == Side::Institution || !conflict_of_interest;
    let events = ApplicationEvent::iter().filter(|event| may_act && transition(row.status, *event, party).is_ok()).collect();
    let frozen = live.is_none();
    let statement = live.or(row.statement).unwrap_or_else(|| Statement {
        on: row.status_since.date_naive(),
        fiscal_year: row.fiscal_year,
        lines: Vec::new(),
        eligible_yen: Yen::ZERO,
        subsidy_yen: Yen::ZERO,
        totals: domain::subsidy::Shares::default(),
    });
    let statement = if agreed { statement.with_fact(Condition::BothCouncilsAgreed, true) } else { statement };
    SupportApplication {
        summary,
        priority_area_id: row.priority_area_id,
        plan: row.plan,
        purpose: row.purpose,
        statement,
        frozen,
        documents,
        submissions: submissions.into_iter().map(|submission| submitted(submission, &names)).collect(),
        meeting_id: row.meeting_id,
        opinions,
        decision: row.decision,
        report: row.report,
        fixable,
        fixing: row.fixing,
        claim: row.claim,
        payment: row.payment,
        steps: steps.into_iter().map(|step| shown(step, &names)).collect(),
        events,
        conflict_of_interest,
        version: row.version,
    }
}

fn submitted(row: support_application_revision::Model, names: &HashMap<AccountId, String>) -> SupportSubmission {
    SupportSubmission {
        number: row.number,
        at: row.created_at,
        author_name: names.get(&row.created_by).cloned(),
        purpose: row.submitted.purpose,
        statement: row.statement,
    }
}

fn shown(step: support_application_step::Model, names: &HashMap<AccountId, String>) -> SupportStep {
    SupportStep {
        event: step.event,
        to: step.to_status,
        reason: step.reason,
        author_name: names.get(&step.author_account_id).cloned(),
        at: step.at,
    }
}

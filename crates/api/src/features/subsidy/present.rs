//! Rows as they are shown.

use crate::entity::{subsidy_quote, subsidy_rule};
use chrono::NaiveDate;
use domain::region::priority_area::Coverage;
use domain::subsidy::{NewRule, SubsidyRule, difference, dto::InquiryQuote, statement};

/// A rule and what edits name.
#[derive(Debug, Clone)]
pub struct KeptRule {
    /// The rule.
    pub rule: SubsidyRule,
    /// Rises with every change of its row.
    pub revision: i32,
}

/// A rule's row with its revision.
pub fn kept(row: subsidy_rule::Model) -> KeptRule {
    KeptRule { revision: row.revision, rule: rule(row) }
}

/// A rule's row.
pub fn rule(row: subsidy_rule::Model) -> SubsidyRule {
    let (id, version) = (row.id, row.version);
    content(row).into_rule(id, version)
}

/// What can be entered and corrected of a rule.
pub fn content(row: subsidy_rule::Model) -> NewRule {
    NewRule {
        scheme: row.scheme,
        fiscal_year: row.fiscal_year,
        budget_stage: row.budget_stage,
        terms: row.terms,
        budget_yen: row.budget_yen,
        source: row.source,
        valid_from: row.valid_from,
        valid_until: row.valid_until,
        note: row.note,
        expected_start: row.expected_start,
    }
}

/// A quote as it was kept, beside what its plan would be paid by the rules of a later day, where the institution stands on that day.
pub fn quote(row: subsidy_quote::Model, rules: &[SubsidyRule], today: NaiveDate, designation: Coverage) -> InquiryQuote {
    let now = statement(&row.plan, rules, today).with_designation(designation);
    InquiryQuote {
        id: row.id,
        side: row.side,
        created_at: row.created_at,
        difference: difference(&row.statement, &now),
        plan: row.plan,
        statement: row.statement,
        today: now,
    }
}

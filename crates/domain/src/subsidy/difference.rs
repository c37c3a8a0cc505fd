//! A frozen statement against a later one, line by line.

use super::SchemeCode;
use super::statement::{Outcome, Statement, StatementLine};
use crate::money::Yen;
use serde::{Deserialize, Serialize};

/// What changed between two statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StatementDifference {
    /// One for every scheme of either statement, in the order of the earlier one.
    pub lines: Vec<LineDifference>,
    /// Subsidy of all determined lines before.
    pub before_yen: Yen,
    /// And after.
    pub after_yen: Yen,
    /// After minus before.
    pub change_yen: Yen,
}

/// What changed in one scheme's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineDifference {
    /// The scheme.
    pub scheme: SchemeCode,
    /// What kind of change it is.
    pub change: LineChange,
    /// The subsidy before, where it was determined.
    pub before_yen: Option<Yen>,
    /// The subsidy after, where it is determined.
    pub after_yen: Option<Yen>,
    /// After minus before, where both are.
    pub change_yen: Option<Yen>,
    /// The rule's version before.
    pub before_version: Option<i32>,
    /// The rule's version after.
    pub after_version: Option<i32>,
}

crate::institution::terms! {
    /// How a line changed.
    LineChange {
        /// Same rule, same amount.
        Same = "変更なし", "No change";
        /// Another rule with the same answer.
        OtherRule = "算定ルールのみ変更", "Other rule, same answer";
        /// More is paid.
        More = "増額", "More";
        /// Less is paid.
        Less = "減額", "Less";
        /// The subsidy stays, its shares do not.
        OtherShares = "負担内訳の変更", "Other shares";
        /// There was no amount and now there is one.
        NowDetermined = "補助額が確定", "Now determined";
        /// There was an amount and now there is none.
        NoLongerDetermined = "補助額なしに変更", "No longer determined";
        /// There is no amount either way, for another reason.
        OtherReason = "理由の変更", "Other reason";
        /// Only the later statement has it.
        Added = "追加", "Added";
        /// Only the earlier statement has it.
        Removed = "削除", "Removed";
    }
}

/// Compares two statements, such as a frozen quote and the same plan under today's rules.
#[must_use]
pub fn difference(before: &Statement, after: &Statement) -> StatementDifference {
    let find = |statement: &Statement, scheme| statement.lines.iter().position(|line| line.scheme == scheme);
    let kept = before.lines.iter().map(|old| compare(Some(old), find(after, old.scheme).map(|n| &after.lines[n])));
    let added = after.lines.iter().filter(|new| find(before, new.scheme).is_none()).map(|new| compare(None, Some(new)));
    StatementDifference {
        lines: kept.chain(added).flatten().collect(),
        before_yen: before.subsidy_yen,
        after_yen: after.subsidy_yen,
        change_yen: minus(after.subsidy_yen, before.subsidy_yen),
    }
}

impl StatementDifference {
    /// Whether anything a reader would care for changed.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.lines.iter().any(|line| line.change != LineChange::Same)
    }
}

fn compare(before: Option<&StatementLine>, after: Option<&StatementLine>) -> Option<LineDifference> {
    let scheme = before.or(after)?.scheme;
    let before_yen = before.and_then(StatementLine::subsidy_yen);
    let after_yen = after.and_then(StatementLine::subsidy_yen);
    let version = |line: Option<&StatementLine>| line.and_then(|line| line.rule.as_ref()).map(|rule| rule.version);
    let change = match (before, after) {
        (None, _) => LineChange::Added,
        (_, None) => LineChange::Removed,
        (Some(old), Some(new)) => change(old, new),
    };
    Some(LineDifference {
        scheme,
        change,
        before_yen,
        after_yen,
        change_yen: before_yen.zip(after_yen).map(|(before, after)| minus(after, before)),
        before_version: version(before),
        after_version: version(after),
    })
}

fn change(old: &StatementLine, new: &StatementLine) -> LineChange {
    let rule = |line: &StatementLine| line.rule.as_ref().map(|rule| rule.id);
    let same_or_other_rule = if rule(old) == rule(new) { LineChange::Same } else { LineChange::OtherRule };
    match (&old.outcome, &new.outcome) {
        (
            Outcome::Determined { subsidy_yen: before, shares: split_before, .. },
            Outcome::Determined { subsidy_yen: after, shares: split_after, .. },
        ) => match after.cmp(before) {
            std::cmp::Ordering::Greater => LineChange::More,
            std::cmp::Ordering::Less => LineChange::Less,
            std::cmp::Ordering::Equal if split_before != split_after => LineChange::OtherShares,
            std::cmp::Ordering::Equal => same_or_other_rule,
        },
        (Outcome::Determined { .. }, _) => LineChange::NoLongerDetermined,
        (_, Outcome::Determined { .. }) => LineChange::NowDetermined,
        (before, after) if before == after => same_or_other_rule,
        _ => LineChange::OtherReason,
    }
}

fn minus(after: Yen, before: Yen) -> Yen {
    Yen(after.0.saturating_sub(before.0))
}

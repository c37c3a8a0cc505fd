//! The order in which openings are offered to a doctor.

use super::{Explanation, OpeningFacts, Wishes, explain};
use crate::ids::OpeningId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The place of an opening in a doctor's list: a smaller rank comes first. The fields are compared from the first to the last, and ids make the
/// order total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MatchRank {
    /// Musts that what is stated does not meet: fewer first, so that those which meet all come first.
    pub musts_not_met: u32,
    /// Musts that nothing is stated about: fewer first.
    pub musts_not_stated: u32,
    /// What is good to have and met: more first.
    pub good_to_have_met: Reverse<u32>,
    /// Wishes that nothing is stated about: fewer first.
    pub not_stated: u32,
    /// The newest first.
    pub posted_at: Reverse<DateTime<Utc>>,
    /// Ids differ, so no two openings have one rank.
    pub id: OpeningId,
}

impl MatchRank {
    /// The rank of an opening that was explained.
    #[must_use]
    pub fn new(explanation: &Explanation, posted_at: DateTime<Utc>, id: OpeningId) -> Self {
        let tally = explanation.tally();
        MatchRank {
            musts_not_met: tally.musts.not_met,
            musts_not_stated: tally.musts.not_stated,
            good_to_have_met: Reverse(tally.good_to_have.met),
            not_stated: tally.musts.not_stated + tally.good_to_have.not_stated,
            posted_at: Reverse(posted_at),
            id,
        }
    }
}

/// Openings beside wishes, what suits best first, each with its explanation and what came with its facts.
#[must_use]
pub fn in_order<T>(wishes: &Wishes, openings: impl IntoIterator<Item = (OpeningFacts, T)>) -> Vec<(MatchRank, Explanation, T)> {
    let explained = openings.into_iter().map(|(facts, with)| {
        let explanation = explain(wishes, &facts);
        (MatchRank::new(&explanation, facts.posted_at, facts.id), explanation, with)
    });
    let mut explained: Vec<_> = explained.collect();
    explained.sort_unstable_by_key(|(rank, ..)| *rank);
    explained
}

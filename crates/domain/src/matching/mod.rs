//! What suits a doctor: openings beside the doctor's wishes, each wish with what the opening states about it.
//!
//! A doctor's [`Wishes`] are read by the doctor and used for nothing but [`explain`] and the order of the doctor's own list. No institution and
//! nobody on the staff reads them.
//!
//! There is no score. A verdict names what is wanted and what is stated, and [`MatchRank`] orders openings by counts that a reader can see.
//! What an opening does not state is neither met nor missed: it can be asked.

mod explain;
mod facts;
mod rank;
#[cfg(test)]
mod tests;
mod wish;
mod words;

pub use explain::{Count, Explanation, OpeningMatch, Stated, Tally, Verdict, WishVerdict, explain};
pub use facts::{InstitutionFacts, OpeningFacts, StatedTerms};
pub use rank::{MatchRank, in_order};
pub use wish::{PayFloor, SavedWishes, Weight, WeightedWish, Wish, WishKey, WishKind, Wishes};

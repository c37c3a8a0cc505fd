//! The schemes' rules, kept by the secretariat: dated rows, never rewritten once something rests on them.

mod edit;
mod fields;
mod list;
mod model;
mod rule;

pub use edit::{EditRulePage, NewRulePage};
pub use list::RulesPage;
pub use rule::RulePage;

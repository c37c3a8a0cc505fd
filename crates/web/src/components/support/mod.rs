//! Support in words: rules, statements and where they are written; on the pages of support and beside institutions.

pub mod areas;
mod institution_panel;
pub mod plan;
mod rule;
mod statement;
mod words;

pub use institution_panel::institution_panel;
pub use rule::{base_items, rates_table, standing};
pub use statement::{payers_table, statement_view};
pub use words::{cited, undetermined};

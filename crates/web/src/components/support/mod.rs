//! Support in words: rules, statements and where they are written; on the pages of support and beside institutions.

pub mod areas;
pub mod as_of;
mod institution_panel;
mod labels;
pub mod plan;
mod rule;
mod rule_view;
mod source_fields;
mod statement;

pub use institution_panel::institution_panel;
pub use labels::cited;
pub use rule::rule_phase;
pub use rule_view::rule_view;
pub use source_fields::{source_fields, source_texts, start_source};
pub use statement::{payers_table, statement_view};

//! Commands: one function, one transaction each.

pub mod inquiry_quote;
pub mod quote;
pub mod rule;

//! HTTP only.

pub mod institution;
pub mod quote;
pub mod rule;

//! HTTP only.

pub mod quote;
pub mod rule;

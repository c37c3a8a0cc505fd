//! HTTP only.

pub mod search;
pub mod staff;

//! HTTP only.

pub mod institution;
pub mod step;
pub mod visitor;

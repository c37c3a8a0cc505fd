//! Commands: one function, one transaction each.

pub mod document;
pub mod draft;
pub mod institution;
mod lifecycle;
pub mod officer;
pub mod stale;

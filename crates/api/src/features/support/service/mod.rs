//! Commands: one function, one transaction each.

mod course;
pub mod document;
pub mod draft;
pub mod institution;
pub mod officer;
pub mod stale;

//! Commands: one function, one transaction each.

mod days;
pub mod document;
pub mod draft;
pub mod institution;
mod lifecycle;
pub mod meeting;
pub mod officer;
pub mod payment;
pub mod stale;

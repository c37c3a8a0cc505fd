//! HTTP only.

pub mod document;
pub mod institution;
pub mod money;
pub mod officer;
pub mod table;

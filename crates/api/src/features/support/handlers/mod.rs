//! HTTP only.

pub mod document;
pub mod institution;
pub mod meeting;
pub mod money;
pub mod officer;
pub mod payment;
pub mod table;

//! The pages, one folder per feature; each folder's `mod.rs` has its routes.

pub mod accounts;
pub mod directory;
pub mod doctor;
pub mod guard;
pub mod inquiry;
pub mod institution;
pub mod lazy;
pub mod opening;
pub mod prefecture;
pub mod public;
pub mod staff;
pub mod support;

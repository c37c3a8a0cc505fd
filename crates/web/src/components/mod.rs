//! Pieces that pages are made of. `ui` knows nothing of the domain; `common` and the feature folders do.

pub mod application;
pub mod common;
pub mod doctor;
pub mod inquiry;
pub mod invitation;
pub mod listing;
pub mod opening;
pub mod region;
pub mod registration;
pub mod shell;
pub mod support;
pub mod table;
pub mod ui;

//! The harness: a server of its own for every test, and people who use it.

mod app;
mod client;
pub mod conversation;
pub mod database;
mod inbox;
mod registration;
mod rehearsal;

pub use app::{PASSWORD, TOTP_SECRET, TestApp, config, official_files};
pub use client::{Answer, Client, send};
pub use database::{somebody_waits, until_waiting};
pub use inbox::Letter;
pub use registration::{
    Published, check_and_publish, complete_content, member_step, places, published_institution, published_with, saved_draft, staff_step,
};
pub use rehearsal::Left;

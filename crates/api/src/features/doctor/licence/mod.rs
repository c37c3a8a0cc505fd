//! The check of doctors' licences: what staff look up and decide, and the copies of licences that wait for it.
//!
//! Invariant: staff read name, number and year of a doctor here and nothing else, least of all with whom the doctor talks; a copy is gone
//! in the transaction that decides.

pub mod copy;
pub mod doubt;
pub mod handlers;
pub mod query;
pub mod service;

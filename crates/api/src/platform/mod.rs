//! Plumbing that every feature uses and that knows no feature.

pub mod audit;
pub mod auth;
pub mod clock;
pub mod db;
pub mod export;
pub mod http;
pub mod import;
pub mod mail;
pub mod outbox;
pub mod search;
pub mod telemetry;

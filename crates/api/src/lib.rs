//! The API of GM Network: records what the domain decides.
//!
//! Invariants: only `service` modules open transactions; every write carries its audit entry and its outbox rows in the same
//! transaction; nothing leaves the process inside one; time and ids come from [`ctx::Ctx`]; handlers stand behind gates.

pub mod app;
pub mod config;
pub mod ctx;
pub mod demo;
pub mod entity;
pub mod error;
pub mod features;
pub mod openapi;
pub mod platform;
pub mod reference;
pub mod site;
pub mod static_files;
pub mod system;

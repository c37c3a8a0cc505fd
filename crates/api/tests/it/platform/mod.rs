//! What holds for every operation.

mod actions;
mod database;
mod housekeeping;
mod http;
mod idempotency;
mod outbox;
mod pages;
mod process;
mod proxies;

//! What holds for every operation.

mod acts;
mod database;
mod http;
mod idempotency;
mod outbox;
mod pages;
mod process;
mod proxies;

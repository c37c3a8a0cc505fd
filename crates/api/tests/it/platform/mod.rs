//! What holds for every operation.

mod database;
mod housekeeping;
mod http;
mod outbox;
mod pages;
mod process;
mod proxies;

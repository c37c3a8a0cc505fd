//! What holds for every operation.

mod http;
mod outbox;
mod pages;
mod proxies;

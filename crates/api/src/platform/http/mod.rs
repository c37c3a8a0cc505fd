//! HTTP for features: extractors that answer with problems, and answers that carry versions, pages and locations.

pub mod as_of;
pub mod body;
pub mod cache;
pub mod compression;
pub mod contract;
pub mod cookies;
pub mod extract;
pub mod idempotency;
pub mod middleware;
pub mod page;
pub mod parameters;
pub mod proxy;
pub mod rate_limit;
pub mod reply;
pub mod spool;
pub mod upload;

pub use extract::{Id, IfMatch, Params, Valid};
pub use idempotency::IdempotencyKey;

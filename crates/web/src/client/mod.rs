//! The only code that talks to the server: send, decode, and one refresh of the session when the access token has run out.
//!
//! One function that is not generic does all the work; the typed helpers only (de)serialize. One file per feature holds one function per
//! operation id.

pub mod account;
pub mod atlas;
pub mod audit;
pub mod contact;
pub mod directory;
pub mod doctor;
mod error;
pub mod given;
pub mod inquiry;
mod json;
mod leave;
pub mod licence_check;
pub mod matching;
pub mod opening;
pub mod organization;
pub mod prefecture;
mod refresh;
pub mod region;
pub mod registration;
pub mod registry;
mod request;
pub mod staff;
pub mod subsidy;
pub mod summary;
pub mod support;
pub mod support_application;
mod token;

pub use crate::paths::query;
pub use error::ClientError;
pub use refresh::{refresh, set_expired_hook, set_unproven_hook};
pub use request::{
    IdempotencyKey, Reply, Versioned, delete, etag, get, get_file, get_versioned, list, patch, post, post_for_file, post_once,
    post_versioned, put, upload,
};
pub use token::{clear as clear_token, is_present as has_token, set as set_token};

//! One file per table: columns and relations only.

pub mod account;
pub mod account_role;
pub mod account_token;
pub mod attempt_window;
pub mod audit_entry;
pub mod idempotency_record;
pub mod invitation;
pub mod organization;
pub mod organization_member;
pub mod outbox;
pub mod recovery_code;
pub mod refresh_session;
pub mod signing_key;

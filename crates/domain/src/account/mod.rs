//! People who can sign in: how they come, prove who they are, and leave.

mod dto;
mod rules;

pub(crate) use dto::check_email;
pub use dto::*;
pub use rules::{PASSWORD_MAX, PASSWORD_MIN, check_password};

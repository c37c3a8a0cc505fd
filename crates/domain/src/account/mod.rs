//! People who can sign in: how they come, prove who they are, and leave.

mod administration;
mod dto;
mod invitation;
mod rules;
mod second_factor;
mod sign_up;
mod staff;

pub use administration::*;
pub use dto::*;
pub use invitation::*;
pub use rules::{PASSWORD_MAX, PASSWORD_MIN, check_password};
pub use second_factor::*;
pub use sign_up::*;
pub use staff::*;

//! HTTP only.

pub mod account;
pub mod administration;
pub mod invitation;
pub mod me;
pub mod second_factor;
pub mod session;
pub mod staff;

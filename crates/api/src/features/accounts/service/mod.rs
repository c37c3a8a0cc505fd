//! Commands and queries, by what a person wants to do.

pub mod acceptance;
pub mod credentials;
pub mod invitation;
pub mod link;
pub mod me;
pub mod personal_data;
pub mod provision;
pub mod second_factor;
pub mod second_factor_reset;
pub mod session;
pub mod sign_up;
pub mod staff;
pub mod suspension;

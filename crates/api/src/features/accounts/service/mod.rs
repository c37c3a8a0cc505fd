//! Commands and queries, by what a person wants to do.

pub mod invitation;

//! The body (法人) that runs institutions, and the people who act for it.

mod dto;

pub use dto::*;

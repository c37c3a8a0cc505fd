//! Commands: one function, one transaction each.

pub mod act;
pub mod create;
pub mod leave;
pub mod remind;

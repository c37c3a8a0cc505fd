//! Commands: one function, one transaction each.

pub mod draft;
pub mod due;
pub mod stale;
pub mod step;

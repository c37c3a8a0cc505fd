//! The doctor as both sides see them.

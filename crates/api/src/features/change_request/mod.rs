//! A correction to a published page: asked for by the institution, applied or refused by the secretariat. Both versions are kept.
//!
//! Invariant: only what is published can be corrected, and one correction at a time waits for a decision.

mod handlers;
mod repo;
mod service;

use crate::platform::feature::Feature;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature =
    Feature { tags: &[("change_requests", "Corrections to what is published.")], ..Feature::new("change_request", handlers::routes) };

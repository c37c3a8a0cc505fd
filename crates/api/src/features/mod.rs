//! One folder per feature. What one offers to others is re-exported by its `mod.rs`; what the program does with all of them is in its
//! `FEATURE`.

pub mod accounts;
pub mod atlas;
pub mod change_request;
pub mod contact;
pub mod directory;
pub mod doctor;
pub mod inquiry;
pub mod matching;
pub mod opening;
pub mod organization;
pub mod places;
pub mod planning;
pub mod priority_area;
pub mod registration;
pub mod registry;
pub mod subsidy;
pub mod support;

use crate::platform::feature::Feature;

/// Every feature, from bottom to top: one may use those before it only.
pub const FEATURES: &[Feature] = &[
    accounts::FEATURE,
    places::FEATURE,
    organization::FEATURE,
    atlas::FEATURE,
    priority_area::FEATURE,
    registry::FEATURE,
    registration::FEATURE,
    change_request::FEATURE,
    contact::FEATURE,
    directory::FEATURE,
    opening::FEATURE,
    inquiry::FEATURE,
    doctor::FEATURE,
    matching::FEATURE,
    subsidy::FEATURE,
    support::FEATURE,
    planning::FEATURE,
];

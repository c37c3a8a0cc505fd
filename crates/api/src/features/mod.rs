//! One folder per feature, named as in domain and web. What one offers to others is re-exported by its `mod.rs`.

pub mod accounts;
pub mod atlas;
pub mod change_request;
pub mod contact;
pub mod directory;
pub mod doctor;
pub mod inquiry;
pub mod organization;
pub mod region;
pub mod registration;
pub mod registry;
pub mod subsidy;
pub mod support;

//! Whose is it? Every operation of the contract is tried by somebody whom it is not for, with the real ids of somebody else and a body that
//! succeeds for the owner, and every list by two people who both have something in it.
//!
//! [`world::World`] is the harness. Each module follows one thing through its life, so that every act comes at a moment when it
//! succeeds; it lists the operations that it tries.

mod act;
mod application;
mod area;
mod inquiry;
mod office;
mod opening;
mod organization;
mod person;
mod registration;
mod wishes;
mod world;

use api::{openapi, platform::http::contract::Contract};
use std::collections::BTreeMap;

/// What everybody reads, without signing in.
const PUBLIC: &[&str] = &[
    "export_institutions",
    "export_support_table",
    "get_correction_plan",
    "get_directory_summary",
    "get_institution",
    "get_institution_clusters",
    "get_institution_facets",
    "get_institution_support",
    "get_map_settings",
    "get_opening",
    "get_postal_code",
    "get_priority_area",
    "get_subsidy_rule",
    "get_support_table",
    "list_areas",
    "list_computed_candidates",
    "list_correction_plans",
    "list_council_meetings",
    "list_data_editions",
    "list_institution_changes",
    "list_institutions",
    "list_municipalities",
    "list_openings",
    "list_outlines",
    "list_physician_indices",
    "list_priority_areas",
    "list_subsidy_rules",
    "list_support_tables",
    "look_up_priority_areas",
    "suggest_institutions",
];

/// What concerns nobody but who sends it, or whom a password, a code or a link from a mail proves.
const BY_SECRET: &[&str] = &[
    "accept_invitation",
    "create_account",
    "create_contact_message",
    "create_session",
    "create_subsidy_quote",
    "look_up_invitation",
    "look_up_sign_up",
    "print_subsidy_quote",
    "refresh_session",
    "request_password_reset",
    "request_sign_up",
    "reset_password",
    "verify_second_factor",
];

/// What everybody with the role reads or enters alike, without an id of anything: the role matrix says which role.
const OF_THE_OFFICE: &[&str] = &[
    "count_licence_checks",
    "count_registrations",
    "create_registry_import",
    "export_contact_messages",
    "export_registrations",
    "get_platform_state",
    "list_audit_entries",
    "list_contact_messages",
    "list_licence_checks",
    "list_reason_templates",
    "list_registrations",
    "list_registry_differences",
    "list_registry_imports",
    "list_second_factor_resets",
    "list_staff",
    "list_staff_invitations",
    "search_registry",
];

#[test]
fn every_operation_is_tried_as_somebody_else_or_belongs_to_nobody() {
    let lists = [
        PUBLIC,
        BY_SECRET,
        OF_THE_OFFICE,
        application::DECISION,
        application::DRAFT,
        application::MONEY,
        area::OPERATIONS,
        inquiry::BLOCKS,
        inquiry::DRAFTS,
        inquiry::THREAD,
        office::ACCOUNTS,
        office::REGISTRY,
        office::RULES_AND_STAFF,
        opening::OPERATIONS,
        organization::OPERATIONS,
        person::ACCOUNT,
        person::LICENCE,
        person::SECOND_FACTOR,
        registration::OPERATIONS,
        wishes::OPERATIONS,
    ];
    let mut times = BTreeMap::<&str, u32>::new();
    for operation in lists.concat() {
        *times.entry(operation).or_default() += 1;
    }
    let contract = Contract::of(&openapi::document());
    let known: BTreeMap<&str, u32> = contract.entries().iter().map(|entry| (entry.id.as_str(), 1)).collect();
    assert_eq!(times, known, "each operation is in one list");
}

/// An id in the path can be somebody else's, unless everybody reads it.
#[test]
fn only_what_is_public_has_an_id_and_no_owner() {
    let contract = Contract::of(&openapi::document());
    for entry in contract.entries().iter().filter(|entry| entry.template.contains('{')) {
        assert!(![BY_SECRET, OF_THE_OFFICE].concat().contains(&entry.id.as_str()), "{}", entry.id);
        assert!(!PUBLIC.contains(&entry.id.as_str()) || entry.method == "GET", "{}", entry.id);
    }
}

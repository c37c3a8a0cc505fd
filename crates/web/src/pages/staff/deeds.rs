//! What each act in the audit trail was, in words that follow the actor's name.

use crate::i18n::{Locale, locale, pick};

/// Every act that leaves an entry which staff may read, by the id of its operation or scheduled task, in alphabetical order.
pub const DEEDS: &[(&str, &[&str; 2])] = {
    use crate::i18n::keys::staff::deed as d;
    &[
        ("accept_invitation", d::accept_invitation),
        ("acknowledge_registry_difference", d::acknowledge_registry_difference),
        ("add_registration_note", d::add_registration_note),
        ("add_support_document", d::add_support_document),
        ("advance_correction_plan", d::advance_correction_plan),
        ("apply_change_request", d::apply_change_request),
        ("apply_registry_import", d::apply_registry_import),
        ("apply_support_application", d::apply_support_application),
        ("approve_second_factor_reset", d::approve_second_factor_reset),
        ("change_password", d::change_password),
        ("check_support_application", d::check_support_application),
        ("check_support_report", d::check_support_report),
        ("claim_institution", d::claim_institution),
        ("claim_support_application", d::claim_support_application),
        ("close_priority_area", d::close_priority_area),
        ("close_subsidy_rule", d::close_subsidy_rule),
        ("confirm_opening", d::confirm_opening),
        ("confirm_registration", d::confirm_registration),
        ("confirm_totp", d::confirm_totp),
        ("create_account", d::create_account),
        ("create_administrator", d::create_administrator),
        ("create_change_request", d::create_change_request),
        ("create_contact_message", d::create_contact_message),
        ("create_correction_plan", d::create_correction_plan),
        ("create_council_meeting", d::create_council_meeting),
        ("create_member_invitation", d::create_member_invitation),
        ("create_opening", d::create_opening),
        ("create_organization", d::create_organization),
        ("create_priority_area", d::create_priority_area),
        ("create_reason_template", d::create_reason_template),
        ("create_registration", d::create_registration),
        ("create_registry_import", d::create_registry_import),
        ("create_second_factor_reset", d::create_second_factor_reset),
        ("create_session", d::create_session),
        ("create_staff_invitation", d::create_staff_invitation),
        ("create_subsidy_rule", d::create_subsidy_rule),
        ("create_support_application", d::create_support_application),
        ("decide_licence_check", d::decide_licence_check),
        ("decide_support_application", d::decide_support_application),
        ("delete_all_sessions", d::delete_all_sessions),
        ("delete_me", d::delete_me),
        ("delete_session", d::delete_session),
        ("discard_opening", d::discard_opening),
        ("discard_registry_import", d::discard_registry_import),
        ("end_opening", d::end_opening),
        ("expire_registrations", d::expire_registrations),
        ("fill_opening", d::fill_opening),
        ("fix_support_amount", d::fix_support_amount),
        ("follow_calendar_of_openings", d::follow_calendar_of_openings),
        ("forward_registration", d::forward_registration),
        ("import_data", d::import_data),
        ("leave_registration", d::leave_registration),
        ("open_licence_copy", d::open_licence_copy),
        ("pause_institution", d::pause_institution),
        ("pause_opening", d::pause_opening),
        ("pause_own_institution", d::pause_own_institution),
        ("pay_support_application", d::pay_support_application),
        ("propose_support_application", d::propose_support_application),
        ("prove_session", d::prove_session),
        ("publish_opening", d::publish_opening),
        ("purge_licence_copies", d::purge_licence_copies),
        ("record_council_opinion", d::record_council_opinion),
        ("record_meeting_opinions", d::record_meeting_opinions),
        ("refuse_change_request", d::refuse_change_request),
        ("regenerate_recovery_codes", d::regenerate_recovery_codes),
        ("remind_of_renewal", d::remind_of_renewal),
        ("remove_licence_copy", d::remove_licence_copy),
        ("remove_member", d::remove_member),
        ("remove_old_opening_drafts", d::remove_old_opening_drafts),
        ("remove_old_registration_drafts", d::remove_old_registration_drafts),
        ("remove_old_support_drafts", d::remove_old_support_drafts),
        ("remove_reason_template", d::remove_reason_template),
        ("remove_second_factor", d::remove_second_factor),
        ("remove_support_document", d::remove_support_document),
        ("remove_totp", d::remove_totp),
        ("replace_priority_area", d::replace_priority_area),
        ("replace_subsidy_rule", d::replace_subsidy_rule),
        ("reply_to_contact_message", d::reply_to_contact_message),
        ("report_support_application", d::report_support_application),
        ("reset_password", d::reset_password),
        ("resume_account", d::resume_account),
        ("resume_institution", d::resume_institution),
        ("resume_opening", d::resume_opening),
        ("resume_own_institution", d::resume_own_institution),
        ("resume_own_institutions", d::resume_own_institutions),
        ("return_registration", d::return_registration),
        ("return_support_application", d::return_support_application),
        ("return_support_report", d::return_support_report),
        ("revoke_member_invitation", d::revoke_member_invitation),
        ("revoke_registration", d::revoke_registration),
        ("revoke_staff_invitation", d::revoke_staff_invitation),
        ("revoke_staff_role", d::revoke_staff_role),
        ("save_correction_plan", d::save_correction_plan),
        ("save_council_meeting", d::save_council_meeting),
        ("save_doctor_profile", d::save_doctor_profile),
        ("save_opening", d::save_opening),
        ("save_reason_template", d::save_reason_template),
        ("save_registration", d::save_registration),
        ("save_support_application", d::save_support_application),
        ("save_support_budget", d::save_support_budget),
        ("select_support_application", d::select_support_application),
        ("settle_contact_message", d::settle_contact_message),
        ("start_registration_review", d::start_registration_review),
        ("start_totp", d::start_totp),
        ("submit_registration", d::submit_registration),
        ("submit_support_application", d::submit_support_application),
        ("suspend_account", d::suspend_account),
        ("take_down_opening", d::take_down_opening),
        ("take_registration", d::take_registration),
        ("turn_down_support_application", d::turn_down_support_application),
        ("undo_support_application", d::undo_support_application),
        ("update_me", d::update_me),
        ("update_organization", d::update_organization),
        ("upload_licence_copy", d::upload_licence_copy),
        ("verify_second_factor", d::verify_second_factor),
        ("withdraw_change_request", d::withdraw_change_request),
        ("withdraw_priority_area", d::withdraw_priority_area),
        ("withdraw_registration", d::withdraw_registration),
        ("withdraw_second_factor_reset", d::withdraw_second_factor_reset),
        ("withdraw_subsidy_rule", d::withdraw_subsidy_rule),
        ("withdraw_support_application", d::withdraw_support_application),
        ("withdraw_support_budget", d::withdraw_support_budget),
        ("withdraw_support_claim", d::withdraw_support_claim),
    ]
};

/// The words for an operation; `None` for an unknown one.
pub fn deed(operation: &str) -> Option<&'static str> {
    let at = DEEDS.binary_search_by(|(known, _)| (*known).cmp(operation)).ok()?;
    DEEDS.get(at).map(|(_, words)| pick(words))
}

/// An act that was refused, in words that do not say that it was done. Operations are named by a verb and what it is about, which English reads as it
/// is; Japanese words of an act end the same way.
pub fn attempt(operation: &str) -> String {
    let stem = match locale() {
        Locale::Ja => deed(operation).and_then(|words| words.strip_suffix(DONE)),
        Locale::En => None,
    };
    stem.map_or_else(|| operation.replace('_', " "), |stem| stem.to_owned() + "ます")
}

/// The ending of a Japanese verb in the past.
const DONE: &str = "ました";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::api::OPERATIONS;

    /// Acts whose entries no staff reads, and those that leave none.
    const UNSEEN: &[&str] = &[
        "advance_inquiry",
        "block_institution",
        "create_inquiry",
        "create_inquiry_quote",
        "create_subsidy_quote",
        "look_up_invitation",
        "look_up_sign_up",
        "print_subsidy_quote",
        "refresh_session",
        "request_password_reset",
        "request_sign_up",
        "save_message_draft",
        "save_wishes",
        "send_message",
        "share_identity",
        "try_what_if",
        "unblock_institution",
    ];

    #[test]
    fn every_act_that_staff_read_of_has_words() {
        assert!(DEEDS.is_sorted_by_key(|(id, _)| *id));
        let acts = OPERATIONS.iter().filter(|one| one.method != "GET").map(|one| one.id);
        let silent: Vec<_> = acts.filter(|id| deed(id).is_none() && !UNSEEN.contains(id)).collect();
        assert!(silent.is_empty(), "no words for {silent:?}");
    }

    #[test]
    fn a_refused_act_does_not_read_as_done() {
        for (id, [ja, _]) in DEEDS {
            assert!(ja.ends_with(DONE), "{id}: {ja}");
        }
        assert_eq!(attempt("revoke_registration"), "登録を取り消します");
        assert_eq!(attempt("look_up_sign_up"), "look up sign up");
    }
}

//! Every operation of the API, by its id in `openapi/openapi.json`: a function of what its path names, which returns the address by its method.

use crate::{Names, address::fill, query};
use domain::{actor::Role, ids::*, region::Prefecture};
use std::fmt;

/// What is declared of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declared {
    /// Its id.
    pub id: &'static str,
    /// Its method, such as `GET`.
    pub method: &'static str,
    /// Its path, with the name of a parameter in braces.
    pub path: &'static str,
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident $method:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[must_use]
        pub struct $name(String);

        impl $name {
            const METHOD: &'static str = $method;

            /// Its address.
            #[must_use]
            pub fn address(&self) -> &str {
                &self.0
            }

            /// The same with these parameters behind the path, as far as they have a value.
            pub fn with(mut self, parameters: &[(&str, Option<String>)]) -> Self {
                self.0.push_str(&query(parameters));
                self
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

methods! {
    /// The address of an operation that reads.
    Get "GET",
    /// The address of an operation that makes or does something.
    Post "POST",
    /// The address of an operation that puts something in the place of what is there.
    Put "PUT",
    /// The address of an operation that changes a part.
    Patch "PATCH",
    /// The address of an operation that removes.
    Delete "DELETE",
}

macro_rules! operations {
    ($($id:ident $(($($parameter:ident: $kind:ty),+))? $method:ident $path:literal;)+) => {
        /// Every operation.
        pub const OPERATIONS: &[Declared] =
            &[$(Declared { id: stringify!($id), method: $method::METHOD, path: concat!("/api/v1", $path) }),+];

        $(
            #[doc = concat!("`", stringify!($method), " /api/v1", $path, "`")]
            pub fn $id($($($parameter: impl Names<$kind>),+)?) -> $method {
                $method(fill(concat!("/api/v1", $path), &[$($($parameter.segment()),+)?]))
            }
        )+
    };
}

operations! {
    create_account Post "/accounts";
    look_up_sign_up Post "/accounts/look-up-sign-up";
    request_password_reset Post "/accounts/request-password-reset";
    request_sign_up Post "/accounts/request-sign-up";
    reset_password Post "/accounts/reset-password";
    list_audit_entries Get "/audit-entries";
    apply_change_request(id: ChangeRequestId) Post "/change-requests/{id}/apply";
    refuse_change_request(id: ChangeRequestId) Post "/change-requests/{id}/refuse";
    withdraw_change_request(id: ChangeRequestId) Post "/change-requests/{id}/withdraw";
    list_computed_candidates Get "/computed-candidates";
    export_contact_messages Get "/contact-message-export";
    list_contact_messages Get "/contact-messages";
    create_contact_message Post "/contact-messages";
    reply_to_contact_message(id: ContactMessageId) Post "/contact-messages/{id}/replies";
    settle_contact_message(id: ContactMessageId) Post "/contact-messages/{id}/settle";
    list_correction_plans Get "/correction-plans";
    create_correction_plan Post "/correction-plans";
    get_correction_plan(id: CorrectionPlanId) Get "/correction-plans/{id}";
    save_correction_plan(id: CorrectionPlanId) Put "/correction-plans/{id}";
    advance_correction_plan(id: CorrectionPlanId) Post "/correction-plans/{id}/advance";
    list_council_meetings Get "/council-meetings";
    create_council_meeting Post "/council-meetings";
    save_council_meeting(id: CouncilMeetingId) Put "/council-meetings/{id}";
    list_meeting_applications(id: CouncilMeetingId) Get "/council-meetings/{id}/applications";
    record_meeting_opinions(id: CouncilMeetingId) Post "/council-meetings/{id}/opinions";
    print_meeting_packet(id: CouncilMeetingId) Get "/council-meetings/{id}/packet";
    list_data_editions Get "/data-editions";
    get_directory_summary Get "/directory-summary";
    list_inquiries Get "/inquiries";
    create_inquiry Post "/inquiries";
    get_inquiry(id: InquiryId) Get "/inquiries/{id}";
    advance_inquiry(id: InquiryId) Post "/inquiries/{id}/advance";
    send_message(id: InquiryId) Post "/inquiries/{id}/messages";
    list_inquiry_quotes(id: InquiryId) Get "/inquiries/{id}/quotes";
    create_inquiry_quote(id: InquiryId) Post "/inquiries/{id}/quotes";
    print_inquiry_quote(id: InquiryId, quote_id: SubsidyQuoteId) Get "/inquiries/{id}/quotes/{quote_id}/pdf";
    share_identity(id: InquiryId) Post "/inquiries/{id}/share-identity";
    list_institution_changes Get "/institution-changes";
    get_institution_clusters Get "/institution-clusters";
    get_institution_facets Get "/institution-facets";
    suggest_institutions Get "/institution-suggestions";
    list_institutions Get "/institutions";
    export_institutions Get "/institutions/export";
    get_institution(id: InstitutionId) Get "/institutions/{id}";
    pause_own_institution(id: InstitutionId) Post "/institutions/{id}/own-pause";
    resume_own_institution(id: InstitutionId) Post "/institutions/{id}/own-resume";
    pause_institution(id: InstitutionId) Post "/institutions/{id}/pause";
    create_opening(id: InstitutionId) Post "/institutions/{id}/openings";
    get_restricted_listing(id: InstitutionId) Get "/institutions/{id}/restricted";
    resume_institution(id: InstitutionId) Post "/institutions/{id}/resume";
    get_institution_support(id: InstitutionId) Get "/institutions/{id}/support";
    accept_invitation Post "/invitations/accept";
    look_up_invitation Post "/invitations/look-up";
    count_licence_checks Get "/licence-check-counts";
    list_licence_checks Get "/licence-checks";
    get_licence_check(account_id: AccountId) Get "/licence-checks/{account_id}";
    open_licence_copy(account_id: AccountId) Get "/licence-checks/{account_id}/copy";
    decide_licence_check(account_id: AccountId) Post "/licence-checks/{account_id}/decide";
    get_map_settings Get "/map-settings";
    get_me Get "/me";
    update_me Patch "/me";
    list_blocks Get "/me/blocks";
    block_institution(institution_id: InstitutionId) Put "/me/blocks/{institution_id}";
    unblock_institution(institution_id: InstitutionId) Delete "/me/blocks/{institution_id}";
    change_password Post "/me/change-password";
    delete_me Post "/me/delete";
    get_doctor_profile Get "/me/doctor-profile";
    save_doctor_profile Put "/me/doctor-profile";
    export_me Get "/me/export";
    list_identity_shares Get "/me/identity-shares";
    upload_licence_copy Post "/me/licence-copy";
    remove_licence_copy Delete "/me/licence-copy";
    list_matches Get "/me/matches";
    get_message_draft(subject_id: DraftSubjectId) Get "/me/message-drafts/{subject_id}";
    save_message_draft(subject_id: DraftSubjectId) Put "/me/message-drafts/{subject_id}";
    regenerate_recovery_codes Post "/me/recovery-codes";
    list_my_support_applications Get "/me/support-applications";
    start_totp Post "/me/totp";
    remove_totp Delete "/me/totp";
    confirm_totp Post "/me/totp/confirm";
    get_wishes Get "/me/wishes";
    save_wishes Put "/me/wishes";
    list_municipalities Get "/municipalities";
    list_openings Get "/openings";
    get_opening(id: OpeningId) Get "/openings/{id}";
    discard_opening(id: OpeningId) Delete "/openings/{id}";
    confirm_opening(id: OpeningId) Post "/openings/{id}/confirm";
    get_own_opening(id: OpeningId) Get "/openings/{id}/content";
    save_opening(id: OpeningId) Put "/openings/{id}/content";
    end_opening(id: OpeningId) Post "/openings/{id}/end";
    fill_opening(id: OpeningId) Post "/openings/{id}/fill";
    explain_opening(id: OpeningId) Get "/openings/{id}/match";
    pause_opening(id: OpeningId) Post "/openings/{id}/pause";
    publish_opening(id: OpeningId) Post "/openings/{id}/publish";
    resume_opening(id: OpeningId) Post "/openings/{id}/resume";
    take_down_opening(id: OpeningId) Post "/openings/{id}/take-down";
    list_organizations Get "/organizations";
    create_organization Post "/organizations";
    get_organization(id: OrganizationId) Get "/organizations/{id}";
    update_organization(id: OrganizationId) Patch "/organizations/{id}";
    claim_institution(id: OrganizationId) Post "/organizations/{id}/institution-claims";
    list_member_invitations(id: OrganizationId) Get "/organizations/{id}/invitations";
    create_member_invitation(id: OrganizationId) Post "/organizations/{id}/invitations";
    revoke_member_invitation(id: OrganizationId, invitation_id: InvitationId) Delete "/organizations/{id}/invitations/{invitation_id}";
    remove_member(id: OrganizationId, account_id: AccountId) Delete "/organizations/{id}/members/{account_id}";
    list_own_openings(id: OrganizationId) Get "/organizations/{id}/openings";
    list_organization_registrations(id: OrganizationId) Get "/organizations/{id}/registrations";
    create_registration(id: OrganizationId) Post "/organizations/{id}/registrations";
    list_outlines Get "/outlines";
    list_physician_indices Get "/physician-indices";
    get_platform_state Get "/platform-state";
    get_postal_code(code: String) Get "/postal-codes/{code}";
    look_up_priority_areas Get "/priority-area-look-up";
    list_priority_areas Get "/priority-areas";
    create_priority_area Post "/priority-areas";
    get_priority_area(id: PriorityAreaId) Get "/priority-areas/{id}";
    close_priority_area(id: PriorityAreaId) Post "/priority-areas/{id}/close";
    replace_priority_area(id: PriorityAreaId) Post "/priority-areas/{id}/versions";
    withdraw_priority_area(id: PriorityAreaId) Post "/priority-areas/{id}/withdraw";
    list_reason_templates Get "/reason-templates";
    create_reason_template Post "/reason-templates";
    save_reason_template(id: ReasonTemplateId) Put "/reason-templates/{id}";
    remove_reason_template(id: ReasonTemplateId) Delete "/reason-templates/{id}";
    count_registrations Get "/registration-counts";
    export_registrations Get "/registration-export";
    list_registrations Get "/registrations";
    get_registration(id: RegistrationId) Get "/registrations/{id}";
    save_registration(id: RegistrationId) Put "/registrations/{id}";
    take_registration(id: RegistrationId) Put "/registrations/{id}/assignee";
    leave_registration(id: RegistrationId) Delete "/registrations/{id}/assignee";
    create_change_request(id: RegistrationId) Post "/registrations/{id}/change-requests";
    confirm_registration(id: RegistrationId) Post "/registrations/{id}/confirm";
    forward_registration(id: RegistrationId) Post "/registrations/{id}/forward";
    add_registration_note(id: RegistrationId) Post "/registrations/{id}/notes";
    print_registration(id: RegistrationId) Get "/registrations/{id}/pdf";
    return_registration(id: RegistrationId) Post "/registrations/{id}/return";
    review_registration(id: RegistrationId) Get "/registrations/{id}/review";
    revoke_registration(id: RegistrationId) Post "/registrations/{id}/revoke";
    start_registration_review(id: RegistrationId) Post "/registrations/{id}/start-review";
    submit_registration(id: RegistrationId) Post "/registrations/{id}/submit";
    withdraw_registration(id: RegistrationId) Post "/registrations/{id}/withdraw";
    list_registry_differences Get "/registry-differences";
    acknowledge_registry_difference(id: RegistryDifferenceId) Post "/registry-differences/{id}/acknowledge";
    list_registry_imports Get "/registry-imports";
    create_registry_import Post "/registry-imports";
    get_registry_import(id: RegistryImportId) Get "/registry-imports/{id}";
    apply_registry_import(id: RegistryImportId) Post "/registry-imports/{id}/apply";
    discard_registry_import(id: RegistryImportId) Post "/registry-imports/{id}/discard";
    search_registry Get "/registry-institutions";
    list_second_factor_resets Get "/second-factor-resets";
    create_second_factor_reset Post "/second-factor-resets";
    withdraw_second_factor_reset(id: SecondFactorResetId) Delete "/second-factor-resets/{id}";
    approve_second_factor_reset(id: SecondFactorResetId) Post "/second-factor-resets/{id}/approve";
    list_areas Get "/secondary-medical-areas";
    list_sessions Get "/sessions";
    create_session Post "/sessions";
    delete_all_sessions Delete "/sessions";
    delete_session Delete "/sessions/current";
    prove_session Post "/sessions/current/prove";
    refresh_session Post "/sessions/refresh";
    verify_second_factor Post "/sessions/second-factor";
    list_staff Get "/staff";
    list_staff_invitations Get "/staff-invitations";
    create_staff_invitation Post "/staff-invitations";
    revoke_staff_invitation(id: InvitationId) Delete "/staff-invitations/{id}";
    resume_account(account_id: AccountId) Post "/staff/{account_id}/resume";
    revoke_staff_role(account_id: AccountId, role: Role) Delete "/staff/{account_id}/roles/{role}";
    suspend_account(account_id: AccountId) Post "/staff/{account_id}/suspend";
    create_subsidy_quote Post "/subsidy-quotes";
    print_subsidy_quote Post "/subsidy-quotes/print";
    list_subsidy_rules Get "/subsidy-rules";
    create_subsidy_rule Post "/subsidy-rules";
    get_subsidy_rule(id: SubsidyRuleId) Get "/subsidy-rules/{id}";
    replace_subsidy_rule(id: SubsidyRuleId) Put "/subsidy-rules/{id}";
    close_subsidy_rule(id: SubsidyRuleId) Post "/subsidy-rules/{id}/close";
    withdraw_subsidy_rule(id: SubsidyRuleId) Post "/subsidy-rules/{id}/withdraw";
    export_support_applications Get "/support-application-exports";
    list_support_applications Get "/support-applications";
    create_support_application Post "/support-applications";
    get_support_application(id: SupportApplicationId) Get "/support-applications/{id}";
    save_support_application(id: SupportApplicationId) Put "/support-applications/{id}";
    apply_support_application(id: SupportApplicationId) Post "/support-applications/{id}/apply";
    check_support_application(id: SupportApplicationId) Post "/support-applications/{id}/check";
    check_support_report(id: SupportApplicationId) Post "/support-applications/{id}/check-report";
    claim_support_application(id: SupportApplicationId) Post "/support-applications/{id}/claim";
    decide_support_application(id: SupportApplicationId) Post "/support-applications/{id}/decide";
    add_support_document(id: SupportApplicationId) Post "/support-applications/{id}/documents";
    get_support_document(id: SupportApplicationId, document_id: SupportDocumentId) Get "/support-applications/{id}/documents/{document_id}";
    remove_support_document(id: SupportApplicationId, document_id: SupportDocumentId) Delete "/support-applications/{id}/documents/{document_id}";
    fix_support_amount(id: SupportApplicationId) Post "/support-applications/{id}/fix";
    print_support_form(id: SupportApplicationId) Get "/support-applications/{id}/form";
    record_council_opinion(id: SupportApplicationId) Post "/support-applications/{id}/opinions";
    pay_support_application(id: SupportApplicationId) Post "/support-applications/{id}/pay";
    print_support_application(id: SupportApplicationId) Get "/support-applications/{id}/pdf";
    propose_support_application(id: SupportApplicationId) Post "/support-applications/{id}/propose";
    report_support_application(id: SupportApplicationId) Post "/support-applications/{id}/report";
    return_support_application(id: SupportApplicationId) Post "/support-applications/{id}/return";
    return_support_report(id: SupportApplicationId) Post "/support-applications/{id}/return-report";
    select_support_application(id: SupportApplicationId) Post "/support-applications/{id}/select";
    submit_support_application(id: SupportApplicationId) Post "/support-applications/{id}/submit";
    turn_down_support_application(id: SupportApplicationId) Post "/support-applications/{id}/turn-down";
    undo_support_application(id: SupportApplicationId) Post "/support-applications/{id}/undo";
    withdraw_support_application(id: SupportApplicationId) Post "/support-applications/{id}/withdraw";
    withdraw_support_claim(id: SupportApplicationId) Post "/support-applications/{id}/withdraw-claim";
    save_support_budget Post "/support-budgets";
    get_support_budget(fiscal_year: i32) Get "/support-budgets/{fiscal_year}";
    withdraw_support_budget(fiscal_year: i32) Post "/support-budgets/{fiscal_year}/withdraw";
    list_support_tables Get "/support-tables";
    get_support_table(prefecture: &'static Prefecture, fiscal_year: i32) Get "/support-tables/{prefecture}/{fiscal_year}";
    export_support_table(prefecture: &'static Prefecture, fiscal_year: i32) Get "/support-tables/{prefecture}/{fiscal_year}/export";
    try_what_if Post "/what-ifs";
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn the_contract_and_this_table_have_the_same_operations() {
        let contract: Value = serde_json::from_str(include_str!("../../../openapi/openapi.json")).unwrap();
        let mut documented = BTreeSet::new();
        for (path, operations) in contract["paths"].as_object().unwrap() {
            for (method, operation) in operations.as_object().unwrap().iter().filter(|(_, operation)| operation["operationId"].is_string())
            {
                documented.insert((operation["operationId"].as_str().unwrap().to_owned(), method.to_uppercase(), path.clone()));
            }
        }
        let declared = OPERATIONS.iter().map(|one| (one.id.to_owned(), one.method.to_owned(), one.path.to_owned())).collect();
        let missing: Vec<_> = documented.difference(&declared).collect();
        let unknown: Vec<_> = declared.difference(&documented).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "not declared: {missing:#?}\nnot in the contract: {unknown:#?}");
    }

    #[test]
    fn an_address_is_made_of_its_parameters() {
        let pairs = [("lacking_letters", Some("replace".to_owned())), ("none", None)];
        let address = print_inquiry_quote(crate::Unparsed("1 2"), crate::Unparsed("3")).with(&pairs);
        assert_eq!(address.to_string(), "/api/v1/inquiries/1%202/quotes/3/pdf?lacking_letters=replace");
        assert_eq!(get_support_table("04", 2025).address(), "/api/v1/support-tables/04/2025");
    }
}

//! Addresses of the API.

use domain::export::LackingLetters;

pub const ACCOUNTS: &str = "/api/v1/accounts";
pub const REQUEST_SIGN_UP: &str = "/api/v1/accounts/request-sign-up";
pub const LOOK_UP_SIGN_UP: &str = "/api/v1/accounts/look-up-sign-up";
pub const SESSIONS: &str = "/api/v1/sessions";
pub const SECOND_FACTOR: &str = "/api/v1/sessions/second-factor";
pub const REFRESH: &str = "/api/v1/sessions/refresh";
pub const CURRENT_SESSION: &str = "/api/v1/sessions/current";
pub const PROVE_SESSION: &str = "/api/v1/sessions/current/prove";
pub const PASSWORD_RESETS: &str = "/api/v1/accounts/request-password-reset";
pub const RESET_PASSWORD: &str = "/api/v1/accounts/reset-password";
pub const ME: &str = "/api/v1/me";
pub const CHANGE_PASSWORD: &str = "/api/v1/me/change-password";
pub const EXPORT_ME: &str = "/api/v1/me/export";
pub const DELETE_ME: &str = "/api/v1/me/delete";
pub const TOTP: &str = "/api/v1/me/totp";
pub const CONFIRM_TOTP: &str = "/api/v1/me/totp/confirm";
pub const RECOVERY_CODES: &str = "/api/v1/me/recovery-codes";
pub const LOOK_UP_INVITATION: &str = "/api/v1/invitations/look-up";
pub const ACCEPT_INVITATION: &str = "/api/v1/invitations/accept";

pub const CONTACT_MESSAGES: &str = "/api/v1/contact-messages";
// The map
pub const OUTLINES: &str = "/api/v1/outlines";
pub const PHYSICIAN_INDICES: &str = "/api/v1/physician-indices";
pub const MAP_SETTINGS: &str = "/api/v1/map-settings";
pub const DATA_EDITIONS: &str = "/api/v1/data-editions";

pub const DIRECTORY_SUMMARY: &str = "/api/v1/directory-summary";

/// A member of a collection. The id may come from the address bar, so it is encoded.
fn below(collection: &str, id: &str) -> String {
    String::from(collection) + "/" + &String::from(js_sys::encode_uri_component(id))
}

// Directory
pub const INSTITUTIONS: &str = "/api/v1/institutions";
pub const INSTITUTION_EXPORT: &str = "/api/v1/institutions/export";
pub const INSTITUTION_FACETS: &str = "/api/v1/institution-facets";
pub const INSTITUTION_CLUSTERS: &str = "/api/v1/institution-clusters";
pub const INSTITUTION_SUGGESTIONS: &str = "/api/v1/institution-suggestions";
pub const AREAS: &str = "/api/v1/secondary-medical-areas";

/// Where a postal code is.
pub fn postal_code(code: &str) -> String {
    below("/api/v1/postal-codes", code)
}

/// A public page.
pub fn institution(id: &str) -> String {
    below(INSTITUTIONS, id)
}

/// What only doctors and staff see of an institution.
pub fn restricted_listing(id: &str) -> String {
    institution(id) + "/restricted"
}

// Doctor
pub const DOCTOR_PROFILE: &str = "/api/v1/me/doctor-profile";
pub const LICENCE_COPY: &str = "/api/v1/me/licence-copy";
pub const BLOCKS: &str = "/api/v1/me/blocks";
pub const IDENTITY_SHARES: &str = "/api/v1/me/identity-shares";

/// A blocked institution.
pub fn block(institution: &str) -> String {
    below(BLOCKS, institution)
}

// Inquiry
pub const INQUIRIES: &str = "/api/v1/inquiries";

/// A conversation.
pub fn inquiry(id: &str) -> String {
    below(INQUIRIES, id)
}

/// Its messages.
pub fn inquiry_messages(id: &str) -> String {
    inquiry(id) + "/messages"
}

/// A step in its course.
pub fn advance_inquiry(id: &str) -> String {
    inquiry(id) + "/advance"
}

/// Showing the doctor's identity.
pub fn share_identity(id: &str) -> String {
    inquiry(id) + "/share-identity"
}

// Organizations and registrations
pub const ORGANIZATIONS: &str = "/api/v1/organizations";
pub const REGISTRY_INSTITUTIONS: &str = "/api/v1/registry-institutions";
pub const REGISTRY_IMPORTS: &str = "/api/v1/registry-imports";
pub const REGISTRY_DIFFERENCES: &str = "/api/v1/registry-differences";

/// A file that was submitted.
pub fn registry_import(id: &str) -> String {
    below(REGISTRY_IMPORTS, id)
}

/// What is done with it.
pub fn registry_import_action(id: &str, action: &str) -> String {
    registry_import(id) + "/" + action
}

/// Taking note of a difference.
pub fn acknowledge_registry_difference(id: &str) -> String {
    below(REGISTRY_DIFFERENCES, id) + "/acknowledge"
}

pub const MUNICIPALITIES: &str = "/api/v1/municipalities";
pub const REGISTRATIONS: &str = "/api/v1/registrations";
pub const REGISTRATION_COUNTS: &str = "/api/v1/registration-counts";

pub fn organization(id: &str) -> String {
    below(ORGANIZATIONS, id)
}
pub fn organization_part(id: &str, part: &str) -> String {
    organization(id) + "/" + part
}
pub fn registration(id: &str) -> String {
    below(REGISTRATIONS, id)
}
pub fn registration_action(id: &str, action: &str) -> String {
    registration(id) + "/" + action
}
pub fn change_request_action(id: &str, action: &str) -> String {
    below("/api/v1/change-requests", id) + "/" + action
}
pub fn institution_action(id: &str, action: &str) -> String {
    institution(id) + "/" + action
}

// Support
pub const SUBSIDY_RULES: &str = "/api/v1/subsidy-rules";
pub const PRINT_SUBSIDY_QUOTE: &str = "/api/v1/subsidy-quotes/print";
pub const PRIORITY_AREAS: &str = "/api/v1/priority-areas";
pub const LOOK_UP_PRIORITY_AREAS: &str = "/api/v1/priority-area-look-up";
pub const COMPUTED_CANDIDATES: &str = "/api/v1/computed-candidates";
pub const CORRECTION_PLANS: &str = "/api/v1/correction-plans";
pub const SUPPORT_TABLES: &str = "/api/v1/support-tables";
pub const COUNCIL_MEETINGS: &str = "/api/v1/council-meetings";

/// A priority support area.
pub fn priority_area(id: &str) -> String {
    below(PRIORITY_AREAS, id)
}

/// A prefecture's table of a year.
pub fn support_table(prefecture: &str, year: &str) -> String {
    below(&below(SUPPORT_TABLES, prefecture), year)
}

/// A prefecture's table as a file.
pub fn export_support_table(prefecture: &str, year: &str, format: &str) -> String {
    support_table(prefecture, year) + "/export?format=" + format
}

pub const SUPPORT_APPLICATIONS: &str = "/api/v1/support-applications";
pub const MY_SUPPORT_APPLICATIONS: &str = "/api/v1/me/support-applications";
pub const SUPPORT_BUDGETS: &str = "/api/v1/support-budgets";
pub const WHAT_IFS: &str = "/api/v1/what-ifs";

/// A step of an area: `versions` or `close`.
pub fn priority_area_action(id: &str, action: &str) -> String {
    priority_area(id) + "/" + action
}

/// A correction plan.
pub fn correction_plan(id: &str) -> String {
    below(CORRECTION_PLANS, id)
}

/// A meeting of a council.
pub fn council_meeting(id: &str) -> String {
    below(COUNCIL_MEETINGS, id)
}

/// An application for support.
pub fn support_application(id: &str) -> String {
    below(SUPPORT_APPLICATIONS, id)
}

/// A part or step of an application for support.
/// A document, by what shall happen to letters that its fonts lack.
pub fn printed(path: &str, lacking: LackingLetters) -> String {
    path.to_owned()
        + match lacking {
            LackingLetters::Tell => "",
            LackingLetters::Replace => "?lacking_letters=replace",
        }
}

pub fn support_application_part(id: &str, part: &str) -> String {
    support_application(id) + "/" + part
}

/// A document submitted with an application.
pub fn support_document(id: &str, document: &str) -> String {
    below(&support_application_part(id, "documents"), document)
}

/// A rule of a scheme.
pub fn subsidy_rule(id: &str) -> String {
    below(SUBSIDY_RULES, id)
}

/// The support at an institution.
pub fn institution_support(id: &str) -> String {
    institution(id) + "/support"
}

/// The statements kept in a conversation.
pub fn inquiry_quotes(id: &str) -> String {
    inquiry(id) + "/quotes"
}

/// One of them as a document.
pub fn inquiry_quote_pdf(id: &str, quote: &str) -> String {
    below(&inquiry_quotes(id), quote) + "/pdf"
}

// Staff
pub const STAFF: &str = "/api/v1/staff";
pub const STAFF_INVITATIONS: &str = "/api/v1/staff-invitations";
pub const AUDIT_ENTRIES: &str = "/api/v1/audit-entries";

pub const LICENCE_CHECKS: &str = "/api/v1/licence-checks";
pub const LICENCE_CHECK_COUNTS: &str = "/api/v1/licence-check-counts";

/// A doctor's licence.
pub fn licence_check(account: &str) -> String {
    below(LICENCE_CHECKS, account)
}
pub fn licence_check_copy(account: &str) -> String {
    licence_check(account) + "/copy"
}
pub fn decide_licence_check(account: &str) -> String {
    licence_check(account) + "/decide"
}
pub fn staff_invitation(id: &str) -> String {
    below(STAFF_INVITATIONS, id)
}
pub fn staff_role(account: &str, role: &str) -> String {
    below(STAFF, account) + "/roles/" + role
}
pub fn settle_contact_message(id: &str) -> String {
    below(CONTACT_MESSAGES, id) + "/settle"
}

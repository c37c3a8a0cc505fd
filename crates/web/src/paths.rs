//! Every address, of pages and of the API: the only place with path strings.
//!
//! Page authors: add builders below in the section of your feature, and use the same words as the route in your `pages/<feature>/mod.rs`.

use std::fmt::Display;

/// Addresses of the API.
pub mod api {
    pub const ACCOUNTS: &str = "/api/v1/accounts";
    pub const CONFIRM_EMAIL: &str = "/api/v1/accounts/confirm-email";
    pub const RESEND_CONFIRMATION: &str = "/api/v1/accounts/resend-confirmation";
    pub const SESSIONS: &str = "/api/v1/sessions";
    pub const SECOND_FACTOR: &str = "/api/v1/sessions/second-factor";
    pub const REFRESH: &str = "/api/v1/sessions/refresh";
    pub const CURRENT_SESSION: &str = "/api/v1/sessions/current";
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
    pub const DATA_EDITIONS: &str = "/api/v1/data-editions";

    pub const DIRECTORY_SUMMARY: &str = "/api/v1/directory-summary";

    /// A member of a collection. The id may come from the address bar, so it is encoded.
    fn below(collection: &str, id: &str) -> String {
        String::from(collection) + "/" + &String::from(js_sys::encode_uri_component(id))
    }

    // Directory
    pub const INSTITUTIONS: &str = "/api/v1/institutions";
    pub const AREAS: &str = "/api/v1/secondary-medical-areas";

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
    pub fn registration_act(id: &str, act: &str) -> String {
        registration(id) + "/" + act
    }
    pub fn change_request_act(id: &str, act: &str) -> String {
        below("/api/v1/change-requests", id) + "/" + act
    }
    pub fn institution_act(id: &str, act: &str) -> String {
        institution(id) + "/" + act
    }

    // Support
    pub const SUBSIDY_RULES: &str = "/api/v1/subsidy-rules";
    pub const PRINT_SUBSIDY_QUOTE: &str = "/api/v1/subsidy-quotes/print";
    pub const PRIORITY_AREAS: &str = "/api/v1/priority-areas";
    pub const LOOK_UP_PRIORITY_AREAS: &str = "/api/v1/priority-area-look-up";
    pub const COMPUTED_CANDIDATES: &str = "/api/v1/computed-candidates";
    pub const CORRECTION_PLANS: &str = "/api/v1/correction-plans";
    pub const COUNCIL_MEETINGS: &str = "/api/v1/council-meetings";

    /// A priority support area.
    pub fn priority_area(id: &str) -> String {
        below(PRIORITY_AREAS, id)
    }

    /// A prefecture's table of a year.
    pub fn support_table(prefecture: &str, year: &str) -> String {
        below(&below("/api/v1/support-tables", prefecture), year)
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
    pub fn priority_area_act(id: &str, act: &str) -> String {
        priority_area(id) + "/" + act
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
    pub fn support_application_part(id: &str, part: &str) -> String {
        support_application(id) + "/" + part
    }

    /// A document handed in with an application.
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

    pub fn staff_invitation(id: &str) -> String {
        below(STAFF_INVITATIONS, id)
    }
    pub fn staff_role(account: &str, role: &str) -> String {
        below(STAFF, account) + "/roles/" + role
    }
    pub fn settle_contact_message(id: &str) -> String {
        below(CONTACT_MESSAGES, id) + "/settle"
    }
}

// Public
pub const HOME: &str = "/";
pub const DIRECTORY: &str = "/institutions";
pub const FAQ: &str = "/faq";
pub const PROGRAMME: &str = "/programme";
pub const HOW_IT_WORKS: &str = "/how-it-works";
pub const CONTACT: &str = "/contact";
pub const TERMS: &str = "/terms";
pub const PRIVACY: &str = "/privacy";
pub const CREDITS: &str = "/credits";

/// An institution's public page.
pub fn listing(id: impl Display) -> String {
    format!("/institutions/{id}")
}

/// The directory, narrowed to a prefecture.
pub fn directory_in(prefecture: &str) -> String {
    format!("/institutions?prefecture={prefecture}")
}

// Priority support areas and the money
pub const SUPPORT: &str = "/support";
pub const SUPPORT_PACKAGE: &str = "/support/package";

pub const SUPPORT_SCHEMES: &str = "/support/schemes";
pub const SUPPORT_CALCULATOR: &str = "/support/calculator";

/// A scheme and its rules.
pub fn support_scheme(scheme: &str) -> String {
    format!("{SUPPORT_SCHEMES}/{scheme}")
}

pub const SUPPORT_AREAS: &str = "/support/areas";

/// A prefecture's areas, today.
pub fn support_areas(prefecture: &str) -> String {
    format!("{SUPPORT_AREAS}/{prefecture}")
}

/// A prefecture's areas on a day.
pub fn support_areas_on(prefecture: &str, day: &str) -> String {
    format!("{SUPPORT_AREAS}/{prefecture}?as_of={day}")
}

/// One area, on a day.
pub fn support_area(prefecture: &str, area: impl Display, day: Option<&str>) -> String {
    match day {
        Some(day) => format!("{SUPPORT_AREAS}/{prefecture}/{area}?as_of={day}"),
        None => format!("{SUPPORT_AREAS}/{prefecture}/{area}"),
    }
}

/// A prefecture's table of what was planned and decided in a fiscal year.
pub fn support_table(prefecture: &str, year: i32) -> String {
    format!("/support/tables/{prefecture}/{year}")
}

/// The meetings of a prefecture's councils.
pub fn support_meetings(prefecture: &str) -> String {
    format!("/support/meetings/{prefecture}")
}

/// One measure of the package.
pub fn support_topic(topic: &str) -> String {
    format!("{SUPPORT_PACKAGE}/{topic}")
}

// Accounts
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_UP: &str = "/sign-up";
pub const SIGN_UP_DOCTOR: &str = "/sign-up/doctor";
pub const SIGN_UP_INSTITUTION: &str = "/sign-up/institution";
pub const FORGOTTEN_PASSWORD: &str = "/forgotten-password";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_SECOND_FACTOR: &str = "/account/second-factor";

/// The sign-in page that returns to `next` (an address on this site).
pub fn sign_in_then(next: &str) -> String {
    format!("/sign-in?next={}", js_sys::encode_uri_component(next))
}

// Institution
pub const INSTITUTION_HOME: &str = "/institution";

/// An organization with its members.
pub fn organization(id: impl Display) -> String {
    format!("/institution/organizations/{id}")
}

/// Where a registration of an organization is started.
pub fn start_registration(organization: impl Display) -> String {
    format!("/institution/organizations/{organization}/start")
}

/// A registration, as its institution sees it.
pub fn registration(id: impl Display) -> String {
    format!("/institution/registrations/{id}")
}

/// The form of a registration, at one of its parts (from 0).
pub fn registration_edit(id: impl Display, part: usize) -> String {
    if part == 0 {
        format!("/institution/registrations/{id}/edit")
    } else {
        format!("/institution/registrations/{id}/edit?part={}", part + 1)
    }
}

/// What was written, before it is handed in.
pub fn registration_confirm(id: impl Display) -> String {
    format!("/institution/registrations/{id}/confirm")
}

/// After it was handed in.
pub fn registration_done(id: impl Display) -> String {
    format!("/institution/registrations/{id}/done")
}

/// The form that asks for a correction.
pub fn registration_correct(id: impl Display) -> String {
    format!("/institution/registrations/{id}/correct")
}

pub const APPLICATIONS: &str = "/institution/support";
pub const NEW_APPLICATION: &str = "/institution/support/new";

/// Starting an application for an institution.
pub fn apply_for(institution: impl Display) -> String {
    format!("{NEW_APPLICATION}?institution={institution}")
}

/// An application for support, as its institution sees it.
pub fn application(id: impl Display) -> String {
    format!("{APPLICATIONS}/{id}")
}

/// The form of an application for support.
pub fn application_edit(id: impl Display) -> String {
    format!("{APPLICATIONS}/{id}/edit")
}

// Prefecture
pub const PREFECTURE_HOME: &str = "/prefecture";
pub const PREFECTURE_APPLICATIONS: &str = "/prefecture/applications";
pub const PREFECTURE_AREAS: &str = "/prefecture/areas";
pub const PREFECTURE_NEW_AREA: &str = "/prefecture/areas/new";
pub const PREFECTURE_PLANS: &str = "/prefecture/plans";
pub const PREFECTURE_NEW_PLAN: &str = "/prefecture/plans/new";
pub const PREFECTURE_MEETINGS: &str = "/prefecture/meetings";
pub const PREFECTURE_NEW_MEETING: &str = "/prefecture/meetings/new";
pub const PREFECTURE_BUDGET: &str = "/prefecture/budget";
pub const PREFECTURE_WHAT_IF: &str = "/prefecture/what-if";

/// An application for support, as its prefecture sees it.
pub fn prefecture_application(id: impl Display) -> String {
    format!("{PREFECTURE_APPLICATIONS}/{id}")
}

/// The applications in a state.
pub fn prefecture_applications_in(status: &str) -> String {
    format!("{PREFECTURE_APPLICATIONS}?status={status}")
}

/// An area with its versions and what can be done about it.
pub fn prefecture_area(id: impl Display) -> String {
    format!("{PREFECTURE_AREAS}/{id}")
}

/// The form of an area's next version.
pub fn prefecture_area_version(id: impl Display) -> String {
    format!("{PREFECTURE_AREAS}/{id}/version")
}

/// The form of a correction plan.
pub fn prefecture_plan_edit(id: impl Display) -> String {
    format!("{PREFECTURE_PLANS}/{id}/edit")
}

/// A correction plan and its next step.
pub fn prefecture_plan(id: impl Display) -> String {
    format!("{PREFECTURE_PLANS}/{id}")
}

/// The form of a meeting.
pub fn prefecture_meeting(id: impl Display) -> String {
    format!("{PREFECTURE_MEETINGS}/{id}")
}

// Doctor
pub const DOCTOR_HOME: &str = "/doctor";
pub const DOCTOR_PROFILE: &str = "/doctor/profile";
pub const DOCTOR_PRIVACY: &str = "/doctor/privacy";

/// The profile form that goes on to `next` (an address on this site) once it is saved.
pub fn doctor_profile_then(next: &str) -> String {
    String::from(DOCTOR_PROFILE) + "?next=" + &String::from(js_sys::encode_uri_component(next))
}

// Inquiry
pub const INQUIRIES: &str = "/inquiries";

/// A conversation.
pub fn inquiry(id: impl Display) -> String {
    format!("/inquiries/{id}")
}

/// The conversations of one side.
pub fn inquiries_of(side: &str) -> String {
    String::from(INQUIRIES) + "?side=" + side
}

/// Writing to an institution for the first time.
pub fn new_inquiry(institution: impl Display) -> String {
    format!("/inquiries/new?institution={institution}")
}

// Staff
pub const STAFF_HOME: &str = "/staff";
pub const STAFF_REGISTRATIONS: &str = "/staff/registrations";
pub const STAFF_CONTACT_MESSAGES: &str = "/staff/contact-messages";
pub const STAFF_AUDIT: &str = "/staff/audit";
pub const STAFF_PEOPLE: &str = "/staff/people";
pub const STAFF_RULES: &str = "/staff/subsidy-rules";
pub const STAFF_NEW_RULE: &str = "/staff/subsidy-rules/new";

/// A rule of a scheme, and what can be done about it.
pub fn staff_rule(id: impl Display) -> String {
    format!("{STAFF_RULES}/{id}")
}

/// The form of a rule that follows another one.
pub fn staff_new_rule_from(id: impl Display) -> String {
    format!("{STAFF_NEW_RULE}?from={id}")
}

/// The form of a rule that is rewritten.
pub fn staff_rule_edit(id: impl Display) -> String {
    format!("{STAFF_RULES}/{id}/edit")
}

/// The registrations in a state.
pub fn staff_registrations_in(status: &str) -> String {
    format!("{STAFF_REGISTRATIONS}?status={status}")
}

/// The registrations with a correction that waits.
pub fn staff_change_requests() -> String {
    format!("{STAFF_REGISTRATIONS}?change_requested=true")
}

/// Everything about a registration.
pub fn staff_registration(id: impl Display) -> String {
    format!("{STAFF_REGISTRATIONS}/{id}")
}

/// The acts on one thing.
pub fn staff_audit_of(subject_type: &str, id: impl Display) -> String {
    format!("{STAFF_AUDIT}?subject_type={subject_type}&subject_id={id}")
}

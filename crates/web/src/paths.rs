//! Every address, of pages and of the API: the only place with path strings.
//!
//! Page authors: add builders below in the section of your feature, and use the same words as the route in your `pages/<feature>/mod.rs`.

use std::fmt::Display;

/// Addresses of the API.
pub mod api {
    pub const ME: &str = "/api/v1/me";
    pub const SESSIONS: &str = "/api/v1/sessions";
    pub const REFRESH: &str = "/api/v1/sessions/refresh";
    pub const SIGN_OUT: &str = "/api/v1/sessions/sign-out";
    pub const CONTACT_MESSAGES: &str = "/api/v1/contact-messages";
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

// Accounts
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_UP: &str = "/sign-up";
pub const SIGN_UP_DOCTOR: &str = "/sign-up/doctor";
pub const SIGN_UP_INSTITUTION: &str = "/sign-up/institution";
pub const FORGOTTEN_PASSWORD: &str = "/forgotten-password";
pub const ACCOUNT: &str = "/account";

/// The sign-in page that returns to `next` (an address on this site).
pub fn sign_in_then(next: &str) -> String {
    format!("/sign-in?next={}", js_sys::encode_uri_component(next))
}

// Institution
pub const INSTITUTION_HOME: &str = "/institution";

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

/// Writing to an institution for the first time.
pub fn new_inquiry(institution: impl Display) -> String {
    format!("/inquiries/new?institution={institution}")
}

// Staff
pub const STAFF_HOME: &str = "/staff";

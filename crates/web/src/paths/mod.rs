//! Every address, of pages and of the API: the only place with path strings.
//!
//! Page authors: add builders below in the section of your feature, and use the same words as the route in your `pages/<feature>/mod.rs`.

pub mod api;

use domain::locale::Locale;
use percent_encoding::percent_decode_str;
use std::fmt::Display;
use url::{Position, Url};

/// How often an address may have been percent-encoded.
const ENCODINGS: usize = 4;

/// The address that a link asks to go on to, as a browser reads it: path, query and fragment. `None` if it leads to another site, or
/// would do so once it is decoded again, as the router does with paths.
pub fn own_address(next: &str) -> Option<String> {
    let site = Url::parse("https://site.invalid").ok()?;
    let read = |text: &str| {
        let url = site.join(text).ok()?;
        let odd = |c: char| c.is_control() || c == '\\';
        let own = text.starts_with('/') && !text.contains(odd) && url.origin() == site.origin() && !url.path().starts_with("//");
        own.then(|| url[Position::BeforePath..].to_owned())
    };
    let address = read(next)?;
    let mut text = next.to_owned();
    for _ in 0..ENCODINGS {
        let decoded = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        if decoded == text {
            return Some(address);
        }
        read(&decoded)?;
        text = decoded;
    }
    None
}

// Public
pub const HOME: &str = "/";
pub const DIRECTORY: &str = "/institutions";
pub const MAP: &str = "/map";
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

/// The newest institutions, for feed readers.
pub fn feed(locale: Locale) -> String {
    match locale {
        Locale::Ja => "/feeds/institutions.atom".to_owned(),
        Locale::En => "/feeds/institutions.atom?lang=en".to_owned(),
    }
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

/// What was written, before it is submitted.
pub fn registration_confirm(id: impl Display) -> String {
    format!("/institution/registrations/{id}/confirm")
}

/// After it was submitted.
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
pub const STAFF_LICENCE_CHECKS: &str = "/staff/licence-checks";
pub const STAFF_AUDIT: &str = "/staff/audit";
pub const STAFF_PEOPLE: &str = "/staff/people";
pub const STAFF_REGISTRY: &str = "/staff/registry";
pub const STAFF_RULES: &str = "/staff/subsidy-rules";
pub const STAFF_NEW_RULE: &str = "/staff/subsidy-rules/new";

/// 医師等資格確認検索: where the Ministry of Health, Labour and Welfare says who is in the medical register.
pub const REGISTER_SEARCH: &str = "https://licenseif.mhlw.go.jp/search_isei/";

/// The licences in one state; `all` for every state.
pub fn staff_licence_checks_in(status: &str) -> String {
    format!("{STAFF_LICENCE_CHECKS}?status={status}")
}

/// The licences in one state with a copy that waits to be looked at.
pub fn staff_licence_copies_in(status: &str) -> String {
    staff_licence_checks_in(status) + "&has_copy=true"
}

/// One doctor's licence.
pub fn staff_licence_check(account: impl Display) -> String {
    format!("{STAFF_LICENCE_CHECKS}/{account}")
}

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

/// A file of an official list that was uploaded.
pub fn staff_registry_import(id: impl Display) -> String {
    format!("{STAFF_REGISTRY}/{id}")
}

/// What editions of the official lists say about institutions here.
pub fn staff_registry_differences() -> String {
    format!("{STAFF_REGISTRY}?show=differences")
}

/// Everything about a registration.
pub fn staff_registration(id: impl Display) -> String {
    format!("{STAFF_REGISTRATIONS}/{id}")
}

/// The acts on one thing.
pub fn staff_audit_of(subject_type: &str, id: impl Display) -> String {
    format!("{STAFF_AUDIT}?subject_type={subject_type}&subject_id={id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_gone_on_to() {
        for own in ["/", "/inquiries/1?tab=a#b", "/inquiries/new?institution=1", "/institutions?q=%E5%86%85%E7%A7%91&note=100%25"] {
            assert_eq!(own_address(own).as_deref(), Some(own));
        }
        let elsewhere = [
            "",
            "evil",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            "/%09/evil.example",
            "/%0A/evil.example",
            "/%2509/evil.example",
            "/%2F/evil.example",
            "/%252F%252Fevil.example",
            "/..//evil.example",
            "/%2e%2e//evil.example",
            "/%5Cevil.example",
            "/a/..//evil.example",
            "/%25252525252509/evil.example",
        ];
        for next in elsewhere {
            assert_eq!(own_address(next), None, "{next:?}");
        }
    }
}

//! Every address. Pages and operations are declared in `crates/routes`; here is what the client says behind a path, and where it goes on to.

mod at;

pub use at::at;
pub use routes::*;

use domain::ids::{InstitutionId, OpeningId, OrganizationId, PriorityAreaId, RegistrationId, SubsidyRuleId};
use domain::locale::Locale;
use domain::region::Prefecture;
use percent_encoding::percent_decode_str;
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

/// The newest institutions, for feed readers.
pub fn feed(locale: Locale) -> String {
    String::from(FEED) + if locale == Locale::En { "?lang=en" } else { "" }
}

fn with(page: &str, name: &str, value: &str) -> String {
    page.to_owned() + &query(&[(name, Some(value.to_owned()))])
}

/// The directory, narrowed to a prefecture.
pub fn directory_in(prefecture: &str) -> String {
    with(DIRECTORY, "prefecture", prefecture)
}

/// A message to the secretariat about an institution's page.
pub fn contact_about(institution: &str) -> String {
    with(CONTACT, "institution", institution)
}

/// The same about an opening.
pub fn contact_about_opening(opening: OpeningId) -> String {
    with(CONTACT, "opening", &opening.to_string())
}

/// A prefecture's areas on a day.
pub fn support_areas_on(prefecture: impl Names<&'static Prefecture>, day: &str) -> String {
    with(&support_areas_in(prefecture), "as_of", day)
}

/// One area, on a day.
pub fn support_area_on(prefecture: impl Names<&'static Prefecture>, area: PriorityAreaId, day: &str) -> String {
    with(&support_area(prefecture, area), "as_of", day)
}

/// The sign-in page that returns to `next` (an address on this site).
pub fn sign_in_then(next: &str) -> String {
    with(SIGN_IN, "next", next)
}

/// The sign-up page at `page` that returns to an institution.
pub fn sign_up_from(page: &str, institution: &str) -> String {
    with(page, "institution", institution)
}

/// Where somebody signs up who was to sign in and go on to `next`: as a doctor who returns to the institution, if that is what they asked for.
pub fn sign_up_instead(next: &str) -> String {
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let asked = next.strip_prefix(NEW_INQUIRY).and_then(|rest| rest.strip_prefix("?institution=")).and_then(|rest| rest.split('&').next());
    match pattern::LISTING.read(path).and_then(|named| named.first().copied()).or(asked) {
        Some(institution) => sign_up_from(SIGN_UP_DOCTOR, institution),
        None => SIGN_UP.to_owned(),
    }
}

/// The form of a registration, at one of its parts (from 0).
pub fn registration_edit_at(id: RegistrationId, part: usize) -> String {
    registration_edit(id) + &query(&[("part", (part > 0).then(|| (part + 1).to_string()))])
}

/// Starting an application for an institution.
pub fn apply_for(institution: InstitutionId) -> String {
    with(NEW_APPLICATION, "institution", &institution.to_string())
}

/// The applications in a state.
pub fn prefecture_applications_in(status: &str) -> String {
    with(PREFECTURE_APPLICATIONS, "status", status)
}

/// The profile form that goes on to `next` (an address on this site) once it is saved.
pub fn doctor_profile_then(next: &str) -> String {
    with(DOCTOR_PROFILE, "next", next)
}

/// The conversations of one side.
pub fn inquiries_of(side: &str) -> String {
    with(INQUIRIES, "side", side)
}

/// Writing to an institution for the first time.
pub fn new_inquiry(institution: impl Names<InstitutionId>) -> String {
    with(NEW_INQUIRY, "institution", &institution.segment())
}

/// The same about one of its openings.
pub fn new_inquiry_about(institution: impl Names<InstitutionId>, opening: OpeningId) -> String {
    new_inquiry(institution) + "&opening=" + &opening.to_string()
}

/// 医師等資格確認検索: where the Ministry of Health, Labour and Welfare says who is in the medical register.
pub const REGISTER_SEARCH: &str = "https://licenseif.mhlw.go.jp/search_isei/";

/// The licences in one state; `all` for every state.
pub fn staff_licence_checks_in(status: &str) -> String {
    with(STAFF_LICENCE_CHECKS, "status", status)
}

/// The licences in one state with a copy that waits to be looked at.
pub fn staff_licence_copies_in(status: &str) -> String {
    staff_licence_checks_in(status) + "&has_copy=true"
}

/// The form of a rule that follows another one.
pub fn staff_new_rule_from(id: SubsidyRuleId) -> String {
    with(STAFF_NEW_RULE, "from", &id.to_string())
}

/// The registrations in a state.
pub fn staff_registrations_in(status: &str) -> String {
    with(STAFF_REGISTRATIONS, "status", status)
}

/// The registrations of an organization.
pub fn staff_registrations_of(organization: OrganizationId) -> String {
    with(STAFF_REGISTRATIONS, "organization_id", &organization.to_string())
}

/// Registrations, by their ids with commas between, with their changes on one page.
pub fn staff_confirmations_of(ids: &str) -> String {
    with(STAFF_CONFIRMATIONS, "ids", ids)
}

/// The registrations with a correction that waits.
pub fn staff_change_requests() -> String {
    with(STAFF_REGISTRATIONS, "change_requested", "true")
}

/// What editions of the official lists say about institutions here.
pub fn staff_registry_differences() -> String {
    with(STAFF_REGISTRY, "show", "differences")
}

/// The acts on one thing.
pub fn staff_audit_of(subject_type: &str, id: impl std::fmt::Display) -> String {
    with(STAFF_AUDIT, "subject_type", subject_type) + "&subject_id=" + &id.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_wanted_to_ask_an_institution_signs_up_as_a_doctor_and_returns_there() {
        for next in
            ["/institutions/1", "/institutions/1?from=map", "/inquiries/new?institution=1", "/inquiries/new?institution=1&opening=2"]
        {
            assert_eq!(sign_up_instead(next), "/sign-up/doctor?institution=1");
        }
        for next in ["", "/institutions", "/staff", "/inquiries/new"] {
            assert_eq!(sign_up_instead(next), "/sign-up");
        }
    }

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

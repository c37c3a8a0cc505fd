//! What only the staff's pages put in words.

use crate::i18n::pick;
use crate::t;
use domain::actor::Role;

/// A role.
pub fn role_text(role: Role) -> &'static str {
    match role {
        Role::Doctor => t!(staff.role.doctor),
        Role::InstitutionMember => t!(staff.role.institution_member),
        Role::Secretariat => t!(staff.role.secretariat),
        Role::CommitteeMember => t!(staff.role.committee_member),
        Role::PrefectureOfficer => t!(staff.role.prefecture_officer),
        Role::Administrator => t!(staff.role.administrator),
    }
}

/// The kinds of things that the trail tells about, as the trail names them.
pub const SUBJECTS: [(&str, &[&str; 2]); 22] = {
    use crate::i18n::keys::staff::subject as s;
    [
        ("registration", s::registration),
        ("change_request", s::change_request),
        ("reason_template", s::reason_template),
        ("institution", s::institution),
        ("opening", s::opening),
        ("organization", s::organization),
        ("doctor", s::doctor),
        ("licence_check", s::licence_check),
        ("account", s::account),
        ("invitation", s::invitation),
        ("sign_in", s::sign_in),
        ("contact_message", s::contact_message),
        ("priority_area", s::priority_area),
        ("correction_plan", s::correction_plan),
        ("council_meeting", s::council_meeting),
        ("subsidy_rule", s::subsidy_rule),
        ("support_application", s::support_application),
        ("support_budget", s::support_budget),
        ("data_edition", s::data_edition),
        ("registry_import", s::registry_import),
        ("registry_difference", s::registry_difference),
        ("refusal", s::refusal),
    ]
};

/// A kind of thing in the trail; its own name where it is not known here.
pub fn subject_text(subject: &str) -> String {
    SUBJECTS.iter().find(|(known, _)| *known == subject).map_or_else(|| subject.to_owned(), |(_, words)| pick(words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::SUBJECTS;
    use domain::account::AUDIT_SUBJECTS;

    #[test]
    fn every_kind_that_staff_may_read_has_words_and_no_other() {
        assert_eq!(SUBJECTS.map(|(kind, _)| kind), AUDIT_SUBJECTS);
    }
}

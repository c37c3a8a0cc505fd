//! Pages that a role of the staff does not allow say who may use them, instead of an empty refusal.

use super::labels::role_text;
use super::may;
use crate::components::common::Page;
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::pages::guard::guarded;
use crate::state::use_session;
use crate::{paths, t};
use domain::actor::{Permission, Role};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use strum::IntoEnumIterator;

/// The permission that the pages below an address need; pages that are not listed are for the whole staff.
const NEEDS: &[(&str, Permission)] = &[
    (paths::STAFF_REGISTRATIONS, Permission::ReviewRegistration),
    (paths::STAFF_CONFIRMATIONS, Permission::ConfirmRegistration),
    (paths::STAFF_REASON_TEMPLATES, Permission::CheckRegistration),
    (paths::STAFF_REGISTRY, Permission::KeepRegistry),
    (paths::STAFF_RULES, Permission::KeepSubsidyRules),
    (paths::STAFF_LICENCE_CHECKS, Permission::CheckLicence),
    (paths::STAFF_CONTACT_MESSAGES, Permission::AnswerContact),
    (paths::STAFF_AUDIT, Permission::ReadAudit),
    (paths::STAFF_PEOPLE, Permission::ManageStaff),
    (paths::STAFF_PLATFORM, Permission::ManageStaff),
];

fn needed(path: &str) -> Option<Permission> {
    let path = path.trim_end_matches('/');
    let below = |page: &str| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    NEEDS.iter().find(|(page, _)| below(page)).map(|(_, permission)| *permission)
}

/// The permission that the page of the address needs and the reader's roles lack, tracked.
fn lacking() -> Memo<Option<Permission>> {
    let path = use_location().pathname;
    Memo::new(move |_| {
        let staff = use_session().holds_any(paths::Area::Staff.roles()) == Some(true);
        path.with(|path| needed(path)).filter(|permission| staff && !may(*permission))
    })
}

/// The page of the address, or `instead` where the reader's roles do not allow it.
pub fn allowed(instead: fn() -> AnyView) -> AnyView {
    let lacks = lacking();
    (move || if lacks.get().is_some() { instead() } else { guarded(paths::Area::Staff) }).into_any()
}

/// Says who may use the page of the address.
#[component]
pub fn RightsPage() -> impl IntoView {
    let lacks = lacking();
    let roles = move || {
        let permission = lacks.get();
        let may = |role: &Role| role.is_staff() && permission.is_some_and(|permission| role.allows(permission));
        Role::iter().filter(may).map(role_text).collect::<Vec<_>>().join(t!(support.words.comma))
    };
    view! {
        <Page title=t!(staff.rights.title)>
            {move || view! {
                <EmptyState title=t!(staff.rights.text, roles = roles()) text=t!(staff.rights.people)>
                    <LinkButton href=paths::STAFF_HOME kind=Kind::Outline>{t!(staff.home.title)}</LinkButton>
                </EmptyState>
            }}
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_needs_what_the_pages_above_it_need() {
        assert_eq!(needed("/staff/registrations/1"), Some(Permission::ReviewRegistration));
        assert_eq!(needed("/staff/subsidy-rules/new"), Some(Permission::KeepSubsidyRules));
        assert_eq!(needed("/staff"), None);
        assert_eq!(needed("/staff/peoples"), None);
    }

    #[test]
    fn some_role_has_every_right_that_a_page_needs() {
        for (page, permission) in NEEDS {
            assert!(Role::iter().any(|role| role.is_staff() && role.allows(*permission)), "{page}");
        }
    }
}

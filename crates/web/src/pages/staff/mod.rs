//! Pages under `/staff`: the association's secretariat, committee and administrators.

mod act;
mod audit;
mod contact_filter;
mod contact_messages;
mod deeds;
mod exports;
mod home;
mod labels;
mod licence_check;
mod licence_checks;
mod open_texts;
mod people;
mod platform;
mod reason_templates;
mod registrations;
mod registry;
mod resets;
mod review;
mod rights;
mod rules;
mod work;

use crate::components::shell::SubNav;
use crate::lazy_pages;
use crate::paths::{at, pattern};
use crate::state::use_session;
use crate::{paths, t};
use audit::AuditPage;
use contact_messages::ContactMessagesPage;
use domain::actor::Permission;
use home::HomePage;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;
use licence_check::LicenceCheckPage;
use licence_checks::LicenceChecksPage;
use open_texts::OpenTextsPage;
use people::PeoplePage;
use platform::PlatformPage;
use reason_templates::ReasonTemplatesPage;
use registrations::{ConfirmationsPage, RegistrationsPage};
use registry::{RegistryImportPage, RegistryPage};
use review::ReviewPage;
use rights::RightsPage;
use rules::{EditRulePage, NewRulePage, RulePage, RulesPage};

lazy_pages!(later, staff: HomePage, RegistrationsPage, ConfirmationsPage, ReasonTemplatesPage, PlatformPage, RightsPage, ReviewPage, ContactMessagesPage, AuditPage, PeoplePage, RulesPage, RulePage, NewRulePage, EditRulePage, RegistryPage, RegistryImportPage, LicenceChecksPage, LicenceCheckPage, OpenTextsPage);

/// The routes of this group.
#[component(transparent)]
pub fn StaffRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::STAFF_HOME) view=later::HomePage/>
            <Route path=at(pattern::STAFF_REGISTRATIONS) view=later::RegistrationsPage/>
            <Route path=at(pattern::STAFF_CONFIRMATIONS) view=later::ConfirmationsPage/>
            <Route path=at(pattern::STAFF_REASON_TEMPLATES) view=later::ReasonTemplatesPage/>
            <Route path=at(pattern::STAFF_PLATFORM) view=later::PlatformPage/>
            <Route path=at(pattern::STAFF_REGISTRATION) view=later::ReviewPage/>
            <Route path=at(pattern::STAFF_REGISTRY) view=later::RegistryPage/>
            <Route path=at(pattern::STAFF_REGISTRY_IMPORT) view=later::RegistryImportPage/>
            <Route path=at(pattern::STAFF_LICENCE_CHECKS) view=later::LicenceChecksPage/>
            <Route path=at(pattern::STAFF_LICENCE_CHECK) view=later::LicenceCheckPage/>
            <Route path=at(pattern::STAFF_CONTACT_MESSAGES) view=later::ContactMessagesPage/>
            <Route path=at(pattern::STAFF_AUDIT) view=later::AuditPage/>
            <Route path=at(pattern::STAFF_OPEN_TEXTS) view=later::OpenTextsPage/>
            <Route path=at(pattern::STAFF_PEOPLE) view=later::PeoplePage/>
            <Route path=at(pattern::STAFF_RULES) view=later::RulesPage/>
            <Route path=at(pattern::STAFF_NEW_RULE) view=later::NewRulePage/>
            <Route path=at(pattern::STAFF_RULE) view=later::RulePage/>
            <Route path=at(pattern::STAFF_RULE_EDIT) view=later::EditRulePage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    view! {
        {menu()}
        {rights::allowed(later::RightsPage)}
    }
}

/// Whether the person's roles carry a permission, tracked. The server decides; this only leaves out what would be refused.
fn may(permission: Permission) -> bool {
    use_session().me().is_some_and(|me| me.roles.iter().any(|role| role.allows(permission)))
}

fn menu() -> AnyView {
    let links = Signal::derive(move || {
        let mut links = vec![
            (paths::STAFF_HOME, t!(staff.nav.home), true),
            (paths::STAFF_REGISTRATIONS, t!(staff.nav.registrations), may(Permission::ReviewRegistration)),
            (paths::STAFF_REASON_TEMPLATES, t!(staff.nav.templates), may(Permission::CheckRegistration)),
            (paths::STAFF_REGISTRY, t!(staff.nav.registry), may(Permission::KeepRegistry)),
            (paths::STAFF_RULES, t!(staff.nav.rules), may(Permission::KeepSubsidyRules)),
            (paths::STAFF_LICENCE_CHECKS, t!(staff.nav.licence_checks), may(Permission::CheckLicence)),
            (paths::STAFF_CONTACT_MESSAGES, t!(staff.nav.contact), may(Permission::AnswerContact)),
            (paths::STAFF_AUDIT, t!(staff.nav.audit), may(Permission::ReadAudit)),
            (paths::STAFF_OPEN_TEXTS, t!(staff.nav.open_texts), true),
            (paths::STAFF_PEOPLE, t!(staff.nav.people), may(Permission::ManageStaff)),
            (paths::STAFF_PLATFORM, t!(staff.nav.platform), may(Permission::ManageStaff)),
        ];
        links.retain(|(_, _, allowed)| *allowed);
        links.into_iter().map(|(href, text, _)| (href, text)).collect::<Vec<_>>()
    });
    let hidden = Signal::derive(|| use_session().holds_any(paths::Area::Staff.roles()) != Some(true));
    view! { <SubNav label=t!(staff.nav.label) links=links hidden=hidden/> }.into_any()
}

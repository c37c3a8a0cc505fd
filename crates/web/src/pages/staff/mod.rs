//! Pages under `/staff`: the association's secretariat, committee and administrators.

mod act;
mod audit;
mod contact_messages;
mod home;
mod labels;
mod licence_check;
mod licence_checks;
mod people;
mod registrations;
mod registry;
mod review;
mod rules;

use crate::lazy_pages;
use crate::pages::guard::guarded;
use crate::state::use_session;
use crate::{paths, t};
use audit::AuditPage;
use contact_messages::ContactMessagesPage;
use domain::actor::{Permission, Role};
use home::HomePage;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::hooks::use_location;
use leptos_router::path;
use licence_check::LicenceCheckPage;
use licence_checks::LicenceChecksPage;
use people::PeoplePage;
use registrations::RegistrationsPage;
use registry::{RegistryImportPage, RegistryPage};
use review::ReviewPage;
use rules::{EditRulePage, NewRulePage, RulePage, RulesPage};

lazy_pages!(later, staff: HomePage, RegistrationsPage, ReviewPage, ContactMessagesPage, AuditPage, PeoplePage, RulesPage, RulePage, NewRulePage, EditRulePage, RegistryPage, RegistryImportPage, LicenceChecksPage, LicenceCheckPage);

/// The routes of this group.
#[component(transparent)]
pub fn StaffRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/staff") view=Group>
            <Route path=path!("") view=later::HomePage/>
            <Route path=path!("registrations") view=later::RegistrationsPage/>
            <Route path=path!("registrations/:id") view=later::ReviewPage/>
            <Route path=path!("registry") view=later::RegistryPage/>
            <Route path=path!("registry/:id") view=later::RegistryImportPage/>
            <Route path=path!("licence-checks") view=later::LicenceChecksPage/>
            <Route path=path!("licence-checks/:id") view=later::LicenceCheckPage/>
            <Route path=path!("contact-messages") view=later::ContactMessagesPage/>
            <Route path=path!("audit") view=later::AuditPage/>
            <Route path=path!("people") view=later::PeoplePage/>
            <Route path=path!("subsidy-rules") view=later::RulesPage/>
            <Route path=path!("subsidy-rules/new") view=later::NewRulePage/>
            <Route path=path!("subsidy-rules/:id") view=later::RulePage/>
            <Route path=path!("subsidy-rules/:id/edit") view=later::EditRulePage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    view! {
        {menu()}
        {guarded(&[Role::Secretariat, Role::CommitteeMember, Role::Administrator])}
    }
}

/// Whether the person's roles carry a permission, tracked. The server decides; this only leaves out what would be refused.
fn may(permission: Permission) -> bool {
    use_session().me().is_some_and(|me| me.roles.iter().any(|role| role.allows(permission)))
}

fn menu() -> AnyView {
    let path = use_location().pathname;
    let links = move || {
        [
            (paths::STAFF_HOME, t!(staff.nav.home), true),
            (paths::STAFF_REGISTRATIONS, t!(staff.nav.registrations), may(Permission::ReviewRegistration)),
            (paths::STAFF_REGISTRY, t!(staff.nav.registry), may(Permission::KeepRegistry)),
            (paths::STAFF_RULES, t!(staff.nav.rules), may(Permission::KeepSubsidyRules)),
            (paths::STAFF_LICENCE_CHECKS, t!(staff.nav.licence_checks), may(Permission::CheckLicence)),
            (paths::STAFF_CONTACT_MESSAGES, t!(staff.nav.contact), may(Permission::AnswerContact)),
            (paths::STAFF_AUDIT, t!(staff.nav.audit), may(Permission::ReadAudit)),
            (paths::STAFF_PEOPLE, t!(staff.nav.people), may(Permission::ManageStaff)),
        ]
        .into_iter()
        .filter(|(_, _, allowed)| *allowed)
        .map(|(href, text, _)| {
            let current = move || {
                path.with(|path| match path.trim_end_matches('/') {
                    here if here == href => Some("page"),
                    here if href != paths::STAFF_HOME && here.starts_with(href) => Some("true"),
                    _ => None,
                })
            };
            view! { <li><a href=href aria-current=current>{text}</a></li> }
        })
        .collect_view()
    };
    let staff = move || use_session().holds_any(&[Role::Secretariat, Role::CommitteeMember, Role::Administrator]) == Some(true);
    view! { <nav class="subnav" aria-label=t!(staff.nav.label) hidden=move || !staff()><ul>{links}</ul></nav> }.into_any()
}

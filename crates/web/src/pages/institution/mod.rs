//! Pages under `/institution`: an organization's people keep its registrations.

mod autosave;
mod claim;
mod confirm;
mod conflict;
mod correct;
mod detail;
mod done;
mod draft;
mod edit;
mod home;
mod model;
mod opening;
mod organization;
mod own_pause;
mod save_state;
mod start;
mod support;

use crate::components::common::crumb;
use crate::components::shell::SubNav;
use crate::lazy_pages;
use crate::pages::guard::guarded;
use crate::paths::{Unparsed, at, pattern};
use crate::state::use_session;
use crate::{paths, t};
use confirm::ConfirmPage;
use correct::CorrectPage;
use detail::DetailPage;
use domain::actor::Role;
use domain::registration::RegistrationSummary;
use done::DonePage;
use edit::EditPage;
use home::HomePage;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::hooks::use_params_map;
use leptos_router::path;
use opening::OwnOpeningPage;
use organization::OrganizationPage;
use start::StartPage;
use support::{ApplicationEditPage, ApplicationPage, ApplicationsPage, NewApplicationPage};

lazy_pages!(later, institution: HomePage, OrganizationPage, StartPage, DetailPage, EditPage, ConfirmPage, DonePage, CorrectPage, ApplicationsPage, NewApplicationPage, ApplicationPage, ApplicationEditPage; own_opening: OwnOpeningPage);

/// The routes of this group.
#[component(transparent)]
pub fn InstitutionRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::INSTITUTION_HOME) view=later::HomePage/>
            <Route path=at(pattern::ORGANIZATION) view=later::OrganizationPage/>
            <Route path=at(pattern::START_REGISTRATION) view=later::StartPage/>
            <Route path=at(pattern::REGISTRATION) view=later::DetailPage/>
            <Route path=at(pattern::REGISTRATION_EDIT) view=later::EditPage/>
            <Route path=at(pattern::REGISTRATION_CONFIRM) view=later::ConfirmPage/>
            <Route path=at(pattern::REGISTRATION_DONE) view=later::DonePage/>
            <Route path=at(pattern::REGISTRATION_CORRECT) view=later::CorrectPage/>
            <Route path=at(pattern::OWN_OPENING) view=later::OwnOpeningPage/>
            <Route path=at(pattern::APPLICATIONS) view=later::ApplicationsPage/>
            <Route path=at(pattern::NEW_APPLICATION) view=later::NewApplicationPage/>
            <Route path=at(pattern::APPLICATION) view=later::ApplicationPage/>
            <Route path=at(pattern::APPLICATION_EDIT) view=later::ApplicationEditPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    view! {
        {menu()}
        {guarded(paths::Area::Institution)}
    }
}

/// Registrations are kept under the first page, support under its own.
fn menu() -> AnyView {
    let links = vec![(paths::INSTITUTION_HOME, t!(institution.nav.home)), (paths::APPLICATIONS, t!(institution.nav.support))];
    let hidden = Signal::derive(|| !use_session().has(Role::InstitutionMember));
    view! { <SubNav label=t!(institution.nav.label) links=Signal::stored(links) rest_is_home=true hidden=hidden/> }.into_any()
}

/// The id in the page's address; a bad one gives the server's 404.
fn id_of_address() -> String {
    use_params_map().with_untracked(|params| params.get("id").unwrap_or_default())
}

/// Where a registration is gone on with: its form, or its page when it cannot be written in. Starting one a second time leads to the first.
fn page_of(row: &RegistrationSummary) -> String {
    if row.status.is_editable() { paths::registration_edit(row.id) } else { paths::registration(row.id) }
}

/// The way to a page of a registration.
fn registration_trail(id: &str) -> Vec<(String, String)> {
    vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME), crumb(t!(institution.detail.title), paths::registration(Unparsed(id)))]
}

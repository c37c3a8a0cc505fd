//! Pages under `/prefecture`: officers keep the support areas, plans, meetings and budgets of their own prefecture and take applications for
//! support through both councils.

mod application;
mod applications;
mod area;
mod area_edit;
mod areas;
mod budget;
mod home;
mod meeting;
mod meeting_applications;
mod meetings;
mod opinions;
mod plan;
mod plan_edit;
mod plans;
mod shape;
mod version_fields;
mod what_if;
mod what_if_result;

use crate::components::shell::SubNav;
use crate::components::ui::{Notice, Tone};
use crate::lazy_pages;
use crate::pages::guard::guarded;
use crate::paths::{at, pattern};
use crate::state::use_session;
use crate::{paths, t};
use application::ApplicationPage;
use applications::ApplicationsPage;
use area::AreaPage;
use area_edit::{AreaVersionPage, NewAreaPage};
use areas::AreasPage;
use budget::BudgetPage;
use domain::actor::Role;
use domain::region::prefecture_label;
use home::HomePage;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;
use meeting::{MeetingPage, NewMeetingPage};
use meetings::MeetingsPage;
use plan::PlanPage;
use plan_edit::{EditPlanPage, NewPlanPage};
use plans::PlansPage;
use what_if::WhatIfPage;

lazy_pages!(later, prefecture: HomePage, ApplicationsPage, ApplicationPage, AreasPage, AreaPage, NewAreaPage, AreaVersionPage, PlansPage, PlanPage, NewPlanPage, EditPlanPage, MeetingsPage, MeetingPage, NewMeetingPage, BudgetPage, WhatIfPage);

/// The routes of this group.
#[component(transparent)]
pub fn PrefectureRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::PREFECTURE_HOME) view=later::HomePage/>
            <Route path=at(pattern::PREFECTURE_APPLICATIONS) view=later::ApplicationsPage/>
            <Route path=at(pattern::PREFECTURE_APPLICATION) view=later::ApplicationPage/>
            <Route path=at(pattern::PREFECTURE_AREAS) view=later::AreasPage/>
            <Route path=at(pattern::PREFECTURE_NEW_AREA) view=later::NewAreaPage/>
            <Route path=at(pattern::PREFECTURE_AREA) view=later::AreaPage/>
            <Route path=at(pattern::PREFECTURE_AREA_VERSION) view=later::AreaVersionPage/>
            <Route path=at(pattern::PREFECTURE_PLANS) view=later::PlansPage/>
            <Route path=at(pattern::PREFECTURE_NEW_PLAN) view=later::NewPlanPage/>
            <Route path=at(pattern::PREFECTURE_PLAN) view=later::PlanPage/>
            <Route path=at(pattern::PREFECTURE_PLAN_EDIT) view=later::EditPlanPage/>
            <Route path=at(pattern::PREFECTURE_MEETINGS) view=later::MeetingsPage/>
            <Route path=at(pattern::PREFECTURE_NEW_MEETING) view=later::NewMeetingPage/>
            <Route path=at(pattern::PREFECTURE_MEETING) view=later::MeetingPage/>
            <Route path=at(pattern::PREFECTURE_BUDGET) view=later::BudgetPage/>
            <Route path=at(pattern::PREFECTURE_WHAT_IF) view=later::WhatIfPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    let nowhere = move || use_session().me().is_some_and(|me| me.roles.contains(&Role::PrefectureOfficer) && me.prefecture_code.is_none());
    view! {
        {menu()}
        {move || nowhere().then(|| view! {
            <div class="page page--strip"><Notice tone=Tone::Warning title=t!(prefecture.nav.no_prefecture)/></div>
        })}
        {guarded(paths::Area::Prefecture)}
    }
}

/// The officer's prefecture, two digits; blank for an account without one, to which the server shows nothing.
fn own() -> String {
    untrack(|| use_session().me()).and_then(|me| me.prefecture_code.clone()).unwrap_or_default()
}

/// Its name.
fn own_name() -> String {
    prefecture_label(&own(), crate::i18n::locale())
}

/// The id in the address.
fn id_of_address() -> String {
    leptos_router::hooks::use_params_map().with_untracked(|params| params.get("id").unwrap_or_default())
}

/// The way to every page of this group.
fn home_crumb() -> (String, String) {
    crate::components::common::crumb(t!(prefecture.home.title), paths::PREFECTURE_HOME)
}

/// Today in Japan.
fn today() -> chrono::NaiveDate {
    domain::time::japan_date(crate::i18n::now())
}

/// The years that can be chosen: from the first of the package to the next one, the latest first.
pub(super) fn years() -> Vec<crate::components::ui::Choice> {
    let next = domain::time::fiscal_year(today()) + 1;
    (2025..=next).rev().map(|year| crate::components::ui::Choice::new(year.to_string(), crate::i18n::fiscal_year(year))).collect()
}

fn menu() -> AnyView {
    let links = vec![
        (paths::PREFECTURE_HOME, t!(prefecture.nav.home)),
        (paths::PREFECTURE_APPLICATIONS, t!(prefecture.nav.applications)),
        (paths::PREFECTURE_AREAS, t!(prefecture.nav.areas)),
        (paths::PREFECTURE_PLANS, t!(prefecture.nav.plans)),
        (paths::PREFECTURE_MEETINGS, t!(prefecture.nav.meetings)),
        (paths::PREFECTURE_BUDGET, t!(prefecture.nav.budget)),
        (paths::PREFECTURE_WHAT_IF, t!(prefecture.nav.what_if)),
    ];
    let hidden = Signal::derive(|| !use_session().has(Role::PrefectureOfficer));
    view! { <SubNav label=t!(prefecture.nav.label) links=Signal::stored(links) hidden=hidden/> }.into_any()
}

//! Priority support areas and the money, for everybody: what they are, who pays what, and the rest of the package.

mod areas;
mod calculator;
mod home;
mod meetings;
mod package;
mod schemes;
mod tables;
mod topic;
mod topics;

use crate::components::shell::SubNav;
use crate::lazy_pages;
use crate::paths::{at, pattern};
use crate::{paths, t};
use areas::{AreaPage, CountryPage, PrefecturePage};
use calculator::CalculatorPage;
use home::HomePage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use meetings::MeetingsPage;
use package::PackagePage;
use schemes::{SchemePage, SchemesPage};
use tables::TablePage;
use topic::TopicPage;

lazy_pages!(
    later,
    support: HomePage, PackagePage, TopicPage;
    schemes: SchemesPage, SchemePage;
    calculator: CalculatorPage;
    areas: CountryPage;
    area: PrefecturePage, AreaPage;
    planning: TablePage, MeetingsPage
);

/// The routes of this group.
#[component(transparent)]
pub fn SupportRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::SUPPORT) view=later::HomePage/>
            <Route path=at(pattern::SUPPORT_SCHEMES) view=later::SchemesPage/>
            <Route path=at(pattern::SUPPORT_SCHEME) view=later::SchemePage/>
            <Route path=at(pattern::SUPPORT_CALCULATOR) view=later::CalculatorPage/>
            <Route path=at(pattern::SUPPORT_AREAS) view=later::CountryPage/>
            <Route path=at(pattern::SUPPORT_AREAS_IN) view=later::PrefecturePage/>
            <Route path=at(pattern::SUPPORT_AREA) view=later::AreaPage/>
            <Route path=at(pattern::SUPPORT_TABLE) view=later::TablePage/>
            <Route path=at(pattern::SUPPORT_MEETINGS) view=later::MeetingsPage/>
            <Route path=at(pattern::SUPPORT_PACKAGE) view=later::PackagePage/>
            <Route path=at(pattern::SUPPORT_TOPIC) view=later::TopicPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    view! {
        {menu()}
        <Outlet/>
    }
}

fn menu() -> AnyView {
    let links = vec![
        (paths::SUPPORT, t!(support.nav.home)),
        (paths::SUPPORT_AREAS, t!(support.nav.areas)),
        (paths::SUPPORT_SCHEMES, t!(support.nav.schemes)),
        (paths::SUPPORT_CALCULATOR, t!(support.nav.calculator)),
        (paths::SUPPORT_PACKAGE, t!(support.nav.package)),
    ];
    view! { <SubNav label=t!(support.nav.label) links=Signal::stored(links)/> }.into_any()
}

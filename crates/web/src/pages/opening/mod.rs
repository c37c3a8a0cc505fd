//! The openings of listed institutions: open to everybody.

mod filters;
mod list;
mod page;
mod question;

use crate::lazy_pages;
use crate::paths::{at, pattern};
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use list::OpeningsPage;
use page::OpeningPage;

lazy_pages!(later, openings: OpeningsPage; opening: OpeningPage);

/// The routes of this group.
#[component(transparent)]
pub fn OpeningRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=at(pattern::OPENINGS) view=later::OpeningsPage/>
            <Route path=at(pattern::OPENING) view=later::OpeningPage/>
        </ParentRoute>
    }
    .into_inner()
}

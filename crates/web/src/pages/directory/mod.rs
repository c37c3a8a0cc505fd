//! The directory of institutions and their public pages: open to everybody. Searching comes when somebody goes there, with the tables
//! that it folds words by; an institution's page is what links lead to, and part of the first visit.

mod ask;
mod block;
mod chips;
mod filters;
mod kept;
mod list;
mod listing;
mod model;
mod near;
mod order;
mod relation;
mod restricted;
mod search_box;
mod state;
mod take;

use crate::lazy_pages;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use list::DirectoryPage;

lazy_pages!(later, directory: DirectoryPage);

/// The routes of this group.
#[component(transparent)]
pub fn DirectoryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/institutions") view=Outlet>
            <Route path=path!("") view=later::DirectoryPage/>
            <Route path=path!(":id") view=listing::ListingPage/>
        </ParentRoute>
    }
    .into_inner()
}

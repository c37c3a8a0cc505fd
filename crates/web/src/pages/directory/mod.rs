//! The directory of institutions and their public pages: open to everybody.

mod ask;
mod block;
mod filters;
mod kept;
mod list;
mod listing;
mod model;
mod relation;
mod restricted;
mod take;

use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The routes of this group.
#[component(transparent)]
pub fn DirectoryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/institutions") view=Outlet>
            <Route path=path!("") view=list::DirectoryPage/>
            <Route path=path!(":id") view=listing::ListingPage/>
        </ParentRoute>
    }
    .into_inner()
}

//! The directory of institutions and their public pages: open to everybody.

mod block;
mod chips;
mod export_links;
mod filters;
mod inquiry_cta;
mod list;
mod list_snapshot;
mod listing;
mod map;
mod model;
mod near;
mod openings;
mod order;
mod own;
mod relation;
mod restricted;
mod search_box;
mod state;

use crate::lazy_pages;
use crate::paths::{at, pattern};
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use list::DirectoryPage;
use listing::ListingPage;
use map::MapPage;

lazy_pages!(later, directory: DirectoryPage; listing: ListingPage; map: MapPage);

/// The routes of this group.
#[component(transparent)]
pub fn DirectoryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=at(pattern::DIRECTORY) view=later::DirectoryPage/>
            <Route path=at(pattern::LISTING) view=later::ListingPage/>
            <Route path=at(pattern::MAP) view=later::MapPage/>
        </ParentRoute>
    }
    .into_inner()
}

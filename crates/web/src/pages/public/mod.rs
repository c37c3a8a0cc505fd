//! What anyone may read.

use crate::components::common::Page;
use crate::{paths, t};
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The routes of this group.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/") view=HomePage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn HomePage() -> impl IntoView {
    view! { <Page title=t!(common.site.name)><p>{t!(common.site.tagline)}</p></Page> }
}

/// No page has this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <Page title=t!(common.error.not_found_title) lead=t!(common.error.not_found_text)>
            <p><a href=paths::HOME>{t!(common.site.home)}</a></p>
        </Page>
    }
}

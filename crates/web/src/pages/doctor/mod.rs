//! Pages under `/doctor`.

use crate::components::common::Page;
use crate::pages::guard::guarded;
use crate::t;
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

/// The routes of this group.
#[component(transparent)]
pub fn DoctorRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/doctor") view=Group>
            <Route path=path!("") view=HomePage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    guarded(&[Role::Doctor])
}

#[component]
fn HomePage() -> impl IntoView {
    view! { <Page title=t!(common.nav.doctor)><p>{t!(common.state.loading)}</p></Page> }
}

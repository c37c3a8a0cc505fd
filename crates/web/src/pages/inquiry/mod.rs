//! Pages under `/inquiries`.

use crate::components::common::Page;
use crate::pages::guard::guarded;
use crate::t;
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;

/// The routes of this group.
#[component(transparent)]
pub fn InquiryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/inquiries") view=Group>
            <Route path=path!("") view=HomePage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    guarded(&[Role::Doctor, Role::InstitutionMember])
}

#[component]
fn HomePage() -> impl IntoView {
    view! { <Page title=t!(common.nav.inquiries)><p>{t!(common.state.loading)}</p></Page> }
}

//! Signing up, signing in, and the account.

use crate::components::common::Page;
use crate::t;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;

/// The routes of this group.
#[component(transparent)]
pub fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/sign-in") view=SignInPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn SignInPage() -> impl IntoView {
    view! { <Page title=t!(common.nav.sign_in)><SignInForm/></Page> }
}

/// The sign-in form, on its page and in the dialog of an expired session.
#[component]
pub fn SignInForm(#[prop(optional)] in_place: bool) -> impl IntoView {
    let _ = in_place;
}

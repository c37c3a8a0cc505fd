//! What anyone may read: the landing page and the pages that explain.

mod contact;
mod faq;
mod home;
mod how;
mod parts;
mod plain;
mod programme;

pub use plain::NotFoundPage;

use contact::ContactPage;
use faq::FaqPage;
use home::HomePage;
use how::HowItWorksPage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use plain::{CreditsPage, PrivacyPage, TermsPage};
use programme::ProgrammePage;

/// The routes of this group.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/") view=HomePage/>
            <Route path=path!("/faq") view=FaqPage/>
            <Route path=path!("/programme") view=ProgrammePage/>
            <Route path=path!("/how-it-works") view=HowItWorksPage/>
            <Route path=path!("/contact") view=ContactPage/>
            <Route path=path!("/terms") view=TermsPage/>
            <Route path=path!("/privacy") view=PrivacyPage/>
            <Route path=path!("/credits") view=CreditsPage/>
        </ParentRoute>
    }
    .into_inner()
}

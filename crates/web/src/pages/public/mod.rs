//! What anyone may read: the landing page, which every first visit loads, and the pages that explain, which come when somebody goes there.

mod contact;
mod credits;
mod faq;
mod home;
mod how;
mod parts;
mod plain;
mod programme;

pub use plain::NotFoundPage;

use crate::lazy_pages;
use contact::ContactPage;
use credits::CreditsPage;
use faq::FaqPage;
use home::HomePage;
use how::HowItWorksPage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use plain::{PrivacyPage, TermsPage};
use programme::ProgrammePage;

lazy_pages!(later, public: FaqPage, ProgrammePage, HowItWorksPage, ContactPage, TermsPage, PrivacyPage, CreditsPage);

/// The routes of this group.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/") view=HomePage/>
            <Route path=path!("/faq") view=later::FaqPage/>
            <Route path=path!("/programme") view=later::ProgrammePage/>
            <Route path=path!("/how-it-works") view=later::HowItWorksPage/>
            <Route path=path!("/contact") view=later::ContactPage/>
            <Route path=path!("/terms") view=later::TermsPage/>
            <Route path=path!("/privacy") view=later::PrivacyPage/>
            <Route path=path!("/credits") view=later::CreditsPage/>
        </ParentRoute>
    }
    .into_inner()
}

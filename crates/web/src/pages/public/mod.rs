//! What anyone may read: the landing page and the pages that explain.

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
use crate::paths::{at, pattern};
use contact::ContactPage;
use credits::CreditsPage;
use faq::FaqPage;
use home::HomePage;
use how::HowItWorksPage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use plain::{AccessibilityPage, PrivacyPage, TermsPage};
use programme::ProgrammePage;

lazy_pages!(later, home: HomePage; public: FaqPage, ProgrammePage, HowItWorksPage, ContactPage, TermsPage, PrivacyPage, AccessibilityPage, CreditsPage);

/// The routes of this group.
#[component(transparent)]
pub fn PublicRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=at(pattern::HOME) view=later::HomePage/>
            <Route path=at(pattern::FAQ) view=later::FaqPage/>
            <Route path=at(pattern::PROGRAMME) view=later::ProgrammePage/>
            <Route path=at(pattern::HOW_IT_WORKS) view=later::HowItWorksPage/>
            <Route path=at(pattern::CONTACT) view=later::ContactPage/>
            <Route path=at(pattern::TERMS) view=later::TermsPage/>
            <Route path=at(pattern::PRIVACY) view=later::PrivacyPage/>
            <Route path=at(pattern::ACCESSIBILITY) view=later::AccessibilityPage/>
            <Route path=at(pattern::CREDITS) view=later::CreditsPage/>
        </ParentRoute>
    }
    .into_inner()
}

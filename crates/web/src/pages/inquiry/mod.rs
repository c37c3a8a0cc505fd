//! Pages under `/inquiries`. Doctor and institution read the same thread, each from their side.

mod advance;
mod list;
mod messages;
mod model;
mod new;
mod progress;
mod quotes;
mod refusal;
mod share;
mod thread;

use crate::lazy_pages;
use crate::pages::guard::guarded;
use domain::actor::Role;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;
use list::InquiryListPage;
use new::NewInquiryPage;
use thread::InquiryThreadPage;

lazy_pages!(later, inquiry: InquiryListPage, NewInquiryPage, InquiryThreadPage);

/// The routes of this group.
#[component(transparent)]
pub fn InquiryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/inquiries") view=Group>
            <Route path=path!("") view=later::InquiryListPage/>
            <Route path=path!("new") view=later::NewInquiryPage/>
            <Route path=path!(":id") view=later::InquiryThreadPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    guarded(&[Role::Doctor, Role::InstitutionMember])
}

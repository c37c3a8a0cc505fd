//! Pages under `/inquiries`. Doctor and institution read the same thread, each from their side.

mod advance;
mod draft;
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
use crate::paths::{Area, at, pattern};
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
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::INQUIRIES) view=later::InquiryListPage/>
            <Route path=at(pattern::NEW_INQUIRY) view=later::NewInquiryPage/>
            <Route path=at(pattern::INQUIRY) view=later::InquiryThreadPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    guarded(Area::Inquiries)
}

//! Pages under `/doctor`: what a doctor keeps about themselves, and who may see it.

mod blocks;
mod home;
mod licence;
mod matches;
mod privacy;
mod profile;
mod wishes;

use crate::lazy_pages;
use crate::pages::guard::guarded;
use crate::paths::{Area, at, pattern};
use home::DoctorHomePage;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::path;
use matches::DoctorMatchesPage;
use privacy::DoctorPrivacyPage;
use profile::DoctorProfilePage;
use wishes::DoctorWishesPage;

lazy_pages!(later, doctor: DoctorHomePage, DoctorProfilePage, DoctorPrivacyPage, DoctorWishesPage, DoctorMatchesPage);

/// The routes of this group.
#[component(transparent)]
pub fn DoctorRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Group>
            <Route path=at(pattern::DOCTOR_HOME) view=later::DoctorHomePage/>
            <Route path=at(pattern::DOCTOR_PROFILE) view=later::DoctorProfilePage/>
            <Route path=at(pattern::DOCTOR_PRIVACY) view=later::DoctorPrivacyPage/>
            <Route path=at(pattern::DOCTOR_WISHES) view=later::DoctorWishesPage/>
            <Route path=at(pattern::DOCTOR_MATCHES) view=later::DoctorMatchesPage/>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Group() -> impl IntoView {
    guarded(Area::Doctor)
}

//! Signing up, signing in, and the account.

mod deleted;
mod invitation;
mod link;
mod password;
mod second_factor;
mod sections;
mod settings;
mod sign_in;
mod sign_up;

pub use sign_in::SignInForm;

use crate::lazy_pages;
use crate::pages::guard::guarded;
use crate::paths::{Area, at, pattern};
use deleted::AccountDeletedPage;
use invitation::InvitationPage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use password::{ForgottenPasswordPage, ResetPasswordPage};
use second_factor::SecondFactorPage;
use settings::AccountPage;
use sign_in::SignInPage;
use sign_up::{CompleteSignUpPage, SignUpDoctorPage, SignUpInstitutionPage, SignUpPage};

lazy_pages!(later, sign_in: SignInPage; accounts: SignUpPage, SignUpDoctorPage, SignUpInstitutionPage, CompleteSignUpPage, ForgottenPasswordPage, ResetPasswordPage, InvitationPage, AccountDeletedPage, AccountPage, SecondFactorPage);

/// The routes of this group.
#[component(transparent)]
pub fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=at(pattern::SIGN_IN) view=later::SignInPage/>
            <Route path=at(pattern::SIGN_UP) view=later::SignUpPage/>
            <Route path=at(pattern::SIGN_UP_DOCTOR) view=later::SignUpDoctorPage/>
            <Route path=at(pattern::SIGN_UP_INSTITUTION) view=later::SignUpInstitutionPage/>
            <Route path=at(pattern::COMPLETE_SIGN_UP) view=later::CompleteSignUpPage/>
            <Route path=at(pattern::FORGOTTEN_PASSWORD) view=later::ForgottenPasswordPage/>
            <Route path=at(pattern::RESET_PASSWORD) view=later::ResetPasswordPage/>
            <Route path=at(pattern::INVITATION) view=later::InvitationPage/>
            <Route path=at(pattern::ACCOUNT_DELETED) view=later::AccountDeletedPage/>
            <ParentRoute path=path!("") view=Signed>
                <Route path=at(pattern::ACCOUNT) view=later::AccountPage/>
                <Route path=at(pattern::ACCOUNT_SECOND_FACTOR) view=later::SecondFactorPage/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Signed() -> impl IntoView {
    guarded(Area::Account)
}

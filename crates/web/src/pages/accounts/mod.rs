//! Signing up, signing in, and the account.

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
use invitation::InvitationPage;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::path;
use password::{ForgottenPasswordPage, ResetPasswordPage};
use second_factor::SecondFactorPage;
use settings::AccountPage;
use sign_in::SignInPage;
use sign_up::{CompleteSignUpPage, SignUpDoctorPage, SignUpInstitutionPage, SignUpPage};

lazy_pages!(later, sign_in: SignInPage; accounts: SignUpPage, SignUpDoctorPage, SignUpInstitutionPage, CompleteSignUpPage, ForgottenPasswordPage, ResetPasswordPage, InvitationPage, AccountPage, SecondFactorPage);

/// The routes of this group.
#[component(transparent)]
pub fn AccountRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/sign-in") view=later::SignInPage/>
            <Route path=path!("/sign-up") view=later::SignUpPage/>
            <Route path=path!("/sign-up/doctor") view=later::SignUpDoctorPage/>
            <Route path=path!("/sign-up/institution") view=later::SignUpInstitutionPage/>
            <Route path=path!("/complete-sign-up") view=later::CompleteSignUpPage/>
            <Route path=path!("/forgotten-password") view=later::ForgottenPasswordPage/>
            <Route path=path!("/reset-password") view=later::ResetPasswordPage/>
            <Route path=path!("/invitation") view=later::InvitationPage/>
            <ParentRoute path=path!("/account") view=Signed>
                <Route path=path!("") view=later::AccountPage/>
                <Route path=path!("/second-factor") view=later::SecondFactorPage/>
            </ParentRoute>
        </ParentRoute>
    }
    .into_inner()
}

#[component]
fn Signed() -> impl IntoView {
    guarded(&[])
}

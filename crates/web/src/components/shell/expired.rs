//! The dialog of a session that ran out.

use crate::components::ui::Dialog;
use crate::lazy_piece;
use crate::pages::accounts::SignInForm;
use crate::state::use_session;
use crate::t;
use leptos::prelude::*;

lazy_piece!(later, sign_in: form);

/// Lets the person sign in again in place; what they typed stays, and what they sent goes out again.
#[component]
pub fn ExpiredSession() -> impl IntoView {
    let session = use_session();
    let open = session.expired();
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        // Closed with Escape.
        if before == Some(true) && !now {
            session.give_up();
        }
        now
    });
    view! {
        <Dialog open=open title=t!(common.session.expired_title)>
            <p>{t!(common.session.expired_text)}</p>
            {later::form()}
        </Dialog>
    }
}

fn form() -> AnyView {
    view! { <SignInForm in_place=true/> }.into_any()
}

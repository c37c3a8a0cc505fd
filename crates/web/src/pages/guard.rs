//! Who may see a group of pages. For convenience only: the server decides.

use crate::components::common::Page;
use crate::components::ui::{EmptyState, Kind, LinkButton, Skeleton};
use crate::state::session::SessionState;
use crate::state::use_session;
use crate::{paths, t};
use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

/// The outlet of a route group, for people who hold one of the roles of `area` (any signed-in person if it asks for none). Visitors go to the
/// sign-in page and come back.
pub fn guarded(area: paths::Area) -> AnyView {
    let roles = area.roles();
    let session = use_session();
    let location = use_location();
    let allowed = Memo::new(move |_| (session.get() == SessionState::SignedOut, session.holds_any(roles)));
    (move || match allowed.get() {
        (true, _) => {
            let here = location.pathname.get_untracked() + &search(&location.search.get_untracked());
            view! { <Redirect path=paths::sign_in_then(&here)/> }.into_any()
        }
        (false, None) => view! { <div class="page"><Skeleton lines=6/></div> }.into_any(),
        (false, Some(true)) => view! { <Outlet/> }.into_any(),
        (false, Some(false)) => refused(),
    })
    .into_any()
}

fn search(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

fn refused() -> AnyView {
    view! {
        <Page title=t!(common.error.forbidden_title)>
            <EmptyState title=t!(common.error.forbidden_text)>
                <LinkButton href=paths::HOME kind=Kind::Outline>{t!(common.site.home)}</LinkButton>
            </EmptyState>
        </Page>
    }
    .into_any()
}

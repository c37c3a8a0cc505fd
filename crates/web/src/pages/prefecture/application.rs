//! One application, with the officer's acts.

use super::opinions::opinions;
use super::{home_crumb, id_of_address};
use crate::client;
use crate::components::application::{Side, actions, application_trail_title, application_view};
use crate::components::common::{Page, conflict_of_interest, crumb};
use crate::state::Query;
use crate::{paths, t};
use domain::support::SupportApplication;
use leptos::prelude::*;

/// `/prefecture/applications/:id`
#[component]
pub fn ApplicationPage() -> impl IntoView {
    let id = id_of_address();
    let application = Query::new(move || {
        let id = id.clone();
        async move { client::support_application::get_support_application(&id).await }
    });
    let title = Signal::derive(move || {
        application.get().map_or_else(|| t!(prefecture.application.title).to_owned(), |found| application_trail_title(&found.summary))
    });
    let trail = vec![home_crumb(), crumb(t!(prefecture.applications.title), paths::PREFECTURE_APPLICATIONS)];
    view! { <Page title=title trail=trail wide=true>{application.view(12, move |found| content(&found, application))}</Page> }
}

fn content(found: &SupportApplication, query: Query<SupportApplication>) -> AnyView {
    let steps = if found.conflict_of_interest {
        conflict_of_interest(t!(prefecture.application.conflict_text))
    } else {
        view! { {opinions(found, query)}{actions(found, query)} }.into_any()
    };
    application_view(found, query, Side::Prefecture, steps)
}

//! An application, as its institution sees it.

use super::trail;
use crate::client;
use crate::components::application::{Side, actions, application_trail_title, application_view};
use crate::components::common::Page;
use crate::pages::institution::id_of_address;
use crate::state::Query;
use crate::t;
use domain::support::SupportApplication;
use leptos::prelude::*;

/// `/institution/support/:id`
#[component]
pub fn ApplicationPage() -> impl IntoView {
    let id = id_of_address();
    let read = Query::new(move || {
        let id = id.clone();
        async move { client::support_application::get_support_application(&id).await }
    });
    let title = Signal::derive(move || match read.get() {
        Some(application) => application_trail_title(&application.summary),
        None => t!(support_application.list.title).to_owned(),
    });
    view! {
        <Page title=title trail=trail()>{read.view(12, move |application| content(&application, read))}</Page>
    }
}

fn content(application: &SupportApplication, read: Query<SupportApplication>) -> AnyView {
    application_view(application, read, Side::Institution, actions(application, read))
}

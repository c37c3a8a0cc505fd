//! The account: each part in its own section.

use super::invitation::role_text;
use super::sections::{DeleteSection, ExportSection, PasswordSection, ProfileSection, SecondFactorSection, SessionsSection};
use crate::components::common::{DateTimeText, Page};
use crate::components::ui::data_list;
use crate::state::use_session;
use crate::t;
use leptos::prelude::*;

/// `/account`
#[component]
pub fn AccountPage() -> impl IntoView {
    let me = move || use_session().me();
    let facts = move || {
        me().map(|me| {
            let roles: Vec<&str> = me.roles.iter().map(|role| role_text(*role)).collect();
            let organizations: Vec<&str> = me.organizations.iter().map(|one| one.name.as_str()).collect();
            let mut facts = vec![
                (t!(account.field.email), me.email.clone().into_any()),
                (t!(account.settings.roles), roles.join(t!(account.settings.separator)).into_any()),
            ];
            if !organizations.is_empty() {
                facts.push((t!(account.settings.organizations), organizations.join(t!(account.settings.separator)).into_any()));
            }
            facts.push((t!(account.settings.since), view! { <DateTimeText at=me.created_at/> }.into_any()));
            data_list(facts)
        })
    };
    view! {
        <Page title=t!(account.settings.title) lead=t!(account.settings.lead)>
            <div class="stack-large">
                {facts}
                <ProfileSection/>
                <PasswordSection/>
                <SecondFactorSection/>
                <SessionsSection/>
                <ExportSection/>
                <DeleteSection/>
            </div>
        </Page>
    }
}

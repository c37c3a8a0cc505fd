//! The last page of an account.

use crate::components::common::Page;
use crate::components::ui::{Kind, LinkButton};
use crate::{paths, t, t_list};
use leptos::prelude::*;

/// `/account-deleted`: says that it is done and what stays. Anybody may open it, so it names nobody.
#[component]
pub fn AccountDeletedPage() -> impl IntoView {
    let stays = t_list!(account.deleted.stays).into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <Page title=t!(account.deleted.title) lead=t!(account.deleted.lead)>
            <section class="prose">
                <h2>{t!(account.deleted.stays_title)}</h2>
                <ul>{stays}</ul>
            </section>
            <div class="actions">
                <LinkButton href=paths::HOME>{t!(common.site.home)}</LinkButton>
                <LinkButton href=paths::CONTACT kind=Kind::Outline>{t!(common.nav.contact)}</LinkButton>
            </div>
        </Page>
    }
}

//! Who sees what of the doctor: choices, identity given away, institutions kept out.

use super::blocks::Blocks;
use super::home::share_list;
use crate::client;
use crate::components::common::{Page, crumb};
use crate::components::doctor::doctor_card;
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::state::{Query, use_session};
use crate::{paths, t};
use domain::doctor::disclose;
use leptos::prelude::*;

/// Privacy in one place.
#[component]
pub fn DoctorPrivacyPage() -> impl IntoView {
    let shares = Query::new(client::doctor::list_identity_shares);
    view! {
        <Page title=t!(doctor.privacy.title) lead=t!(doctor.privacy.lead) trail=vec![crumb(t!(doctor.home.title), paths::DOCTOR_HOME)] wide=true>
            <section aria-labelledby="privacy-seen">
                <h2 id="privacy-seen" class="section__title">{t!(doctor.privacy.seen)}</h2>
                {seen()}
            </section>
            <section aria-labelledby="privacy-shares">
                <h2 id="privacy-shares" class="section__title">{t!(doctor.privacy.shares)}</h2>
                <p>{t!(doctor.privacy.shares_text)}</p>
                {shares.view(3, |shares| share_list(&shares))}
            </section>
            <section aria-labelledby="privacy-blocks">
                <h2 id="privacy-blocks" class="section__title">{t!(doctor.privacy.blocks)}</h2>
                <Blocks/>
            </section>
        </Page>
    }
}

/// What every institution sees before the doctor shares their identity.
fn seen() -> AnyView {
    let session = use_session();
    let profile = Query::new(client::doctor::get_doctor_profile);
    profile.view(6, move |profile| match profile {
        Some(profile) => {
            let email = session.me().map(|me| me.email.clone()).unwrap_or_default();
            let card = doctor_card(&disclose(&profile.value.profile, profile.value.licence.status, &email, false));
            view! {
                <p>{t!(doctor.privacy.seen_text)}</p>
                {card}
                <div class="actions">
                    <LinkButton href=paths::DOCTOR_PROFILE kind=Kind::Outline>{t!(doctor.privacy.change)}</LinkButton>
                </div>
            }
            .into_any()
        }
        None => view! {
            <EmptyState title=t!(doctor.privacy.no_profile) text=t!(doctor.home.step_profile_text)>
                <LinkButton href=paths::DOCTOR_PROFILE>{t!(doctor.home.step_profile)}</LinkButton>
            </EmptyState>
        }
        .into_any(),
    })
}

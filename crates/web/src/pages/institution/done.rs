//! 完了: the reference number and what happens next.

use super::confirm::steps;
use super::{id_of_address, registration_trail};
use crate::components::common::Page;
use crate::components::registration::{copy_button, name_of};
use crate::components::ui::{Kind, LinkButton};
use crate::paths::Unparsed;
use crate::state::Query;
use crate::{client, paths, t, t_list};
use leptos::prelude::*;

#[component]
pub fn DonePage() -> impl IntoView {
    let id = id_of_address();
    let (trail, look) = (registration_trail(&id), paths::registration(Unparsed(&id)));
    let sent = Query::new(move || {
        let id = id.clone();
        async move { client::registration::get_registration(&id).await }
    });
    view! {
        <Page title=t!(institution.done.title) trail=trail lead=t!(institution.done.lead)>
            {steps(2)}
            {sent.view(3, |sent| {
                let row = sent.value.summary;
                view! {
                    <div class="receipt">
                        <p class="receipt__name">{name_of(&row)}</p>
                        <p>{t!(institution.done.reference)}</p>
                        <p class="receipt__number">{row.reference_number.unwrap_or_default()}</p>
                        <p class="small">{t!(institution.done.keep)}</p>
                    </div>
                    <p>{t!(institution.done.copy)}</p>
                    {copy_button(&row.id.to_string())}
                }
                .into_any()
            })}
            <section>
                <h2 class="section__title">{t!(institution.done.next_title)}</h2>
                <ol class="next-steps">
                    {t_list!(institution.done.next).into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}
                </ol>
            </section>
            <div class="actions">
                <LinkButton href=look>{t!(institution.done.to_registration)}</LinkButton>
                <LinkButton href=paths::INSTITUTION_HOME kind=Kind::Outline>{t!(institution.done.to_home)}</LinkButton>
            </div>
        </Page>
    }
}

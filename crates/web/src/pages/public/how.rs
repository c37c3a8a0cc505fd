//! How it works, for doctors and for institutions, with requirements and fee.

use crate::components::common::{Page, bullets, flow};
use crate::components::ui::{Kind, LinkButton, Notice, Tab, Tabs, Tone};
use crate::i18n::locale;
use crate::{paths, t, t_list};
use domain::registration::ANNUAL_FEE;
use leptos::prelude::*;

/// `/how-it-works`
#[component]
pub fn HowItWorksPage() -> impl IntoView {
    let active = RwSignal::new("institutions");
    let tabs = vec![
        Tab { id: "institutions", label: t!(public.how.institutions_tab).to_owned() },
        Tab { id: "doctors", label: t!(public.how.doctors_tab).to_owned() },
    ];
    view! {
        <Page title=t!(public.how.title) lead=t!(public.how.lead)>
            <Tabs tabs=tabs active=active label=t!(public.how.tab_label)>
                {move || if active.get() == "doctors" { doctors() } else { institutions() }}
            </Tabs>
        </Page>
    }
}

fn doctors() -> AnyView {
    view! {
        <div class="prose">
            <h2>{t!(public.how.doctors_title)}</h2>
            {flow(t_list!(public.how.doctors_steps))}
            <h2>{t!(public.how.doctors_free_title)}</h2>
            <p>{t!(public.how.doctors_free)}</p>
            <div class="actions">
                <LinkButton href=paths::SIGN_UP_DOCTOR>{t!(public.how.doctors_action)}</LinkButton>
                <LinkButton href=paths::DIRECTORY kind=Kind::Outline>{t!(common.nav.directory)}</LinkButton>
            </div>
        </div>
    }
    .into_any()
}

fn institutions() -> AnyView {
    view! {
        <div class="prose">
            <h2>{t!(public.how.requirements_title)}</h2>
            <p>{t!(public.how.requirements_text)}</p>
            {bullets(t_list!(public.how.requirements))}
            <h2>{t!(public.how.institutions_title)}</h2>
            {flow(t_list!(public.how.institutions_steps))}
            <h2>{t!(public.how.fee_title)}</h2>
            <p class="fee"><strong class="number">{ANNUAL_FEE.label(locale())}</strong><span>{t!(public.how.fee_unit)}</span></p>
            {bullets(t_list!(public.how.fee_points))}
            <h2>{t!(public.how.unit_title)}</h2>
            <p>{t!(public.how.unit_text)}</p>
            <Notice tone=Tone::Info><p>{t!(public.how.not_needed)}</p></Notice>
            <div class="actions">
                <LinkButton href=paths::SIGN_UP_INSTITUTION>{t!(public.how.institutions_action)}</LinkButton>
                <LinkButton href=paths::FAQ kind=Kind::Outline>{t!(common.nav.faq)}</LinkButton>
            </div>
        </div>
    }
    .into_any()
}

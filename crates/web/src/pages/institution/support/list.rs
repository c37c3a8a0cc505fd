//! An institution's applications, what asks for something first.

use crate::client;
use crate::components::application::Side;
use crate::components::application::{asked, schemes_text, status_tag};
use crate::components::common::{Age, FictionalTag, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::area_name;
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::i18n::{self, fiscal_year};
use crate::state::Query;
use crate::{paths, t};
use domain::support::{ApplicationStatus, SupportApplicationSummary};
use leptos::prelude::*;

/// `/institution/support`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let read = Query::new(client::support_application::list_my_support_applications);
    view! {
        <Page
            title=t!(support_application.list.title)
            lead=t!(support_application.list.lead)
            trail=vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)]
            wide=true
        >
            {read.view(6, list)}
        </Page>
    }
}

fn list(mut rows: Vec<SupportApplicationSummary>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <EmptyState title=t!(support_application.list.none) text=t!(support_application.list.none_text)>
                <LinkButton href=paths::NEW_APPLICATION>{t!(support_application.list.create)}</LinkButton>
                <LinkButton href=paths::SUPPORT_CALCULATOR kind=Kind::Outline>{t!(support_application.list.calculate)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    rows.sort_by_key(|row| (urgency(row.status), std::cmp::Reverse(row.status_since)));
    let cards = rows.iter().map(card).collect_view();
    view! {
        <div class="actions"><LinkButton href=paths::NEW_APPLICATION>{t!(support_application.list.create)}</LinkButton></div>
        <ul class="places">{cards}</ul>
    }
    .into_any()
}

/// What the institution has to do comes first, what is over last.
fn urgency(status: ApplicationStatus) -> u8 {
    use ApplicationStatus as S;
    match status {
        S::Returned => 0,
        S::Selected | S::Decided => 1,
        S::Draft => 2,
        S::Submitted | S::Checked | S::Proposed | S::Applied => 3,
        S::NotSelected | S::Reported | S::Withdrawn => 4,
    }
}

fn card(row: &SupportApplicationSummary) -> AnyView {
    let href = paths::application(row.id);
    let (year, area) = (fiscal_year(row.fiscal_year), area_name(&row.area_name, &row.area_name_en));
    let (name, schemes, amount) = (row.institution_name.clone(), schemes_text(&row.schemes), i18n::yen(row.subsidy_yen.0));
    view! {
        <li class="card place">
            <p class="tags">{status_tag(row.status)}" "<FictionalTag fictional=row.fictional/></p>
            <h2 class="card__title"><a href=href lang=written_in()>{name}</a></h2>
            <p class="small">{year}" ・ "{area}</p>
            <p class="small">{schemes}</p>
            <p class="application__amount"><span>{t!(support_application.field.subsidy)}</span>" "<strong class="number">{amount}</strong></p>
            <p class="place__asked">{asked(row.status, Side::Institution)}</p>
            <p class="small muted"><Age at=row.status_since/></p>
        </li>
    }
    .into_any()
}

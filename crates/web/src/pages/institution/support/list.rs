//! An institution's applications, what asks for something first.

use crate::client;
use crate::components::application::Side;
use crate::components::application::{asked, schemes_text, status_tag};
use crate::components::common::{FictionalTag, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::area_name;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::support::{ApplicationStatus, SupportApplicationSummary};
use leptos::prelude::*;

/// `/institution/support`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let read = Query::new(client::support_application::list_my_support_applications);
    let table = application_table();
    view! {
        <Page
            title=t!(support_application.list.title)
            lead=t!(support_application.list.lead)
            trail=vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)]
            wide=true
        >
            {read.view(6, move |mut rows| {
                if rows.is_empty() {
                    return nothing();
                }
                rows.sort_by_key(|row| (urgency(row.status), std::cmp::Reverse(row.status_since)));
                let rows = table.view(rows);
                view! {
                    <div class="actions"><LinkButton href=paths::NEW_APPLICATION>{t!(support_application.list.create)}</LinkButton></div>
                    {rows}
                }
                .into_any()
            })}
        </Page>
    }
}

fn nothing() -> AnyView {
    view! {
        <EmptyState title=t!(support_application.list.none) text=t!(support_application.list.none_text)>
            <LinkButton href=paths::NEW_APPLICATION>{t!(support_application.list.create)}</LinkButton>
            <LinkButton href=paths::SUPPORT_CALCULATOR kind=Kind::Outline>{t!(support_application.list.calculate)}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

/// What the institution has to do comes first, what is over last.
fn urgency(status: ApplicationStatus) -> u8 {
    use ApplicationStatus as S;
    match status {
        S::Returned | S::ReportReturned => 0,
        S::Selected | S::Decided | S::Fixed => 1,
        S::Draft => 2,
        S::Submitted | S::Checked | S::Proposed | S::Applied | S::Reported | S::ReportChecked | S::Claimed => 3,
        S::NotSelected | S::Paid | S::Withdrawn => 4,
    }
}

fn number(row: &SupportApplicationSummary) -> AnyView {
    let number = row.reference_number.clone().unwrap_or_else(|| t!(common.state.none).to_owned());
    view! { <span class="number nowrap">{number}</span> }.into_any()
}

fn application_table() -> DataTable<SupportApplicationSummary> {
    type Of = Column<SupportApplicationSummary>;
    let columns = vec![
        Of::text(t!(support_application.field.institution), |row: &SupportApplicationSummary| row.institution_name.clone()).shown(|row| {
            let (name, href, fictional) = (row.institution_name.clone(), paths::application(row.id), row.fictional);
            view! { <a href=href lang=written_in()>{name}</a>" "<FictionalTag fictional/> }.into_any()
        }),
        Of::text(t!(support_application.field.number), |row| row.reference_number.clone().unwrap_or_default()).shown(number),
        Of::ranked(t!(prefecture.applications.status), |row| (row.status as usize, row.status.label(locale()).to_owned()))
            .shown(|row| view! { {status_tag(row.status)}<p class="small">{asked(row.status, Side::Institution)}</p> }.into_any()),
        Of::ranked(t!(support_application.field.year), |row| (row.fiscal_year.unsigned_abs() as usize, fiscal_year(row.fiscal_year)))
            .shown(|row| view! { <span class="nowrap">{fiscal_year(row.fiscal_year)}</span> }.into_any()),
        Of::text(t!(support_application.field.area), |row| area_name(&row.area_name, &row.area_name_en)),
        Of::text(t!(support_application.field.schemes), |row| schemes_text(&row.schemes)),
        Of::yen(t!(support_application.field.subsidy), |row| Some(row.subsidy_yen.0)),
        Of::since(t!(registration.summary.age), |row| row.status_since),
    ];
    DataTable::new(t!(support_application.list.title), "applications", columns)
}

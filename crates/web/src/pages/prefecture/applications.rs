//! The prefecture's applications, filtered by what stands in the address.

use super::{home_crumb, own_name, years};
use crate::client;
use crate::components::application::{schemes_text, status_tag};
use crate::components::common::{FictionalTag, Page, table_files};
use crate::components::listing::written_in;
use crate::components::support::areas::area_name;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Button, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextField};
use crate::i18n::{fiscal_year, locale};
use crate::state::Pages;
use crate::{paths, t};
use domain::export::TableFormat;
use domain::page::MAX_PAGE_SIZE;
use domain::support::{ApplicationStatus, SupportApplicationSummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use strum::IntoEnumIterator;

/// Which applications are wanted.
#[derive(Debug, Clone, Default, PartialEq)]
struct Filter {
    status: Option<String>,
    fiscal_year: Option<String>,
    q: Option<String>,
}

/// `/prefecture/applications`
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| Filter {
            status: query.get("status").filter(|status| status.parse::<ApplicationStatus>().is_ok()),
            fiscal_year: query.get("fiscal_year").filter(|year| year.parse::<i32>().is_ok()),
            q: query.get("q").filter(|q| !q.trim().is_empty()),
        })
    });
    let rows = Pages::new(move |cursor| {
        let Filter { status, fiscal_year, q } = filter.get();
        async move { client::support_application::list_support_applications(status, fiscal_year, q, Some(MAX_PAGE_SIZE), cursor).await }
    });
    view! {
        <Page
            title=t!(prefecture.applications.title)
            trail=vec![home_crumb()]
            lead=t!(prefecture.applications.lead, name = own_name())
            wide=true
        >
            {filters(filter)}
            {files(filter)}
            {application_table().of_pages(rows, 8, move || nothing(filter.get_untracked() != Filter::default()))}
        </Page>
    }
}

fn filters(filter: Memo<Filter>) -> AnyView {
    let form = Form::new("prefecture/applications");
    // The address is the truth of a filter.
    form.forget();
    Effect::new(move |_| {
        let Filter { status, fiscal_year, q } = filter.get();
        form.set("/status", status.unwrap_or_default());
        form.set("/fiscal_year", fiscal_year.unwrap_or_default());
        form.set("/q", q.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |address: String| {
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..Default::default() }));
    };
    let submit = move || {
        let pairs = [("status", form.peek_some("/status")), ("fiscal_year", form.peek_some("/fiscal_year")), ("q", form.peek_some("/q"))];
        go(paths::PREFECTURE_APPLICATIONS.to_owned() + &client::query(&pairs));
    };
    // A draft is the institution's own and is never listed here.
    let statuses: Vec<Choice> = ApplicationStatus::iter()
        .filter(|status| *status != ApplicationStatus::Draft)
        .map(|status| Choice::new(status.code(), status.label(locale())))
        .collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/status" label=t!(prefecture.applications.status) options=Signal::stored(statuses) empty=t!(common.list.all)/>
                    <Select form=form path="/fiscal_year" label=t!(prefecture.applications.year) options=Signal::stored(years()) empty=t!(common.list.all)/>
                    <TextField form=form path="/q" label=t!(prefecture.applications.q) kind="search" autocomplete="off"/>
                </div>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    {move || (filter.get() != Filter::default()).then(|| view! {
                        <Button kind=Kind::Text on_click=move || go(paths::PREFECTURE_APPLICATIONS.to_owned())>{t!(staff.list.clear)}</Button>
                    })}
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

/// The list that is asked for as a file, all of it.
fn files(filter: Memo<Filter>) -> AnyView {
    let formats = [(TableFormat::Csv, t!(support.tables.csv)), (TableFormat::Xlsx, t!(support.tables.xlsx))];
    table_files(Some(t!(prefecture.applications.files)), &formats, move |format| {
        let Filter { status, fiscal_year, q } = filter.get_untracked();
        let content = async move { client::support_application::export_support_applications(status, fiscal_year, q, format).await };
        (String::from("applications"), content)
    })
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        return view! {
            <EmptyState title=t!(prefecture.applications.none) text=t!(staff.list.none_text)>
                <LinkButton href=paths::PREFECTURE_APPLICATIONS kind=Kind::Outline>{t!(staff.list.clear)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! { <EmptyState title=t!(prefecture.home.none) text=t!(prefecture.home.none_text)/> }.into_any()
}

fn application_table() -> DataTable<SupportApplicationSummary> {
    type Of = Column<SupportApplicationSummary>;
    let columns = vec![
        Of::text(t!(prefecture.applications.institution), |row: &SupportApplicationSummary| row.institution_name.clone()).shown(|row| {
            let (name, href, fictional) = (row.institution_name.clone(), paths::prefecture_application(row.id), row.fictional);
            view! { <a href=href lang=written_in()>{name}</a>" "<FictionalTag fictional/> }.into_any()
        }),
        Of::text(t!(support_application.field.number), |row| row.reference_number.clone().unwrap_or_default())
            .shown(|row| view! { <span class="number nowrap">{row.reference_number.clone()}</span> }.into_any()),
        Of::text(t!(support.areas.area), |row| area_name(&row.area_name, &row.area_name_en)),
        Of::ranked(t!(prefecture.applications.year), year_ranked)
            .shown(|row| view! { <span class="nowrap">{fiscal_year(row.fiscal_year)}</span> }.into_any()),
        Of::text(t!(prefecture.applications.schemes), |row| schemes_text(&row.schemes)),
        Of::yen(t!(prefecture.applications.subsidy), |row| Some(row.subsidy_yen.0)),
        Of::ranked(t!(prefecture.applications.status), |row| (row.status as usize, row.status.label(locale()).to_owned()))
            .shown(|row| status_tag(row.status)),
        Of::since(t!(registration.summary.age), |row| row.status_since),
    ];
    DataTable::new(t!(prefecture.applications.caption), "applications", columns)
}

fn year_ranked(row: &SupportApplicationSummary) -> (usize, String) {
    (row.fiscal_year.unsigned_abs() as usize, fiscal_year(row.fiscal_year))
}

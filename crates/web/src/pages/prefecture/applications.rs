//! The prefecture's applications, filtered by what stands in the address.

use super::{home_crumb, own_name, years};
use crate::client;
use crate::components::application::{schemes_text, status_tag};
use crate::components::common::{Age, FictionalTag, Page};
use crate::components::listing::written_in;
use crate::components::support::areas::area_name;
use crate::components::ui::{Button, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextField, table};
use crate::i18n::{self, fiscal_year, locale};
use crate::state::Pages;
use crate::{paths, t};
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
        async move { client::support_application::list_support_applications(status, fiscal_year, q, None, cursor).await }
    });
    view! {
        <Page
            title=t!(prefecture.applications.title)
            trail=vec![home_crumb()]
            lead=t!(prefecture.applications.lead, name = own_name())
            wide=true
        >
            {filters(filter)}
            {rows.view(8, move |rows| listing(rows, filter.get_untracked() != Filter::default()))}
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

fn listing(rows: Vec<SupportApplicationSummary>, filtered: bool) -> AnyView {
    if rows.is_empty() && filtered {
        return view! {
            <EmptyState title=t!(prefecture.applications.none) text=t!(staff.list.none_text)>
                <LinkButton href=paths::PREFECTURE_APPLICATIONS kind=Kind::Outline>{t!(staff.list.clear)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    if rows.is_empty() {
        return view! { <EmptyState title=t!(prefecture.home.none) text=t!(prefecture.home.none_text)/> }.into_any();
    }
    let rows = rows
        .into_iter()
        .map(|row| {
            let (name, href, fictional) = (row.institution_name, paths::prefecture_application(row.id), row.fictional);
            vec![
                view! { <a href=href lang=written_in()>{name}</a>" "<FictionalTag fictional/> }.into_any(),
                area_name(&row.area_name, &row.area_name_en).into_any(),
                view! { <span class="nowrap">{fiscal_year(row.fiscal_year)}</span> }.into_any(),
                schemes_text(&row.schemes).into_any(),
                view! { <span class="number nowrap">{i18n::yen(row.subsidy_yen.0)}</span> }.into_any(),
                status_tag(row.status),
                view! { <span class="nowrap"><Age at=row.status_since/></span> }.into_any(),
            ]
        })
        .collect();
    let columns = [
        t!(prefecture.applications.institution),
        t!(support.areas.area),
        t!(prefecture.applications.year),
        t!(prefecture.applications.schemes),
        t!(prefecture.applications.subsidy),
        t!(prefecture.applications.status),
        t!(registration.summary.age),
    ];
    table(t!(prefecture.applications.caption), &columns, rows)
}

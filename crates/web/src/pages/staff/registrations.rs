//! The list of registrations, filtered by what stands in the address.

use crate::client::registration::RegistrationFilter;
use crate::components::common::{Page, crumb};
use crate::components::registration::{name_of, summary_tags};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Button, Checkbox, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::Pages;
use crate::{client, paths, t};
use domain::page::MAX_PAGE_SIZE;
use domain::region::prefecture_label;
use domain::registration::{RegistrationStatus, RegistrationSummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use strum::IntoEnumIterator;

#[component]
pub fn RegistrationsPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| RegistrationFilter {
            status: query.get("status").filter(|status| status.parse::<RegistrationStatus>().is_ok()),
            change_requested: query.get("change_requested").as_deref() == Some("true"),
            q: query.get("q").filter(|q| !q.trim().is_empty()),
            limit: Some(MAX_PAGE_SIZE),
        })
    });
    let rows = Pages::new(move |cursor| {
        let filter = filter.get();
        async move { client::registration::list_registrations(filter, cursor).await }
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.list.title) trail=trail lead=t!(staff.list.lead) wide=true>
            {filters(filter)}
            {registration_table(t!(staff.list.caption), true).of_pages(rows, 8, move || nothing(filter.with_untracked(is_narrow)))}
        </Page>
    }
}

fn address(filter: &RegistrationFilter) -> String {
    let pairs = [
        ("status", filter.status.clone()),
        ("change_requested", filter.change_requested.then(|| "true".to_owned())),
        ("q", filter.q.clone()),
    ];
    paths::STAFF_REGISTRATIONS.to_owned() + &client::query(&pairs)
}

/// Whether not all registrations are asked for.
fn is_narrow(filter: &RegistrationFilter) -> bool {
    filter.status.is_some() || filter.change_requested || filter.q.is_some()
}

fn filters(filter: Memo<RegistrationFilter>) -> AnyView {
    let form = Form::new("staff/registrations");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        form.set("/status", filter.status.unwrap_or_default());
        form.set("/change_requested", if filter.change_requested { "true" } else { "" });
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move || {
        let filter = RegistrationFilter {
            status: form.peek_some("/status"),
            change_requested: form.peek_checked("/change_requested"),
            q: form.peek_some("/q"),
            limit: None,
        };
        navigate.with_value(|navigate| navigate(&address(&filter), NavigateOptions { scroll: false, ..Default::default() }));
    };
    let clear = move || {
        navigate.with_value(|navigate| navigate(paths::STAFF_REGISTRATIONS, NavigateOptions { scroll: false, ..Default::default() }))
    };
    // A draft is the institution's own and is never listed here.
    let statuses: Vec<Choice> = RegistrationStatus::iter()
        .filter(|status| *status != RegistrationStatus::Draft)
        .map(|status| Choice::new(status.code(), status.label(locale())))
        .collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/status" label=t!(staff.list.status) options=Signal::stored(statuses) empty=t!(common.list.all)/>
                    <TextField form=form path="/q" label=t!(staff.list.q) kind="search" autocomplete="off"/>
                </div>
                <Checkbox form=form path="/change_requested" label=t!(staff.list.changes_only)/>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    {move || filter.with(is_narrow).then(|| view! {
                        <Button kind=Kind::Text on_click=clear>{t!(staff.list.clear)}</Button>
                    })}
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

fn nothing(filtered: bool) -> AnyView {
    if filtered {
        view! {
            <EmptyState title=t!(staff.list.none_title) text=t!(staff.list.none_text)>
                <LinkButton href=paths::STAFF_REGISTRATIONS kind=Kind::Outline>{t!(staff.list.clear)}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <EmptyState title=t!(staff.list.empty_title) text=t!(staff.list.empty_text)/> }.into_any()
    }
}

/// Registrations as rows that lead to their pages; where all are of one organization, it need not stand in each row.
pub fn registration_table(caption: &str, with_organization: bool) -> DataTable<RegistrationSummary> {
    type Of = Column<RegistrationSummary>;
    let reference = |row: &RegistrationSummary| row.reference_number.clone().unwrap_or_default();
    let mut columns = vec![
        Of::text(t!(staff.list.name), name_of)
            .shown(|row| view! { <a href=paths::staff_registration(row.id)>{name_of(row)}</a> }.into_any()),
        Of::text(t!(registration.summary.reference), reference)
            .shown(move |row| view! { <span class="nowrap number">{reference(row)}</span> }.into_any()),
    ];
    if with_organization {
        columns.push(Of::text(t!(registration.summary.organization), |row| row.organization_name.clone()));
        columns.push(Of::ranked(t!(registration.summary.prefecture), |row| prefecture_ranked(&row.prefecture_code)));
    }
    columns.push(
        Of::ranked(t!(registration.summary.status), |row: &RegistrationSummary| {
            (row.status as usize, row.status.label(locale()).to_owned())
        })
        .shown(summary_tags),
    );
    columns.push(Of::since(t!(registration.summary.age), |row| row.status_since));
    DataTable::new(caption, "registrations", columns)
}

/// A prefecture with its place in the official order.
fn prefecture_ranked(code: &str) -> (usize, String) {
    (code.parse().unwrap_or_default(), prefecture_label(code, locale()))
}

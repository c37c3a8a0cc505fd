//! The list of registrations, filtered by what stands in the address.

use crate::client::registration::RegistrationFilter;
use crate::components::common::{Age, Page, crumb};
use crate::components::registration::{name_of, summary_tags};
use crate::components::ui::{
    Button, Checkbox, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextField, table,
};
use crate::i18n::locale;
use crate::state::Pages;
use crate::{client, paths, t};
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
            limit: None,
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
            {rows.view(8, move |rows| listing(rows, filter.get_untracked() != RegistrationFilter::default()))}
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
                    {move || (filter.get() != RegistrationFilter::default()).then(|| view! {
                        <Button kind=Kind::Text on_click=clear>{t!(staff.list.clear)}</Button>
                    })}
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

fn listing(rows: Vec<RegistrationSummary>, filtered: bool) -> AnyView {
    if rows.is_empty() {
        return if filtered {
            view! {
                <EmptyState title=t!(staff.list.none_title) text=t!(staff.list.none_text)>
                    <LinkButton href=paths::STAFF_REGISTRATIONS kind=Kind::Outline>{t!(staff.list.clear)}</LinkButton>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { <EmptyState title=t!(staff.list.empty_title) text=t!(staff.list.empty_text)/> }.into_any()
        };
    }
    registration_table(t!(staff.list.caption), rows, true)
}

/// Registrations as rows that lead to their pages; where all are of one organization, it need not stand in each row.
pub fn registration_table(caption: &str, rows: Vec<RegistrationSummary>, with_organization: bool) -> AnyView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let tags = summary_tags(&row);
            let mut cells = vec![
                view! { <a href=paths::staff_registration(row.id)>{name_of(&row)}</a> }.into_any(),
                view! { <span class="nowrap number">{row.reference_number.unwrap_or_default()}</span> }.into_any(),
            ];
            if with_organization {
                cells.push(row.organization_name.into_any());
                cells.push(prefecture_label(&row.prefecture_code, locale()).into_any());
            }
            cells.push(tags);
            cells.push(view! { <span class="nowrap"><Age at=row.status_since/></span> }.into_any());
            cells
        })
        .collect();
    let mut columns = vec![t!(staff.list.name), t!(registration.summary.reference)];
    if with_organization {
        columns.extend([t!(registration.summary.organization), t!(registration.summary.prefecture)]);
    }
    columns.extend([t!(registration.summary.status), t!(registration.summary.age)]);
    table(caption, &columns, rows)
}

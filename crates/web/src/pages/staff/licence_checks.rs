//! The queue of licences to check; those that wait are shown unless the address says otherwise.

use crate::client::licence_check::LicenceCheckFilter;
use crate::components::common::{Age, Page, crumb};
use crate::components::doctor::licence_tag;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{
    Button, Checkbox, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, Tag, TextField, Tone, table,
};
use crate::i18n::locale;
use crate::state::{Pages, Query};
use crate::{client, paths, t};
use domain::doctor::{LicenceCheckCount, LicenceCheckSummary, LicenceStatus};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use strum::IntoEnumIterator;

/// Stands for every state in the address, where nothing stands for those that wait.
const ALL: &str = "all";
/// The choice of those that wait.
const WAITING: &str = "waiting";

#[component]
pub fn LicenceChecksPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| {
            let (status, waiting) = match query.get("status").as_deref() {
                Some(ALL) => (None, false),
                Some(code) if code.parse::<LicenceStatus>().is_ok() => (Some(code.to_owned()), false),
                _ => (None, true),
            };
            let q = query.get("q").filter(|q| !q.trim().is_empty());
            LicenceCheckFilter { status, waiting, has_copy: query.get("has_copy").as_deref() == Some("true"), q }
        })
    });
    let counts = Query::new(client::licence_check::count_licence_checks);
    let rows = Pages::new(move |cursor| {
        let filter = filter.get();
        async move { client::licence_check::list_licence_checks(filter, cursor).await }
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.licence.title) trail=trail lead=t!(staff.licence.lead) wide=true>
            {counts.view(4, count_table)}
            <section>{filters(filter)}</section>
            {queue().of_pages(rows, 8, nothing)}
        </Page>
    }
}

fn count_table(counts: Vec<LicenceCheckCount>) -> AnyView {
    let rows = counts
        .into_iter()
        .map(|row| {
            let href = paths::staff_licence_checks_in(row.status.code());
            let oldest = row.oldest_since.map_or_else(|| t!(staff.home.none).into_any(), |at| view! { <Age at=at/> }.into_any());
            vec![
                licence_tag(row.status),
                view! { <a href=href>{t!(staff.home.count, count = row.count)}<span class="visually-hidden">{row.status.label(locale())}</span></a> }
                    .into_any(),
                with_copy(&row),
                oldest,
            ]
        })
        .collect();
    let columns = [t!(staff.licence.status), t!(staff.list.number), t!(staff.licence.with_copy), t!(staff.list.oldest)];
    table(t!(staff.home.queues), &columns, rows)
}

/// Leads to those with a copy: a doubtful licence waits again once one has come.
fn with_copy(row: &LicenceCheckCount) -> AnyView {
    let count = t!(staff.home.count, count = row.with_copy);
    if row.with_copy == 0 {
        return count.into_any();
    }
    let label = row.status.label(locale());
    view! { <a href=paths::staff_licence_copies_in(row.status.code())>{count}<span class="visually-hidden">{label}</span></a> }.into_any()
}

fn filters(filter: Memo<LicenceCheckFilter>) -> AnyView {
    let form = Form::new("staff/licence-checks");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        form.set("/status", if filter.waiting { WAITING.to_owned() } else { filter.status.unwrap_or_default() });
        form.set("/has_copy", if filter.has_copy { "true" } else { "" });
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |address: String| {
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    };
    let submit = move || {
        let status = form.peek_some("/status").unwrap_or_else(|| ALL.to_owned());
        let has_copy = form.peek_checked("/has_copy").then(|| "true".to_owned());
        let pairs = [("status", Some(status)), ("has_copy", has_copy), ("q", form.peek_some("/q"))];
        go(paths::STAFF_LICENCE_CHECKS.to_owned() + &client::query(&pairs));
    };
    let waiting = Choice::new(WAITING, t!(staff.licence.waiting));
    let statuses: Vec<Choice> =
        std::iter::once(waiting).chain(LicenceStatus::iter().map(|status| Choice::new(status.code(), status.label(locale())))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/status" label=t!(staff.licence.status) options=Signal::stored(statuses) empty=t!(common.list.all)/>
                    <TextField form=form path="/q" label=t!(staff.licence.q) kind="search" autocomplete="off"/>
                </div>
                <Checkbox form=form path="/has_copy" label=t!(staff.licence.copy_only)/>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    <Button kind=Kind::Text on_click=move || go(paths::STAFF_LICENCE_CHECKS.to_owned())>{t!(staff.licence.waiting_only)}</Button>
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

fn queue() -> DataTable<LicenceCheckSummary> {
    type Of = Column<LicenceCheckSummary>;
    let columns = vec![
        Of::text(t!(staff.licence.name), |row: &LicenceCheckSummary| row.full_name.clone())
            .shown(|row| view! { <a href=paths::staff_licence_check(row.account_id)>{row.full_name.clone()}</a> }.into_any()),
        Of::text(t!(staff.licence.kana), |row| row.full_name_kana.clone()),
        Of::ranked(t!(staff.licence.status), |row| (row.status as usize, row.status.label(locale()).to_owned())).shown(tags),
        Of::since(t!(staff.licence.since), |row| row.since),
    ];
    DataTable::new(t!(staff.licence.title), "licence-checks", columns)
}

fn tags(row: &LicenceCheckSummary) -> AnyView {
    let copy = row.has_copy.then(|| view! { <Tag tone=Tone::Info>{t!(staff.licence.has_copy)}</Tag> });
    let doubted = (row.doubted_before && matches!(row.status, LicenceStatus::Declared | LicenceStatus::Checked))
        .then(|| view! { <Tag tone=Tone::Warning>{t!(staff.licence.doubted_before)}</Tag> });
    view! { {licence_tag(row.status)}{copy}{doubted} }.into_any()
}

fn nothing() -> AnyView {
    view! {
        <EmptyState title=t!(staff.licence.none_title) text=t!(staff.licence.none_text)>
            <LinkButton href=paths::staff_licence_checks_in(ALL) kind=Kind::Outline>{t!(staff.licence.show_all)}</LinkButton>
        </EmptyState>
    }
    .into_any()
}

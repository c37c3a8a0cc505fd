//! The queue of licences to check; those that wait are shown unless the address says otherwise. It is ordered by the server and cannot be had as a
//! file: licences are looked up one at a time.

use crate::client::licence_check::LicenceCheckFilter;
use crate::components::common::{Age, Page, crumb};
use crate::components::doctor::licence_tag;
use crate::components::table::{Column, DataTable, ServerOrder};
use crate::components::ui::{
    Button, Checkbox, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, Tag, TextField, Tone, table,
};
use crate::i18n::locale;
use crate::state::{Pages, Query, Reading};
use crate::{client, paths, t};
use domain::doctor::{LICENCE_YEARS, LicenceCheckCount, LicenceCheckSummary, LicenceStatus};
use domain::validate::{Validate, Violations};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;
use strum::IntoEnumIterator;

/// Stands for every state in the address, where nothing stands for those that wait.
const ALL: &str = "all";
/// The choice of those that wait.
const WAITING: &str = "waiting";

#[component]
pub fn LicenceChecksPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter_of));
    let counts = Query::new(client::licence_check::count_licence_checks);
    let rows = Pages::new(move |cursor| {
        let filter = filter.get();
        async move { client::licence_check::list_licence_checks(filter, cursor).await }
    });
    let go = go_to();
    let order = ServerOrder {
        now: Signal::derive(move || filter.with(|filter| (filter.sort.clone().unwrap_or_else(|| "since".to_owned()), filter.descending))),
        set: Callback::new(move |(sort, descending): (&'static str, bool)| {
            go(&LicenceCheckFilter { sort: Some(sort.to_owned()), descending, ..filter.get_untracked() });
        }),
    };
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.licence.title) trail=trail lead=t!(staff.licence.lead) wide=true>
            {counts.view(4, count_table)}
            <section>{filters(filter)}</section>
            {queue().ordered_by_server(order).of_pages(rows, 8, nothing)}
        </Page>
    }
}

/// The filter that an address stands for. Without one, those that wait are shown.
fn filter_of(query: &ParamsMap) -> LicenceCheckFilter {
    let some = |name: &str| query.get(name).filter(|value| !value.trim().is_empty());
    let is = |name: &str| query.get(name).as_deref() == Some("true");
    let (status, waiting) = match query.get("status").as_deref() {
        Some(ALL) => (None, false),
        Some(code) if code.parse::<LicenceStatus>().is_ok() => (Some(code.to_owned()), false),
        _ => (None, true),
    };
    LicenceCheckFilter {
        status,
        waiting,
        has_copy: is("has_copy"),
        licence_year: some("licence_year").filter(|year| year.parse::<i32>().is_ok_and(|year| LICENCE_YEARS.contains(&year))),
        q: some("q"),
        sort: some("sort"),
        descending: is("descending"),
    }
}

/// Goes to the part of the queue that a filter names.
fn go_to() -> impl Fn(&LicenceCheckFilter) + Copy + 'static {
    let navigate = StoredValue::new_local(use_navigate());
    move |filter: &LicenceCheckFilter| {
        let yes = |is: bool| is.then(|| "true".to_owned());
        let status = if filter.waiting { None } else { Some(filter.status.clone().unwrap_or_else(|| ALL.to_owned())) };
        let pairs = [
            ("status", status),
            ("has_copy", yes(filter.has_copy)),
            ("licence_year", filter.licence_year.clone()),
            ("q", filter.q.clone()),
            ("sort", filter.sort.clone()),
            ("descending", yes(filter.descending)),
        ];
        let address = paths::STAFF_LICENCE_CHECKS.to_owned() + &client::query(&pairs);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
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

/// The year that is looked for.
struct Registered(Option<i32>);

impl Validate for Registered {
    fn check(&self, v: &mut Violations) {
        if let Some(year) = self.0 {
            v.range("licence_year", year.into(), (*LICENCE_YEARS.start()).into(), (*LICENCE_YEARS.end()).into());
        }
    }
}

fn filters(filter: Memo<LicenceCheckFilter>) -> AnyView {
    let form = Form::new("staff/licence-checks");
    // The address is the truth of a filter; what was typed and not sent is not kept for the next visit.
    form.forget();
    Effect::new(move |_| {
        let filter = filter.get();
        form.set("/status", if filter.waiting { WAITING.to_owned() } else { filter.status.unwrap_or_default() });
        form.set("/has_copy", if filter.has_copy { "true" } else { "" });
        form.set("/licence_year", filter.licence_year.unwrap_or_default());
        form.set("/q", filter.q.unwrap_or_default());
        form.forget();
    });
    let go = go_to();
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let year = reading.some_year("/licence_year", *LICENCE_YEARS.start());
        let Some(Registered(year)) = reading.finish(form, Registered(year)) else { return };
        let status = form.peek_some("/status");
        go(&LicenceCheckFilter {
            waiting: status.as_deref() == Some(WAITING),
            status: status.filter(|status| status != WAITING),
            has_copy: form.peek_checked("/has_copy"),
            licence_year: year.map(|year| year.to_string()),
            q: form.peek_some("/q"),
            ..filter.get_untracked()
        });
    };
    let waiting_only = move || go(&LicenceCheckFilter { waiting: true, ..LicenceCheckFilter::default() });
    let waiting = Choice::new(WAITING, t!(staff.licence.waiting));
    let statuses: Vec<Choice> =
        std::iter::once(waiting).chain(LicenceStatus::iter().map(|status| Choice::new(status.code(), status.label(locale())))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/status" label=t!(staff.licence.status) options=Signal::stored(statuses) empty=t!(common.list.all)/>
                    <TextField form=form path="/licence_year" label=t!(staff.licence.year) width="short" inputmode="numeric" autocomplete="off"/>
                    <TextField form=form path="/q" label=t!(staff.licence.q) kind="search" autocomplete="off"/>
                </div>
                <Checkbox form=form path="/has_copy" label=t!(staff.licence.copy_only)/>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    <Button kind=Kind::Text on_click=waiting_only>{t!(staff.licence.waiting_only)}</Button>
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
        Of::text(t!(staff.licence.year), |row| row.licence_year.to_string()).ordered_as("licence_year"),
        Of::since(t!(staff.licence.since), |row| row.since).ordered_as("since"),
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

//! The list of registrations: what waits for the reader, the longest waiting first, unless the address says otherwise.

mod confirmations;
pub mod filter;

pub use confirmations::ConfirmationsPage;

use super::exports::exports;
use super::may;
use crate::client::registration::RegistrationFilter;
use crate::components::common::{Page, crumb};
use crate::components::registration::{name_of, summary_tags};
use crate::components::table::{Column, DataTable, ServerOrder};
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::i18n::locale;
use crate::state::Pages;
use crate::{client, paths, t};
use domain::actor::Permission;
use domain::page::MAX_PAGE_SIZE;
use domain::region::prefecture_label;
use domain::registration::{RegistrationStatus, RegistrationSummary};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::collections::BTreeSet;

/// So many are confirmed with one act.
const MOST_AT_ONCE: usize = 20;

#[component]
pub fn RegistrationsPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(filter::of));
    let rows = Pages::new(move |cursor| {
        let filter = RegistrationFilter { limit: Some(MAX_PAGE_SIZE), ..filter.get() };
        async move { client::registration::list_registrations(filter, cursor).await }
    });
    let go = filter::go_to();
    let order = ServerOrder {
        now: Signal::derive(move || filter.with(|filter| (filter.sort.clone().unwrap_or_else(|| "since".to_owned()), filter.descending))),
        set: Callback::new(move |(sort, descending): (&'static str, bool)| {
            go(&RegistrationFilter { sort: Some(sort.to_owned()), descending, ..filter.get_untracked() });
        }),
    };
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    // In another list, what was chosen in this one would be out of sight. The order changes nothing.
    let listed = Memo::new(move |_| filter.with(|filter| RegistrationFilter { sort: None, descending: false, ..filter.clone() }));
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody has read follows nothing.
        listed.with(|_| ());
        if before.is_some() {
            chosen.set(BTreeSet::new());
        }
    });
    // Who confirms for the committee ticks what waits for it.
    let ticked = untrack(|| may(Permission::ConfirmRegistration)).then_some(chosen);
    let link = Callback::new(move |row: RegistrationSummary| paths::staff_registration(row.id) + &filter.with_untracked(filter::query));
    let table = table(t!(staff.list.caption), true, ticked, Some(link)).ordered_by_server(order);
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.list.title) trail=trail lead=t!(staff.list.lead) wide=true>
            {filter::fields(filter)}
            {move || filter.with(|filter| filter.organization_id.is_some()).then(|| of_organization(rows))}
            {exports(t!(staff.list.export), "registrations", move |format| {
                client::registration::export_registrations(filter.get_untracked(), format)
            })}
            {ticked.map(confirm_together)}
            {table.of_pages(rows, 8, move || nothing(filter.with_untracked(filter::is_narrow)))}
        </Page>
    }
}

/// Says whose registrations are listed.
fn of_organization(rows: Pages<RegistrationSummary>) -> AnyView {
    let name = move || rows.items().with(|rows| rows.first().map(|row| row.organization_name.clone()));
    view! { <p>{move || name().map(|name| t!(staff.list.of_organization, name = name))}</p> }.into_any()
}

/// The way from the ticked registrations to their changes on one page.
fn confirm_together(chosen: RwSignal<BTreeSet<String>>) -> AnyView {
    (move || {
        let count = chosen.with(BTreeSet::len);
        if count == 0 {
            return view! { <p class="small">{t!(staff.list.tick)}</p> }.into_any();
        }
        let ids = chosen.with(|chosen| chosen.iter().take(MOST_AT_ONCE).cloned().collect::<Vec<_>>().join(","));
        let href = paths::staff_confirmations_of(&ids);
        let more = (count > MOST_AT_ONCE).then(|| view! { <span class="small">{t!(staff.list.most_at_once, count = MOST_AT_ONCE)}</span> });
        let label = t!(staff.list.look_together, count = count.min(MOST_AT_ONCE));
        view! { <div class="actions"><LinkButton href=href>{label}</LinkButton>{more}</div> }.into_any()
    })
    .into_any()
}

fn nothing(filtered: bool) -> AnyView {
    let all = paths::staff_registrations_in(filter::ALL);
    if filtered {
        view! {
            <EmptyState title=t!(staff.list.none_title) text=t!(staff.list.none_text)>
                <LinkButton href=paths::STAFF_REGISTRATIONS kind=Kind::Outline>{t!(staff.list.clear)}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title=t!(staff.list.nothing_waits) text=t!(staff.list.empty_text)>
                <LinkButton href=all kind=Kind::Outline>{t!(staff.home.all)}</LinkButton>
            </EmptyState>
        }
        .into_any()
    }
}

/// Registrations as rows that lead to their pages; where all are of one organization, it need not stand in each row.
pub fn registration_table(caption: &str, with_organization: bool) -> DataTable<RegistrationSummary> {
    table(caption, with_organization, None, None)
}

fn table(
    caption: &str,
    with_organization: bool,
    ticked: Option<RwSignal<BTreeSet<String>>>,
    link: Option<Callback<RegistrationSummary, String>>,
) -> DataTable<RegistrationSummary> {
    type Of = Column<RegistrationSummary>;
    let reference = |row: &RegistrationSummary| row.reference_number.clone().unwrap_or_default();
    let href = move |row: &RegistrationSummary| link.map_or_else(|| paths::staff_registration(row.id), |link| link.run(row.clone()));
    let mut columns = vec![
        Of::text(t!(staff.list.name), name_of).ordered_as("name").shown(move |row| {
            let tick = ticked.filter(|_| row.status == RegistrationStatus::CommitteeCheck).map(|ticked| tick(row, ticked));
            view! { {tick}<a href=href(row)>{name_of(row)}</a> }.into_any()
        }),
        Of::text(t!(registration.summary.reference), reference)
            .ordered_as("reference")
            .shown(move |row| view! { <span class="nowrap number">{reference(row)}</span> }.into_any()),
    ];
    if with_organization {
        columns.push(Of::text(t!(registration.summary.organization), |row| row.organization_name.clone()).ordered_as("organization"));
        columns
            .push(Of::ranked(t!(registration.summary.prefecture), |row| prefecture_ranked(&row.prefecture_code)).ordered_as("prefecture"));
    }
    columns.push(
        Of::ranked(t!(registration.summary.status), |row: &RegistrationSummary| {
            (row.status as usize, row.status.label(locale()).to_owned())
        })
        .ordered_as("status")
        .shown(summary_tags),
    );
    columns.push(Of::since(t!(registration.summary.age), |row| row.status_since).ordered_as("since"));
    DataTable::new(caption, "registrations", columns)
}

/// Chooses a row for the act on several.
fn tick(row: &RegistrationSummary, ticked: RwSignal<BTreeSet<String>>) -> AnyView {
    let (id, shown) = (row.id.to_string(), row.id.to_string());
    let toggle = move |ev| {
        let on = event_target_checked(&ev);
        ticked.update(|ticked| {
            if on {
                ticked.insert(id.clone());
            } else {
                ticked.remove(&id);
            }
        });
    };
    let checked = move || ticked.with(|ticked| ticked.contains(&shown));
    view! { <input type="checkbox" class="tick" aria-label=t!(staff.list.choose, name = name_of(row)) prop:checked=checked on:change=toggle/> }
        .into_any()
}

/// A prefecture with its place in the official order.
fn prefecture_ranked(code: &str) -> (usize, String) {
    (code.parse().unwrap_or_default(), prefecture_label(code, locale()))
}

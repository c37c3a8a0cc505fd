//! The staff's dashboard: what waits for the reader, then every queue with its age.

use super::may;
use super::registrations::filter::ALL;
use crate::client::contact::ContactFilter;
use crate::client::registration::RegistrationFilter;
use crate::components::common::{Age, Page};
use crate::components::registration::StatusTag;
use crate::components::ui::{EmptyState, Kind, LinkButton, table};
use crate::state::Query;
use crate::{client, paths, t};
use domain::actor::Permission;
use domain::doctor::LicenceStatus;
use domain::registration::{RegistrationQueueCount, RegistrationStatus};
use leptos::prelude::*;

/// More than this are "or more".
const COUNTED: u16 = 100;

#[component]
pub fn HomePage() -> impl IntoView {
    let queues = (move || may(Permission::ReviewRegistration).then(queues)).into_any();
    view! {
        <Page title=t!(staff.home.title) lead=t!(staff.home.lead) wide=true>
            {queues}
            {move || may(Permission::ManageStaff).then(|| view! {
                <section>
                    <h2 class="section__title">{t!(staff.home.people)}</h2>
                    <p>{t!(staff.home.people_text)}</p>
                    <div class="actions"><LinkButton href=paths::STAFF_PEOPLE kind=Kind::Outline>{t!(staff.nav.people)}</LinkButton></div>
                </section>
            })}
        </Page>
    }
}

fn queues() -> AnyView {
    let counts = Query::new(|| async { client::registration::count_registrations().await });
    view! {
        <section>
            <h2 class="section__title">{t!(staff.home.tasks)}</h2>
            {counts.view(4, |counts| tasks(&counts))}
        </section>
        <section>
            <h2 class="section__title">{t!(staff.home.queues)}</h2>
            {counts.view(6, queue_table)}
            <div class="actions"><LinkButton href=paths::staff_registrations_in(ALL) kind=Kind::Outline>{t!(staff.home.all)}</LinkButton></div>
        </section>
    }
    .into_any()
}

fn tasks(counts: &[RegistrationQueueCount]) -> AnyView {
    use RegistrationStatus as S;
    let mut cards = Vec::new();
    let mut of = |status: S, title: &'static str| {
        let found = counts.iter().find(|row| row.status == status);
        let age = found.and_then(|row| row.oldest_since).map(|at| view! { {t!(staff.home.oldest)}<Age at=at/> }.into_any());
        cards.push(task(title, paths::staff_registrations_in(status.code()), found.map_or(0, |row| row.count), age));
    };
    if may(Permission::CheckRegistration) {
        of(S::Submitted, t!(staff.home.submitted));
        of(S::SecretariatReview, t!(staff.home.secretariat_review));
    }
    if may(Permission::ConfirmRegistration) {
        of(S::CommitteeCheck, t!(staff.home.committee_check));
    }
    if may(Permission::DecideChangeRequest) {
        cards.push(view! { <ChangesTask/> }.into_any());
    }
    if may(Permission::CheckLicence) {
        cards.push(view! { <LicenceTask/> }.into_any());
    }
    if may(Permission::KeepRegistry) {
        cards.push(view! { <RegistryTask/> }.into_any());
    }
    if may(Permission::AnswerContact) {
        cards.push(view! { <ContactTask/> }.into_any());
    }
    view! { <ul class="tasks">{cards}</ul> }.into_any()
}

fn card(title: &'static str, href: String, count: AnyView, waits: bool, note: Option<AnyView>) -> AnyView {
    view! {
        <li class="card card--link task" class:task--waits=waits>
            <p class="task__count">{count}</p>
            <h3 class="card__title"><a href=href>{title}</a></h3>
            <p class="card__foot">{note}</p>
        </li>
    }
    .into_any()
}

fn task(title: &'static str, href: String, count: i64, note: Option<AnyView>) -> AnyView {
    card(title, href, t!(staff.home.count, count = count).into_any(), count > 0, note)
}

fn counted(items: usize, more: bool) -> String {
    if more { t!(staff.home.count_more, count = items) } else { t!(staff.home.count, count = items) }
}

#[component]
fn ChangesTask() -> impl IntoView {
    let filter = || RegistrationFilter { change_requested: true, limit: Some(COUNTED), ..RegistrationFilter::default() };
    let found = Query::new(move || async move { client::registration::list_registrations(filter(), None).await });
    move || {
        let page = found.get();
        let waits = page.as_ref().is_some_and(|page| !page.items.is_empty());
        let count = page.map_or_else(|| String::from("–"), |page| counted(page.items.len(), page.next_cursor.is_some()));
        card(t!(staff.home.changes), paths::staff_change_requests(), count.into_any(), waits, None)
    }
}

#[component]
fn LicenceTask() -> impl IntoView {
    let found = Query::new(client::licence_check::count_licence_checks);
    move || {
        let of = |status: LicenceStatus| found.with(|counts| counts.iter().find(|row| row.status == status).cloned()).flatten();
        // A doubtful licence waits again once a copy has come.
        match (of(LicenceStatus::Declared), of(LicenceStatus::Restated), of(LicenceStatus::Doubtful)) {
            (Some(declared), Some(restated), Some(doubtful)) => {
                let oldest = [declared.oldest_since, restated.oldest_since].into_iter().flatten().min();
                let oldest = oldest.map(|at| view! { {t!(staff.home.oldest)}<Age at=at/> }.into_any());
                task(
                    t!(staff.home.licences),
                    paths::STAFF_LICENCE_CHECKS.to_owned(),
                    declared.count + restated.count + doubtful.with_copy,
                    oldest,
                )
            }
            _ => card(t!(staff.home.licences), paths::STAFF_LICENCE_CHECKS.to_owned(), "–".into_any(), false, None),
        }
    }
}

#[component]
fn RegistryTask() -> impl IntoView {
    let found = Query::new(|| async { client::registry::list_registry_differences(false, Some(COUNTED), None).await });
    move || {
        let page = found.get();
        let waits = page.as_ref().is_some_and(|page| !page.items.is_empty());
        let count = page.map_or_else(|| String::from("–"), |page| counted(page.items.len(), page.next_cursor.is_some()));
        card(t!(registry.differences.task), paths::staff_registry_differences(), count.into_any(), waits, None)
    }
}

#[component]
fn ContactTask() -> impl IntoView {
    let found = Query::new(|| async {
        client::contact::list_contact_messages(ContactFilter { settled: Some(false), ..ContactFilter::default() }, None).await
    });
    move || {
        let page = found.get();
        let waits = page.as_ref().is_some_and(|page| !page.items.is_empty());
        let oldest = page
            .as_ref()
            .filter(|page| page.next_cursor.is_none())
            .and_then(|page| page.items.iter().map(|message| message.received_at).min())
            .map(|at| view! { {t!(staff.home.oldest)}<Age at=at/> }.into_any());
        let count = page.map_or_else(|| String::from("–"), |page| counted(page.items.len(), page.next_cursor.is_some()));
        card(t!(staff.home.contact), paths::STAFF_CONTACT_MESSAGES.to_owned(), count.into_any(), waits, oldest)
    }
}

fn queue_table(counts: Vec<RegistrationQueueCount>) -> AnyView {
    let rows: Vec<_> = counts
        .into_iter()
        .map(|row| {
            let oldest = row.oldest_since.map_or_else(|| t!(staff.home.none).into_any(), |at| view! { <Age at=at/> }.into_any());
            let href = paths::staff_registrations_in(row.status.code());
            vec![
                view! { <StatusTag status=row.status/> }.into_any(),
                view! { <a href=href>{t!(staff.home.count, count = row.count)}<span class="visually-hidden">{row.status.label(crate::i18n::locale())}</span></a> }
                    .into_any(),
                oldest,
            ]
        })
        .collect();
    if rows.is_empty() {
        return view! { <EmptyState title=t!(staff.home.no_queues)/> }.into_any();
    }
    let columns = [t!(registration.summary.status), t!(staff.list.number), t!(staff.list.oldest)];
    table(t!(staff.home.queues), &columns, rows)
}

//! The officers' dashboard: what waits for them, every queue with its age, and the ways to the rest.

use super::{own, own_name, today};
use crate::client::{self, ClientError};
use crate::components::application::status_tag;
use crate::components::common::{Age, DateText, Page};
use crate::components::ui::{EmptyState, Kind, LinkButton, Notice, Tone, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use chrono::{DateTime, Utc};
use domain::support::{ApplicationStatus, CouncilMeeting, SupportApplicationSummary};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Rows asked for at once, and how often: a prefecture has some dozens of applications a year.
const ROWS: u16 = 100;
const READS: usize = 10;

/// `/prefecture`
#[component]
pub fn HomePage() -> impl IntoView {
    let applications = Query::new(all);
    let prefecture = own();
    let meetings = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_council_meetings(&prefecture).await }
    });
    view! {
        <Page title=t!(prefecture.home.title) lead=t!(prefecture.home.lead, name = own_name()) wide=true>
            <section>
                <h2 class="section__title">{t!(prefecture.home.tasks)}</h2>
                {applications.view(4, |rows| tasks(&rows))}
            </section>
            <section>
                <h2 class="section__title">{t!(prefecture.home.queues)}</h2>
                {applications.view(6, |rows| queues(&rows))}
                <div class="actions">
                    <LinkButton href=paths::PREFECTURE_APPLICATIONS kind=Kind::Outline>{t!(prefecture.home.all)}</LinkButton>
                </div>
            </section>
            <section>
                <h2 class="section__title">{t!(prefecture.home.next_meeting)}</h2>
                {meetings.view(2, |meetings| next_meeting(&meetings))}
            </section>
            <section>
                <h2 class="section__title">{t!(prefecture.home.more)}</h2>
                <ul class="cards">
                    {card(paths::PREFECTURE_AREAS, t!(prefecture.nav.areas), t!(prefecture.home.areas))}
                    {card(paths::PREFECTURE_PLANS, t!(prefecture.nav.plans), t!(prefecture.home.plans))}
                    {card(paths::PREFECTURE_BUDGET, t!(prefecture.nav.budget), t!(prefecture.home.budget))}
                    {card(paths::PREFECTURE_WHAT_IF, t!(prefecture.nav.what_if), t!(prefecture.home.what_if))}
                </ul>
            </section>
        </Page>
    }
}

/// Every application of the prefecture that was submitted.
async fn all() -> Result<Vec<SupportApplicationSummary>, ClientError> {
    let (mut rows, mut cursor) = (Vec::new(), None);
    for _ in 0..READS {
        let page = client::support_application::list_support_applications(None, None, None, Some(ROWS), cursor).await?;
        rows.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(rows)
}

/// How many there are, and since when the oldest has waited.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Queue {
    count: usize,
    oldest: Option<DateTime<Utc>>,
}

impl Queue {
    fn add(&mut self, row: &SupportApplicationSummary) {
        self.count += 1;
        self.oldest = Some(self.oldest.map_or(row.status_since, |oldest| oldest.min(row.status_since)));
    }
}

fn tasks(rows: &[SupportApplicationSummary]) -> AnyView {
    let of = |status: ApplicationStatus, title: &'static str| {
        let mut queue = Queue::default();
        rows.iter().filter(|row| row.status == status).for_each(|row| queue.add(row));
        let oldest = queue.oldest.map(|at| view! { {t!(staff.home.oldest)}<Age at=at/> });
        let href = paths::prefecture_applications_in(status.code());
        view! {
            <li class="card card--link task" class:task--waits=queue.count != 0>
                <p class="task__count">{t!(staff.home.count, count = queue.count)}</p>
                <h3 class="card__title"><a href=href>{title}</a></h3>
                <p class="card__foot">{oldest}</p>
            </li>
        }
        .into_any()
    };
    let cards = vec![
        of(ApplicationStatus::Submitted, t!(prefecture.home.to_check)),
        of(ApplicationStatus::Checked, t!(prefecture.home.to_propose)),
        of(ApplicationStatus::Proposed, t!(prefecture.home.to_select)),
        of(ApplicationStatus::Applied, t!(prefecture.home.to_decide)),
        of(ApplicationStatus::Reported, t!(prefecture.home.to_check_report)),
        of(ApplicationStatus::ReportChecked, t!(prefecture.home.to_fix)),
        of(ApplicationStatus::Claimed, t!(prefecture.home.to_pay)),
    ];
    view! { <ul class="tasks">{cards}</ul> }.into_any()
}

/// By state and fiscal year, in the order of the course.
fn grouped(rows: &[SupportApplicationSummary]) -> BTreeMap<(ApplicationStatus, i32), Queue> {
    let mut queues: BTreeMap<_, Queue> = BTreeMap::new();
    for row in rows {
        queues.entry((row.status, row.fiscal_year)).or_default().add(row);
    }
    queues
}

fn queues(rows: &[SupportApplicationSummary]) -> AnyView {
    let queues = grouped(rows);
    if queues.is_empty() {
        return view! { <EmptyState title=t!(prefecture.home.none) text=t!(prefecture.home.none_text)/> }.into_any();
    }
    let rows = queues
        .iter()
        .map(|((status, year), queue)| {
            let href = paths::prefecture_applications_in(status.code()) + "&fiscal_year=" + &year.to_string();
            let name = status.label(locale());
            vec![
                status_tag(*status),
                fiscal_year(*year).into_any(),
                view! { <a href=href>{t!(staff.home.count, count = queue.count)}<span class="visually-hidden">" "{name}</span></a> }
                    .into_any(),
                queue.oldest.map(|at| view! { <Age at=at/> }).into_any(),
            ]
        })
        .collect();
    let columns = [t!(prefecture.applications.status), t!(prefecture.applications.year), t!(staff.list.number), t!(staff.list.oldest)];
    table(t!(prefecture.home.queues), &columns, rows)
}

fn next_meeting(meetings: &[CouncilMeeting]) -> AnyView {
    let today = today();
    let next = meetings.iter().filter(|one| one.held_on.is_some_and(|day| day >= today)).min_by_key(|one| one.held_on);
    let Some((meeting, day)) = next.and_then(|one| Some((one, one.held_on?))) else {
        return view! {
            <EmptyState title=t!(prefecture.home.no_meeting)>
                <LinkButton href=paths::PREFECTURE_MEETINGS kind=Kind::Outline>{t!(prefecture.nav.meetings)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    };
    let title = String::from(meeting.council.label(locale())) + " " + meeting.round.label(locale());
    view! {
        <Notice tone=Tone::Info title=title>
            <p><DateText day=day/></p>
            <p><a href=paths::PREFECTURE_MEETINGS>{t!(prefecture.nav.meetings)}</a></p>
        </Notice>
    }
    .into_any()
}

fn card(href: &'static str, title: &'static str, text: &'static str) -> AnyView {
    view! {
        <li class="card card--link">
            <h3 class="card__title"><a href=href>{title}</a></h3>
            <p>{text}</p>
        </li>
    }
    .into_any()
}

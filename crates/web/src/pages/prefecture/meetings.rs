//! The calendar of both councils.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::{DateText, Page};
use crate::components::listing::written_in;
use crate::components::ui::{EmptyState, Kind, LinkButton, Tag, Tone, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::support::{Council, CouncilMeeting};
use leptos::prelude::*;
use std::cmp::Reverse;

/// `/prefecture/meetings`
#[component]
pub fn MeetingsPage() -> impl IntoView {
    let prefecture = own();
    let public = paths::support_meetings(&prefecture);
    let meetings = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_council_meetings(&prefecture).await }
    });
    view! {
        <Page title=t!(support.meetings.title, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.meeting.lead) wide=true>
            <div class="actions">
                <LinkButton href=paths::PREFECTURE_NEW_MEETING>{t!(prefecture.meeting.create)}</LinkButton>
                <LinkButton href=public kind=Kind::Outline>{t!(prefecture.areas.public)}</LinkButton>
            </div>
            {meetings.view(8, calendar)}
        </Page>
    }
}

fn calendar(mut meetings: Vec<CouncilMeeting>) -> AnyView {
    if meetings.is_empty() {
        return view! { <EmptyState title=t!(support.meetings.none) text=t!(prefecture.meeting.none_text)/> }.into_any();
    }
    meetings.sort_by_key(|meeting| (Reverse(meeting.fiscal_year), meeting.round, meeting.council));
    meetings
        .chunk_by(|a, b| a.fiscal_year == b.fiscal_year)
        .map(|of_year| {
            let year = fiscal_year(of_year[0].fiscal_year);
            let rows = of_year.iter().map(row).collect();
            let columns = [
                t!(prefecture.meeting.round),
                t!(support_application.detail.council),
                t!(prefecture.meeting.day),
                t!(prefecture.meeting.agenda),
                t!(prefecture.meeting.minutes),
            ];
            view! { <section><h2 class="section__title">{year.clone()}</h2>{table(&year, &columns, rows)}</section> }
        })
        .collect_view()
        .into_any()
}

fn row(meeting: &CouncilMeeting) -> Vec<AnyView> {
    let day = match meeting.held_on {
        Some(day) => view! { <DateText day=day/> }.into_any(),
        None => t!(support.meetings.no_day).into_any(),
    };
    let agenda = meeting.agenda.iter().map(|item| view! { <li>{locale().pick(&item.ja, &item.en).to_owned()}</li> }).collect_view();
    let minutes = match meeting.minutes.clone().filter(|minutes| !minutes.is_empty()) {
        Some(minutes) => view! { <span lang=written_in()>{minutes}</span> }.into_any(),
        None => t!(common.state.none).into_any(),
    };
    let tone = if meeting.council == Council::RegionalMedical { Tone::Info } else { Tone::Neutral };
    let council = meeting.council.label(locale());
    vec![
        view! { <a href=paths::prefecture_meeting(meeting.id)>{meeting.round.label(locale())}</a> }.into_any(),
        view! { <Tag tone=tone>{council}</Tag> }.into_any(),
        day,
        view! { <ul class="plain-list">{agenda}</ul> }.into_any(),
        minutes,
    ]
}

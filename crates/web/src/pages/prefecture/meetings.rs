//! The calendar of both councils.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::{DateText, Page};
use crate::components::listing::written_in;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{EmptyState, Kind, LinkButton, Tag, Tone};
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
    let table = calendar();
    view! {
        <Page title=t!(support.meetings.title, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.meeting.lead) wide=true>
            <div class="actions">
                <LinkButton href=paths::PREFECTURE_NEW_MEETING>{t!(prefecture.meeting.create)}</LinkButton>
                <LinkButton href=public kind=Kind::Outline>{t!(prefecture.areas.public)}</LinkButton>
            </div>
            {meetings.view(8, move |mut meetings| {
                if meetings.is_empty() {
                    return view! { <EmptyState title=t!(support.meetings.none) text=t!(prefecture.meeting.none_text)/> }.into_any();
                }
                meetings.sort_by_key(|meeting| (Reverse(meeting.fiscal_year), meeting.round, meeting.council));
                table.view(meetings)
            })}
        </Page>
    }
}

fn calendar() -> DataTable<CouncilMeeting> {
    type Of = Column<CouncilMeeting>;
    let columns = vec![
        Of::ranked(t!(prefecture.meeting.round), |meeting: &CouncilMeeting| {
            (meeting.round as usize, meeting.round.label(locale()).to_owned())
        })
        .shown(|meeting| view! { <a href=paths::prefecture_meeting(meeting.id)>{meeting.round.label(locale())}</a> }.into_any()),
        Of::ranked(t!(prefecture.applications.year), |meeting| {
            (meeting.fiscal_year.unsigned_abs() as usize, fiscal_year(meeting.fiscal_year))
        }),
        Of::text(t!(support_application.detail.council), |meeting| meeting.council.label(locale()).to_owned()).shown(|meeting| {
            let tone = if meeting.council == Council::RegionalMedical { Tone::Info } else { Tone::Neutral };
            let council = meeting.council.label(locale());
            view! { <Tag tone=tone>{council}</Tag> }.into_any()
        }),
        Of::day(t!(prefecture.meeting.day), |meeting| meeting.held_on).shown(|meeting| match meeting.held_on {
            Some(day) => view! { <DateText day=day/> }.into_any(),
            None => t!(support.meetings.no_day).into_any(),
        }),
        Of::text(t!(prefecture.meeting.agenda), |meeting| agenda(meeting).join("\n")).shown(|meeting| {
            let items = agenda(meeting).into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
            view! { <ul class="plain-list">{items}</ul> }.into_any()
        }),
        Of::text(t!(prefecture.meeting.minutes), |meeting| meeting.minutes.clone().unwrap_or_default()).shown(|meeting| {
            match meeting.minutes.clone().filter(|minutes| !minutes.is_empty()) {
                Some(minutes) => view! { <span lang=written_in()>{minutes}</span> }.into_any(),
                None => t!(common.state.none).into_any(),
            }
        }),
    ];
    DataTable::new(t!(support.meetings.title, name = own_name()), "meetings", columns)
}

fn agenda(meeting: &CouncilMeeting) -> Vec<String> {
    meeting.agenda.iter().map(|item| locale().pick(&item.ja, &item.en).to_owned()).collect()
}

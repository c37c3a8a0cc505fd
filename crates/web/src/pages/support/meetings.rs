//! The meetings of a prefecture's two councils, and what each decides.

use crate::client;
use crate::components::common::{DateText, Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::cited;
use crate::components::ui::{EmptyState, Kind, LinkButton, Tag};
use crate::i18n::{fiscal_year, locale};
use crate::pages::public::NotFoundPage;
use crate::state::Query;
use crate::{paths, t};
use domain::region::{Prefecture, prefecture};
use domain::support::CouncilMeeting;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::cmp::Reverse;

/// `/support/meetings/:prefecture`
#[component]
pub fn MeetingsPage() -> impl IntoView {
    let params = use_params_map();
    let code = Memo::new(move |_| params.read().get("prefecture").unwrap_or_default());
    move || match prefecture(&code.get()) {
        Some(prefecture) => page(prefecture),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

fn page(prefecture: &'static Prefecture) -> AnyView {
    let code = prefecture.code;
    let name = prefecture.label(locale());
    let meetings = Query::new(move || client::support::list_council_meetings(code));
    let trail = vec![
        crumb(t!(common.nav.support), paths::SUPPORT),
        crumb(t!(support.areas.title), paths::SUPPORT_AREAS),
        crumb(name, paths::support_areas_in(code)),
    ];
    view! {
        <Page title=t!(support.meetings.title, name = name) lead=t!(support.meetings.lead) trail=trail>
            // Longer than a screen, as a calendar is.
            {meetings.view(24, calendar)}
            <div class="actions">
                <LinkButton href=paths::support_areas_in(code) kind=Kind::Outline>{t!(support.area.all)}</LinkButton>
            </div>
        </Page>
    }
    .into_any()
}

fn calendar(mut meetings: Vec<CouncilMeeting>) -> AnyView {
    if meetings.is_empty() {
        return view! { <EmptyState title=t!(support.meetings.none) text=t!(support.meetings.none_text)/> }.into_any();
    }
    meetings.sort_by_key(|meeting| (Reverse(meeting.fiscal_year), meeting.round, meeting.council));
    let mut years = Vec::new();
    for of_year in meetings.chunk_by(|a, b| a.fiscal_year == b.fiscal_year) {
        let year = fiscal_year(of_year[0].fiscal_year);
        let items = of_year.iter().map(meeting).collect_view();
        years.push(view! { <h2>{year}</h2><ol class="meetings">{items}</ol> });
    }
    view! { <div class="prose">{years}</div> }.into_any()
}

fn meeting(meeting: &CouncilMeeting) -> AnyView {
    let day = match meeting.held_on {
        Some(day) => view! { <DateText day=day/> }.into_any(),
        None => t!(support.meetings.no_day).into_any(),
    };
    let agenda = meeting
        .agenda
        .iter()
        .map(|item| {
            let schemes = item
                .schemes
                .iter()
                .map(|scheme| {
                    let (href, name) = (paths::support_scheme(*scheme), scheme.label(locale()));
                    view! { <li><a href=href>{name}</a></li> }
                })
                .collect_view();
            let schemes = (!item.schemes.is_empty()).then(|| view! { <ul>{schemes}</ul> });
            view! { <li>{locale().pick(&item.ja, &item.en).to_owned()}{schemes}</li> }
        })
        .collect_view();
    let (council, round) = (meeting.council.label(locale()), meeting.round.label(locale()));
    let minutes = meeting.minutes.clone().filter(|minutes| !minutes.is_empty());
    let minutes =
        minutes.map(|minutes| view! { <p class="small">{t!(support.meetings.minutes)}<span lang=written_in()>{minutes}</span></p> });
    view! {
        <li class="meetings__meeting">
            <h3>{round}</h3>
            <p><Tag>{council}</Tag>" "{day}</p>
            <ul>{agenda}</ul>
            {minutes}
            {cited(&meeting.source.title, &meeting.source.section, meeting.source.url.as_deref())}
        </li>
    }
    .into_any()
}

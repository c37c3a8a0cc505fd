//! A registration for its institution: where it stands, what is asked, its course, its content, its corrections.

use super::id_of_address;
use super::model::asked;
use super::opening::openings_section;
use super::own_pause::{own_pause_act, own_pause_notice};
use crate::client::{self, Versioned};
use crate::components::common::{ConfirmedAction, DateText, DateTimeText, Multiline, Page, crumb};
use crate::components::registration::{ContentView, RegistrationProgress, change_requests, copy_button, name_of, summary_tags, year_text};
use crate::components::ui::{Disclosure, Kind, LinkButton, Notice, Tone, data_list};
use crate::state::{Query, sending};
use crate::{paths, t};
use domain::change_request::{ChangeRequest, ChangeRequestStatus};
use domain::registration::{Check, Registration, RegistrationEvent, RegistrationStatus};
use leptos::prelude::*;

type Read = Query<Versioned<Registration>>;

#[component]
pub fn DetailPage() -> impl IntoView {
    let id = id_of_address();
    let read = Query::new(move || {
        let id = id.clone();
        async move { client::registration::get_registration(&id).await }
    });
    let title =
        Signal::derive(move || read.get().map_or_else(|| t!(institution.detail.title).to_owned(), |read| name_of(&read.value.summary)));
    let trail = vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)];
    view! {
        <Page title=title trail=trail eyebrow=t!(institution.detail.title)>
            {read.view(10, move |registration| detail(registration.value, read))}
        </Page>
    }
}

fn detail(registration: Registration, read: Read) -> AnyView {
    let corrections = registration.change_requests.clone();
    let published = registration.summary.status == RegistrationStatus::Published || !corrections.is_empty();
    let corrections = published.then(|| {
        let list = change_requests(corrections, |request| take_back(request, read));
        view! {
            <section>
                <h2 class="section__title">{t!(registration.change.title)}</h2>
                {list}
            </section>
        }
    });
    let now = now_section(&registration, read);
    let facts = facts(&registration);
    let openings = openings_section(&registration.summary);
    let copy = copy_button(&registration.summary.id.to_string());
    let long = registration.summary.status != RegistrationStatus::Draft;
    view! {
        {summary_tags(&registration.summary)}
        {now}
        {openings}
        {corrections}
        <section>
            <h2 class="section__title">{t!(registration.course.title)}</h2>
            <RegistrationProgress steps=registration.steps/>
        </section>
        <section>
            <h2 class="section__title">{t!(institution.detail.facts)}</h2>
            {facts}
        </section>
        <section>
            <h2 class="section__title">{t!(institution.detail.content)}</h2>
            <Disclosure summary=t!(institution.detail.content_open) open=long><ContentView content=registration.content level=3/></Disclosure>
            {copy}
        </section>
    }
    .into_any()
}

fn facts(registration: &Registration) -> AnyView {
    let row = &registration.summary;
    let mut facts = vec![
        (
            t!(registration.summary.reference),
            row.reference_number.clone().unwrap_or_else(|| t!(registration.summary.no_reference).to_owned()).into_any(),
        ),
        (t!(registration.summary.organization), row.organization_name.clone().into_any()),
        (t!(registration.summary.fiscal_year), year_text(row.fiscal_year).into_any()),
        (t!(registration.summary.since), view! { <DateTimeText at=row.status_since/> }.into_any()),
        (t!(registration.summary.updated), view! { <DateTimeText at=row.updated_at/> }.into_any()),
    ];
    if let Some(day) = registration.expires_on {
        facts.push((t!(registration.summary.expires), view! { <DateText day=day/> }.into_any()));
    }
    data_list(facts)
}

/// What is asked now, the reason for it, and the next act.
fn now_section(registration: &Registration, read: Read) -> AnyView {
    use RegistrationStatus as S;
    let row = &registration.summary;
    let reason_title = match row.status {
        S::Returned => Some(t!(institution.detail.returned)),
        S::Revoked => Some(t!(institution.detail.revoked)),
        S::Published if row.pause.is_by_secretariat() => Some(t!(institution.detail.paused)),
        S::Draft | S::Submitted | S::SecretariatReview | S::CommitteeCheck | S::Published | S::Expired | S::Withdrawn => None,
    };
    let reason = reason_title.zip(registration.reason.clone()).map(|(title, reason)| {
        let tone = if row.status == S::Revoked { Tone::Error } else { Tone::Warning };
        let more = row.pause.is_by_secretariat().then(|| view! { <p>{t!(institution.detail.paused_note)}</p> });
        view! { <Notice tone=tone title=title><Multiline text=reason/>{more}</Notice> }
    });
    let edit = row.status.is_editable().then(|| {
        let text = if row.status == S::Draft { t!(institution.act.continue_draft) } else { t!(institution.act.mend) };
        view! { <LinkButton href=paths::registration_edit(row.id)>{text}</LinkButton> }
    });
    let public = (row.status == S::Published && !row.paused).then(|| {
        view! { <LinkButton href=paths::listing(row.institution_id) kind=Kind::Outline>{t!(institution.detail.public_page)}</LinkButton> }
    });
    let correct = (row.status == S::Published && !row.change_requested).then(|| {
        view! { <LinkButton href=paths::registration_correct(row.id)>{t!(institution.detail.correct)}</LinkButton> }
    });
    let support = (row.status == S::Published).then(|| {
        let href = paths::apply_for(row.institution_id);
        view! { <LinkButton href=href kind=Kind::Outline>{t!(support_application.link.for_institution)}</LinkButton> }
    });
    let own_pause = registration.own_pause.as_ref().filter(|_| row.status == S::Published).map(own_pause_notice);
    let hide = (row.status == S::Published).then(|| own_pause_act(row, read));
    let withdraw = RegistrationEvent::open_to(row.status, Check::Institution)
        .contains(&RegistrationEvent::Withdraw)
        .then(|| withdraw_button(row.id.to_string(), row.status, read));
    view! {
        <section class="now">
            <h2>{t!(institution.detail.now)}</h2>
            <p class="now__text">{asked(row, None)}</p>
            {reason}
            {own_pause}
            <div class="actions">{edit}{correct}{public}{support}{hide}{withdraw}</div>
        </section>
    }
    .into_any()
}

fn withdraw_button(id: String, status: RegistrationStatus, read: Read) -> AnyView {
    // A draft and an application are withdrawn; who is published leaves.
    let (label, title, text, done) = match status {
        RegistrationStatus::Draft => (
            t!(institution.detail.withdraw_draft),
            t!(institution.detail.withdraw_draft_title),
            t!(institution.detail.withdraw_draft_text),
            t!(institution.detail.withdraw_draft_done),
        ),
        RegistrationStatus::Published => (
            t!(institution.detail.leave),
            t!(institution.detail.leave_title),
            t!(institution.detail.leave_text),
            t!(institution.detail.leave_done),
        ),
        _ => (
            t!(institution.detail.withdraw_open),
            t!(institution.detail.withdraw_open_title),
            t!(institution.detail.withdraw_open_text),
            t!(institution.detail.withdraw_open_done),
        ),
    };
    let withdraw = move || {
        let id = id.clone();
        Some(sending(async move { client::registration::withdraw_registration(&id).await }, move |()| read.reload()))
    };
    view! {
        <ConfirmedAction
            label=label
            title=title
            text=text
            kind=Kind::Text
            danger=true
            send=withdraw
            done=done
            reload=move || read.reload()
        />
    }
    .into_any()
}

fn take_back(request: &ChangeRequest, read: Read) -> AnyView {
    if request.status != ChangeRequestStatus::Requested {
        return ().into_any();
    }
    let id = request.id.to_string();
    let withdraw = move || {
        let id = id.clone();
        Some(sending(async move { client::registration::withdraw_change_request(&id).await }, move |()| read.reload()))
    };
    view! {
        <div class="actions">
            <ConfirmedAction
                label=t!(institution.detail.take_back)
                title=t!(institution.detail.take_back_title)
                text=t!(institution.detail.take_back_text)
                kind=Kind::Outline
                compact=true
                send=withdraw
                done=t!(institution.detail.taken_back)
                reload=move || read.reload()
            />
        </div>
    }
    .into_any()
}

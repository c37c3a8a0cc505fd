//! The applications before a meeting: what its council said of all of them is recorded in one entry, and its documents are one PDF.

use crate::client::{self, ClientError};
use crate::components::application::{schemes_text, status_tag, yen_cell};
use crate::components::common::{FictionalTag, MutationError, pdf_button};
use crate::components::listing::written_in;
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Choice, EmptyState, Form, FormView, RadioGroup, SubmitButton, Tag, TextField, Tone};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::ids::SupportApplicationId;
use domain::money::Yen;
use domain::support::{ApplicationStatus, CouncilMeeting, MeetingApplication, MeetingOpinion, RecordMeetingOpinions};
use leptos::prelude::*;
use std::sync::Arc;

type Read = Query<Vec<MeetingApplication>>;

/// The section below the form of a recorded meeting: its applications and opinions.
pub fn meeting_applications(meeting: &CouncilMeeting) -> AnyView {
    let id = meeting.id.to_string();
    let of_meeting = id.clone();
    let read: Read = Query::new(move || {
        let id = of_meeting.clone();
        async move { client::support_application::list_meeting_applications(&id).await }
    });
    // A link to the applications finds them only once they are drawn.
    Effect::new(move |drawn: Option<bool>| {
        let drawn = drawn.unwrap_or_default();
        if !drawn && read.get().is_some() {
            request_animation_frame(scroll_to_linked);
            return true;
        }
        drawn
    });
    let (minutes, held) = (meeting.minutes.clone().unwrap_or_default(), meeting.held_on.is_some());
    view! {
        <section id="applications">
            <h2 class="section__title">{t!(prefecture.meeting.applications)}</h2>
            {read.view(4, move |rows| content(id.clone(), minutes.clone(), held, rows, read))}
        </section>
    }
    .into_any()
}

fn scroll_to_linked() {
    if window().location().hash().is_ok_and(|hash| hash == "#applications")
        && let Some(section) = document().get_element_by_id("applications")
    {
        section.scroll_into_view();
    }
}

fn content(id: String, minutes: String, held: bool, rows: Vec<MeetingApplication>, read: Read) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title=t!(prefecture.meeting.no_applications) text=t!(prefecture.meeting.no_applications_text)/> }
            .into_any();
    }
    let open: Vec<MeetingApplication> = rows.iter().filter(|row| row.summary.status == ApplicationStatus::Proposed).cloned().collect();
    let entry = match (open.is_empty(), held) {
        (true, _) => ().into_any(),
        (false, false) => view! { <p>{t!(prefecture.meeting.not_held)}</p> }.into_any(),
        (false, true) => entry(id.clone(), minutes, open, read),
    };
    view! { {list(rows)}{packet(id)}{entry} }.into_any()
}

fn list(rows: Vec<MeetingApplication>) -> AnyView {
    type Of = Column<MeetingApplication>;
    let columns = vec![
        Of::text(t!(support_application.field.number), |row: &MeetingApplication| row.summary.reference_number.clone().unwrap_or_default())
            .shown(|row| {
                let (href, number) = (paths::prefecture_application(row.summary.id), row.summary.reference_number.clone());
                view! { <a class="number nowrap" href=href>{number}</a> }.into_any()
            }),
        Of::text(t!(prefecture.applications.institution), |row| row.summary.institution_name.clone()).shown(|row| {
            let (name, fictional) = (row.summary.institution_name.clone(), row.summary.fictional);
            view! { <span lang=written_in()>{name}</span>" "<FictionalTag fictional/> }.into_any()
        }),
        Of::text(t!(prefecture.applications.schemes), |row| schemes_text(&row.summary.schemes)),
        Of::ranked(t!(prefecture.applications.status), |row| (row.summary.status as usize, row.summary.status.label(locale()).to_owned()))
            .shown(|row| status_tag(row.summary.status)),
        Of::ranked(t!(support_application.detail.opinion), |row| {
            let (place, _, text) = opinion(row);
            (place, text.to_owned())
        })
        .shown(|row| {
            let (_, tone, text) = opinion(row);
            match tone {
                None => text.into_any(),
                Some(tone) => view! { <Tag tone=tone>{text}</Tag> }.into_any(),
            }
        }),
        Of::yen(t!(prefecture.applications.subsidy), |row| Some(row.summary.subsidy_yen.0)),
    ];
    let sum: Yen = rows.iter().map(|row| row.summary.subsidy_yen).sum();
    let totals = move || {
        let mut cells = vec![t!(support_application.amounts.sum).into_any()];
        cells.extend((0..4).map(|_| ().into_any()));
        cells.push(yen_cell(sum));
        cells
    };
    DataTable::new(t!(prefecture.meeting.applications), "meeting-applications", columns).totals(totals).view(rows)
}

/// What the meeting's council said: its place in the order, its colour and its words.
fn opinion(row: &MeetingApplication) -> (usize, Option<Tone>, &'static str) {
    match &row.opinion {
        None => (0, None, t!(support_application.detail.no_opinion)),
        Some(opinion) if opinion.agreed => (1, Some(Tone::Success), t!(support_application.detail.agreed)),
        Some(_) => (2, Some(Tone::Error), t!(support_application.detail.not_agreed)),
    }
}

fn packet(id: String) -> AnyView {
    pdf_button(t!(prefecture.meeting.packet), t!(prefecture.meeting.packet_file), move |lacking| {
        let id = id.clone();
        async move { client::support_application::print_meeting_packet(&id, lacking).await }
    })
}

/// The answer about an application. What was typed is kept under it, and the list may be another one by then: so it says which, not where.
fn at(application: SupportApplicationId) -> String {
    String::from("/opinions/") + &application.to_string() + "/application_id"
}

/// The answer that shows a violation: `/opinions/1/…` counts what was sent, and a missing answer is said at the first application.
fn shown_at(pointer: &str, sent: &[SupportApplicationId], first: Option<SupportApplicationId>) -> String {
    let Some(rest) = pointer.strip_prefix("/opinions") else { return pointer.to_owned() };
    let place = rest.split('/').nth(1).and_then(|place| place.parse::<usize>().ok());
    let application = place.map_or(first, |place| sent.get(place).copied());
    application.map_or_else(|| pointer.to_owned(), at)
}

/// The same for what the server found.
fn placed(error: ClientError, sent: &[SupportApplicationId], first: Option<SupportApplicationId>) -> ClientError {
    let ClientError::Problem(problem) = error else { return error };
    let mut problem = Arc::unwrap_or_clone(problem);
    for error in &mut problem.errors {
        error.pointer = shown_at(&error.pointer, sent, first);
    }
    ClientError::Problem(Arc::new(problem))
}

/// One answer for each application that is before the councils. Nothing is chosen beforehand: what was recorded earlier stands in the list.
fn entry(id: String, minutes: String, open: Vec<MeetingApplication>, read: Read) -> AnyView {
    let form = Form::new(String::from("meeting/opinions/") + &id);
    form.start("/minutes", minutes);
    let answers = open
        .iter()
        .map(|row| {
            let label = row.summary.reference_number.clone().unwrap_or_default() + " " + &row.summary.institution_name;
            let options = vec![
                Choice::new("", t!(prefecture.meeting.not_recorded)),
                Choice::new("yes", t!(prefecture.opinion.agreed)),
                Choice::new("no", t!(prefecture.opinion.not_agreed)),
            ];
            view! { <RadioGroup form=form path=at(row.summary.id) label=label options=options/> }
        })
        .collect_view();
    let first = open.first().map(|row| row.summary.id);
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let reading = Reading::new(&text);
        let opinions: Vec<MeetingOpinion> = open
            .iter()
            .filter_map(|row| {
                let answer = reading.some(&at(row.summary.id))?;
                Some(MeetingOpinion { application_id: row.summary.id, agreed: answer == "yes", version: row.version })
            })
            .collect();
        let sent: Vec<SupportApplicationId> = opinions.iter().map(|opinion| opinion.application_id).collect();
        let input = RecordMeetingOpinions { minutes: reading.text("/minutes"), opinions };
        let Some(input) = reading.finish_at(form, input, |pointer| shown_at(pointer, &sent, first)) else { return };
        let id = id.clone();
        let record = async move {
            let answer = client::support_application::record_meeting_opinions(&id, &input).await;
            answer.map_err(|error| placed(error, &sent, first))
        };
        send.submit(form, record, move |()| {
            toasts.success(t!(prefecture.opinion.done));
            form.reset();
            read.reload();
        });
    };
    view! {
        <FormView form=form on_submit=submit>
            <fieldset class="form__group">
                <legend class="calculator__legend">{t!(prefecture.meeting.opinions)}</legend>
                <p>{t!(prefecture.meeting.opinions_text)}</p>
                {answers}
                <TextField form=form path="/minutes" label=t!(prefecture.opinion.minutes) hint=t!(prefecture.opinion.minutes_hint) required=true/>
            </fieldset>
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(prefecture.meeting.record)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

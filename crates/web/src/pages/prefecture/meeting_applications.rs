//! The applications before a meeting: what its council said of all of them is recorded in one entry, and its documents are one PDF.

use crate::client;
use crate::components::application::{amounts, schemes_text, status_tag};
use crate::components::common::{FictionalTag, MutationError, PrintError, download_bytes};
use crate::components::listing::written_in;
use crate::components::ui::{Button, Choice, EmptyState, Form, FormView, Kind, RadioGroup, SubmitButton, Tag, TextField, Tone};
use crate::i18n;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::export::LackingLetters;
use domain::money::Yen;
use domain::support::{ApplicationStatus, CouncilMeeting, MeetingApplication, MeetingOpinion, RecordMeetingOpinions};
use leptos::prelude::*;

type Read = Query<Vec<MeetingApplication>>;

/// What stands below the form of a meeting that was entered.
pub fn meeting_applications(meeting: &CouncilMeeting) -> AnyView {
    let id = meeting.id.to_string();
    let of_meeting = id.clone();
    let read: Read = Query::new(move || {
        let id = of_meeting.clone();
        async move { client::support_application::list_meeting_applications(&id).await }
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
    view! { {list(&rows)}{packet(id)}{entry} }.into_any()
}

fn list(rows: &[MeetingApplication]) -> AnyView {
    let number = |amount: Yen| view! { <span class="number">{i18n::yen(amount.0)}</span> }.into_any();
    let mut lines: Vec<Vec<AnyView>> = rows
        .iter()
        .map(|row| {
            let summary = &row.summary;
            let (href, name, fictional) = (paths::prefecture_application(summary.id), summary.institution_name.clone(), summary.fictional);
            let said = match &row.opinion {
                None => t!(support_application.detail.no_opinion).into_any(),
                Some(opinion) if opinion.agreed => {
                    view! { <Tag tone=Tone::Success>{t!(support_application.detail.agreed)}</Tag> }.into_any()
                }
                Some(_) => view! { <Tag tone=Tone::Error>{t!(support_application.detail.not_agreed)}</Tag> }.into_any(),
            };
            vec![
                view! { <a class="number nowrap" href=href>{summary.reference_number.clone()}</a> }.into_any(),
                view! { <span lang=written_in()>{name}</span>" "<FictionalTag fictional/> }.into_any(),
                schemes_text(&summary.schemes).into_any(),
                status_tag(summary.status),
                said,
                number(summary.subsidy_yen),
            ]
        })
        .collect();
    let mut sum = vec![t!(support_application.amounts.sum).into_any()];
    sum.extend((0..4).map(|_| ().into_any()));
    sum.push(number(rows.iter().map(|row| row.summary.subsidy_yen).sum()));
    lines.push(sum);
    let columns = [
        t!(support_application.field.number),
        t!(prefecture.applications.institution),
        t!(prefecture.applications.schemes),
        t!(prefecture.applications.status),
        t!(support_application.detail.opinion),
        t!(prefecture.applications.subsidy),
    ];
    amounts(t!(prefecture.meeting.applications), &columns, lines)
}

fn packet(id: String) -> AnyView {
    let act = Mutation::new();
    let print = Callback::new(move |lacking| {
        let id = id.clone();
        act.run(async move { client::support_application::print_meeting_packet(&id, lacking).await }, |file| {
            download_bytes(t!(prefecture.meeting.packet_file), "application/pdf", &file);
        });
    });
    let save = move || print.run(LackingLetters::Tell);
    view! {
        <div class="actions"><Button kind=Kind::Outline busy=act.pending() on_click=save>{t!(prefecture.meeting.packet)}</Button></div>
        <PrintError of=act again=print/>
    }
    .into_any()
}

fn at(n: usize) -> String {
    String::from("/opinions/") + &n.to_string() + "/application_id"
}

/// One answer for each application that is before the councils; those without one are left out.
fn entry(id: String, minutes: String, open: Vec<MeetingApplication>, read: Read) -> AnyView {
    let form = Form::new(String::from("meeting/opinions/") + &id);
    form.start("/minutes", minutes);
    let answers = open
        .iter()
        .enumerate()
        .map(|(n, row)| {
            if let Some(opinion) = &row.opinion {
                form.start(&at(n), if opinion.agreed { "yes" } else { "no" });
            }
            let label = row.summary.reference_number.clone().unwrap_or_default() + " " + &row.summary.institution_name;
            let options = vec![Choice::new("yes", t!(prefecture.opinion.agreed)), Choice::new("no", t!(prefecture.opinion.not_agreed))];
            view! { <RadioGroup form=form path=at(n) label=label options=options/> }
        })
        .collect_view();
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let said: Vec<(usize, MeetingOpinion)> = open
            .iter()
            .enumerate()
            .filter_map(|(n, row)| {
                let answer = reading.text(&at(n));
                let opinion = MeetingOpinion { application_id: row.summary.id, agreed: answer == "yes", version: row.version };
                (!answer.is_empty()).then_some((n, opinion))
            })
            .collect();
        if said.is_empty() {
            reading.wrong(&at(0), domain::problem::FieldCode::Required);
        }
        let opinions = said.into_iter().map(|(_, opinion)| opinion).collect();
        let minutes = reading.text("/minutes");
        let Some(input) = reading.finish(form, RecordMeetingOpinions { minutes, opinions }) else { return };
        let id = id.clone();
        send.submit(form, async move { client::support_application::record_meeting_opinions(&id, &input).await }, move |()| {
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

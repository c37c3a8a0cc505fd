//! Entering a meeting, and rewriting it.

use super::meeting_applications::meeting_applications;
use super::{home_crumb, id_of_address, own, today, years};
use crate::client;
use crate::components::common::{MutationError, Page, crumb};
use crate::components::support::{source_fields, start_source};
use crate::components::ui::{
    Button, CheckboxGroup, Choice, EmptyState, Form, FormView, Kind, LinkButton, RadioGroup, Select, SubmitButton, TextField,
};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::{paths, t};
use domain::problem::ProblemCode;
use domain::subsidy::SchemeCode;
use domain::support::{AgendaItem, Council, CouncilMeeting, MeetingRound, SaveCouncilMeeting};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use strum::IntoEnumIterator;

/// The most points that the domain takes.
const POINTS: usize = 20;
/// How many points the form shows; kept with what is typed.
const COUNT: &str = "/agenda_count";

fn trail() -> Vec<(String, String)> {
    vec![home_crumb(), crumb(t!(prefecture.nav.meetings), paths::PREFECTURE_MEETINGS)]
}

/// `/prefecture/meetings/new`
#[component]
pub fn NewMeetingPage() -> impl IntoView {
    view! { <Page title=t!(prefecture.meeting.title_new) trail=trail()>{editor(None)}</Page> }
}

/// `/prefecture/meetings/:id`
#[component]
pub fn MeetingPage() -> impl IntoView {
    let (id, prefecture) = (id_of_address(), own());
    let meetings = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_council_meetings(&prefecture).await }
    });
    view! {
        <Page title=t!(prefecture.meeting.title_edit) trail=trail() wide=true>
            {meetings.view(8, move |meetings| match meetings.into_iter().find(|one| one.id.to_string() == id) {
                Some(meeting) => {
                    let applications = meeting_applications(&meeting);
                    view! { {editor(Some(meeting))}{applications} }.into_any()
                }
                None => view! {
                    <EmptyState title=t!(prefecture.meeting.unknown)>
                        <LinkButton href=paths::PREFECTURE_MEETINGS kind=Kind::Outline>{t!(prefecture.nav.meetings)}</LinkButton>
                    </EmptyState>
                }
                .into_any(),
            })}
        </Page>
    }
}

fn at(n: usize, field: &str) -> String {
    String::from("/agenda/") + &n.to_string() + "/" + field
}

fn start(form: Form, meeting: &CouncilMeeting) {
    form.start("/council", meeting.council.code());
    form.start("/fiscal_year", meeting.fiscal_year.to_string());
    form.start("/round", meeting.round.code());
    form.start("/held_on", meeting.held_on.map(|day| day.to_string()).unwrap_or_default());
    form.start("/minutes", meeting.minutes.clone().unwrap_or_default());
    start_source(form, "/source", &meeting.source);
    form.start(COUNT, meeting.agenda.len().max(1).to_string());
    for (n, item) in meeting.agenda.iter().enumerate() {
        let schemes: Vec<&str> = item.schemes.iter().map(|scheme| scheme.code()).collect();
        form.start(&at(n, "ja"), item.ja.clone());
        form.start(&at(n, "en"), item.en.clone());
        form.start(&at(n, "schemes"), schemes.join(","));
    }
}

/// The points that say something, and for each its number in the form.
fn read_agenda(reading: &Reading, count: usize) -> (Vec<AgendaItem>, Vec<usize>) {
    (0..count)
        .map(|n| {
            let item =
                AgendaItem { ja: reading.text(&at(n, "ja")), en: reading.text(&at(n, "en")), schemes: reading.list(&at(n, "schemes")) };
            (item, n)
        })
        .filter(|(item, _)| !(item.ja.is_empty() && item.en.is_empty() && item.schemes.is_empty()))
        .unzip()
}

/// Where the form shows what a violation points at: the input counts the points that say something, the form all of them.
fn shown_at(pointer: &str, said: &[usize]) -> String {
    let moved = || {
        let (number, field) = pointer.strip_prefix("/agenda/")?.split_once('/')?;
        Some(at(*said.get(number.parse::<usize>().ok()?)?, field))
    };
    match pointer {
        "/agenda" => at(0, "ja"),
        _ => moved().unwrap_or_else(|| pointer.to_owned()),
    }
}

fn read(reading: &mut Reading, count: usize) -> (SaveCouncilMeeting, Vec<usize>) {
    let (agenda, said) = read_agenda(reading, count);
    let input = SaveCouncilMeeting {
        council: reading.value("/council", Council::RegionalMedical),
        fiscal_year: reading.year("/fiscal_year", 2025),
        round: reading.value("/round", MeetingRound::First),
        held_on: reading.some_day("/held_on"),
        agenda,
        minutes: reading.some("/minutes"),
        source: reading.source("/source"),
    };
    (input, said)
}

fn editor(meeting: Option<CouncilMeeting>) -> AnyView {
    let name = meeting.as_ref().map_or_else(|| "meeting/new".to_owned(), |known| String::from("meeting/") + &known.id.to_string());
    let form = Form::new(name);
    match &meeting {
        Some(meeting) => start(form, meeting),
        None => {
            form.start("/fiscal_year", domain::time::fiscal_year(today()).to_string());
            form.start(COUNT, "1");
        }
    }
    let shown = form.signal(COUNT);
    let count = Memo::new(move |_| shown.get().parse::<usize>().unwrap_or(1).clamp(1, POINTS));
    let (send, toasts) = (Mutation::new(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    let known = StoredValue::new(meeting.map(|meeting| (meeting.id.to_string(), meeting.version)));
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let (input, said) = read(&mut reading, count.get_untracked());
        let Some(input) = reading.finish_at(form, input, |pointer| shown_at(pointer, &said)) else { return };
        let save = async move {
            match known.get_value() {
                None => client::prefecture::create_council_meeting(&input, send.key()).await.map(|_| ()),
                Some((id, version)) => client::prefecture::save_council_meeting(&id, &input, version).await,
            }
        };
        send.submit(form, save, move |()| {
            toasts.success(t!(prefecture.meeting.saved));
            navigate.with_value(|navigate| navigate(paths::PREFECTURE_MEETINGS, leptos_router::NavigateOptions::default()));
        });
    };
    let councils: Vec<Choice> = Council::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let rounds: Vec<Choice> = MeetingRound::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let stale = move || send.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch));
    view! {
        <FormView form=form on_submit=submit>
            <RadioGroup form=form path="/council" label=t!(support_application.detail.council) required=true options=councils/>
            <Select form=form path="/fiscal_year" label=t!(prefecture.applications.year) required=true options=Signal::stored(years())/>
            <RadioGroup form=form path="/round" label=t!(prefecture.meeting.round) required=true options=rounds/>
            <TextField form=form path="/held_on" label=t!(prefecture.meeting.day) hint=t!(prefecture.meeting.day_hint) kind="date" width="short"/>
            {agenda_fields(form, count)}
            <TextField form=form path="/minutes" label=t!(prefecture.meeting.minutes) hint=t!(prefecture.meeting.minutes_hint)/>
            {source_fields(form, "/source")}
            <MutationError of=send/>
            {move || stale().then(|| view! { <LinkButton href=paths::PREFECTURE_MEETINGS kind=Kind::Outline>{t!(rules.rule.latest)}</LinkButton> })}
            <div class="actions">
                <SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton>
                <LinkButton href=paths::PREFECTURE_MEETINGS kind=Kind::Outline>{t!(common.action.cancel)}</LinkButton>
            </div>
        </FormView>
    }
    .into_any()
}

fn agenda_fields(form: Form, count: Memo<usize>) -> AnyView {
    let points = move || (0..count.get()).collect::<Vec<_>>();
    let more = move || form.set(COUNT, (count.get_untracked() + 1).to_string());
    view! {
        <p>{t!(prefecture.meeting.agenda_hint)}</p>
        // Kept as they are while another one is added below.
        <For each=points key=|n| *n let:n>{point(form, n)}</For>
        {move || (count.get() < POINTS).then(|| view! {
            <div class="actions"><Button kind=Kind::Outline on_click=more>{t!(prefecture.meeting.add)}</Button></div>
        })}
    }
    .into_any()
}

fn point(form: Form, n: usize) -> AnyView {
    let schemes: Vec<Choice> = SchemeCode::iter().map(|scheme| Choice::new(scheme.code(), scheme.label(locale()))).collect();
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(prefecture.meeting.point, number = n + 1)}</legend>
            <TextField form=form path=at(n, "ja") label=t!(prefecture.meeting.point_ja) required=n == 0/>
            <TextField form=form path=at(n, "en") label=t!(prefecture.meeting.point_en) required=n == 0/>
            <CheckboxGroup form=form path=at(n, "schemes") label=t!(prefecture.meeting.schemes) options=schemes/>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_points_are_left_out_and_violations_find_the_others() {
        let text = |path: &str| if path == "/agenda/2/ja" { "素案".to_owned() } else { String::new() };
        let (agenda, said) = read_agenda(&Reading::new(&text), 3);
        assert_eq!((agenda.len(), said.as_slice()), (1, &[2][..]));
        assert_eq!(shown_at("/agenda/0/en", &said), "/agenda/2/en");
        assert_eq!(shown_at("/agenda", &[]), "/agenda/0/ja");
    }
}

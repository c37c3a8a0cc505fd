//! The institution's own pause of its page: why, since when and until when, and the acts that begin and end it.

use crate::client;
use crate::client::Versioned;
use crate::components::common::{ConfirmedAction, DateText, DateTimeText, Multiline};
use crate::components::ui::{Form, Kind, Notice, TextArea, TextField, Tone, data_list};
use crate::state::{Query, Reading, sending};
use crate::t;
use domain::registration::{NOTE_MAX, OwnPause, PauseOwnInstitution, Registration, RegistrationSummary};
use leptos::prelude::*;

/// Who paused the page, why, and until when.
pub(super) fn own_pause_notice(pause: &OwnPause) -> AnyView {
    let mut facts = vec![
        (t!(institution.own_pause.since), view! { <DateTimeText at=pause.since/> }.into_any()),
        (t!(institution.own_pause.reason), view! { <Multiline text=pause.reason.clone()/> }.into_any()),
    ];
    if let Some(day) = pause.resumes_on {
        facts.push((t!(institution.own_pause.resumes_on), view! { <DateText day=day/> }.into_any()));
    }
    view! { <Notice tone=Tone::Warning title=t!(institution.own_pause.title)>{data_list(facts)}</Notice> }.into_any()
}

/// Begins the pause, or ends it.
pub(super) fn own_pause_act(row: &RegistrationSummary, read: Query<Versioned<Registration>>) -> AnyView {
    let id = row.institution_id.to_string();
    if row.pause.is_by_institution() {
        let still = row.pause.is_by_secretariat();
        let resume = move || {
            let id = id.clone();
            Some(sending(async move { client::registration::resume_own_institution(&id).await }, move |()| read.reload()))
        };
        return view! {
            <ConfirmedAction
                label=t!(institution.own_pause.resume)
                title=t!(institution.own_pause.resume_title)
                text=if still { t!(institution.own_pause.resume_hidden) } else { t!(institution.own_pause.resume_text) }
                kind=Kind::Outline
                send=resume
                done=t!(institution.own_pause.resumed)
                reload=move || read.reload()
            />
        }
        .into_any();
    }
    let form = Form::new(String::from("own-pause/") + &id);
    let pause = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let input = PauseOwnInstitution { reason: reading.text("/reason"), resumes_on: reading.some_day("/resumes_on") };
        let (input, id) = (reading.finish(form, input)?, id.clone());
        Some(sending(async move { client::registration::pause_own_institution(&id, &input).await }, move |()| read.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(institution.own_pause.pause)
            title=t!(institution.own_pause.pause_title)
            text=t!(institution.own_pause.pause_text)
            kind=Kind::Outline
            form=form
            send=pause
            done=t!(institution.own_pause.paused)
            reload=move || read.reload()
        >
            <TextArea form=form path="/reason" label=t!(institution.own_pause.reason) hint=t!(institution.own_pause.reason_hint) required=true rows=3 max=NOTE_MAX/>
            <TextField
                form=form
                path="/resumes_on"
                label=t!(institution.own_pause.resumes_on)
                hint=t!(institution.own_pause.resumes_on_hint)
                kind="date"
                width="short"
            />
        </ConfirmedAction>
    }
    .into_any()
}

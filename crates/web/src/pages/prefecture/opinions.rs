//! What each council said of an application: recorded while it is before them.

use crate::client;
use crate::components::common::ConfirmedAction;
use crate::components::ui::{Choice, Form, Kind, RadioGroup, TextField};
use crate::i18n::locale;
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::support::{ApplicationStatus, Council, CouncilOpinion, RecordCouncilOpinion, SupportApplication};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// A button for each council, while the application is before them.
pub fn opinions(application: &SupportApplication, query: Query<SupportApplication>) -> AnyView {
    if application.summary.status != ApplicationStatus::Proposed {
        return ().into_any();
    }
    let buttons = Council::iter().map(|council| record(application, council, query)).collect_view();
    view! {
        <p>{t!(prefecture.opinion.lead)}</p>
        <p>{application.meeting_id.map(|id| view! {
            <a href=paths::prefecture_meeting(id).to_owned() + "#applications">{t!(prefecture.opinion.meeting)}</a>
        })}</p>
        <div class="actions" role="group" aria-label=t!(prefecture.opinion.title)>{buttons}</div>
    }
    .into_any()
}

fn record(application: &SupportApplication, council: Council, query: Query<SupportApplication>) -> AnyView {
    let known = application.opinions.iter().find(|opinion| opinion.council == council).cloned();
    let (id, version) = (application.summary.id.to_string(), application.version);
    let name = council.label(locale());
    let label = if known.is_some() { t!(prefecture.opinion.again, council = name) } else { t!(prefecture.opinion.record, council = name) };
    let form = Form::new(String::from("opinion/") + &id + "/" + council.code());
    let known = StoredValue::new(known);
    let send = move || {
        let (input, id) = (read(form, council)?, id.clone());
        let send = async move { client::support_application::record_council_opinion(&id, &input, version).await };
        Some(sending(send, move |()| query.reload()))
    };
    view! {
        <ConfirmedAction
            label=label
            title=t!(prefecture.opinion.of, council = name)
            confirm=t!(common.action.save)
            kind=Kind::Outline
            form=form
            send=send
            done=t!(prefecture.opinion.done)
            reload=move || query.reload()
        >
            {fields(form, known.get_value())}
        </ConfirmedAction>
    }
    .into_any()
}

fn fields(form: Form, known: Option<CouncilOpinion>) -> AnyView {
    if let Some(known) = known {
        form.start("/agreed", if known.agreed { "yes" } else { "no" });
        form.start("/on", known.on.to_string());
        form.start("/minutes", known.minutes);
    }
    let answers = vec![Choice::new("yes", t!(prefecture.opinion.agreed)), Choice::new("no", t!(prefecture.opinion.not_agreed))];
    view! {
        <RadioGroup form=form path="/agreed" label=t!(prefecture.opinion.answer) required=true options=answers/>
        <TextField form=form path="/on" label=t!(prefecture.opinion.on) kind="date" required=true width="short"/>
        <TextField form=form path="/minutes" label=t!(prefecture.opinion.minutes) hint=t!(prefecture.opinion.minutes_hint) required=true/>
    }
    .into_any()
}

fn read(form: Form, council: Council) -> Option<RecordCouncilOpinion> {
    let text = |path: &str| form.peek(path);
    let mut reading = Reading::new(&text);
    let answer = reading.text("/agreed");
    if answer.is_empty() {
        reading.wrong("/agreed", domain::problem::FieldCode::Required);
    }
    let input = RecordCouncilOpinion { council, agreed: answer == "yes", on: reading.day("/on"), minutes: reading.text("/minutes") };
    reading.finish(form, input)
}

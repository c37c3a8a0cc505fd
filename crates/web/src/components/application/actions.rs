//! The steps that the reader may take now, and the dialog that asks for what a step needs.

use super::amounts::{amount_fields, days_fields, fixing_fields, read_amounts, read_days, read_fixed};
use super::labels::explain;
use crate::client;
use crate::components::common::ConfirmedAction;
use crate::components::ui::{Choice, Form, Kind, LinkButton, Select, TextArea, TextField};
use crate::i18n::{self, locale};
use crate::state::{Query, Reading, sending};
use crate::{paths, t};
use domain::ids::CouncilMeetingId;
use domain::support::{
    ApplicationEvent, Council, CouncilMeeting, DecideSupportApplication, FixSupportAmount, PaySupportApplication,
    ProposeSupportApplication, ReportSupportApplication, SupportApplication, SupportReason,
};
use domain::validate::Validate;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// A button for each open step.
pub fn actions(application: &SupportApplication, query: Query<SupportApplication>) -> AnyView {
    let known = StoredValue::new(application.clone());
    let buttons = application.events.iter().map(|event| step(*event, known, query)).collect_view();
    // Only the institution submits, and what it can submit it can still change.
    let edit = application.events.contains(&ApplicationEvent::Submit).then(|| {
        let href = paths::application_edit(application.summary.id);
        view! { <LinkButton href=href kind=Kind::Outline>{t!(support_application.edit.change)}</LinkButton> }
    });
    view! { <div class="actions" role="group" aria-label=t!(support_application.acts.title)>{edit}{buttons}</div> }.into_any()
}

fn step(event: ApplicationEvent, application: StoredValue<SupportApplication>, query: Query<SupportApplication>) -> AnyView {
    let (id, version) = application.with_value(|application| (application.summary.id.to_string(), application.version));
    let form = Form::new(String::from("application/") + &id + "/" + event.code());
    let send = move || {
        let (body, id) = (application.with_value(|application| body(form, event, application))?, id.clone());
        let send = async move { client::support_application::advance_support_application(&id, event, &body, version).await };
        Some(sending(send, move |()| query.reload()))
    };
    let (kind, ends) = match event {
        ApplicationEvent::Withdraw | ApplicationEvent::TurnDown | ApplicationEvent::WithdrawClaim | ApplicationEvent::Undo => {
            (Kind::Text, true)
        }
        ApplicationEvent::Return | ApplicationEvent::ReturnReport => (Kind::Outline, false),
        _ => (Kind::Solid, false),
    };
    view! {
        <ConfirmedAction
            label=event.label(locale())
            text=explain(event)
            kind=kind
            danger=ends
            form=form
            send=send
            done=t!(support_application.acts.done)
            reload=move || query.reload()
        >
            {application.with_value(|application| fields(form, event, application))}
        </ConfirmedAction>
    }
    .into_any()
}

fn fields(form: Form, event: ApplicationEvent, application: &SupportApplication) -> AnyView {
    use ApplicationEvent as E;
    match event {
        E::Submit | E::Check | E::Select | E::Apply | E::CheckReport | E::Claim => ().into_any(),
        E::Return | E::TurnDown | E::Withdraw | E::ReturnReport | E::WithdrawClaim | E::Undo => view! {
            <TextArea form=form path="/reason" label=t!(support_application.acts.reason) hint=t!(support_application.acts.reason_hint) required=true max=2000/>
        }
        .into_any(),
        E::Propose => meetings(form, application),
        E::Decide => {
            form.start("/decided_on", domain::time::japan_date(i18n::now()).to_string());
            view! {
                <TextField form=form path="/decided_on" label=t!(support_application.acts.decided_on) kind="date" required=true width="short"/>
                <TextField form=form path="/reference" label=t!(support_application.acts.reference) required=true/>
                <TextField form=form path="/report_by" label=t!(support_application.acts.report_by) hint=t!(support_application.acts.report_by_hint) kind="date" width="short"/>
                {amount_fields(form, application)}
            }
            .into_any()
        }
        E::Fix => {
            form.start("/fixed_on", domain::time::japan_date(i18n::now()).to_string());
            view! {
                <TextField form=form path="/fixed_on" label=t!(support_application.acts.fixed_on) kind="date" required=true width="short"/>
                <TextField form=form path="/reference" label=t!(support_application.acts.fixing_reference) required=true/>
                {fixing_fields(form, application)}
            }
            .into_any()
        }
        E::Pay => {
            form.start("/paid_on", domain::time::japan_date(i18n::now()).to_string());
            view! { <TextField form=form path="/paid_on" label=t!(support_application.acts.paid_on) kind="date" required=true width="short"/> }
                .into_any()
        }
        E::Report => view! {
            <TextArea form=form path="/summary" label=t!(support_application.acts.summary) required=true max=4000/>
            {amount_fields(form, application)}
            {days_fields(form, application)}
        }
        .into_any(),
    }
}

/// The regional medical council's meetings of the year.
fn meetings(form: Form, application: &SupportApplication) -> AnyView {
    let (prefecture, year) = (application.summary.prefecture_code.clone(), application.summary.fiscal_year);
    let found = Query::new(move || {
        let prefecture = prefecture.clone();
        async move { client::support::list_council_meetings(&prefecture).await }
    });
    let options = Signal::derive(move || {
        let mut fitting: Vec<CouncilMeeting> = found.get().unwrap_or_default();
        fitting.retain(|meeting| meeting.council == Council::RegionalMedical && meeting.fiscal_year == year);
        fitting.sort_by_key(|meeting| meeting.round);
        fitting.iter().map(|meeting| Choice::new(meeting.id.to_string(), meeting_text(meeting))).collect::<Vec<_>>()
    });
    view! {
        <Select form=form path="/meeting_id" label=t!(support_application.acts.meeting) hint=t!(support_application.acts.meeting_hint) required=true options=options/>
    }
    .into_any()
}

fn meeting_text(meeting: &CouncilMeeting) -> String {
    let day = meeting.held_on.map_or_else(|| t!(support.meetings.no_day).to_owned(), i18n::date);
    String::from(meeting.round.label(locale())) + " " + &day
}

/// The body of a step as JSON, once everything in the form is right; what is wrong is said at its fields.
fn body(form: Form, event: ApplicationEvent, application: &SupportApplication) -> Option<Value> {
    use ApplicationEvent as E;
    let text = |path: &str| form.peek(path);
    let mut reading = Reading::new(&text);
    match event {
        E::Submit | E::Check | E::Select | E::Apply | E::CheckReport | E::Claim => Some(json!({})),
        E::Return | E::TurnDown | E::Withdraw | E::ReturnReport | E::WithdrawClaim | E::Undo => {
            let reason = reading.text("/reason");
            written(form, reading, SupportReason { reason })
        }
        E::Propose => {
            let meeting_id = reading.value("/meeting_id", CouncilMeetingId(Uuid::nil()));
            written(form, reading, ProposeSupportApplication { meeting_id })
        }
        E::Decide => {
            let (decided_on, reference) = (reading.day("/decided_on"), reading.text("/reference"));
            let report_by = reading.some_day("/report_by");
            let amounts = read_amounts(&mut reading, application);
            written(form, reading, DecideSupportApplication { decided_on, reference, amounts, report_by })
        }
        E::Fix => {
            let (fixed_on, reference) = (reading.day("/fixed_on"), reading.text("/reference"));
            let amounts = read_fixed(&mut reading, application);
            written(form, reading, FixSupportAmount { fixed_on, reference, amounts })
        }
        E::Pay => {
            let paid_on = reading.day("/paid_on");
            written(form, reading, PaySupportApplication { paid_on })
        }
        E::Report => {
            let summary = reading.text("/summary");
            let amounts = read_amounts(&mut reading, application);
            let days_worked = read_days(&mut reading, application);
            written(form, reading, ReportSupportApplication { summary, amounts, days_worked })
        }
    }
}

fn written<T: Validate + Serialize>(form: Form, reading: Reading<'_>, input: T) -> Option<Value> {
    serde_json::to_value(reading.finish(form, input)?).ok()
}

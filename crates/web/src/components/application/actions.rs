//! The steps that the reader may take now, and the dialog that asks for what a step needs.

use super::amounts::{amount_fields, peek_amounts};
use super::labels::explain;
use crate::client;
use crate::components::common::MutationError;
use crate::components::ui::{Button, Choice, Dialog, Form, FormView, Kind, LinkButton, Select, SubmitButton, TextArea, TextField};
use crate::i18n::{self, locale};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::{paths, t};
use domain::problem::{FieldCode, FieldError, ProblemCode};
use domain::support::{
    ApplicationEvent, Council, CouncilMeeting, DecideSupportApplication, ProposeSupportApplication, ReportSupportApplication,
    SupportApplication, SupportReason,
};
use domain::validate::Validate;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

/// Everything that a dialog works on.
#[derive(Clone, Copy)]
struct Acts {
    application: StoredValue<SupportApplication>,
    query: Query<SupportApplication>,
    chosen: RwSignal<Option<ApplicationEvent>>,
    open: RwSignal<bool>,
    act: Mutation,
}

/// A button for each open step.
pub fn actions(application: &SupportApplication, query: Query<SupportApplication>) -> AnyView {
    let acts = Acts {
        application: StoredValue::new(application.clone()),
        query,
        chosen: RwSignal::new(None),
        open: RwSignal::new(false),
        act: Mutation::new(),
    };
    let toasts = use_toasts();
    // The other side was faster: what is on the page is no longer so.
    Effect::new(move |_| {
        if acts.act.error().get().is_some_and(|error| error.is(ProblemCode::WrongState) || error.is(ProblemCode::VersionMismatch)) {
            toasts.success(t!(support_application.acts.latest));
            acts.query.reload();
        }
    });
    let buttons = application
        .events
        .iter()
        .map(|event| {
            let event = *event;
            let kind = match event {
                ApplicationEvent::Withdraw | ApplicationEvent::TurnDown => Kind::Text,
                ApplicationEvent::Return => Kind::Outline,
                _ => Kind::Solid,
            };
            let choose = move || {
                acts.act.clear();
                acts.chosen.set(Some(event));
                acts.open.set(true);
            };
            view! { <Button kind=kind on_click=choose>{event.label(locale())}</Button> }
        })
        .collect_view();
    // Only the institution submits, and what it can submit it can still change.
    let edit = application.events.contains(&ApplicationEvent::Submit).then(|| {
        let href = paths::application_edit(application.summary.id);
        view! { <LinkButton href=href kind=Kind::Outline>{t!(support_application.edit.change)}</LinkButton> }
    });
    let title = Signal::derive(move || acts.chosen.get().map(|event| event.label(locale())).unwrap_or_default().to_owned());
    view! {
        <div class="actions" role="group" aria-label=t!(support_application.acts.title)>{edit}{buttons}</div>
        <Dialog open=acts.open title=title>{move || acts.chosen.get().map(|event| ask(acts, event))}</Dialog>
    }
    .into_any()
}

fn ask(acts: Acts, event: ApplicationEvent) -> AnyView {
    let Acts { application, query, open, act, .. } = acts;
    let id = application.with_value(|application| application.summary.id.to_string());
    let form = Form::new(String::from("application/") + &id + "/" + event.code());
    let toasts = use_toasts();
    let submit = move || {
        let Some(body) = application.with_value(|application| body(form, event, application)) else { return };
        let (id, version) = application.with_value(|application| (application.summary.id.to_string(), application.version));
        let send = async move { client::support_application::advance_support_application(&id, event, &body, version).await };
        act.submit(form, send, move |()| {
            open.set(false);
            toasts.success(t!(support_application.acts.done));
            query.reload();
        });
    };
    let fields = application.with_value(|application| fields(form, event, application));
    let ends = matches!(event, ApplicationEvent::Withdraw | ApplicationEvent::TurnDown);
    view! {
        <p>{explain(event)}</p>
        <FormView form=form on_submit=submit>
            {fields}
            <MutationError of=act/>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                <SubmitButton kind=if ends { Kind::Danger } else { Kind::Solid } busy=act.pending()>{event.label(locale())}</SubmitButton>
            </div>
        </FormView>
    }
    .into_any()
}

fn fields(form: Form, event: ApplicationEvent, application: &SupportApplication) -> AnyView {
    use ApplicationEvent as E;
    match event {
        E::Submit | E::Check | E::Select | E::Apply => ().into_any(),
        E::Return | E::TurnDown | E::Withdraw => view! {
            <TextArea form=form path="/reason" label=t!(support_application.acts.reason) hint=t!(support_application.acts.reason_hint) required=true max=2000/>
        }
        .into_any(),
        E::Propose => meetings(form, application),
        E::Decide => {
            form.start("/decided_on", domain::time::japan_date(i18n::now()).to_string());
            view! {
                <TextField form=form path="/decided_on" label=t!(support_application.acts.decided_on) kind="date" required=true width="short"/>
                <TextField form=form path="/reference" label=t!(support_application.acts.reference) required=true/>
                {amount_fields(form, application)}
            }
            .into_any()
        }
        E::Report => view! {
            <TextArea form=form path="/summary" label=t!(support_application.acts.summary) required=true max=4000/>
            {amount_fields(form, application)}
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

fn checked<T: Validate + Serialize>(form: Form, input: &T) -> Option<Value> {
    check(form, input).then(|| serde_json::to_value(input).ok()).flatten()
}

fn missing(form: Form, path: &str) {
    let error = FieldError { pointer: path.to_owned(), code: FieldCode::Required, params: Value::Null };
    form.show_errors(vec![(path.to_owned(), error.message(locale()))]);
}

/// What the step asks for, once it is right; what is not is said at the fields.
fn body(form: Form, event: ApplicationEvent, application: &SupportApplication) -> Option<Value> {
    use ApplicationEvent as E;
    match event {
        E::Submit | E::Check | E::Select | E::Apply => Some(json!({})),
        E::Return | E::TurnDown | E::Withdraw => checked(form, &SupportReason { reason: form.peek("/reason") }),
        E::Propose => match form.peek("/meeting_id").parse() {
            Ok(meeting_id) => checked(form, &ProposeSupportApplication { meeting_id }),
            Err(_) => {
                missing(form, "/meeting_id");
                None
            }
        },
        E::Decide => match form.peek("/decided_on").parse() {
            Ok(decided_on) => {
                let (reference, amounts) = (form.peek("/reference"), peek_amounts(form, application));
                checked(form, &DecideSupportApplication { decided_on, reference, amounts })
            }
            Err(_) => {
                missing(form, "/decided_on");
                None
            }
        },
        E::Report => {
            let (summary, amounts) = (form.peek("/summary"), peek_amounts(form, application));
            checked(form, &ReportSupportApplication { summary, amounts })
        }
    }
}

//! What each council said of an application: recorded while it is before them.

use crate::client;
use crate::components::common::MutationError;
use crate::components::ui::{Button, Choice, Dialog, Form, FormView, Kind, RadioGroup, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::{Mutation, Query, Reading, use_toasts};
use crate::t;
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
        <div class="actions" role="group" aria-label=t!(prefecture.opinion.title)>{buttons}</div>
    }
    .into_any()
}

fn record(application: &SupportApplication, council: Council, query: Query<SupportApplication>) -> AnyView {
    let (open, act) = (RwSignal::new(false), Mutation::new());
    let known = application.opinions.iter().find(|opinion| opinion.council == council).cloned();
    let again = known.is_some();
    let id = StoredValue::new((application.summary.id.to_string(), application.version, known));
    let name = council.label(locale());
    let title = t!(prefecture.opinion.of, council = name);
    let ask = move || {
        let (id, version, known) = id.get_value();
        dialog(Form::new(String::from("opinion/") + &id + "/" + council.code()), id, version, council, known, (open, act, query))
    };
    let label = if again { t!(prefecture.opinion.again, council = name) } else { t!(prefecture.opinion.record, council = name) };
    view! {
        <Button kind=Kind::Outline on_click=move || { act.clear(); open.set(true); }>{label}</Button>
        <Dialog open=open title=title>{ask()}</Dialog>
    }
    .into_any()
}

fn dialog(
    form: Form,
    id: String,
    version: i32,
    council: Council,
    known: Option<CouncilOpinion>,
    (open, act, query): (RwSignal<bool>, Mutation, Query<SupportApplication>),
) -> AnyView {
    if let Some(known) = known {
        form.start("/agreed", if known.agreed { "yes" } else { "no" });
        form.start("/on", known.on.to_string());
        form.start("/minutes", known.minutes);
    }
    let toasts = use_toasts();
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let answer = reading.text("/agreed");
        if answer.is_empty() {
            reading.wrong("/agreed", domain::problem::FieldCode::Required);
        }
        let input = RecordCouncilOpinion { council, agreed: answer == "yes", on: reading.day("/on"), minutes: reading.text("/minutes") };
        let Some(input) = reading.finish(form, input) else { return };
        let id = id.clone();
        act.submit(form, async move { client::support_application::record_council_opinion(&id, &input, version).await }, move |()| {
            open.set(false);
            toasts.success(t!(prefecture.opinion.done));
            query.reload();
        });
    };
    let answers = vec![Choice::new("yes", t!(prefecture.opinion.agreed)), Choice::new("no", t!(prefecture.opinion.not_agreed))];
    view! {
        <FormView form=form on_submit=submit>
            <RadioGroup form=form path="/agreed" label=t!(prefecture.opinion.answer) required=true options=answers/>
            <TextField form=form path="/on" label=t!(prefecture.opinion.on) kind="date" required=true width="short"/>
            <TextField form=form path="/minutes" label=t!(prefecture.opinion.minutes) hint=t!(prefecture.opinion.minutes_hint) required=true/>
            <MutationError of=act/>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                <SubmitButton busy=act.pending()>{t!(common.action.save)}</SubmitButton>
            </div>
        </FormView>
    }
    .into_any()
}

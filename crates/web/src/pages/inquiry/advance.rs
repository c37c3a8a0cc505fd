//! The steps that the reader's side can take now, asked of the same function that the server asks.

use super::model;
use super::refusal::Refusal;
use super::thread::ThreadState;
use crate::client;
use crate::components::common::ConfirmedAction;
use crate::components::ui::{Form, Kind, TextArea};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, sending};
use crate::t;
use domain::inquiry::{AdvanceInquiry, Inquiry, InquiryEvent, InquirySide};
use leptos::prelude::*;

/// The steps on offer.
#[derive(Clone, Default, PartialEq)]
struct Steps {
    on: Vec<InquiryEvent>,
    /// Whether a step is left out until the doctor's identity is shared.
    waits: bool,
    end: Vec<InquiryEvent>,
}

impl Steps {
    fn of(state: ThreadState) -> Self {
        let ThreadState { status, side, shared, .. } = state;
        let (mut on, end) = model::open_steps(status, side);
        let waits = on.iter().any(|event| event.needs_identity()) && !shared;
        on.retain(|event| shared || !event.needs_identity());
        Self { on, waits, end }
    }
}

/// A button for each open step, which asks before the step is taken. Steps that stay on offer keep what is open and typed while the
/// conversation is read again.
#[component]
pub fn Advance(id: String, thread: Query<Inquiry>, state: Memo<Option<ThreadState>>) -> impl IntoView {
    let steps = Memo::new(move |_| state.get().map(Steps::of).unwrap_or_default());
    let any = Memo::new(move |_| steps.with(|steps| steps.waits || !(steps.on.is_empty() && steps.end.is_empty())));
    // One note, whichever step it goes with in the end.
    let form = Form::new(String::from("inquiry/step/") + &id);
    let id = StoredValue::new(id);
    let button = move |event, kind| {
        let side = state.get_untracked().map(|state| state.side);
        step(event, kind, side, (id.get_value(), form, thread))
    };
    let buttons = move || {
        view! {
            <div class="steps-open" role="group" aria-label=t!(inquiry.advance.title)>
                <For each=move || steps.get().on key=|event| event.code() children=move |event| button(event, Kind::Outline)/>
                {move || steps.get().waits.then(|| view! { <p class="small">{t!(inquiry.advance.needs_identity)}</p> })}
                <div class="steps-open__end">
                    <For each=move || steps.get().end key=|event| event.code() children=move |event| button(event, Kind::Text)/>
                </div>
            </div>
        }
    };
    move || any.get().then(buttons)
}

fn step(event: InquiryEvent, kind: Kind, side: Option<InquirySide>, (id, form, thread): (String, Form, Query<Inquiry>)) -> AnyView {
    let act = Mutation::new();
    let send = move || {
        let input = AdvanceInquiry { event, note: form.peek("/note") };
        if !check(form, &input) {
            return None;
        }
        let id = id.clone();
        Some(sending(async move { client::inquiry::advance_inquiry(&id, &input, act.key()).await }, move |inquiry| thread.put(inquiry)))
    };
    let ends = matches!(event, InquiryEvent::Decline | InquiryEvent::Withdraw | InquiryEvent::Close);
    let to =
        if side == Some(InquirySide::Institution) { t!(inquiry.advance.note_to_doctor) } else { t!(inquiry.advance.note_to_institution) };
    view! {
        <ConfirmedAction
            label=event.label(locale())
            text=explain(event)
            kind=kind
            compact=true
            danger=ends
            form=form
            act=act
            send=send
            done=t!(inquiry.advance.done)
            reload=move || thread.reload()
            refused=move || view! { <Refusal of=act/> }
        >
            {ends.then(|| view! { <p>{t!(inquiry.advance.for_good)}</p> })}
            <TextArea form=form path="/note" label=to rows=3 max=1000/>
        </ConfirmedAction>
    }
    .into_any()
}

/// What a step means, before it is taken.
fn explain(event: InquiryEvent) -> &'static str {
    use InquiryEvent as E;
    match event {
        E::Reply | E::Consult => t!(inquiry.advance.consult),
        E::ArrangeVisit => t!(inquiry.advance.arrange_visit),
        E::DiscussTerms => t!(inquiry.advance.discuss_terms),
        E::Agree => t!(inquiry.advance.agree),
        E::Start => t!(inquiry.advance.start),
        E::Retain => t!(inquiry.advance.retain),
        E::Decline => t!(inquiry.advance.decline),
        E::Withdraw => t!(inquiry.advance.withdraw),
        E::Close => t!(inquiry.advance.close),
    }
}

//! The steps that the reader's side can take now, asked of the same function that the server asks.

use super::model;
use super::refusal::Refusal;
use super::thread::ThreadState;
use crate::client;
use crate::components::ui::{Button, Dialog, Form, FormView, Kind, SubmitButton, TextArea};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_toasts};
use crate::t;
use domain::inquiry::{AdvanceInquiry, Inquiry, InquiryEvent, InquirySide};
use domain::problem::ProblemCode;
use leptos::prelude::*;

/// Buttons for the open steps, and the dialog that asks before one is taken.
#[component]
pub fn Advance(id: String, thread: Query<Inquiry>, state: Memo<Option<ThreadState>>) -> impl IntoView {
    let form = Form::new(String::from("inquiry/step/") + &id);
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<InquiryEvent>));
    let act = Mutation::new();
    let choose = Callback::new(move |(event,): (InquiryEvent,)| {
        act.clear();
        chosen.set(Some(event));
        open.set(true);
    });
    let toasts = use_toasts();
    let submit = Callback::new(move |()| {
        let Some(event) = chosen.get_untracked() else { return };
        let input = AdvanceInquiry { event, note: form.peek("/note") };
        if check(form, &input) {
            let id = id.clone();
            let send = async move { client::inquiry::advance_inquiry(&id, &input, act.key()).await };
            act.submit(form, send, move |inquiry| {
                open.set(false);
                form.reset();
                toasts.success(t!(inquiry.advance.done));
                thread.put(inquiry);
            });
        }
    });
    // The other side was faster: the steps on offer are no longer those.
    Effect::new(move |_| {
        if act.error().get().is_some_and(|error| error.is(ProblemCode::WrongState)) {
            thread.reload();
        }
    });
    let title = Signal::derive(move || chosen.get().map(|event| event.label(locale())).unwrap_or_default().to_owned());
    view! {
        {move || state.get().map(|state| buttons(state, choose))}
        <Dialog open=open title=title>
            {move || chosen.get().map(|event| confirm(event, state.get_untracked(), form, act, open, submit))}
        </Dialog>
    }
}

fn buttons(state: ThreadState, choose: Callback<(InquiryEvent,)>) -> AnyView {
    let ThreadState { status, side, shared, .. } = state;
    let (on, end) = model::open_steps(status, side);
    if on.is_empty() && end.is_empty() {
        return ().into_any();
    }
    let waits = on.iter().any(|event| event.needs_identity()) && !shared;
    let button = move |event: InquiryEvent, kind: Kind| {
        view! { <Button kind=kind compact=true on_click=move || choose.run((event,))>{event.label(locale())}</Button> }
    };
    let on = on.into_iter().filter(|event| shared || !event.needs_identity()).map(|event| button(event, Kind::Outline)).collect_view();
    let end = end.into_iter().map(|event| button(event, Kind::Text)).collect_view();
    view! {
        <div class="steps-open" role="group" aria-label=t!(inquiry.advance.title)>
            {on}
            {waits.then(|| view! { <p class="small">{t!(inquiry.advance.needs_identity)}</p> })}
            <div class="steps-open__end">{end}</div>
        </div>
    }
    .into_any()
}

fn confirm(
    event: InquiryEvent,
    state: Option<ThreadState>,
    form: Form,
    act: Mutation,
    open: RwSignal<bool>,
    submit: Callback<()>,
) -> AnyView {
    let side = state.map(|state| state.side);
    let ends = matches!(event, InquiryEvent::Decline | InquiryEvent::Withdraw | InquiryEvent::Close);
    let to =
        if side == Some(InquirySide::Institution) { t!(inquiry.advance.note_to_doctor) } else { t!(inquiry.advance.note_to_institution) };
    view! {
        <p>{explain(event)}</p>
        {ends.then(|| view! { <p>{t!(inquiry.advance.for_good)}</p> })}
        <FormView form=form on_submit=submit>
            <TextArea form=form path="/note" label=to rows=3 max=1000/>
            <Refusal of=act/>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                <SubmitButton kind=if ends { Kind::Danger } else { Kind::Solid } busy=act.pending()>{event.label(locale())}</SubmitButton>
            </div>
        </FormView>
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

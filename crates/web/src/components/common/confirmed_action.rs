//! An act that asks before it is done.

use super::MutationError;
use crate::components::ui::{Button, Dialog, Form, FormView, Kind, SubmitButton};
use crate::state::mutation::Then;
use crate::state::{Mutation, Sending, use_toasts};
use crate::t;
use domain::problem::ProblemCode;
use leptos::prelude::*;

/// A button for an act that is asked about in a dialog, with fields where the act needs some. The dialog stays until the act was done: it shows that
/// the act is under way and why it was refused, at the field where one is wrong. Where the server asks who is there, [`AskForProof`] opens above it
/// and the act is sent again.
///
/// [`AskForProof`]: crate::components::shell::AskForProof
#[component]
pub fn ConfirmedAction(
    /// The act's own name.
    #[prop(into)]
    label: String,
    /// A longer name for assistive technology, where the act stands in many rows.
    #[prop(optional, into)]
    name: Option<String>,
    /// The question; without it the act's own name.
    #[prop(optional, into)]
    title: Option<String>,
    /// What will happen.
    #[prop(optional, into)]
    text: Option<String>,
    /// The button in the dialog; without it the act's own name.
    #[prop(optional, into)]
    confirm: Option<String>,
    /// How loud the button on the page is.
    #[prop(optional)]
    kind: Kind,
    #[prop(optional)] compact: bool,
    /// Whether it destroys or ends something.
    #[prop(optional)]
    danger: bool,
    /// Done without a question: it can be taken back, or does little.
    #[prop(optional)]
    at_once: bool,
    /// What the fields among the children are typed into.
    #[prop(optional)]
    form: Option<Form>,
    /// The state of the act, where the page needs it too.
    #[prop(optional)]
    act: Option<Mutation>,
    /// What is sent; nothing when something typed is wrong, which then is said at its field.
    #[prop(into)]
    send: Callback<(), Option<Sending>>,
    /// What is said once it was done.
    #[prop(optional, into)]
    done: Option<String>,
    /// Reads the page again; offered where somebody else was faster.
    #[prop(optional, into)]
    reload: Option<Callback<()>>,
    /// What is shown when it was refused, instead of the error alone.
    #[prop(optional, into)]
    refused: Option<ViewFn>,
    /// Fields, or more about the act.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let (open, act, toasts) = (RwSignal::new(false), act.unwrap_or_default(), use_toasts());
    let done = StoredValue::new(done);
    let go = Callback::new(move |()| {
        if act.pending().get_untracked() {
            return;
        }
        let Some(sending) = send.run(()) else { return };
        let finish = move |then: Then| {
            open.set(false);
            if let Some(form) = form {
                form.reset();
            }
            if let Some(done) = done.get_value() {
                toasts.success(done);
            }
            then();
        };
        match form {
            Some(form) => act.submit(form, sending, finish),
            None => act.run(sending, finish),
        }
    });
    let press = move || {
        if at_once {
            return go.run(());
        }
        act.clear();
        if let Some(form) = form {
            form.show_errors(Vec::new());
        }
        open.set(true);
    };
    let refusal = Refusal { act, open, reload, instead: StoredValue::new(refused) };
    let (button, name) = (label.clone(), name.unwrap_or_else(|| label.clone()));
    let title = title.unwrap_or_else(|| label.clone());
    let kind_inside = if danger { Kind::Danger } else { Kind::Solid };
    let question = Question {
        open,
        form,
        go,
        refusal,
        kind: kind_inside,
        words: StoredValue::new((text, confirm.unwrap_or(label))),
        children: StoredValue::new(children),
    };
    // Made when it is first asked for: a list may have an act in each of its rows.
    let asked = Memo::new(move |before: Option<&bool>| before == Some(&true) || open.get());
    let title = StoredValue::new(title);
    view! {
        <Button kind=kind compact=compact busy=act.pending() label=name on_click=press>{button}</Button>
        {move || (!open.get()).then(|| refusal.view())}
        {move || asked.get().then(|| view! { <Dialog open=open title=title.get_value()>{question.view()}</Dialog> })}
    }
}

/// Why it was refused: in the dialog while that is open, at the button afterwards.
#[derive(Clone, Copy)]
struct Refusal {
    act: Mutation,
    open: RwSignal<bool>,
    reload: Option<Callback<()>>,
    instead: StoredValue<Option<ViewFn>>,
}

impl Refusal {
    fn view(self) -> AnyView {
        let Self { act, open, reload, instead } = self;
        let why = match instead.get_value() {
            Some(instead) => instead.run(),
            None => view! { <MutationError of=act/> }.into_any(),
        };
        let again = reload.map(|reload| {
            let again = move || {
                act.clear();
                open.set(false);
                reload.run(());
            };
            move || {
                act.error().get().and_then(|error| error.code()).is_some_and(is_stale).then(|| {
                    view! { <Button kind=Kind::Outline compact=true on_click=again>{t!(common.action.reload)}</Button> }
                })
            }
        });
        view! { {why}{again} }.into_any()
    }
}

/// Somebody else was faster: reading again shows what happened.
fn is_stale(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::VersionMismatch | ProblemCode::WrongState | ProblemCode::Conflict)
}

/// What stands in the dialog.
#[derive(Clone, Copy)]
struct Question {
    open: RwSignal<bool>,
    form: Option<Form>,
    go: Callback<()>,
    refusal: Refusal,
    kind: Kind,
    /// What will happen, and the name of the button.
    words: StoredValue<(Option<String>, String)>,
    children: StoredValue<Option<ChildrenFn>>,
}

impl Question {
    fn view(self) -> AnyView {
        let Self { open, form, go, refusal, kind, words, children } = self;
        let (text, confirm) = words.get_value();
        let text = text.map(|text| view! { <p>{text}</p> });
        let content = children.get_value().map(|children| children());
        let busy = refusal.act.pending();
        let cancel = view! { <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button> };
        match form {
            Some(form) => view! {
                {text}
                <FormView form=form on_submit=go>
                    {content}
                    {refusal.view()}
                    <div class="actions actions--end">{cancel}<SubmitButton busy=busy kind=kind>{confirm}</SubmitButton></div>
                </FormView>
            }
            .into_any(),
            None => view! {
                {text}
                {content}
                {refusal.view()}
                <div class="actions actions--end">{cancel}<Button kind=kind busy=busy on_click=go>{confirm}</Button></div>
            }
            .into_any(),
        }
    }
}

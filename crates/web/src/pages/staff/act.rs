//! An act of the staff: pressed, confirmed, or given with a reason that the institution reads.

use super::work::InsertTemplate;
use crate::components::common::ConfirmedAction;
use crate::components::ui::{Form, Kind, TextArea};
use crate::state::mutation::check;
use crate::state::{Sending, sending};
use crate::t;
use domain::registration::Reason;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

type Running = Pin<Box<dyn Future<Output = Result<(), crate::client::ClientError>>>>;

/// What happens before the act.
pub enum Before {
    /// Nothing; it can be taken back or does little.
    Nothing,
    /// It is confirmed under this title.
    Confirm(&'static str),
    /// A reason is asked for, with this hint.
    Reason(&'static str),
}

/// An act to offer.
pub struct Act {
    /// Names the draft of its reason.
    pub key: String,
    /// Its name on the button.
    pub label: &'static str,
    /// What it does.
    pub text: &'static str,
    /// What happens before it.
    pub before: Before,
    /// How loud its button is.
    pub kind: Kind,
    /// What is said afterwards.
    pub done: &'static str,
    /// Does it; the reason is blank where none is asked for.
    pub run: Box<dyn Fn(String) -> Running>,
    /// Reads the page again.
    pub after: Callback<()>,
}

/// The button with its explanation.
pub fn act_view(act: Act) -> AnyView {
    let Act { key, label, text, before, kind, done, run, after } = act;
    let run = StoredValue::new_local(run);
    let go = move |reason: String| -> Sending { sending(run.with_value(|run| run(reason)), move |()| after.run(())) };
    let danger = kind == Kind::Danger;
    let button = match before {
        Before::Nothing => view! {
            <ConfirmedAction label=label kind=kind at_once=true send=move || Some(go(String::new())) done=done reload=after/>
        }
        .into_any(),
        Before::Confirm(title) => view! {
            <ConfirmedAction label=label title=title text=text kind=kind danger=danger send=move || Some(go(String::new())) done=done reload=after/>
        }
        .into_any(),
        Before::Reason(hint) => {
            let form = Form::new(String::from("act/") + &key);
            let send = move || {
                let input = Reason { reason: form.peek("/reason") };
                check(form, &input).then(|| go(input.reason))
            };
            view! {
                <ConfirmedAction label=label text=text kind=kind danger=danger form=form send=send done=done reload=after>
                    <InsertTemplate form=form/>
                    <TextArea form=form path="/reason" label=t!(staff.act.reason) hint=hint required=true max=2000/>
                </ConfirmedAction>
            }
            .into_any()
        }
    };
    view! { <div class="act"><p class="act__text">{text}</p>{button}</div> }.into_any()
}

//! Beside the acts on a registration: who takes care of it, the staff's notes, and which one is next.

use super::registrations::filter;
use crate::client::{self, registration::RegistrationFilter};
use crate::components::common::{ConfirmedAction, DateTimeText, Multiline, MutationError};
use crate::components::registration::name_of;
use crate::components::ui::{Button, Form, FormView, Kind, LinkButton, SubmitButton, TextArea};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, sending, use_toasts};
use crate::{paths, t};
use domain::registration::{NOTE_BODY_MAX, RegistrationNote, RegistrationReview, RegistrationStatus, WriteNote};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Whether what a list holds waits for somebody.
fn waits(list: &RegistrationFilter) -> bool {
    let status = list.status.as_deref().and_then(|status| status.parse::<RegistrationStatus>().ok());
    list.waiting || list.change_requested || status.is_some_and(|status| status.waits_for().is_some())
}

/// The next registration in the list that the reader came from; read again after each act.
#[component]
pub fn NextWaiting(
    /// The registration that is shown.
    id: String,
) -> impl IntoView {
    let query = use_query_map();
    let list = Memo::new(move |_| {
        let read = query.with(filter::of);
        // Where the list held other things, what waits is looked for among them.
        RegistrationFilter { waiting: read.status.is_none() && !read.change_requested, limit: Some(2), ..read }
    });
    let found = Query::new(move || {
        let filter = list.get();
        async move { client::registration::list_registrations(filter, None).await }
    });
    move || {
        found.get().map(|page| {
            let behind = list.with_untracked(filter::query);
            let (next, none) = if list.with_untracked(waits) {
                (t!(staff.next.waits), t!(staff.next.none))
            } else {
                (t!(staff.next.follows), t!(staff.next.none_follows))
            };
            match page.items.into_iter().find(|row| row.id.to_string() != id) {
                Some(row) => {
                    let href = paths::staff_registration(row.id) + &behind;
                    view! {
                        <p class="small">{next}<br/>{name_of(&row)}</p>
                        <div class="actions"><LinkButton href=href kind=Kind::Outline>{t!(staff.next.open)}</LinkButton></div>
                    }
                    .into_any()
                }
                None => {
                    let href = paths::STAFF_REGISTRATIONS.to_owned() + &behind;
                    view! { <p class="small">{none}" "<a href=href>{t!(staff.next.list)}</a></p> }.into_any()
                }
            }
        })
    }
}

/// Who takes care of it, with the button that changes it.
pub fn assignee(review: &RegistrationReview, after: Callback<()>) -> AnyView {
    let id = review.registration.summary.id.to_string();
    let who = review.assignee_name.clone().unwrap_or_else(|| t!(staff.assignee.nobody).to_owned());
    let mine = review.assigned_to_me;
    let (label, done) =
        if mine { (t!(staff.assignee.leave), t!(staff.assignee.left)) } else { (t!(staff.assignee.take), t!(staff.assignee.taken)) };
    let send = move || {
        let id = id.clone();
        let act = async move {
            if mine { client::registration::leave_registration(&id).await } else { client::registration::take_registration(&id).await }
        };
        Some(sending(act, move |()| after.run(())))
    };
    let act = (!review.conflict_of_interest)
        .then(|| view! { <ConfirmedAction label=label kind=Kind::Text compact=true at_once=true send=send done=done reload=after/> });
    view! { <div class="act"><p class="act__text">{t!(staff.assignee.title)}<b>{who}</b></p>{act}</div> }.into_any()
}

/// The staff's notes, and the field for another one.
pub fn notes(review: &RegistrationReview, after: Callback<()>) -> AnyView {
    let id = review.registration.summary.id.to_string();
    let written = review.notes.iter().map(note).collect_view();
    let form = Form::new(String::from("note/") + &id);
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        let input = WriteNote { body: form.peek("/body") };
        if check(form, &input) {
            let id = id.clone();
            let act = async move { client::registration::add_registration_note(&id, &input, send.key()).await };
            send.submit(form, act, move |()| {
                toasts.success(t!(staff.notes.done));
                form.reset();
                after.run(());
            });
        }
    };
    let field = (!review.conflict_of_interest).then(|| {
        view! {
            <FormView form=form on_submit=submit>
                <TextArea form=form path="/body" label=t!(staff.notes.body) hint=t!(staff.notes.hint) required=true rows=3 max=NOTE_BODY_MAX/>
                <MutationError of=send/>
                <div class="actions"><SubmitButton busy=send.pending() kind=Kind::Outline>{t!(staff.notes.write)}</SubmitButton></div>
            </FormView>
        }
    });
    view! { <ul class="notes">{written}</ul>{field} }.into_any()
}

fn note(note: &RegistrationNote) -> AnyView {
    let (who, body) = (note.author_name.clone(), note.body.clone());
    view! { <li class="note"><p class="small">{who}" "<DateTimeText at=note.at/></p><Multiline text=body/></li> }.into_any()
}

/// Inserts a standard text into the reason that is being written.
#[component]
pub fn InsertTemplate(form: Form) -> impl IntoView {
    let found = Query::new(client::registration::list_reason_templates);
    move || {
        found.get().filter(|templates| !templates.is_empty()).map(|templates| {
            let buttons = templates
                .into_iter()
                .map(|template| {
                    let body = template.body;
                    let insert = move || {
                        let before = form.peek("/reason");
                        let joined = if before.trim().is_empty() { body.clone() } else { before.trim_end().to_owned() + "\n" + &body };
                        form.set("/reason", joined);
                    };
                    view! { <li><Button kind=Kind::Outline compact=true on_click=insert>{template.title}</Button></li> }
                })
                .collect_view();
            view! { <div class="templates"><p class="small">{t!(staff.templates.insert)}</p><ul class="tags">{buttons}</ul></div> }
        })
    }
}

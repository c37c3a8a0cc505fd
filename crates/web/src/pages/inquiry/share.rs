//! Who the doctor is: what the institution sees now, and the one act that shows the rest.

use super::refusal::Refusal;
use super::thread::ThreadState;
use crate::client;
use crate::components::common::{ConfirmedAction, DateTimeText};
use crate::components::doctor::doctor_card;
use crate::components::ui::{Kind, Skeleton};
use crate::state::{Mutation, Query, sending, use_session};
use crate::t;
use domain::doctor::disclose;
use domain::inquiry::{Inquiry, InquirySide};
use leptos::prelude::*;

/// The doctor's card; for the doctor also the way to share name and contact.
#[component]
pub fn Identity(id: String, thread: Query<Inquiry>, state: Memo<Option<ThreadState>>) -> impl IntoView {
    let id = StoredValue::new(id);
    let may = move || state.get().is_some_and(|now| now.side == InquirySide::Doctor && !now.shared && now.status.is_live());
    view! {
        {move || thread.get().map(|inquiry| note(&inquiry))}
        {move || may().then(|| view! { <div class="identity__act">{share(id.get_value(), thread)}</div> })}
        {move || thread.get().map(|inquiry| doctor_card(&inquiry.doctor))}
    }
}

fn share(id: String, thread: Query<Inquiry>) -> AnyView {
    let act = Mutation::new();
    let send = move || {
        let id = id.clone();
        Some(sending(async move { client::inquiry::share_identity(&id).await }, move |inquiry| thread.put(inquiry)))
    };
    let institution = thread.peek().map(|inquiry| inquiry.institution.name).unwrap_or_default();
    view! {
        <ConfirmedAction
            label=t!(inquiry.identity.share)
            title=t!(inquiry.identity.confirm_title, institution = institution)
            text=t!(inquiry.identity.confirm_text)
            confirm=t!(inquiry.identity.confirm)
            kind=Kind::Outline
            act=act
            send=send
            done=t!(inquiry.identity.done)
            refused=move || view! { <Refusal of=act/> }
        >
            {will_be_seen()}
        </ConfirmedAction>
    }
    .into_any()
}

/// Who knows, and since when.
fn note(inquiry: &Inquiry) -> AnyView {
    let text = match (inquiry.identity_shared_at.is_some(), inquiry.side == InquirySide::Doctor) {
        (true, true) => t!(inquiry.identity.shared_doctor),
        (true, false) => t!(inquiry.identity.shared_institution),
        (false, true) => t!(inquiry.identity.hidden_doctor),
        (false, false) => t!(inquiry.identity.hidden_institution),
    };
    let since = inquiry.identity_shared_at.map(|at| view! { <br/><DateTimeText at=at/> });
    view! { <p class="identity__note">{text}{since}</p> }.into_any()
}

/// The whole card, read when the dialog opens: nobody else has it before.
fn will_be_seen() -> AnyView {
    let session = use_session();
    let profile = Query::new(client::doctor::get_doctor_profile);
    (move || match profile.get().flatten() {
        Some(saved) => {
            let email = session.me().map(|me| me.email.clone()).unwrap_or_default();
            doctor_card(&disclose(&saved.value.profile, saved.value.licence.status, &email, true))
        }
        None => view! { <Skeleton lines=6/> }.into_any(),
    })
    .into_any()
}

//! Who the doctor is: what the institution sees now, and the one act that shows the rest.

use super::refusal::Refusal;
use super::thread::ThreadState;
use crate::client;
use crate::components::common::DateTimeText;
use crate::components::doctor::doctor_card;
use crate::components::ui::{Button, Dialog, Kind, Skeleton};
use crate::state::{Mutation, Query, use_session, use_toasts};
use crate::t;
use domain::doctor::disclose;
use domain::inquiry::{Inquiry, InquirySide};
use leptos::prelude::*;

/// The doctor's card; for the doctor also the way to share name and contact.
#[component]
pub fn Identity(id: String, thread: Query<Inquiry>, state: Memo<Option<ThreadState>>) -> impl IntoView {
    let (open, share) = (RwSignal::new(false), Mutation::new());
    let toasts = use_toasts();
    let act = Callback::new(move |()| {
        let id = id.clone();
        share.run(async move { client::inquiry::share_identity(&id).await }, move |inquiry| {
            open.set(false);
            toasts.success(t!(inquiry.identity.done));
            thread.put(inquiry);
        });
    });
    let full = will_be_seen(open);
    let may = move || state.get().is_some_and(|now| now.side == InquirySide::Doctor && !now.shared && now.status.is_live());
    let name = move || thread.get().map(|inquiry| inquiry.institution.name).unwrap_or_default();
    view! {
        {move || thread.get().map(|inquiry| note(&inquiry))}
        {move || may().then(|| view! {
            <div class="identity__act"><Button kind=Kind::Outline on_click=move || open.set(true)>{t!(inquiry.identity.share)}</Button></div>
        })}
        {move || thread.get().map(|inquiry| doctor_card(&inquiry.doctor))}
        <Dialog open=open title=Signal::derive(move || t!(inquiry.identity.confirm_title, institution = name()))>
            <p>{t!(inquiry.identity.confirm_text)}</p>
            {full.clone()}
            <Refusal of=share/>
            <div class="actions actions--end">
                <Button kind=Kind::Outline on_click=move || open.set(false)>{t!(common.action.cancel)}</Button>
                <Button busy=share.pending() on_click=act>{t!(inquiry.identity.confirm)}</Button>
            </div>
        </Dialog>
    }
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
fn will_be_seen(open: RwSignal<bool>) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let session = use_session();
    let profile = Query::new(move || {
        let open = open.get();
        async move { if open { client::doctor::get_doctor_profile().await } else { Ok(None) } }
    });
    move || match profile.get().flatten() {
        Some(saved) => {
            let email = session.me().map(|me| me.email.clone()).unwrap_or_default();
            doctor_card(&disclose(&saved.value.profile, saved.value.licence.status, &email, true))
        }
        None => view! { <Skeleton lines=6/> }.into_any(),
    }
}

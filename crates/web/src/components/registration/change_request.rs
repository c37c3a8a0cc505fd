//! A correction: what would change, why, and what came of it.

use super::differences::DifferencesView;
use super::labels::ChangeRequestTag;
use crate::components::common::{DateTimeText, Multiline};
use crate::components::ui::data_list;
use crate::t;
use domain::change_request::ChangeRequest;
use leptos::prelude::*;

/// One correction; `children` are the acts that the reader may take on it.
#[component]
pub fn ChangeRequestCard(request: ChangeRequest, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let mut facts = vec![(t!(registration.change.requested), view! { <DateTimeText at=request.requested_at/> }.into_any())];
    if let Some(at) = request.decided_at {
        facts.push((t!(registration.change.decided), view! { <DateTimeText at=at/> }.into_any()));
    }
    if !request.note.trim().is_empty() {
        facts.push((t!(registration.change.note), view! { <Multiline text=request.note.clone()/> }.into_any()));
    }
    if let Some(reason) = request.reason.clone() {
        facts.push((t!(registration.change.refused), view! { <Multiline text=reason/> }.into_any()));
    }
    view! {
        <div class="card change-request">
            <p><ChangeRequestTag status=request.status/></p>
            {data_list(facts)}
            <DifferencesView differences=request.differences/>
            {children.map(|children| children())}
        </div>
    }
}

/// All corrections, newest first, with the acts that `acts` gives for each.
pub fn change_requests(requests: Vec<ChangeRequest>, acts: impl Fn(&ChangeRequest) -> AnyView) -> AnyView {
    if requests.is_empty() {
        return view! { <p class="muted">{t!(registration.change.none)}</p> }.into_any();
    }
    let cards = requests
        .into_iter()
        .map(|request| {
            let acts = acts(&request);
            view! { <li><ChangeRequestCard request=request>{acts}</ChangeRequestCard></li> }
        })
        .collect_view();
    view! { <ol class="change-requests">{cards}</ol> }.into_any()
}

//! One conversation. What the server answers is put in place piece by piece, so that a message being written is never disturbed.

use super::advance::Advance;
use super::draft::Draft;
use super::messages::messages_view;
use super::progress::progress_view;
use super::quotes::quotes;
use super::refusal::Refusal;
use super::share::Identity;
use crate::client;
use crate::components::common::{FictionalTag, LoadError, Page, crumb};
use crate::components::doctor::doctor_name;
use crate::components::inquiry::status_tag;
use crate::components::support::institution_panel;
use crate::components::ui::{Form, FormView, Kind, LinkButton, Notice, Skeleton, SubmitButton, TextArea, Tone};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query, use_session, use_toasts};
use crate::{paths, t};
use domain::inquiry::{Inquiry, InquiryEvent, InquirySide, InquiryStatus, SendMessage};
use domain::problem::ProblemCode;
use domain::region::prefecture_label;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// How often an open thread looks for news while somebody looks at it.
const POLL_MS: u32 = 30_000;

/// One conversation, for either side.
#[component]
pub fn InquiryThreadPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let asked = id.clone();
    let thread = Query::new(move || {
        let id = asked.clone();
        async move { client::inquiry::get_inquiry(&id).await }
    });
    poll(thread, id.clone());
    // Reading takes the mark away; so does news that arrived while the page is open.
    let session = use_session();
    Effect::new(move |_| {
        if thread.get().is_some() {
            session.count_unread();
        }
    });
    let title = Signal::derive(move || thread.get().map_or_else(|| t!(inquiry.thread.title).to_owned(), |inquiry| partner(&inquiry)));
    let present = Memo::new(move |_| thread.get().is_some());
    let retry = Callback::new(move |()| thread.reload());
    let content = move || match present.get() {
        true => view! { <Thread id=id.clone() thread=thread/> }.into_any(),
        false => match thread.error().get() {
            Some(error) => view! { <LoadError error=error on_retry=retry/> }.into_any(),
            None => view! { <Skeleton lines=12/> }.into_any(),
        },
    };
    view! { <Page title=title trail=vec![crumb(t!(inquiry.list.title), paths::INQUIRIES)] wide=true>{content}</Page> }
}

/// The other side's name.
fn partner(inquiry: &Inquiry) -> String {
    match inquiry.side {
        InquirySide::Institution => doctor_name(&inquiry.doctor),
        InquirySide::Doctor | InquirySide::System => inquiry.institution.name.clone(),
    }
}

/// Looks for news while the tab is in sight and the page is open.
fn poll(thread: Query<Inquiry>, id: String) {
    let alive = StoredValue::new(());
    let toasts = use_toasts();
    leptos::task::spawn_local(async move {
        loop {
            TimeoutFuture::new(POLL_MS).await;
            if alive.try_get_value().is_none() {
                return;
            }
            if document().hidden() {
                continue;
            }
            let Ok(found) = client::inquiry::get_inquiry(&id).await else { continue };
            if alive.try_get_value().is_none() {
                return;
            }
            if thread.peek().is_some_and(|known| known.version != found.version) {
                thread.put(found);
                toasts.success(t!(inquiry.thread.news));
            }
        }
    });
}

/// What the fixed parts of the page depend on.
#[derive(Clone, Copy, PartialEq)]
pub struct ThreadState {
    /// Where it stands.
    pub status: InquiryStatus,
    /// Which side reads.
    pub side: InquirySide,
    /// Whether the institution knows who the doctor is.
    pub shared: bool,
    /// Whether the institution's page is public.
    pub listed: bool,
}

#[component]
fn Thread(id: String, thread: Query<Inquiry>) -> impl IntoView {
    let state = Memo::new(move |_| {
        thread.get().map(|inquiry| ThreadState {
            status: inquiry.status,
            side: inquiry.side,
            shared: inquiry.identity_shared_at.is_some(),
            listed: inquiry.institution.listed,
        })
    });
    let listed = Memo::new(move |_| {
        let institution = thread.get()?.institution;
        institution.listed.then(|| institution.institution_id.to_string())
    });
    let live = Memo::new(move |_| state.get().is_some_and(|now| now.status.is_live()));
    let write = move |id: String| move || if live.get() { reply(id.clone(), state, thread) } else { ended(thread) };
    view! {
        {move || thread.get().map(|inquiry| head(&inquiry))}
        <div class="thread">
            <div class="thread__main">
                <section aria-labelledby="thread-messages">
                    <h2 id="thread-messages" class="visually-hidden">{t!(inquiry.thread.messages)}</h2>
                    {move || thread.get().map(|inquiry| messages_view(&inquiry))}
                </section>
                <div class="thread__reply">{write(id.clone())}</div>
            </div>
            <div class="thread__side">
                <section class="thread-panel" aria-labelledby="thread-course">
                    <h2 id="thread-course" class="thread-panel__title">{t!(inquiry.course.title)}</h2>
                    {move || thread.get().map(|inquiry| progress_view(&inquiry))}
                    <Advance id=id.clone() thread=thread state=state/>
                </section>
                <section class="thread-panel" aria-labelledby="thread-identity">
                    <h2 id="thread-identity" class="thread-panel__title">
                        {move || if state.get().is_some_and(|state| state.side == InquirySide::Doctor) { t!(inquiry.identity.title_doctor) } else { t!(inquiry.identity.title_institution) }}
                    </h2>
                    <Identity id=id.clone() thread=thread state=state/>
                </section>
            </div>
        </div>
        {quotes(id.clone(), thread, state)}
        {move || listed.get().map(institution_panel)}
    }
}

fn head(inquiry: &Inquiry) -> AnyView {
    let institution = &inquiry.institution;
    let place = prefecture_label(&institution.prefecture_code, locale());
    let about = match inquiry.side {
        InquirySide::Institution => {
            let text = t!(inquiry.row.to, institution = institution.name);
            view! { <span>{text}</span> }.into_any()
        }
        InquirySide::Doctor | InquirySide::System if institution.listed => {
            view! { <span>{place}</span><a href=paths::listing(institution.institution_id)>{t!(inquiry.thread.listing)}</a> }.into_any()
        }
        InquirySide::Doctor | InquirySide::System => view! { <span>{place}</span><span>{t!(inquiry.thread.not_listed)}</span> }.into_any(),
    };
    let fictional = institution.fictional;
    view! { <p class="thread__head">{status_tag(inquiry.status)}{about}<FictionalTag fictional=fictional/></p> }.into_any()
}

/// The box to write in. It stays as it is while the conversation is open, so that neither the text nor the focus is lost.
fn reply(id: String, state: Memo<Option<ThreadState>>, thread: Query<Inquiry>) -> AnyView {
    let form = Form::new(String::from("inquiry/") + &id);
    let draft = Draft::keep(form, id.clone());
    let send = Mutation::new();
    let toasts = use_toasts();
    let submit = move || {
        let input = SendMessage { body: form.peek("/body") };
        if check(form, &input) {
            let id = id.clone();
            let act = async move { client::inquiry::send_message(&id, &input, send.key()).await };
            send.submit(form, act, move |inquiry| {
                form.reset();
                draft.sent();
                toasts.success(t!(inquiry.thread.sent));
                thread.put(inquiry);
            });
        }
    };
    // The other side was faster: what is on the page is no longer so.
    Effect::new(move |_| {
        if send.error().get().is_some_and(|error| error.is(ProblemCode::WrongState)) {
            thread.reload();
        }
    });
    let first =
        Memo::new(move |_| state.get().is_some_and(|now| InquiryEvent::by_message(now.status, now.side) == Some(InquiryEvent::Reply)));
    let waits = Memo::new(move |_| state.get().is_some_and(|now| now.status == InquiryStatus::Sent && now.side == InquirySide::Doctor));
    let hint = move || match (first.get(), waits.get()) {
        (true, _) => Some(t!(inquiry.thread.reply_hint)),
        (false, true) => Some(t!(inquiry.thread.waiting_hint)),
        (false, false) => None,
    };
    view! {
        <h2 class="thread__write">{move || if first.get() { t!(inquiry.thread.reply) } else { t!(inquiry.thread.write) }}</h2>
        {move || hint().map(|hint| view! { <p class="small">{hint}</p> })}
        <FormView form=form on_submit=submit>
            <TextArea form=form path="/body" label=t!(inquiry.thread.body) required=true rows=6 max=4000/>
            {draft.view()}
            <Refusal of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(inquiry.thread.send)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

fn ended(thread: Query<Inquiry>) -> AnyView {
    let Some(inquiry) = thread.peek() else { return ().into_any() };
    let again = (inquiry.side == InquirySide::Doctor && inquiry.institution.listed).then(|| {
        let href = paths::new_inquiry(inquiry.institution.institution_id);
        view! { <div class="actions"><LinkButton href=href kind=Kind::Outline>{t!(inquiry.thread.again)}</LinkButton></div> }
    });
    view! {
        <h2 class="visually-hidden">{t!(inquiry.thread.ended)}</h2>
        <Notice tone=Tone::Neutral title=t!(inquiry.thread.ended)>
            <p>{t!(inquiry.thread.ended_text)}</p>
            {again}
        </Notice>
    }
    .into_any()
}

//! The way to ask: for visitors, for doctors, and nothing for those who do not ask.

use super::relation::Visited;
use crate::components::common::{LoadError, MutationError};
use crate::components::ui::{Button, Kind, LinkButton, Skeleton};
use crate::i18n::locale;
use crate::lazy_piece;
use crate::paths::Unparsed;
use crate::state::session::SessionState;
use crate::state::{Mutation, use_session, use_toasts};
use crate::{client, paths, t};
use domain::actor::Role;
use leptos::prelude::*;

lazy_piece!(later, relation: doctor);

#[derive(Clone, Copy, PartialEq)]
enum Viewer {
    Unknown,
    Visitor,
    Doctor,
    Other,
}

/// The call to action beside an institution's page.
#[component]
pub fn InquiryCta() -> impl IntoView {
    let session = use_session();
    let reader = Memo::new(move |_| match session.get() {
        SessionState::Loading => Viewer::Unknown,
        SessionState::SignedOut => Viewer::Visitor,
        SessionState::SignedIn(me) if me.roles.contains(&Role::Doctor) => Viewer::Doctor,
        SessionState::SignedIn(_) => Viewer::Other,
    });
    move || match reader.get() {
        Viewer::Unknown => panel(view! { <Skeleton lines=3/> }.into_any()),
        Viewer::Visitor => panel(visitor(&Visited::here().id())),
        Viewer::Doctor => panel(later::doctor()),
        Viewer::Other => ().into_any(),
    }
}

fn panel(content: AnyView) -> AnyView {
    view! {
        <section class="listing-ask" aria-labelledby="ask-title">
            <h2 id="ask-title" class="listing-ask__title">{t!(directory.ask.title)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn visitor(id: &str) -> AnyView {
    let here = paths::listing(Unparsed(id));
    view! {
        <p>{t!(directory.ask.visitor_text)}</p>
        <div class="listing-ask__actions">
            <LinkButton href=paths::sign_in_then(&here)>{t!(directory.ask.sign_in)}</LinkButton>
            <LinkButton href=paths::sign_up_from(paths::SIGN_UP_DOCTOR, id) kind=Kind::Outline>{t!(directory.ask.sign_up)}</LinkButton>
        </div>
        <p class="small">{t!(directory.ask.visitor_account)}</p>
    }
    .into_any()
}

fn doctor() -> AnyView {
    let visited = Visited::here();
    let relation = visited.relation();
    let unblock = Mutation::new();
    let toasts = use_toasts();
    let retry = Callback::new(move |()| relation.reload());
    (move || {
        let Some(found) = relation.get().flatten() else {
            return match relation.error().get() {
                Some(error) => view! { <LoadError error=error on_retry=retry/> }.into_any(),
                None => view! { <Skeleton lines=3/> }.into_any(),
            };
        };
        if found.blocked {
            let act = move || {
                let id = visited.id();
                unblock.run(async move { client::doctor::unblock_institution(&id).await }, move |()| {
                    toasts.success(t!(directory.ask.unblocked));
                    relation.reload();
                });
            };
            return view! {
                <p class="listing-ask__state">{t!(directory.ask.blocked_title)}</p>
                <p>{t!(directory.ask.blocked_text)}</p>
                <MutationError of=unblock/>
                <div class="listing-ask__actions"><Button kind=Kind::Outline busy=unblock.pending() on_click=act>{t!(directory.ask.unblock)}</Button></div>
            }
            .into_any();
        }
        match found.open {
            Some(open) => view! {
                <p class="listing-ask__state">{t!(directory.ask.open_title)}</p>
                <p>{t!(directory.ask.open_text, status = open.status.label(locale()))}</p>
                <div class="listing-ask__actions"><LinkButton href=paths::inquiry(open.id)>{t!(directory.ask.open_link)}</LinkButton></div>
            }
            .into_any(),
            None => view! {
                <p>{t!(directory.ask.doctor_text)}</p>
                <div class="listing-ask__actions"><LinkButton href=paths::new_inquiry(Unparsed(&visited.id()))>{t!(directory.ask.start)}</LinkButton></div>
            }
            .into_any(),
        }
    })
    .into_any()
}

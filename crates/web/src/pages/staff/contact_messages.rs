//! Messages from the contact page.

use super::registrations::registration_table;
use crate::components::common::{ConfirmedAction, DateTimeText, Multiline, Page, crumb};
use crate::components::ui::{EmptyState, Notice, Tab, Tabs, Tone, data_list};
use crate::state::{Pages, sending};
use crate::{client, paths, t};
use domain::contact::{ContactMessage, InstitutionClaim};
use leptos::prelude::*;

const WAITING: &str = "waiting";
const SETTLED: &str = "settled";

#[component]
pub fn ContactMessagesPage() -> impl IntoView {
    let shown = RwSignal::new(WAITING);
    let rows = Pages::new(move |cursor| {
        let settled = shown.get() == SETTLED;
        async move { client::contact::list_contact_messages(settled, cursor).await }
    });
    let tabs = vec![
        Tab { id: WAITING, label: t!(staff.contact.waiting).to_owned() },
        Tab { id: SETTLED, label: t!(staff.contact.settled).to_owned() },
    ];
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.contact.title) trail=trail lead=t!(staff.contact.lead)>
            <Tabs tabs=tabs active=shown label=t!(staff.contact.show)>
                {rows.view(6, move |found| messages(found, shown, rows))}
            </Tabs>
        </Page>
    }
}

fn messages(found: Vec<ContactMessage>, shown: RwSignal<&'static str>, rows: Pages<ContactMessage>) -> AnyView {
    if found.is_empty() {
        let title = if shown.get_untracked() == SETTLED { t!(staff.contact.none_settled) } else { t!(staff.contact.none_waiting) };
        return view! { <EmptyState title=title/> }.into_any();
    }
    let cards = found.into_iter().map(|message| card(message, rows)).collect_view();
    view! { <ul class="messages">{cards}</ul> }.into_any()
}

fn card(message: ContactMessage, rows: Pages<ContactMessage>) -> AnyView {
    let answerable = !message.email.is_empty();
    let reply = String::from("mailto:") + &message.email;
    let foot = match message.settled_at {
        Some(at) => {
            let who = message.settled_by.as_ref().map_or_else(
                || t!(staff.contact.settled_at).to_owned(),
                |name| t!(staff.contact.settled_by, name = name),
            );
            view! { <p class="card__foot">{who}<DateTimeText at=at/></p> }.into_any()
        }
        None => view! {
            <div class="actions">
                {answerable.then(|| view! {
                    <a class="button button--outline button--compact" href=reply><span class="button__label">{t!(staff.contact.reply)}</span></a>
                })}
                {settle(&message, rows)}
            </div>
        }
        .into_any(),
    };
    // An account that was deleted takes name and address along.
    let from = if message.email.is_empty() {
        t!(staff.contact.left).into_any()
    } else {
        view! { {message.name}" "<a href=String::from("mailto:") + &message.email>{message.email.clone()}</a> }.into_any()
    };
    view! {
        <li class="card">
            <h2 class="card__title">{message.subject}</h2>
            <p class="small">
                {t!(public.contact.done_number)}" "<span class="number">{message.reference_number}</span>
                <br/>{t!(staff.contact.from)}" "{from}
                <br/>{t!(staff.contact.received)}" "<DateTimeText at=message.received_at/>
            </p>
            {message.claim.map(claim)}
            <Multiline text=message.body/>
            {foot}
        </li>
    }
    .into_any()
}

/// Whose institution it is said to be, and everything that was submitted with its code.
fn claim(claim: InstitutionClaim) -> AnyView {
    let facts = data_list(vec![
        (t!(staff.contact.claim_institution), claim.institution_name.into_any()),
        (t!(staff.contact.claim_code), claim.registry_code.into_any()),
        (t!(staff.contact.claim_organization), claim.organization_name.into_any()),
    ]);
    let registrations = if claim.registrations.is_empty() {
        view! { <p>{t!(staff.contact.claim_none)}</p> }.into_any()
    } else {
        registration_table(t!(staff.contact.claim_registrations), true).bare().view(claim.registrations)
    };
    view! {
        <Notice tone=Tone::Warning title=t!(staff.contact.claim_title)>
            {facts}
            {registrations}
            <p>{t!(staff.contact.claim_how)}</p>
        </Notice>
    }
    .into_any()
}

fn settle(message: &ContactMessage, rows: Pages<ContactMessage>) -> AnyView {
    let id = message.id.to_string();
    let settle = move || {
        let id = id.clone();
        Some(sending(async move { client::contact::settle_contact_message(&id).await }, move |()| rows.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(staff.contact.settle)
            name=t!(staff.contact.settle_label, subject = message.subject)
            compact=true
            at_once=true
            send=settle
            done=t!(staff.contact.done)
            reload=move || rows.reload()
        />
    }
    .into_any()
}

//! Messages from the contact page.

use super::contact_filter;
use super::exports::exports;
use super::registrations::registration_table;
use crate::client::contact::ContactFilter;
use crate::components::common::{ConfirmedAction, DateTimeText, Multiline, Page, crumb};
use crate::components::ui::{Checkbox, EmptyState, Form, Kind, Notice, TextArea, Tone, data_list};
use crate::state::mutation::check;
use crate::state::{Mutation, Pages, sending};
use crate::{client, paths, t};
use domain::contact::{ContactMessage, ContactReply, InstitutionClaim, REPLY_MAX, ReplyToContactMessage};
use domain::text::mail_link;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn ContactMessagesPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| query.with(contact_filter::of));
    let rows = Pages::new(move |cursor| {
        let filter = filter.get();
        async move { client::contact::list_contact_messages(filter, cursor).await }
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.contact.title) trail=trail lead=t!(staff.contact.lead)>
            {contact_filter::fields(filter)}
            {exports(t!(staff.contact.export), "contact-messages", move |format| {
                client::contact::export_contact_messages(filter.get_untracked(), format)
            })}
            {rows.view(6, move |found| messages(found, &filter.get_untracked(), rows))}
        </Page>
    }
}

fn messages(found: Vec<ContactMessage>, filter: &ContactFilter, rows: Pages<ContactMessage>) -> AnyView {
    if found.is_empty() {
        return match (filter.settled, contact_filter::is_narrow(filter)) {
            (Some(false), false) => view! { <EmptyState title=t!(staff.contact.none_waiting)/> }.into_any(),
            (Some(true), false) => view! { <EmptyState title=t!(staff.contact.none_settled)/> }.into_any(),
            _ => view! { <EmptyState title=t!(staff.contact.none_found) text=t!(staff.list.none_text)/> }.into_any(),
        };
    }
    let cards = found.into_iter().map(|message| card(message, rows)).collect_view();
    view! { <ul class="messages">{cards}</ul> }.into_any()
}

fn card(message: ContactMessage, rows: Pages<ContactMessage>) -> AnyView {
    let answer = (!message.email.is_empty()).then(|| reply(&message, rows));
    let replies = message.replies.iter().map(sent).collect_view();
    let foot = match message.settled_at {
        Some(at) => {
            let who = message
                .settled_by
                .as_ref()
                .map_or_else(|| t!(staff.contact.settled_at).to_owned(), |name| t!(staff.contact.settled_by, name = name));
            view! { <p class="card__foot">{who}<DateTimeText at=at/></p><div class="actions">{answer}</div> }.into_any()
        }
        None => view! {
            <div class="actions">
                {answer}
                {settle(&message, rows)}
            </div>
        }
        .into_any(),
    };
    // An account that was deleted takes name and address along.
    let from = if message.email.is_empty() {
        t!(staff.contact.left).into_any()
    } else {
        view! { {message.name}" "<a href=mail_link(&message.email)>{message.email.clone()}</a> }.into_any()
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
            {replies}
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

/// An answer that was sent.
fn sent(reply: &ContactReply) -> AnyView {
    let (who, body) = (reply.author_name.clone(), reply.body.clone());
    view! {
        <div class="note">
            <p class="small">{t!(staff.contact.replied, name = who)}<DateTimeText at=reply.sent_at/></p>
            <Multiline text=body/>
        </div>
    }
    .into_any()
}

/// Writes an answer, which is sent by mail and kept here.
fn reply(message: &ContactMessage, rows: Pages<ContactMessage>) -> AnyView {
    let id = message.id.to_string();
    let form = Form::new(String::from("contact-reply/") + &id);
    let waits = message.settled_at.is_none();
    form.start("/settle", if waits { "true" } else { "" });
    let act = Mutation::new();
    let send = move || {
        let input = ReplyToContactMessage { body: form.peek("/body"), settle: form.peek_checked("/settle") };
        let id = id.clone();
        check(form, &input).then(|| {
            sending(async move { client::contact::reply_to_contact_message(&id, &input, act.key()).await }, move |()| rows.reload())
        })
    };
    let to = message.email.clone();
    view! {
        <ConfirmedAction
            label=t!(staff.contact.reply)
            name=t!(staff.contact.reply_label, subject = message.subject)
            text=t!(staff.contact.reply_text, email = to)
            confirm=t!(staff.contact.reply_send)
            kind=Kind::Outline
            compact=true
            form=form
            act=act
            send=send
            done=t!(staff.contact.reply_done)
            reload=move || rows.reload()
        >
            <TextArea form=form path="/body" label=t!(staff.contact.reply_body) required=true rows=8 max=REPLY_MAX/>
            {waits.then(|| view! { <Checkbox form=form path="/settle" label=t!(staff.contact.reply_settle)/> })}
        </ConfirmedAction>
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

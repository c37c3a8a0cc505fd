//! What an administrator does about somebody's account: suspending it, and removing a second factor together with another administrator.

use crate::client;
use crate::components::common::{Age, ConfirmedAction, DateTimeText};
use crate::components::ui::{EmptyState, Form, Kind, TextArea, table};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, sending};
use crate::t;
use domain::account::{AskForSecondFactorReset, ResetStatus, SecondFactorReset, StaffMember, SuspendAccount};
use leptos::prelude::*;

/// Suspends or resumes the account.
pub fn suspension(person: &StaffMember, after: Callback<()>) -> AnyView {
    let (name, email, account) = (&person.display_name, &person.email, person.account_id.to_string());
    if person.suspended_at.is_some() {
        let send = move || {
            let account = account.clone();
            Some(sending(async move { client::staff::resume_account(&account).await }, move |()| after.run(())))
        };
        return view! {
            <ConfirmedAction
                label=t!(staff.people.resume)
                name=t!(staff.people.resume_label, name = name, email = email)
                text=t!(staff.people.resume_text, name = name, email = email)
                kind=Kind::Text
                compact=true
                send=send
                done=t!(staff.people.resume_done)
                reload=after
            />
        }
        .into_any();
    }
    let form = Form::new(String::from("suspend/") + &account);
    let send = move || {
        let (account, input) = (account.clone(), SuspendAccount { reason: form.peek("/reason") });
        check(form, &input)
            .then(|| sending(async move { client::staff::suspend_account(&account, input.reason).await }, move |()| after.run(())))
    };
    view! {
        <ConfirmedAction
            label=t!(staff.people.suspend)
            name=t!(staff.people.suspend_label, name = name, email = email)
            text=t!(staff.people.suspend_text, name = name, email = email)
            kind=Kind::Text
            compact=true
            danger=true
            form=form
            send=send
            done=t!(staff.people.suspend_done)
            reload=after
        >
            <TextArea form=form path="/reason" label=t!(staff.people.suspend_reason) hint=t!(staff.people.suspend_hint) required=true rows=3 max=500/>
        </ConfirmedAction>
    }
    .into_any()
}

/// Asks for the reset of the second factor.
pub fn ask_for_reset(person: &StaffMember, after: Callback<()>) -> AnyView {
    let (name, email, account_id) = (&person.display_name, &person.email, person.account_id);
    let form = Form::new(format!("second-factor-reset/{account_id}"));
    let act = Mutation::new();
    let send = move || {
        let input = AskForSecondFactorReset { account_id, reason: form.peek("/reason") };
        check(form, &input)
            .then(|| sending(async move { client::staff::create_second_factor_reset(&input, act.key()).await }, move |_| after.run(())))
    };
    view! {
        <ConfirmedAction
            label=t!(staff.people.reset)
            name=t!(staff.people.reset_label, name = name, email = email)
            text=t!(staff.people.reset_text)
            kind=Kind::Text
            compact=true
            form=form
            act=act
            send=send
            done=t!(staff.people.reset_done)
            reload=after
        >
            <TextArea form=form path="/reason" label=t!(staff.people.reset_reason) required=true rows=3 max=500/>
        </ConfirmedAction>
    }
    .into_any()
}

/// The removals that were asked for lately.
pub fn resets(list: Vec<SecondFactorReset>, after: Callback<()>) -> AnyView {
    if list.is_empty() {
        return view! { <EmptyState title=t!(staff.people.no_resets)/> }.into_any();
    }
    let rows = list
        .into_iter()
        .map(|one| {
            let acts = acts(&one, after);
            vec![
                view! { {one.name}<br/><span class="small">{one.email}</span> }.into_any(),
                view! { {one.asked_by}<br/><span class="small"><Age at=one.asked_at/></span> }.into_any(),
                one.reason.into_any(),
                one.status.label(locale()).into_any(),
                view! { <DateTimeText at=one.expires_at/> }.into_any(),
                acts,
            ]
        })
        .collect();
    let columns = [
        t!(staff.people.name),
        t!(staff.people.asked_by),
        t!(staff.act.reason),
        t!(staff.people.status),
        t!(staff.people.expires),
        t!(staff.people.act),
    ];
    table(t!(staff.people.resets), &columns, rows)
}

fn acts(one: &SecondFactorReset, after: Callback<()>) -> AnyView {
    if one.status != ResetStatus::Open {
        return ().into_any();
    }
    let (name, email, id) = (&one.name, &one.email, one.id.to_string());
    let taken_back = id.clone();
    let approve = move || {
        let id = id.clone();
        Some(sending(async move { client::staff::approve_second_factor_reset(&id).await }, move |()| after.run(())))
    };
    let withdraw = move || {
        let id = taken_back.clone();
        Some(sending(async move { client::staff::withdraw_second_factor_reset(&id).await }, move |()| after.run(())))
    };
    let approval = one.may_approve.then(|| {
        view! {
            <ConfirmedAction
                label=t!(staff.people.approve)
                name=t!(staff.people.approve_label, name = name, email = email)
                text=t!(staff.people.approve_text, name = name, email = email)
                kind=Kind::Outline
                compact=true
                danger=true
                send=approve
                done=t!(staff.people.approve_done)
                reload=after
            />
        }
    });
    view! {
        {approval}
        <ConfirmedAction
            label=t!(staff.people.withdraw)
            name=t!(staff.people.withdraw_label, name = name, email = email)
            kind=Kind::Text
            compact=true
            send=withdraw
            done=t!(staff.people.withdraw_done)
            reload=after
        />
    }
    .into_any()
}

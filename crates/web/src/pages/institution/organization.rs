//! An organization: its name, the people who act for it, and the invitations.

use super::id_of_address;
use crate::client::{self, Versioned};
use crate::components::common::{ConfirmedAction, MutationError, Page, crumb};
use crate::components::invitation::{invitation_tag, invitation_text, mail_languages};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Disclosure, EmptyState, Form, FormView, Kind, RadioGroup, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Pages, Query, sending, use_session, use_toasts};
use crate::{paths, t};
use domain::account::{Invitation, InvitationStatus};
use domain::organization::{CreateMemberInvitation, Organization, OrganizationMember, UpdateOrganization};
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

type Read = Query<Versioned<Organization>>;

#[component]
pub fn OrganizationPage() -> impl IntoView {
    let id = id_of_address();
    let trail = vec![crumb(t!(institution.home.title), paths::INSTITUTION_HOME)];
    let (read_id, list_id) = (id.clone(), id.clone());
    let read = Query::new(move || {
        let id = read_id.clone();
        async move { client::organization::get_organization(&id).await }
    });
    let invitations = Pages::new(move |cursor| {
        let id = list_id.clone();
        async move { client::organization::list_member_invitations(&id, cursor).await }
    });
    let title = Signal::derive(move || read.get().map_or_else(|| t!(institution.organization.title).to_owned(), |read| read.value.name));
    view! {
        <Page title=title trail=trail eyebrow=t!(institution.organization.title) wide=true>
            {read.view(6, move |organization| members(organization, read))}
            <section>
                <h2 class="section__title">{t!(institution.organization.invite)}</h2>
                <p>{t!(institution.organization.invite_lead)}</p>
                {invite_form(&id, invitations)}
            </section>
            <section>
                <h2 class="section__title">{t!(institution.organization.invitations)}</h2>
                {invitation_table(id, invitations)}
            </section>
        </Page>
    }
}

fn members(organization: Versioned<Organization>, read: Read) -> AnyView {
    type Of = Column<OrganizationMember>;
    let Versioned { value: organization, etag } = organization;
    let id = organization.id.to_string();
    let rename = rename_form(&organization, etag, read);
    let columns = vec![
        Of::text(t!(institution.organization.member_name), |member: &OrganizationMember| member.display_name.clone()).shown(member_name),
        Of::text(t!(institution.organization.email), |member| member.email.clone()),
        Of::day(t!(institution.organization.joined), |member| Some(japan_date(member.joined_at))),
        Of::acts(t!(institution.organization.act), move |member| remove_button(member, &id, read)),
    ];
    let table = DataTable::new(t!(institution.organization.members), "members", columns).bare();
    view! {
        {rename}
        <section>
            <h2 class="section__title">{t!(institution.organization.members)}</h2>
            <p>{t!(institution.organization.members_lead)}</p>
            {table.view(organization.members)}
        </section>
    }
    .into_any()
}

fn is_me(member: &OrganizationMember) -> bool {
    untrack(|| use_session().me()).is_some_and(|me| me.id == member.account_id)
}

fn member_name(member: &OrganizationMember) -> AnyView {
    let you = is_me(member).then(|| t!(institution.organization.you));
    view! { {member.display_name.clone()}{you} }.into_any()
}

fn rename_form(organization: &Organization, etag: String, read: Read) -> AnyView {
    let form = Form::new(format!("organization/{}", organization.id));
    form.start("/name", organization.name.clone());
    let (rename, toasts, session) = (Mutation::new(), use_toasts(), use_session());
    let id = organization.id.to_string();
    let submit = move || {
        let input = UpdateOrganization { name: form.peek("/name") };
        if check(form, &input) {
            let (id, etag) = (id.clone(), etag.clone());
            rename.submit(form, async move { client::organization::update_organization(&id, &input, &etag).await }, move |new| {
                toasts.success(t!(institution.organization.renamed));
                session.reload();
                read.put(new);
            });
        }
    };
    view! {
        <Disclosure summary=t!(institution.organization.rename)>
            <FormView form=form on_submit=submit>
                <TextField form=form path="/name" label=t!(institution.organization.name) required=true autocomplete="organization"/>
                <MutationError of=rename/>
                <div class="actions"><SubmitButton busy=rename.pending()>{t!(common.action.save)}</SubmitButton></div>
            </FormView>
        </Disclosure>
    }
    .into_any()
}

fn remove_button(member: &OrganizationMember, organization: &str, read: Read) -> AnyView {
    let session = use_session();
    let navigate = StoredValue::new_local(use_navigate());
    let me = is_me(member);
    let (organization, account) = (organization.to_owned(), member.account_id.to_string());
    let remove = move || {
        let (organization, account) = (organization.clone(), account.clone());
        let then = move |()| {
            if me {
                session.reload();
                navigate.with_value(|navigate| navigate(paths::INSTITUTION_HOME, NavigateOptions::default()));
            } else {
                read.reload();
            }
        };
        Some(sending(async move { client::organization::remove_member(&organization, &account).await }, then))
    };
    let (text, label, explain) = if me {
        let text = t!(institution.organization.leave);
        (text, text.to_owned(), t!(institution.organization.leave_text).to_owned())
    } else {
        let name = &member.display_name;
        let label = t!(institution.organization.remove_label, name = name);
        (t!(institution.organization.remove), label, t!(institution.organization.remove_text, name = name))
    };
    view! {
        <ConfirmedAction
            label=text
            name=label
            title=t!(institution.organization.remove_title)
            text=explain
            kind=Kind::Text
            compact=true
            danger=true
            send=remove
            done=t!(institution.organization.removed)
            reload=move || read.reload()
        />
    }
    .into_any()
}

fn invite_form(organization: &str, invitations: Pages<Invitation>) -> AnyView {
    let form = Form::new(format!("organization/{organization}/invitation"));
    form.start("/locale", locale().tag());
    let (invite, toasts) = (Mutation::new(), use_toasts());
    let organization = organization.to_owned();
    let submit = move || {
        let input = CreateMemberInvitation { email: form.peek("/email"), locale: form.peek("/locale").parse().unwrap_or_default() };
        if check(form, &input) {
            let organization = organization.clone();
            let act = async move { client::organization::create_member_invitation(&organization, &input, invite.key()).await };
            invite.submit(form, act, move |sent| {
                toasts.success(t!(institution.organization.invited, email = sent.email));
                form.reset();
                form.start("/locale", locale().tag());
                invitations.reload();
            });
        }
    };
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/email" label=t!(institution.organization.email) required=true kind="email" autocomplete="off"/>
            <RadioGroup form=form path="/locale" label=t!(institution.organization.locale) required=true options=mail_languages()/>
            <MutationError of=invite/>
            <div class="actions"><SubmitButton busy=invite.pending()>{t!(institution.organization.invite_send)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

fn invitation_table(organization: String, invitations: Pages<Invitation>) -> AnyView {
    type Of = Column<Invitation>;
    let columns = vec![
        Of::text(t!(institution.organization.email), |row: &Invitation| row.email.clone()),
        Of::ranked(t!(institution.organization.status), |row| (row.status as usize, invitation_text(row.status).to_owned()))
            .shown(|row| invitation_tag(row.status)),
        Of::instant(t!(institution.organization.expires), |row| Some(row.expires_at)),
        Of::acts(t!(institution.organization.act), move |row| {
            if row.status == InvitationStatus::Open { revoke_button(row, &organization, invitations) } else { ().into_any() }
        }),
    ];
    let table = DataTable::new(t!(institution.organization.invitations), "invitations", columns).bare();
    table.of_pages(invitations, 3, || view! { <EmptyState title=t!(institution.organization.no_invitations)/> }.into_any())
}

fn revoke_button(invitation: &Invitation, organization: &str, invitations: Pages<Invitation>) -> AnyView {
    let (organization, id) = (organization.to_owned(), invitation.id.to_string());
    let revoke = move || {
        let (organization, id) = (organization.clone(), id.clone());
        let send = async move { client::organization::revoke_member_invitation(&organization, &id).await };
        Some(sending(send, move |()| invitations.reload()))
    };
    let email = &invitation.email;
    view! {
        <ConfirmedAction
            label=t!(institution.organization.revoke)
            name=t!(institution.organization.revoke_label, email = email)
            title=t!(institution.organization.revoke_title)
            text=t!(institution.organization.revoke_text, email = email)
            kind=Kind::Text
            compact=true
            danger=true
            send=revoke
            done=t!(institution.organization.revoked)
            reload=move || invitations.reload()
        />
    }
    .into_any()
}

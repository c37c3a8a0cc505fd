//! The staff: who holds which role, and invitations.

use super::labels::role_text;
use super::resets::{ask_for_reset, resets, suspension};
use crate::components::common::{ConfirmedAction, MutationError, Page, crumb};
use crate::components::invitation::{invitation_tag, invitation_text, mail_languages};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{Choice, EmptyState, Form, FormView, Kind, RadioGroup, Select, SubmitButton, Tag, TextField, Tone};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Pages, Query, sending, use_session, use_toasts};
use crate::{client, paths, t};
use domain::account::{CreateStaffInvitation, Invitation, InvitationStatus, StaffList, StaffMember};
use domain::actor::Role;
use domain::region::{PREFECTURES, prefecture_label};
use leptos::prelude::*;

const STAFF_ROLES: [Role; 4] = [Role::Secretariat, Role::CommitteeMember, Role::PrefectureOfficer, Role::Administrator];

/// A role in words, with the prefecture that an officer acts for.
fn role_of(role: Role, prefecture: Option<&str>) -> String {
    match prefecture.filter(|_| role == Role::PrefectureOfficer) {
        Some(code) => t!(staff.people.role_in, role = role_text(role), prefecture = prefecture_label(code, locale())),
        None => role_text(role).to_owned(),
    }
}

fn code(role: Role) -> &'static str {
    role.into()
}

#[component]
pub fn PeoplePage() -> impl IntoView {
    let staff = Query::new(|| async { client::staff::list_staff().await });
    let invitations = Pages::new(|cursor| async move { client::staff::list_staff_invitations(cursor).await });
    let asked = Query::new(client::staff::list_second_factor_resets);
    let table = people(staff, Callback::new(move |()| asked.reload()));
    let nobody = || view! { <EmptyState title=t!(staff.people.nobody)/> }.into_any();
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(staff.people.title) trail=trail lead=t!(staff.people.lead) wide=true>
            <section>{staff.view(6, move |list| if list.items.is_empty() { nobody() } else { table.view(list.items) })}</section>
            <section>
                <h2 class="section__title">{t!(staff.people.resets)}</h2>
                <p>{t!(staff.people.resets_text)}</p>
                {asked.view(3, move |list| resets(list, Callback::new(move |()| {
                    asked.reload();
                    staff.reload();
                })))}
            </section>
            <section>
                <h2 class="section__title">{t!(staff.people.invite)}</h2>
                {invite(invitations)}
            </section>
            <section>
                <h2 class="section__title">{t!(staff.people.invitations)}</h2>
                {invitation_table(invitations)}
            </section>
        </Page>
    }
}

fn people(staff: Query<StaffList>, asked: Callback<()>) -> DataTable<StaffMember> {
    type Of = Column<StaffMember>;
    let me = untrack(|| use_session().me()).map(|me| me.id);
    let columns = vec![
        Of::text(t!(staff.people.name), |person: &StaffMember| person.display_name.clone()).shown(move |person| {
            let you = (me == Some(person.account_id)).then(|| t!(staff.people.you));
            let suspended = person.suspended_at.map(|_| view! { <Tag tone=Tone::Warning>{t!(staff.people.suspended)}</Tag> });
            view! { {person.display_name.clone()}{you}{suspended} }.into_any()
        }),
        Of::text(t!(staff.people.email), |person| person.email.clone()),
        Of::text(t!(staff.people.roles), |person| roles_of(person).join(t!(support.words.comma))).shown(|person| {
            let roles: Vec<AnyView> = roles_of(person).into_iter().map(|role| view! { <li><Tag>{role}</Tag></li> }.into_any()).collect();
            view! { <ul class="tags">{roles}</ul> }.into_any()
        }),
        Of::ranked(t!(staff.people.second_factor), |person| (usize::from(person.second_factor), factor_text(person).to_owned())).shown(
            |person| {
                let (text, tone) = (factor_text(person), if person.second_factor { Tone::Success } else { Tone::Warning });
                view! { <Tag tone=tone>{text}</Tag> }.into_any()
            },
        ),
        Of::number(t!(staff.people.sessions), |person| Some(person.sessions)),
        Of::instant(t!(staff.people.last_sign_in), |person| person.last_signed_in_at),
        Of::acts(t!(staff.people.act), move |person| {
            let mut acts: Vec<AnyView> = person.roles.iter().map(|role| take_role(person, *role, staff)).collect();
            // What concerns oneself takes another administrator.
            if me != Some(person.account_id) {
                acts.push(suspension(person, Callback::new(move |()| staff.reload())));
                acts.extend(person.second_factor.then(|| ask_for_reset(person, asked)));
            }
            acts.into_any()
        }),
    ];
    DataTable::new(t!(staff.people.caption), "staff", columns)
}

fn roles_of(person: &StaffMember) -> Vec<String> {
    person.roles.iter().map(|role| role_of(*role, person.prefecture_code.as_deref())).collect()
}

fn factor_text(person: &StaffMember) -> &'static str {
    if person.second_factor { t!(staff.people.second_factor_on) } else { t!(staff.people.second_factor_off) }
}

fn take_role(person: &StaffMember, role: Role, staff: Query<StaffList>) -> AnyView {
    let (account, name, email) = (person.account_id.to_string(), &person.display_name, &person.email);
    let words = role_text(role);
    let take = move || {
        let account = account.clone();
        Some(sending(async move { client::staff::revoke_staff_role(&account, code(role)).await }, move |()| staff.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(staff.people.take_role, role = words)
            name=t!(staff.people.take_role_label, name = name, email = email, role = words)
            title=t!(staff.people.take_role_title)
            text=t!(staff.people.take_role_text, name = name, email = email, role = words)
            kind=Kind::Text
            compact=true
            danger=true
            send=take
            done=t!(staff.people.role_taken)
            reload=move || staff.reload()
        />
    }
    .into_any()
}

fn invite(invitations: Pages<Invitation>) -> AnyView {
    let form = Form::new("staff/invitation");
    form.start("/locale", locale().tag());
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        // Nothing chosen is no staff role either: the domain says so at the field.
        let role = form.peek("/role").parse().unwrap_or(Role::Doctor);
        let input = CreateStaffInvitation {
            email: form.peek("/email"),
            role,
            prefecture_code: form.peek_some("/prefecture_code").filter(|_| role == Role::PrefectureOfficer),
            locale: form.peek("/locale").parse().unwrap_or_default(),
        };
        if check(form, &input) {
            let act = async move { client::staff::create_staff_invitation(&input, send.key()).await };
            send.submit(form, act, move |sent| {
                toasts.success(t!(staff.people.invited, email = sent.email));
                form.reset();
                form.start("/locale", locale().tag());
                invitations.reload();
            });
        }
    };
    let role = form.signal("/role");
    let officer = move || role.get() == code(Role::PrefectureOfficer);
    let prefectures: Vec<Choice> = PREFECTURES.iter().map(|one| Choice::new(one.code, one.label(locale()))).collect();
    let roles = STAFF_ROLES.iter().map(|role| Choice::new(code(*role), role_text(*role))).collect();
    view! {
        <FormView form=form on_submit=submit>
            <TextField form=form path="/email" label=t!(staff.people.email) required=true kind="email" autocomplete="off"/>
            <RadioGroup form=form path="/role" label=t!(staff.people.role) required=true options=roles/>
            <div class="form__part" hidden=move || !officer()>
                <Select
                    form=form
                    path="/prefecture_code"
                    label=t!(staff.people.prefecture)
                    hint=t!(staff.people.prefecture_hint)
                    required=true
                    options=Signal::stored(prefectures)
                />
            </div>
            <RadioGroup form=form path="/locale" label=t!(institution.organization.locale) required=true options=mail_languages()/>
            <MutationError of=send/>
            <div class="actions"><SubmitButton busy=send.pending()>{t!(staff.people.invite_send)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

fn invitation_table(invitations: Pages<Invitation>) -> AnyView {
    type Of = Column<Invitation>;
    let is_open = |row: &Invitation| row.status == InvitationStatus::Open;
    let columns = vec![
        Of::text(t!(staff.people.email), |row: &Invitation| row.email.clone()),
        Of::text(t!(staff.people.role), |row| role_of(row.role, row.prefecture_code.as_deref())),
        Of::ranked(t!(staff.people.status), |row| (row.status as usize, invitation_text(row.status).to_owned()))
            .shown(|row| invitation_tag(row.status)),
        Of::instant(t!(staff.people.expires), move |row| is_open(row).then_some(row.expires_at)),
        Of::acts(t!(staff.people.act), move |row| if is_open(row) { revoke(row, invitations) } else { ().into_any() }),
    ];
    let table = DataTable::new(t!(staff.people.invitations), "invitations", columns);
    table.of_pages(invitations, 4, || view! { <EmptyState title=t!(staff.people.no_invitations)/> }.into_any())
}

fn revoke(invitation: &Invitation, invitations: Pages<Invitation>) -> AnyView {
    let (id, email) = (invitation.id.to_string(), &invitation.email);
    let run = move || {
        let id = id.clone();
        Some(sending(async move { client::staff::revoke_staff_invitation(&id).await }, move |()| invitations.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(staff.people.revoke)
            name=t!(staff.people.revoke_label, email = email)
            title=t!(staff.people.revoke_title)
            text=t!(staff.people.revoke_text, email = email)
            kind=Kind::Text
            compact=true
            danger=true
            send=run
            done=t!(staff.people.revoked)
            reload=move || invitations.reload()
        />
    }
    .into_any()
}

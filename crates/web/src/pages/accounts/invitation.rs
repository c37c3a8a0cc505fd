//! An invitation from a mail: what it is to, then accepting it with the own password or with a new account.

use super::link::take_token;
use super::sign_up::password_and_terms;
use crate::client::account::{accept_invitation, look_up_invitation};
use crate::components::common::{DateTimeText, MutationError, Page};
use crate::components::ui::{Form, FormView, LinkButton, Notice, PasswordField, SubmitButton, TextField, Tone, data_list};
use crate::i18n::locale;
use crate::state::mutation::check;
use crate::state::{Mutation, Query};
use crate::{paths, t};
use domain::account::{AcceptInvitation, InvitationOffer, LookUpInvitation};
use domain::actor::Role;
use leptos::prelude::*;

/// A role in words.
pub fn role_text(role: Role) -> &'static str {
    match role {
        Role::Doctor => t!(account.role.doctor),
        Role::InstitutionMember => t!(account.role.institution_member),
        Role::Secretariat => t!(account.role.secretariat),
        Role::CommitteeMember => t!(account.role.committee_member),
        Role::PrefectureOfficer => t!(account.role.prefecture_officer),
        Role::Administrator => t!(account.role.administrator),
    }
}

/// `/invitation#token=…`
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = take_token();
    let question = LookUpInvitation { token: token.clone() };
    let offer = Query::new(move || {
        let question = question.clone();
        async move { look_up_invitation(&question).await }
    });
    let done = RwSignal::new(false);
    view! {
        <Page title=t!(account.invitation.title) lead=t!(account.invitation.lead)>
            {move || if done.get() {
                view! {
                    <Notice tone=Tone::Success title=t!(account.invitation.done) live=true><p>{t!(account.invitation.done_text)}</p></Notice>
                    <div class="actions"><LinkButton href=paths::SIGN_IN>{t!(common.nav.sign_in)}</LinkButton></div>
                }
                .into_any()
            } else {
                let token = token.clone();
                offer.view(4, move |offer| view! { <Accept offer=offer token=token.clone() done=done/> }.into_any())
            }}
        </Page>
    }
}

#[component]
fn Accept(offer: InvitationOffer, token: String, done: RwSignal<bool>) -> impl IntoView {
    let form = Form::new("invitation");
    let send = Mutation::new();
    let exists = offer.account_exists;
    let submit = move || {
        let input = AcceptInvitation {
            token: token.clone(),
            password: form.peek("/password"),
            display_name: (!exists).then(|| form.peek("/display_name")),
            locale: locale(),
            agreed_terms: form.peek_checked("/agreed_terms"),
        };
        if check(form, &input) {
            send.submit(form, async move { accept_invitation(&input).await }, move |()| done.set(true));
        }
    };
    let organization = offer.organization_name.map(|name| (t!(account.invitation.organization), name.into_any()));
    let mut facts =
        vec![(t!(account.field.email), offer.email.into_any()), (t!(account.invitation.role), role_text(offer.role).into_any())];
    facts.extend(organization);
    facts.push((t!(account.invitation.until), view! { <DateTimeText at=offer.expires_at/> }.into_any()));
    view! {
        {data_list(facts)}
        <section>
            <FormView form=form on_submit=submit>
                {if exists {
                    view! {
                        <p>{t!(account.invitation.existing)}</p>
                        <PasswordField form=form path="/password" label=t!(account.field.password) autocomplete="current-password"/>
                    }
                    .into_any()
                } else {
                    view! {
                        <TextField form=form path="/display_name" label=t!(account.field.name) required=true autocomplete="name" width="medium"/>
                        {password_and_terms(form)}
                    }
                    .into_any()
                }}
                <MutationError of=send/>
                <div class="actions"><SubmitButton busy=send.pending()>{t!(account.invitation.send)}</SubmitButton></div>
            </FormView>
        </section>
    }
}

//! What only signed-in doctors (and staff) see of an institution.

use super::listing::phone;
use super::relation::Visited;
use crate::client::{self, ClientError};
use crate::components::common::{LoadError, Multiline};
use crate::components::listing::written_in;
use crate::components::ui::{Icon, LinkButton, Skeleton, data_list, icon};
use crate::lazy_piece;
use crate::state::session::SessionState;
use crate::state::{Query, use_session};
use crate::{paths, t, t_list};
use domain::actor::Permission;
use domain::problem::ProblemCode;
use domain::registration::RestrictedProfile;
use domain::text::mail_link;
use leptos::prelude::*;

lazy_piece!(later, relation: opened);

/// The restricted part, or the word that there is one.
#[component]
pub fn Restricted() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| match session.get() {
        SessionState::Loading => None,
        SessionState::SignedOut => Some(false),
        SessionState::SignedIn(me) => Some(me.roles.iter().any(|role| role.allows(Permission::ReadRestrictedProfile))),
    });
    let content = move || match may.get() {
        Some(true) => later::opened(),
        Some(false) => locked(),
        None => view! { <Skeleton lines=5/> }.into_any(),
    };
    view! {
        <section class="restricted" aria-labelledby="restricted-title">
            <h2 id="restricted-title" class="restricted__title">{icon(Icon::Doctor)}{t!(directory.restricted.title)}</h2>
            {content}
        </section>
    }
}

/// For those who may read it.
fn opened() -> AnyView {
    let visited = Visited::here();
    let relation = visited.relation();
    // Setting or lifting a block on this page changes the answer.
    let blocked = Memo::new(move |_| relation.get().flatten().is_some_and(|found| found.blocked));
    let here = paths::listing(paths::Unparsed(&visited.id()));
    let profile = Query::new(move || {
        let (may, id) = (!blocked.get(), visited.id());
        async move { if may { client::directory::get_restricted_listing(&id).await.map(|found| Some(found.profile)) } else { Ok(None) } }
    });
    let retry = Callback::new(move |()| profile.reload());
    let content = move || match (blocked.get(), profile.get().flatten(), profile.error().get()) {
        (true, ..) => view! { <p>{t!(directory.restricted.blocked)}</p> }.into_any(),
        (false, Some(profile), _) => details(&profile),
        (false, None, Some(error)) => failed(error, &here, retry),
        (false, None, None) => view! { <Skeleton lines=5/> }.into_any(),
    };
    content.into_any()
}

fn locked() -> AnyView {
    let items = t_list!(directory.restricted.locked_items).into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
    view! {
        <p class="restricted__locked">{t!(directory.restricted.locked_title)}</p>
        <p>{t!(directory.restricted.locked_text)}</p>
        <ul>{items}</ul>
    }
    .into_any()
}

fn failed(error: ClientError, here: &str, retry: Callback<()>) -> AnyView {
    let closed = |title: &'static str, text: &'static str, act: &'static str, href: String| {
        view! {
            <p class="restricted__locked">{title}</p>
            <p>{text}</p>
            <div class="actions"><LinkButton href=href>{act}</LinkButton></div>
        }
        .into_any()
    };
    if error.is(ProblemCode::LicenceRequired) {
        let href = paths::doctor_profile_then(here);
        return closed(
            t!(directory.restricted.licence_title),
            t!(directory.restricted.licence_text),
            t!(directory.restricted.licence_act),
            href,
        );
    }
    if error.is(ProblemCode::LicenceDoubtful) {
        let href = paths::DOCTOR_PROFILE.to_owned();
        let (title, text) = (t!(directory.restricted.doubtful_title), t!(directory.restricted.doubtful_text));
        return closed(title, text, t!(directory.restricted.doubtful_act), href);
    }
    // Whoever may read restricted profiles is refused one only because of a block, maybe of another institution of the organization.
    if error.is(ProblemCode::NotAllowed) || error.is(ProblemCode::InstitutionBlocked) || error.is(ProblemCode::NotFound) {
        return view! { <p>{t!(directory.restricted.blocked)}</p> }.into_any();
    }
    view! { <LoadError error=error on_retry=retry/> }.into_any()
}

fn details(profile: &RestrictedProfile) -> AnyView {
    let mut rows: Vec<(&'static str, AnyView)> = Vec::new();
    let mut add = |term, value: &str| {
        if !value.trim().is_empty() {
            rows.push((term, view! { <div lang=written_in()><Multiline text=value.to_owned()/></div> }.into_any()));
        }
    };
    add(t!(registration.field.duties), &profile.duties);
    add(t!(registration.field.hours), &profile.hours);
    add(t!(registration.field.on_call), &profile.on_call);
    add(t!(registration.field.pay), &profile.pay);
    add(t!(registration.field.living), &profile.living);
    add(t!(registration.field.visit), &profile.visit);
    let who = [profile.contact_department.as_str(), profile.contact_name.as_str()].join(" ");
    add(t!(registration.group.desk), who.trim());
    if !profile.contact_email.is_empty() {
        let address = profile.contact_email.clone();
        let link = view! { <a href=mail_link(&address)>{address.clone()}</a> };
        rows.push((t!(registration.field.contact_email), link.into_any()));
    }
    if !profile.contact_phone.is_empty() {
        rows.push((t!(registration.field.contact_phone), phone(&profile.contact_phone)));
    }
    view! {
        <p class="small">{t!(directory.restricted.note)}</p>
        {data_list(rows)}
        <p class="small">{t!(directory.restricted.pay_note)}</p>
    }
    .into_any()
}

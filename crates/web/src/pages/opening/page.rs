//! An opening as everybody can read it.

use crate::client::{self, ClientError, Versioned};
use crate::components::common::{ConfirmedAction, DateText, FictionalTag, Page, crumb, share_button};
use crate::components::listing::{place_name, untranslated, written_in};
use crate::components::opening::{for_doctors_text, opening_sections, own_status_tag, pay_text};
use crate::components::ui::{Form, Icon, Kind, LinkButton, Tag, TextArea, Tone, data_list, icon};
use crate::i18n::locale;
use crate::lazy_piece;
use crate::state::mutation::check;
use crate::state::session::SessionState;
use crate::state::{Query, sending, use_session};
use crate::{paths, t};
use domain::actor::Role;
use domain::opening::{Opening, OpeningEvent, PublishedOpening};
use domain::problem::ProblemCode;
use domain::registration::Reason;
use domain::time::japan_date;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

// For the secretariat, which has the staff's pages already.
lazy_piece!(later, staff: for_staff);

/// The opening of this page, for the piece that is loaded later.
#[derive(Clone, Copy)]
struct Shown {
    id: StoredValue<String>,
    read: Query<PublishedOpening>,
    closed: Memo<bool>,
}

/// `/openings/:id`
#[component]
pub fn OpeningPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let session = use_session();
    // What is for doctors is read once it is known that somebody is one.
    let reader = Memo::new(move |_| session.me().map(|me| me.id));
    let asked = id.clone();
    let read = Query::new(move || {
        // Read, not only tracked: a memo that nobody has read follows nothing.
        let _ = reader.get();
        let id = asked.clone();
        async move { client::opening::get_opening(&id).await }
    });
    let closed = Memo::new(move |_| read.error().with(|error| error.as_ref().is_some_and(is_closed)));
    provide_context(Shown { id: StoredValue::new(id), read, closed });
    let title = Signal::derive(move || match (closed.get(), read.get()) {
        (true, _) => t!(opening.page.closed_title).to_owned(),
        (false, Some(found)) => found.content.title,
        (false, None) => t!(opening.page.title).to_owned(),
    });
    view! {
        <Page title=title trail=vec![crumb(t!(opening.list.title), paths::OPENINGS)] wide=true>
            {move || if closed.get() { over(read.peek().as_ref()) } else { read.view(14, |opening| content(&opening)) }}
        </Page>
    }
}

fn is_closed(error: &ClientError) -> bool {
    error.is(ProblemCode::OpeningClosed)
}

/// One that ended, or is hidden for a while: where to go on.
fn over(opening: Option<&PublishedOpening>) -> AnyView {
    let institution = match opening {
        Some(opening) => paths::listing(opening.institution_id),
        None => paths::DIRECTORY.to_owned(),
    };
    let text = if opening.is_some() { t!(opening.page.institution_more) } else { t!(common.nav.directory) };
    let session = use_session();
    let secretariat = Memo::new(move |_| session.has(Role::Secretariat));
    view! {
        <p class="page__lead">{t!(opening.page.closed_text)}</p>
        <div class="actions">
            <LinkButton href=paths::OPENINGS>{t!(opening.page.to_list)}</LinkButton>
            <LinkButton href=institution kind=Kind::Outline>{text}</LinkButton>
        </div>
        {move || secretariat.get().then(later::for_staff)}
    }
    .into_any()
}

fn content(opening: &PublishedOpening) -> AnyView {
    let institution = opening.institution_id.to_string();
    let session = use_session();
    let secretariat = Memo::new(move |_| session.has(Role::Secretariat));
    view! {
        {head(opening)}
        <div class="listing">
            <div class="listing__ask no-print">{ask(opening)}</div>
            <div class="listing__main">
                {written_in().map(|_| view! { <p class="small">{t!(opening.page.in_japanese)}</p> })}
                {opening_sections(&opening.content, 2)}
                {for_doctors(opening)}
                <p class="small">{t!(opening.page.informs)}</p>
                {move || secretariat.get().then(later::for_staff)}
            </div>
            {facts(opening)}
        </div>
        <div class="directory__onward no-print">
            <a class="button button--outline button--compact" href=paths::OPENINGS>{t!(opening.page.to_list)}</a>
            <a class="button button--text button--compact" href=paths::contact_about_opening(opening.id)>{t!(directory.listing.report)}</a>
            <a class="button button--text button--compact" href=calculator(opening, &institution)>{t!(support.panel.calculate)}</a>
            {share_button()}
        </div>
    }
    .into_any()
}

/// The calculator for the institution.
fn calculator(opening: &PublishedOpening, institution: &str) -> String {
    let pair = |name: &'static str, value: &str| (name, Some(value.to_owned()));
    String::from(paths::SUPPORT_CALCULATOR)
        + &client::query(&[
            pair("institution", institution),
            pair("kind", opening.institution_kind.code()),
            pair("prefecture", &opening.prefecture_code),
        ])
}

fn name_of(opening: &PublishedOpening) -> String {
    locale().name(&opening.institution_name, &opening.institution_name_en).to_owned()
}

fn head(opening: &PublishedOpening) -> AnyView {
    let content = &opening.content;
    let place = place_name(&opening.prefecture_code, &opening.municipality_name, &opening.municipality_name_en);
    let engagement = content.engagement.map(|one| view! { <li><Tag>{one.label(locale())}</Tag></li> });
    let offered = content
        .offered
        .iter()
        .map(|one| one.label(locale()))
        .map(|label| view! { <li><Tag tone=Tone::Success>{label}</Tag></li> })
        .collect_view();
    view! {
        <div class="listing__head">
            <p class="listing__place">
                <a href=paths::listing(opening.institution_id) lang=untranslated(&opening.institution_name_en)>{name_of(opening)}</a>
                " "{place}
            </p>
            <ul class="tags">
                {engagement}
                {offered}
                {opening.fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <p class="listing__headline">{pay_text(content.pay_unit, content.pay_from, content.pay_to)}</p>
        </div>
    }
    .into_any()
}

fn facts(opening: &PublishedOpening) -> AnyView {
    let day = |day: chrono::NaiveDate| view! { <DateText day=day/> }.into_any();
    let institution = view! {
        <a href=paths::listing(opening.institution_id) lang=untranslated(&opening.institution_name_en)>{name_of(opening)}</a>
    };
    let rows = vec![
        (t!(opening.page.institution), institution.into_any()),
        (t!(opening.page.posted), day(japan_date(opening.posted_at))),
        (t!(opening.page.confirmed), day(japan_date(opening.confirmed_at))),
        (t!(opening.page.valid_until), day(opening.valid_until)),
    ];
    view! {
        <section class="listing__facts" aria-labelledby="opening-facts">
            <h2 id="opening-facts" class="listing__facts-title">{t!(opening.page.about)}</h2>
            {data_list(rows)}
        </section>
    }
    .into_any()
}

/// The way to ask; nothing for those who do not.
fn ask(opening: &PublishedOpening) -> AnyView {
    let session = use_session();
    let (here, institution, id) = (paths::opening(opening.id), opening.institution_id, opening.id);
    (move || {
        let content = match session.get() {
            SessionState::Loading => return ().into_any(),
            SessionState::SignedOut => {
                let sign_up = paths::sign_up_from(paths::SIGN_UP_DOCTOR, &institution.to_string());
                view! {
                    <p>{t!(directory.ask.visitor_text)}</p>
                    <div class="listing-ask__actions">
                        <LinkButton href=paths::sign_in_then(&here)>{t!(directory.ask.sign_in)}</LinkButton>
                        <LinkButton href=sign_up kind=Kind::Outline>{t!(directory.ask.sign_up)}</LinkButton>
                    </div>
                    <p class="small">{t!(directory.ask.visitor_account)}</p>
                }
                .into_any()
            }
            SessionState::SignedIn(me) if me.roles.contains(&Role::Doctor) => view! {
                <p>{t!(directory.ask.doctor_text)}</p>
                <div class="listing-ask__actions"><LinkButton href=paths::new_inquiry_about(institution, id)>{t!(opening.page.ask)}</LinkButton></div>
            }
            .into_any(),
            SessionState::SignedIn(_) => return ().into_any(),
        };
        view! {
            <section class="listing-ask" aria-labelledby="ask-title">
                <h2 id="ask-title" class="listing-ask__title">{t!(opening.page.ask)}</h2>
                {content}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// What is written for doctors, or the word that there is more.
fn for_doctors(opening: &PublishedOpening) -> AnyView {
    let readable = !opening.content.for_doctors.trim().is_empty();
    if !readable && !opening.has_more_for_doctors {
        return ().into_any();
    }
    let part = if readable {
        view! { <p class="small">{t!(directory.restricted.note)}</p>{for_doctors_text(&opening.content)} }.into_any()
    } else {
        closed_part(&paths::opening(opening.id))
    };
    view! {
        <section class="restricted" aria-labelledby="restricted-title">
            <h2 id="restricted-title" class="restricted__title">{icon(Icon::Doctor)}{t!(opening.page.for_doctors)}</h2>
            {part}
        </section>
    }
    .into_any()
}

fn closed_part(here: &str) -> AnyView {
    let session = use_session();
    let doctor = Memo::new(move |_| session.has(Role::Doctor));
    let profile = paths::doctor_profile_then(here);
    (move || {
        if doctor.get() {
            let profile = profile.clone();
            return view! {
                <p class="restricted__locked">{t!(directory.restricted.licence_title)}</p>
                <p>{t!(opening.page.licence_text)}</p>
                <div class="actions"><LinkButton href=profile>{t!(opening.page.licence_act)}</LinkButton></div>
            }
            .into_any();
        }
        view! { <p class="restricted__locked">{t!(directory.restricted.locked_title)}</p><p>{t!(opening.page.for_doctors_hint)}</p> }
            .into_any()
    })
    .into_any()
}

/// What the secretariat does about it.
fn for_staff() -> AnyView {
    let Some(Shown { id, read, closed }) = use_context::<Shown>() else { return ().into_any() };
    if closed.get_untracked() { not_shown(id) } else { take_down(id, Callback::new(move |()| read.reload())) }
}

/// One that is not shown, as everybody could read it last: it may be paused, and would be shown again.
fn not_shown(id: StoredValue<String>) -> AnyView {
    let kept = Query::new(move || {
        let id = id.get_value();
        async move { client::opening::get_own_opening(&id).await }
    });
    let reload = Callback::new(move |()| kept.reload());
    let content = move |found: Versioned<Opening>| {
        let opening = found.value;
        let act = opening.steps.contains(&OpeningEvent::TakeDown).then(|| take_down(id, reload));
        view! {
            <section class="listing__block">
                <h2>{opening.content.title.clone()}</h2>
                <p>{own_status_tag(opening.status)}</p>
                {opening_sections(&opening.content, 3)}
                {act}
            </section>
        }
        .into_any()
    };
    kept.view(8, content)
}

/// Ends the opening for a reason that its institution reads.
fn take_down(id: StoredValue<String>, reload: Callback<()>) -> AnyView {
    let form = Form::new(String::from("opening/take-down/") + &id.get_value());
    let send = move || {
        let input = Reason { reason: form.peek("/reason") };
        check(form, &input).then(|| {
            let id = id.get_value();
            sending(async move { client::opening::take_down_opening(&id, &input).await }, move |()| reload.run(()))
        })
    };
    view! {
        <section class="listing__block no-print">
            <ConfirmedAction
                label=t!(opening.page.take_down)
                text=t!(opening.page.take_down_text)
                kind=Kind::Outline
                danger=true
                form=form
                send=send
                done=t!(opening.page.taken_down)
                reload=reload
            >
                <TextArea form=form path="/reason" label=t!(opening.page.reason) hint=t!(opening.page.reason_hint) required=true max=2000/>
            </ConfirmedAction>
        </section>
    }
    .into_any()
}

//! The doctor's own front page: what to do next, the latest conversations, and who knows who they are.

use crate::client;
use crate::components::common::{DateTimeText, Page};
use crate::components::inquiry::InquiryRow;
use crate::components::ui::{EmptyState, Icon, Kind, LinkButton, Notice, Tag, Tone, icon};
use crate::state::Query;
use crate::{paths, t};
use domain::doctor::{IdentityShare, LicenceStatus};
use domain::inquiry::{InquirySide, InquirySummary};
use leptos::prelude::*;

/// Conversations shown here; the list has them all.
const RECENT: usize = 4;

/// What the front page is made of.
#[derive(Clone)]
struct Overview {
    /// Nothing until a profile was saved.
    licence: Option<LicenceStatus>,
    inquiries: Vec<InquirySummary>,
    shares: Vec<IdentityShare>,
}

/// The doctor's own front page.
#[component]
pub fn DoctorHomePage() -> impl IntoView {
    let overview = Query::new(|| async {
        Ok(Overview {
            licence: client::doctor::get_doctor_profile().await?.map(|saved| saved.value.licence.status),
            inquiries: client::inquiry::list_inquiries(InquirySide::Doctor, None).await?.items,
            shares: client::doctor::list_identity_shares().await?,
        })
    });
    view! {
        <Page title=t!(doctor.home.title) lead=t!(doctor.home.lead) wide=true>
            {overview.view(14, |overview| {
                view! {
                    {overview.licence.is_some_and(|status| !status.is_trusted()).then(doubtful)}
                    {steps(overview.licence.is_some(), !overview.inquiries.is_empty())}
                    {suiting()}
                    {recent(overview.inquiries)}
                    {shares(&overview.shares)}
                    <div class="actions"><LinkButton href=paths::FAQ kind=Kind::Text>{t!(common.nav.faq)}</LinkButton></div>
                }
                .into_any()
            })}
        </Page>
    }
}

fn doubtful() -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=t!(doctor.home.doubtful)>
            <div class="actions"><LinkButton href=paths::DOCTOR_PROFILE kind=Kind::Outline>{t!(doctor.home.doubtful_act)}</LinkButton></div>
        </Notice>
    }
    .into_any()
}

fn steps(profile: bool, asked: bool) -> AnyView {
    let steps = [
        (profile, t!(doctor.home.step_profile), t!(doctor.home.step_profile_text), paths::DOCTOR_PROFILE),
        (profile, t!(doctor.home.step_privacy), t!(doctor.home.step_privacy_text), paths::DOCTOR_PRIVACY),
        (asked, t!(doctor.home.step_find), t!(doctor.home.step_find_text), paths::DIRECTORY),
    ];
    let current = steps.iter().position(|(done, ..)| !done);
    if current.is_none() {
        return usual();
    }
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(index, (done, title, text, href))| {
            let mark = match (done, current == Some(index)) {
                (true, _) => view! { <Tag tone=Tone::Success>{t!(doctor.home.done)}</Tag> }.into_any(),
                (false, true) => view! { <Tag tone=Tone::Warning>{t!(doctor.home.next)}</Tag> }.into_any(),
                (false, false) => ().into_any(),
            };
            view! {
                <li class="checklist__step" class:checklist__step--done=done>
                    <span class="checklist__mark" aria-hidden="true">{if done { icon(Icon::Check) } else { (index + 1).into_any() }}</span>
                    <div>
                        <p class="checklist__title"><a href=href>{title}</a>{mark}</p>
                        <p class="checklist__text">{text}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="doctor-steps">
            <h2 id="doctor-steps" class="section__title">{t!(doctor.home.steps)}</h2>
            <ol class="checklist">{steps}</ol>
        </section>
    }
    .into_any()
}

/// Where one goes from here, once the first steps are taken.
fn usual() -> AnyView {
    view! {
        <nav class="actions doctor-home__usual" aria-label=t!(doctor.home.usual)>
            <LinkButton href=paths::DIRECTORY>{t!(common.nav.directory)}</LinkButton>
            <LinkButton href=paths::OPENINGS kind=Kind::Outline>{t!(common.nav.openings)}</LinkButton>
            <LinkButton href=paths::DOCTOR_PROFILE kind=Kind::Outline>{t!(doctor.home.edit_profile)}</LinkButton>
            <LinkButton href=paths::DOCTOR_PRIVACY kind=Kind::Outline>{t!(doctor.privacy.title)}</LinkButton>
        </nav>
    }
    .into_any()
}

/// The way to the openings that suit, and to what the doctor wishes for.
fn suiting() -> AnyView {
    view! {
        <section aria-labelledby="doctor-suiting">
            <h2 id="doctor-suiting" class="section__title">{t!(matching.home.title)}</h2>
            <p>{t!(matching.home.text)}</p>
            <div class="actions">
                <LinkButton href=paths::DOCTOR_MATCHES kind=Kind::Outline>{t!(matching.home.matches)}</LinkButton>
                <LinkButton href=paths::DOCTOR_WISHES kind=Kind::Outline>{t!(matching.home.wishes)}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}

fn recent(inquiries: Vec<InquirySummary>) -> AnyView {
    let content = if inquiries.is_empty() {
        view! {
            <EmptyState title=t!(doctor.home.no_inquiries) text=t!(doctor.home.no_inquiries_text)>
                <LinkButton href=paths::DIRECTORY>{t!(common.nav.directory)}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let more = RECENT < inquiries.len();
        let rows = inquiries
            .into_iter()
            .take(RECENT)
            .map(|inquiry| view! { <li><InquiryRow inquiry=inquiry side=InquirySide::Doctor/></li> })
            .collect_view();
        view! {
            <ul class="cards">{rows}</ul>
            {more.then(|| view! { <div class="actions"><LinkButton href=paths::INQUIRIES kind=Kind::Outline>{t!(doctor.home.all_inquiries)}</LinkButton></div> })}
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="doctor-inquiries">
            <h2 id="doctor-inquiries" class="section__title">{t!(doctor.home.inquiries)}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn shares(shares: &[IdentityShare]) -> AnyView {
    view! {
        <section aria-labelledby="doctor-shares">
            <h2 id="doctor-shares" class="section__title">{t!(doctor.privacy.shares)}</h2>
            {share_list(shares)}
            <div class="actions"><LinkButton href=paths::DOCTOR_PRIVACY kind=Kind::Outline>{t!(doctor.privacy.title)}</LinkButton></div>
        </section>
    }
    .into_any()
}

/// Who has the doctor's identity, since when, and where it was given.
pub fn share_list(shares: &[IdentityShare]) -> AnyView {
    if shares.is_empty() {
        return view! { <p>{t!(doctor.privacy.no_shares)}</p> }.into_any();
    }
    let rows = shares
        .iter()
        .map(|share| {
            view! {
                <li class="share">
                    <a class="share__name" href=paths::listing(share.institution_id)>{share.institution_name.clone()}</a>
                    <span class="share__since"><DateTimeText at=share.shared_at/>{t!(doctor.privacy.shared)}</span>
                    <a href=paths::inquiry(share.inquiry_id)>{t!(doctor.privacy.inquiry)}</a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="shares">{rows}</ul> }.into_any()
}

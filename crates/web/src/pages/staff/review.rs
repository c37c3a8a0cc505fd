//! Everything about a registration on one page: what the reader can do, what changed, the content, the whole course.

use super::act::{Act, Before, act_view};
use super::may;
use super::registrations::registration_table;
use super::work::{NextWaiting, assignee, notes};
use crate::client::{self, Versioned};
use crate::components::common::{DateText, DateTimeText, Multiline, Page, conflict_of_interest, crumb};
use crate::components::registration::{
    ContentView, DifferencesView, RegistrationProgress, change_requests, copy_button, name_of, official_table, summary_tags, year_text,
};
use crate::components::ui::{Kind, Notice, Tone, data_list};
use crate::i18n::locale;
use crate::state::Query;
use crate::{paths, t};
use domain::actor::Permission;
use domain::change_request::{ChangeRequest, ChangeRequestStatus};
use domain::region::prefecture_label;
use domain::registration::{Check, Registration, RegistrationEvent, RegistrationReview, RegistrationStatus};
use leptos::prelude::*;
use std::future::Future;

#[component]
pub fn ReviewPage() -> impl IntoView {
    let address = leptos_router::hooks::use_params_map();
    // Related registrations lead from one of these pages to another.
    let id = Memo::new(move |_| address.with(|params| params.get("id").unwrap_or_default()));
    let read = Query::new(move || {
        let id = id.get();
        async move { client::registration::review_registration(&id).await }
    });
    let title = Signal::derive(move || {
        read.get().map_or_else(|| t!(staff.review.title).to_owned(), |read| name_of(&read.value.registration.summary))
    });
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME), crumb(t!(staff.list.title), paths::STAFF_REGISTRATIONS)];
    let after = Callback::new(move |()| read.reload());
    view! {
        <Page title=title trail=trail eyebrow=t!(staff.review.title) wide=true>
            {read.view(12, move |review| page(review, after))}
        </Page>
    }
}

fn page(review: Versioned<RegistrationReview>, after: Callback<()>) -> AnyView {
    let etag = review.etag_or(review.value.registration.version);
    let review = review.value;
    let acts = actions(&review, &etag, after);
    let (care, written) = (assignee(&review, after), notes(&review, after));
    let shown = review.registration.summary.id.to_string();
    let facts = facts(&review);
    let first = review.compared_with.is_none();
    let compared = review.compared_with.map(|at| view! { <p class="small">{t!(staff.review.changes_since)}<DateTimeText at=at/></p> });
    let secretariat = may(Permission::DecideChangeRequest) && !review.conflict_of_interest;
    let mut registration = review.registration;
    let subject = registration.summary.id;
    let requests = std::mem::take(&mut registration.change_requests);
    let requests = (!requests.is_empty()).then(|| {
        let list = change_requests(requests, |request| decide(request, secretariat, after));
        view! { <section><h2 class="section__title">{t!(staff.review.requests)}</h2>{list}</section> }
    });
    let official = registration.official.as_ref().map(|entry| {
        let compared = official_table(entry, &registration.content.public);
        view! { <section><h2 class="section__title">{t!(registration.official.title)}</h2>{compared}</section> }
    });
    let related = if review.related.is_empty() {
        view! { <p class="muted">{t!(staff.review.no_related)}</p> }.into_any()
    } else {
        registration_table(t!(staff.review.related), false).bare().view(review.related)
    };
    let duplicates = (!review.duplicates.is_empty()).then(|| {
        let list = registration_table(t!(staff.review.duplicates), true).bare().view(review.duplicates);
        view! { <Notice tone=Tone::Warning title=t!(staff.review.duplicates)><p>{t!(staff.review.duplicates_text)}</p>{list}</Notice> }
    });
    let audit = may(Permission::ReadAudit).then(|| {
        view! { <p><a href=paths::staff_audit_of("registration", subject)>{t!(staff.review.audit)}</a></p> }
    });
    let changes = if first {
        view! { <p class="muted">{t!(staff.review.first_time)}</p> }.into_any()
    } else {
        view! { {compared}<DifferencesView differences=review.differences/> }.into_any()
    };
    view! {
        <div class="review">
            <section class="review__acts"><h2>{t!(staff.review.act)}</h2>{acts}{care}<NextWaiting id=shown/></section>
            <div class="review__main">
                {summary_tags(&registration.summary)}
                {duplicates}
                {reason(&registration)}
                {own_pause(&registration)}
                <section><h2 class="section__title">{t!(staff.review.facts)}</h2>{facts}</section>
                <section><h2 class="section__title">{t!(staff.notes.title)}</h2>{written}</section>
                {requests}
                <section><h2 class="section__title">{t!(staff.review.changes)}</h2>{changes}</section>
                {official}
                <section>
                    <h2 class="section__title">{t!(staff.review.content)}</h2>
                    <ContentView content=registration.content level=3/>
                    {copy_button(&subject.to_string())}
                </section>
                <section>
                    <h2 class="section__title">{t!(registration.course.title)}</h2>
                    <RegistrationProgress steps=registration.steps/>
                    {audit}
                </section>
                <section><h2 class="section__title">{t!(staff.review.related)}</h2>{related}</section>
            </div>
        </div>
    }
    .into_any()
}

fn reason(registration: &Registration) -> AnyView {
    registration
        .reason
        .clone()
        .map(|reason| view! { <Notice tone=Tone::Warning title=t!(staff.review.reason_now)><Multiline text=reason/></Notice> })
        .into_any()
}

/// The institution's own pause, which only the institution ends.
fn own_pause(registration: &Registration) -> AnyView {
    registration
        .own_pause
        .clone()
        .map(|pause| {
            let until = pause.resumes_on.map(|day| view! { <p>{t!(staff.review.own_pause_until)}<DateText day=day/></p> });
            view! { <Notice tone=Tone::Info title=t!(staff.review.own_pause)><Multiline text=pause.reason/>{until}</Notice> }
        })
        .into_any()
}

fn facts(review: &RegistrationReview) -> AnyView {
    let row = &review.registration.summary;
    let href = paths::staff_registrations_of(row.organization_id);
    let organization =
        view! { {row.organization_name.clone()}" "<a class="small" href=href>{t!(staff.review.of_organization)}</a> }.into_any();
    let checked = |by: &Option<String>| by.clone().unwrap_or_else(|| t!(staff.review.not_yet).to_owned()).into_any();
    let mut facts = vec![
        (t!(registration.summary.reference), row.reference_number.clone().unwrap_or_default().into_any()),
        (t!(registration.summary.organization), organization),
        (t!(registration.summary.prefecture), prefecture_label(&row.prefecture_code, locale()).into_any()),
        (t!(registration.summary.fiscal_year), year_text(row.fiscal_year).into_any()),
        (t!(registration.summary.since), view! { <DateTimeText at=row.status_since/> }.into_any()),
        (t!(staff.review.secretariat_check), checked(&review.secretariat_checked_by)),
        (t!(staff.review.committee_check), checked(&review.committee_confirmed_by)),
    ];
    if let Some(day) = review.registration.expires_on {
        facts.push((t!(registration.summary.expires), view! { <DateText day=day/> }.into_any()));
    }
    if row.status == RegistrationStatus::Published {
        let href = paths::listing(row.institution_id);
        facts.push((t!(staff.review.public_page), view! { <a href=href>{t!(staff.review.public_page)}</a> }.into_any()));
    }
    data_list(facts)
}

/// What the reader's capacities allow in this state.
fn actions(review: &RegistrationReview, etag: &str, after: Callback<()>) -> AnyView {
    use RegistrationStatus as S;
    if review.conflict_of_interest {
        return conflict_of_interest(t!(staff.review.conflict_text));
    }
    let registration = &review.registration;
    let row = &registration.summary;
    let mut events: Vec<RegistrationEvent> = Vec::new();
    for by in &review.capacities {
        for event in RegistrationEvent::open_to(row.status, *by) {
            if !events.contains(&event) {
                events.push(event);
            }
        }
    }
    let same_person = row.status == S::CommitteeCheck && review.capacities.contains(&Check::SamePerson);
    let explained = same_person.then(|| {
        view! { <Notice tone=Tone::Warning title=t!(staff.act.same_person_title)><p>{t!(staff.act.same_person_text)}</p></Notice> }
    });
    // The step that moves on stands first, taking back and ending last.
    events.sort_by_key(|event| matches!(event, RegistrationEvent::Return | RegistrationEvent::Revoke));
    let id = row.id.to_string();
    let mut views: Vec<AnyView> = Vec::new();
    if row.status == S::Published && may(Permission::PauseInstitution) {
        views.push(act_view(pause(&row.institution_id.to_string(), row.pause.is_by_secretariat(), after)));
    }
    views.extend(events.into_iter().filter_map(|event| step(event, &id, etag, after)).map(act_view));
    if views.is_empty() {
        let waits = row.status.waits_for().map(|party| view! { <p>{t!(staff.review.waits_for, party = party.label(locale()))}</p> });
        return view! { {explained}<p>{t!(staff.review.nothing)}</p>{waits} }.into_any();
    }
    view! { {explained}{views} }.into_any()
}

/// A step of the course as an act; nothing for steps that are not the staff's.
fn step(event: RegistrationEvent, id: &str, etag: &str, after: Callback<()>) -> Option<Act> {
    use RegistrationEvent as E;
    let (label, text, before, kind, done) = match event {
        E::StartReview => {
            (t!(staff.act.start_review), t!(staff.act.start_review_text), Before::Nothing, Kind::Solid, t!(staff.act.done_start_review))
        }
        E::Forward => (
            t!(staff.act.forward),
            t!(staff.act.forward_text),
            Before::Confirm(t!(staff.act.forward_title)),
            Kind::Solid,
            t!(staff.act.done_forward),
        ),
        E::Confirm => (
            t!(staff.act.confirm),
            t!(staff.act.confirm_text),
            Before::Confirm(t!(staff.act.confirm_title)),
            Kind::Solid,
            t!(staff.act.done_confirm),
        ),
        E::Return => (
            t!(staff.act.send_back),
            t!(staff.act.send_back_text),
            Before::Reason(t!(staff.act.reason_hint)),
            Kind::Outline,
            t!(staff.act.done_send_back),
        ),
        E::Revoke => (
            t!(staff.act.revoke),
            t!(staff.act.revoke_text),
            Before::Reason(t!(staff.act.reason_revoke_hint)),
            Kind::Danger,
            t!(staff.act.done_revoke),
        ),
        E::Submit | E::Withdraw | E::Expire => return None,
    };
    let (id, etag) = (id.to_owned(), etag.to_owned());
    let key = event.code().to_owned() + "/" + &id;
    let run = Box::new(move |reason| -> std::pin::Pin<Box<dyn Future<Output = _>>> {
        let (id, etag) = (id.clone(), etag.clone());
        Box::pin(async move { client::registration::advance_registration(&id, event, reason, &etag).await })
    });
    Some(Act { key, label, text, before, kind, done, run, after })
}

fn pause(institution: &str, paused: bool, after: Callback<()>) -> Act {
    let id = institution.to_owned();
    let key = String::from("pause/") + institution;
    if paused {
        Act {
            key,
            label: t!(staff.act.resume),
            text: t!(staff.act.resume_text),
            before: Before::Confirm(t!(staff.act.resume_title)),
            kind: Kind::Solid,
            done: t!(staff.act.done_resume),
            run: Box::new(move |_| {
                let id = id.clone();
                Box::pin(async move { client::registration::resume_institution(&id).await })
            }),
            after,
        }
    } else {
        Act {
            key,
            label: t!(staff.act.pause),
            text: t!(staff.act.pause_text),
            before: Before::Reason(t!(staff.act.reason_pause_hint)),
            kind: Kind::Outline,
            done: t!(staff.act.done_pause),
            run: Box::new(move |reason| {
                let id = id.clone();
                Box::pin(async move { client::registration::pause_institution(&id, reason).await })
            }),
            after,
        }
    }
}

/// Apply or refuse, on a correction that waits.
fn decide(request: &ChangeRequest, allowed: bool, after: Callback<()>) -> AnyView {
    if request.status != ChangeRequestStatus::Requested || !allowed {
        return ().into_any();
    }
    let (apply_id, refuse_id) = (request.id.to_string(), request.id.to_string());
    let apply = Act {
        key: String::from("apply/") + &apply_id,
        label: t!(staff.act.apply),
        text: t!(staff.act.apply_text),
        before: Before::Confirm(t!(staff.act.apply_title)),
        kind: Kind::Solid,
        done: t!(staff.act.done_apply),
        run: Box::new(move |_| {
            let id = apply_id.clone();
            Box::pin(async move { client::registration::apply_change_request(&id).await })
        }),
        after,
    };
    let refuse = Act {
        key: String::from("refuse/") + &refuse_id,
        label: t!(staff.act.refuse),
        text: "",
        before: Before::Reason(t!(staff.act.reason_refuse_hint)),
        kind: Kind::Outline,
        done: t!(staff.act.done_refuse),
        run: Box::new(move |reason| {
            let id = refuse_id.clone();
            Box::pin(async move { client::registration::refuse_change_request(&id, reason).await })
        }),
        after,
    };
    view! { <div class="acts-row">{act_view(apply)}{act_view(refuse)}</div> }.into_any()
}

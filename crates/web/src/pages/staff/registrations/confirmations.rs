//! Several registrations that wait for the committee on one page, each with its changes, and one act that confirms those that were chosen.

use super::filter;
use crate::client::{self, ClientError, Versioned};
use crate::components::common::{ConfirmedAction, DateTimeText, Page, conflict_of_interest, crumb};
use crate::components::registration::{ContentView, DifferencesView, name_of, summary_tags};
use crate::components::ui::{Disclosure, EmptyState, Kind, LinkButton, Notice, Tone, data_list};
use crate::i18n::locale;
use crate::state::{Query, sending};
use crate::{paths, t};
use domain::registration::{Check, RegistrationEvent, RegistrationReview};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::collections::{BTreeMap, BTreeSet};

/// The review of each registration, or the error of reading it.
type Read = Vec<(String, Result<Versioned<RegistrationReview>, ClientError>)>;
/// The result for each confirmed registration.
type Results = BTreeMap<String, Result<(), ClientError>>;

#[component]
pub fn ConfirmationsPage() -> impl IntoView {
    let query = use_query_map();
    let ids = Memo::new(move |_| {
        let ids = query.with(|query| query.get("ids")).unwrap_or_default();
        ids.split(',').filter(|id| !id.is_empty()).take(super::MOST_AT_ONCE).map(str::to_owned).collect::<Vec<_>>()
    });
    let read = Query::new(move || {
        let ids = ids.get();
        async move {
            let mut found: Read = Vec::with_capacity(ids.len());
            for id in ids {
                let review = client::registration::review_registration(&id).await;
                found.push((id, review));
            }
            Ok(found)
        }
    });
    // Nothing to begin with: each box says that somebody looked at the changes.
    let chosen = RwSignal::new(BTreeSet::new());
    let results = RwSignal::new(Results::new());
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME), crumb(t!(staff.list.title), paths::STAFF_REGISTRATIONS)];
    view! {
        <Page title=t!(staff.confirmations.title) trail=trail lead=t!(staff.confirmations.lead) wide=true>
            {read.view(12, move |found| page(found, chosen, results, read))}
        </Page>
    }
}

/// Whether the reader may confirm it now.
fn is_open(review: &RegistrationReview) -> bool {
    let open = |by: &Check| RegistrationEvent::open_to(review.registration.summary.status, *by).contains(&RegistrationEvent::Confirm);
    !review.conflict_of_interest && review.capacities.iter().any(open)
}

/// Whether it was confirmed on this page, tracked. What was refused may be tried again.
fn is_confirmed(id: &str, results: RwSignal<Results>) -> bool {
    results.with(|results| matches!(results.get(id), Some(Ok(()))))
}

fn page(found: Read, chosen: RwSignal<BTreeSet<String>>, results: RwSignal<Results>, read: Query<Read>) -> AnyView {
    if found.is_empty() {
        return view! {
            <EmptyState title=t!(staff.confirmations.none)>
                <LinkButton href=paths::STAFF_REGISTRATIONS kind=Kind::Outline>{t!(staff.list.title)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let open: BTreeMap<String, String> = found
        .iter()
        .filter_map(|(id, read)| {
            read.as_ref().ok().filter(|read| is_open(&read.value)).map(|read| (id.clone(), read.etag_or(read.value.registration.version)))
        })
        .collect();
    let open = StoredValue::new(open);
    let wanted = move || {
        let mut wanted = open.get_value();
        wanted.retain(|id, _| chosen.with(|chosen| chosen.contains(id)) && !is_confirmed(id, results));
        wanted
    };
    let send = move || {
        let wanted = untrack(wanted);
        // One after the other, each by itself: a refusal of one leaves the others as they are.
        let act = async move {
            let mut done = Results::new();
            for (id, etag) in wanted {
                let result = client::registration::advance_registration(&id, RegistrationEvent::Confirm, String::new(), &etag).await;
                done.insert(id, result);
            }
            Ok(done)
        };
        Some(sending(act, move |done: Results| {
            let refused: Vec<String> = done.iter().filter(|(_, result)| result.is_err()).map(|(id, _)| id.clone()).collect();
            results.update(|results| results.extend(done));
            // It may have changed meanwhile: it is read again, and has to be looked at again.
            if !refused.is_empty() {
                chosen.update(|chosen| chosen.retain(|id| !refused.contains(id)));
                read.reload();
            }
        }))
    };
    let act = move || match wanted().len() {
        0 if results.with(BTreeMap::is_empty) => view! { <p>{t!(staff.confirmations.nothing_chosen)}</p> }.into_any(),
        0 => summary(results),
        count => view! {
            {summary(results)}
            <ConfirmedAction
                label=t!(staff.confirmations.confirm, count = count)
                title=t!(staff.act.confirm_title)
                text=t!(staff.confirmations.confirm_text, count = count)
                kind=Kind::Solid
                send=send
                reload=move || read.reload()
            />
        }
        .into_any(),
    };
    let cards = found.into_iter().map(|(id, read)| card(id, read, chosen, results)).collect_view();
    view! {
        <div class="review">
            <section class="review__acts"><h2>{t!(staff.review.act)}</h2>{act}</section>
            <div class="review__main">{cards}</div>
        </div>
    }
    .into_any()
}

/// How many were confirmed and how many were not, once the act was done.
fn summary(results: RwSignal<Results>) -> AnyView {
    let counts = results.with(|results| (results.values().filter(|result| result.is_ok()).count(), results.len()));
    let (done, all) = counts;
    (all > 0)
        .then(|| {
            let tone = if done == all { Tone::Success } else { Tone::Warning };
            view! {
                <Notice tone=tone title=t!(staff.confirmations.done, done = done, all = all)>
                    <p><a href=paths::STAFF_REGISTRATIONS>{t!(staff.next.list)}</a></p>
                </Notice>
            }
        })
        .into_any()
}

fn card(
    id: String,
    read: Result<Versioned<RegistrationReview>, ClientError>,
    chosen: RwSignal<BTreeSet<String>>,
    results: RwSignal<Results>,
) -> AnyView {
    let review = match read {
        Ok(read) => read.value,
        Err(error) => return view! { <section class="card"><Notice tone=Tone::Error title=error.title()><p class="small">{id}</p></Notice></section> }.into_any(),
    };
    let row = &review.registration.summary;
    let name = name_of(row);
    let (mine, shown) = (id.clone(), id.clone());
    let outcome = move || {
        results.with(|results| results.get(&mine).cloned()).map(|result| match result {
            Ok(()) => view! { <Notice tone=Tone::Success title=t!(staff.act.done_confirm)/> }.into_any(),
            Err(error) => {
                view! { <Notice tone=Tone::Error title=t!(staff.confirmations.not_done)><p>{error.title()}</p></Notice> }.into_any()
            }
        })
    };
    let choice = if untrack(|| is_confirmed(&id, results)) {
        ().into_any()
    } else if is_open(&review) {
        let toggle_id = id.clone();
        let toggle = move |ev| {
            let on = event_target_checked(&ev);
            chosen.update(|chosen| {
                if on {
                    chosen.insert(toggle_id.clone());
                } else {
                    chosen.remove(&toggle_id);
                }
            });
        };
        let checked = move || chosen.with(|chosen| chosen.contains(&shown));
        let confirmed = move || is_confirmed(&id, results);
        view! {
            <label class="choice">
                <input type="checkbox" disabled=confirmed prop:checked=checked on:change=toggle/>
                <span>{t!(staff.confirmations.choose)}<span class="visually-hidden">" "{name.clone()}</span></span>
            </label>
        }
        .into_any()
    } else if review.conflict_of_interest {
        conflict_of_interest(t!(staff.review.conflict_text))
    } else if review.capacities.contains(&Check::SamePerson) {
        view! { <Notice tone=Tone::Warning title=t!(staff.act.same_person_title)><p>{t!(staff.act.same_person_text)}</p></Notice> }
            .into_any()
    } else {
        view! { <Notice tone=Tone::Info title=t!(staff.confirmations.not_open)/> }.into_any()
    };
    let facts = data_list(vec![
        (t!(registration.summary.reference), row.reference_number.clone().unwrap_or_default().into_any()),
        (t!(registration.summary.organization), row.organization_name.clone().into_any()),
        (t!(registration.summary.prefecture), domain::region::prefecture_label(&row.prefecture_code, locale()).into_any()),
        (t!(staff.review.secretariat_check), review.secretariat_checked_by.clone().unwrap_or_default().into_any()),
    ]);
    let tags = summary_tags(row);
    let href = paths::staff_registration(row.id)
        + &filter::query(&client::registration::RegistrationFilter { waiting: true, ..Default::default() });
    let changes = match review.compared_with {
        Some(at) => view! {
            <p class="small">{t!(staff.review.changes_since)}<DateTimeText at=at/></p>
            <DifferencesView differences=review.differences/>
        }
        .into_any(),
        None => view! { <p class="muted">{t!(staff.review.first_time)}</p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2 class="card__title"><a href=href>{name}</a></h2>
            {tags}
            {choice}
            {outcome}
            {facts}
            <h3>{t!(staff.review.changes)}</h3>
            {changes}
            <Disclosure summary=t!(staff.review.content)><ContentView content=review.registration.content level=3/></Disclosure>
        </section>
    }
    .into_any()
}

//! The conversations of a person, from each side that they are on.

use crate::client;
use crate::components::common::Page;
use crate::components::inquiry::InquiryRow;
use crate::components::ui::{EmptyState, LinkButton, Tab, Tabs};
use crate::state::{Pages, use_session};
use crate::{paths, t};
use domain::actor::Role;
use domain::inquiry::{InquirySide, InquirySummary};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

const DOCTOR: &str = "doctor";
const INSTITUTION: &str = "institution";

/// The list of conversations.
#[component]
pub fn InquiryListPage() -> impl IntoView {
    let session = use_session();
    let (doctor, member) = untrack(|| (session.has(Role::Doctor), session.has(Role::InstitutionMember)));
    let asked = use_query_map().with_untracked(|query| query.get("side"));
    let active = RwSignal::new(if doctor && !(member && asked.as_deref() == Some(INSTITUTION)) { DOCTOR } else { INSTITUTION });
    keep_in_address(active);
    let pages = Pages::new(move |cursor| {
        let side = side(active.get());
        async move { client::inquiry::list_inquiries(side, cursor).await }
    });
    let rows = pages.view(10, move |rows| rows_view(rows, side(active.get_untracked())));
    let busy = move || if pages.loading().get() { "true" } else { "false" };
    let list = view! { <div class="inquiry-side" aria-busy=busy>{rows}</div> }.into_any();
    let content = if doctor && member {
        let tabs = vec![
            Tab { id: DOCTOR, label: t!(inquiry.list.as_doctor).to_owned() },
            Tab { id: INSTITUTION, label: t!(inquiry.list.as_institution).to_owned() },
        ];
        view! { <Tabs tabs=tabs active=active label=t!(inquiry.list.sides)>{list}</Tabs> }.into_any()
    } else {
        list
    };
    let lead = if doctor { t!(inquiry.list.lead_doctor) } else { t!(inquiry.list.lead_institution) };
    view! { <Page title=t!(inquiry.list.title) lead=lead wide=true>{content}</Page> }
}

fn side(active: &str) -> InquirySide {
    if active == INSTITUTION { InquirySide::Institution } else { InquirySide::Doctor }
}

/// So that going back from a thread opens the side that one came from.
fn keep_in_address(active: RwSignal<&'static str>) {
    let navigate = StoredValue::new_local(use_navigate());
    Effect::new(move |before: Option<&'static str>| {
        let now = active.get();
        if before.is_some_and(|before| before != now) {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&paths::inquiries_of(now), options));
        }
        now
    });
}

fn rows_view(rows: Vec<InquirySummary>, side: InquirySide) -> AnyView {
    if rows.is_empty() {
        return nothing(side);
    }
    let rows = rows.into_iter().map(|inquiry| view! { <li><InquiryRow inquiry=inquiry side=side/></li> }).collect_view();
    view! {
        <h2 class="visually-hidden">{t!(inquiry.list.title)}</h2>
        <ul class="inquiry-list">{rows}</ul>
    }
    .into_any()
}

fn nothing(side: InquirySide) -> AnyView {
    match side {
        InquirySide::Institution => {
            view! { <EmptyState title=t!(inquiry.list.none_institution) text=t!(inquiry.list.none_institution_text)/> }.into_any()
        }
        InquirySide::Doctor | InquirySide::System => view! {
            <EmptyState title=t!(doctor.home.no_inquiries) text=t!(doctor.home.no_inquiries_text)>
                <LinkButton href=paths::DIRECTORY>{t!(common.nav.directory)}</LinkButton>
            </EmptyState>
        }
        .into_any(),
    }
}

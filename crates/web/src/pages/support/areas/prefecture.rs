//! A prefecture: its areas on a day, on the map and as a table, the physician index, the correction plan.

use super::look_up::look_up;
use super::map::{Known, maps};
use super::plan::plans;
use crate::client;
use crate::components::common::{Page, crumb};
use crate::components::listing::written_in;
use crate::components::support::areas::{Names, area_name, area_table};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::ui::{EmptyState, Kind, LinkButton, Notice, Tone, table};
use crate::i18n::{fiscal_year, locale};
use crate::pages::public::NotFoundPage;
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::region::priority_area::{ComputedCandidate, PriorityArea};
use domain::region::{Prefecture, prefecture};
use domain::support::SupportTableSummary;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/support/areas/:prefecture`
#[component]
pub fn PrefecturePage() -> impl IntoView {
    let params = use_params_map();
    let code = Memo::new(move |_| params.read().get("prefecture").unwrap_or_default());
    move || match prefecture(&code.get()) {
        Some(prefecture) => page(prefecture),
        None => view! { <NotFoundPage/> }.into_any(),
    }
}

fn page(prefecture: &'static Prefecture) -> AnyView {
    let code = prefecture.code;
    let name = prefecture.label(locale());
    let day = use_day();
    let areas = Query::new(move || client::support::list_priority_areas(Some(code.to_owned()), asked(day), None));
    let medical_areas = Query::new(move || client::directory::list_areas(code));
    let municipalities = Query::new(move || client::region::list_municipalities(code));
    let candidates = Query::new(move || client::support::list_computed_candidates(code));
    let tables = Query::new(move || client::support::list_support_tables(code));
    let known = Known { areas, medical_areas, municipalities, day };
    let trail = vec![crumb(t!(common.nav.support), paths::SUPPORT), crumb(t!(support.areas.title), paths::SUPPORT_AREAS)];
    let rows = move |areas: Vec<PriorityArea>| {
        let names = (medical_areas.get().unwrap_or_default(), municipalities.get().unwrap_or_default());
        list(&areas, &names, day.get_untracked())
    };
    view! {
        <Page title=t!(support.areas.of_prefecture, name = name) lead=t!(support.areas.prefecture_lead) trail=trail wide=true>
            {day_control(day)}
            {maps(code.to_owned(), known)}
            <section aria-labelledby="areas-table">
                <h2 id="areas-table" class="section__title">{t!(support.areas.list)}</h2>
                {areas.view(5, rows)}
            </section>
            {plans(code)}
            {move || candidates.get().map(|candidates| computed(&candidates))}
            {look_up(Some(code.to_owned()), day)}
            <div class="actions">
                {move || tables.get().map(|tables| table_links(&tables))}
                <LinkButton href=paths::support_meetings(code) kind=Kind::Outline>{t!(support.meetings.link)}</LinkButton>
                <LinkButton href=paths::directory_in(code) kind=Kind::Outline>{t!(support.areas.institutions_here)}</LinkButton>
            </div>
        </Page>
    }
    .into_any()
}

fn list(areas: &[PriorityArea], names: &Names, day: NaiveDate) -> AnyView {
    if areas.is_empty() {
        return view! { <EmptyState title=t!(support.areas.none_here) text=t!(support.areas.only_recorded)/> }.into_any();
    }
    area_table(areas, names, |area| paths::support_area_on(&area.prefecture_code, area.id, &day.to_string()))
}

fn table_links(tables: &[SupportTableSummary]) -> AnyView {
    tables
        .iter()
        .map(|table| {
            let href = paths::support_table(&table.prefecture_code, table.fiscal_year);
            let text = t!(support.tables.link, year = fiscal_year(table.fiscal_year));
            view! { <LinkButton href=href kind=Kind::Outline>{text}</LinkButton> }
        })
        .collect_view()
        .into_any()
}

/// What published figures would make candidates: below everything official, and never on the map of areas.
fn computed(candidates: &[ComputedCandidate]) -> AnyView {
    if candidates.is_empty() {
        return ().into_any();
    }
    let yes_no = |is: bool| if is { t!(common.state.yes) } else { t!(common.state.no) }.into_any();
    let rows = candidates
        .iter()
        .map(|one| {
            let index = (one.index_tenths / 10).to_string() + "." + &(one.index_tenths % 10).to_string();
            // Official files name areas in Japanese only.
            let lang = one.area_name_en.is_empty().then(written_in).flatten();
            vec![
                view! { <span lang=lang>{area_name(&one.area_name, &one.area_name_en)}</span> }.into_any(),
                index.into_any(),
                yes_no(one.lowest_in_prefecture),
                yes_no(one.few_in_few),
            ]
        })
        .collect();
    let columns = [t!(support.areas.medical_area), t!(support.areas.index), t!(support.computed.lowest), t!(support.computed.few_in_few)];
    view! {
        <section aria-labelledby="computed">
            <h2 id="computed" class="section__title">{t!(support.computed.title)}</h2>
            <Notice tone=Tone::Warning title=t!(support.computed.caveat_title)><p>{t!(support.computed.caveat)}</p></Notice>
            {table(t!(support.computed.caption), &columns, rows)}
        </section>
    }
    .into_any()
}

//! The list of openings.

use super::filters::{RESULTS, filter_panel, focus_results, order};
use super::question::{Question, active};
use crate::components::common::{DateText, FictionalTag, Page, share_button};
use crate::components::listing::{place_name, specialty_text, untranslated, written_in};
use crate::components::opening::{duty_text, pay_text};
use crate::components::ui::{Button, EmptyState, Icon, Kind, LinkButton, Tag, Tone, icon};
use crate::i18n::{locale, number};
use crate::state::Pages;
use crate::{client, paths, t};
use domain::opening::{OpeningQuery, OpeningSummary};
use domain::time::japan_date;
use leptos::prelude::*;

/// `/openings`
#[component]
pub fn OpeningsPage() -> impl IntoView {
    let question = Question::here();
    let pages = Pages::new(move |cursor| {
        let query = question.query.get();
        async move {
            let query = OpeningQuery { cursor: cursor.or(query.cursor.clone()), ..query };
            client::opening::list_openings(&query).await
        }
    });
    let status = move || {
        if pages.error().with(Option::is_some) {
            return String::new();
        }
        if pages.loading().get() {
            return t!(directory.list.searching).to_owned();
        }
        match pages.items().with(Vec::len) as u64 {
            0 => String::new(),
            shown => t!(directory.list.shown, count = number(shown)),
        }
    };
    let busy = move || if pages.loading().get() { "true" } else { "false" };
    view! {
        <Page title=t!(opening.list.title) lead=t!(opening.list.lead) wide=true>
            <div class="directory">
                <div class="directory__side">{filter_panel(question)}</div>
                <section class="directory__results" aria-labelledby=RESULTS>
                    <h2 id=RESULTS class="visually-hidden" tabindex="-1">{t!(directory.list.results)}</h2>
                    {chips(question)}
                    <div class="directory__bar">
                        <p class="directory__status" role="status">{status}</p>
                        {order(question)}
                    </div>
                    <div class="directory__list" aria-busy=busy>{pages.view(12, move |rows| results(question, &rows))}</div>
                    <div class="directory__onward">{share_button()}</div>
                    <p class="small">{t!(opening.page.informs)}</p>
                </section>
            </div>
        </Page>
    }
}

/// The conditions in force, each with a way to take it away.
fn chips(question: Question) -> AnyView {
    let shown = move || {
        let active = question.query.with(active);
        (!active.is_empty()).then(|| {
            let chips = active.into_iter().map(|(label, rest)| view! { <li>{chip(question, label, rest)}</li> }).collect_view();
            view! { <div class="chips"><ul class="chips__list" aria-label=t!(directory.filter.active)>{chips}</ul></div> }
        })
    };
    shown.into_any()
}

fn chip(question: Question, label: String, rest: OpeningQuery) -> AnyView {
    let remove = move |_| {
        question.ask(rest.clone());
        // The chip is gone and its focus with it.
        focus_results();
    };
    let name = t!(directory.filter.remove, filter = label);
    view! { <button type="button" class="chip" aria-label=name on:click=remove>{label}{icon(Icon::Close)}</button> }.into_any()
}

fn results(question: Question, rows: &[OpeningSummary]) -> AnyView {
    if rows.is_empty() {
        return nothing(question);
    }
    let cards = rows.iter().map(|row| view! { <li>{card(row)}</li> }).collect_view();
    view! { <ul class="cards directory__cards">{cards}</ul> }.into_any()
}

/// Nothing fits: says which condition could give way.
fn nothing(question: Question) -> AnyView {
    let active = question.query.with_untracked(active);
    if active.is_empty() {
        return view! {
            <EmptyState title=t!(opening.empty.none_title) text=t!(opening.empty.none_text)>
                <LinkButton href=paths::DIRECTORY kind=Kind::Outline>{t!(common.nav.directory)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let loosen = active
        .into_iter()
        .map(|(label, rest)| {
            let text = t!(directory.empty.without, filter = label);
            view! { <Button kind=Kind::Outline compact=true on_click=move || question.ask(rest.clone())>{text}</Button> }
        })
        .collect_view();
    view! { <EmptyState title=t!(opening.list.none_title) text=t!(opening.list.none_text)>{loosen}</EmptyState> }.into_any()
}

fn card(row: &OpeningSummary) -> AnyView {
    let engagement = row.engagement.label(locale());
    let place = place_name(&row.prefecture_code, &row.municipality_name, &row.municipality_name_en);
    let institution = locale().name(&row.institution_name, &row.institution_name_en).to_owned();
    let half_days = row.half_days_per_week.map(|count| {
        view! { <p>{t!(opening.field.half_days_per_week)}" "{t!(opening.value.half_days, count = count)}</p> }
    });
    let duties = duty_text(row.night_duties_per_month, row.day_duties_per_month, row.on_call_per_month).map(|text| view! { <p>{text}</p> });
    let offered = (!row.offered.is_empty()).then(|| {
        let tags = row
            .offered
            .iter()
            .map(|benefit| benefit.label(locale()))
            .map(|label| view! { <li><Tag tone=Tone::Success>{label}</Tag></li> })
            .collect_view();
        view! { <ul class="tags" aria-label=t!(opening.field.offered)>{tags}</ul> }
    });
    view! {
        <article class="card card--link listing-card">
            <ul class="tags">
                <li><Tag>{engagement}</Tag></li>
                {row.fictional.then(|| view! { <li><FictionalTag fictional=true/></li> })}
            </ul>
            <h3 class="card__title"><a href=paths::opening(row.id) lang=written_in()>{row.title.clone()}</a></h3>
            <p class="listing-card__place">
                <span lang=untranslated(&row.institution_name_en)>{institution}</span>
                <span class="listing-card__area">{place}</span>
            </p>
            <p>{specialty_text(&row.specialties)}</p>
            <p class="number">{pay_text(row.pay_unit, row.pay_from, row.pay_to)}</p>
            {half_days}
            {duties}
            {offered}
            <p class="card__foot">
                {t!(opening.page.posted)}" "<DateText day=japan_date(row.posted_at)/><br/>
                {t!(opening.page.confirmed)}" "<DateText day=japan_date(row.confirmed_at)/>
            </p>
        </article>
    }
    .into_any()
}

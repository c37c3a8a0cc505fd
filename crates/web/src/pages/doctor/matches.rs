//! The openings in the order in which they suit a doctor, each with what is wanted beside what it states.

use crate::components::common::{DateText, FictionalTag, Page, crumb};
use crate::components::listing::{place_name, untranslated, written_in};
use crate::components::ui::{Disclosure, EmptyState, Form, Kind, LinkButton, Notice, Tag, Tone, table};
use crate::i18n::locale;
use crate::state::Pages;
use crate::{client, paths, t};
use domain::matching::{Explanation, OpeningMatch, Stated, Verdict, Weight, WishVerdict};
use domain::opening::OpeningSummary;
use domain::time::japan_date;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// What suits.
#[component]
pub fn DoctorMatchesPage() -> impl IntoView {
    let pages = Pages::new(client::matching::list_matches);
    view! {
        <Page title=t!(matching.list.title) lead=t!(matching.list.lead) trail=vec![crumb(t!(doctor.home.title), paths::DOCTOR_HOME)] wide=true>
            <div class="actions"><LinkButton href=paths::DOCTOR_WISHES kind=Kind::Outline>{t!(matching.home.wishes)}</LinkButton></div>
            {pages.view(12, |found| list(&found))}
            <p class="small">{t!(opening.page.informs)}</p>
        </Page>
    }
}

fn list(found: &[OpeningMatch]) -> AnyView {
    let Some(first) = found.first() else {
        return view! {
            <EmptyState title=t!(matching.list.none_title) text=t!(matching.list.none_text)>
                <LinkButton href=paths::DIRECTORY>{t!(common.nav.directory)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    };
    let without = first.explanation.verdicts.is_empty();
    let rows = found.iter().map(|one| view! { <li>{card(one)}</li> }).collect_view();
    view! {
        {without.then(|| view! { <Notice tone=Tone::Info title=t!(matching.list.no_wishes)>{t!(matching.list.no_wishes_text)}</Notice> })}
        <ul class="matches">{rows}</ul>
    }
    .into_any()
}

fn card(OpeningMatch { opening, explanation }: &OpeningMatch) -> AnyView {
    let lines = Weight::iter()
        .filter_map(|weight| explanation.summary(weight, locale()))
        .map(|line| view! { <p class="match__line">{line}</p> })
        .collect_view();
    let all = (!explanation.verdicts.is_empty()).then(|| {
        let content = verdicts(explanation);
        view! { <Disclosure summary=t!(matching.list.all)>{content}</Disclosure> }
    });
    view! {
        <article class="card match">
            {head(opening)}
            {lines}
            {all}
            <div class="actions">{ask(opening, explanation)}</div>
        </article>
    }
    .into_any()
}

fn head(opening: &OpeningSummary) -> AnyView {
    let place = place_name(&opening.prefecture_code, &opening.municipality_name, &opening.municipality_name_en);
    let institution = locale().name(&opening.institution_name, &opening.institution_name_en).to_owned();
    let pay = (opening.pay_from.is_some() || opening.pay_to.is_some())
        .then(|| Stated::Pay { unit: opening.pay_unit, from: opening.pay_from, to: opening.pay_to }.text(locale()));
    let engagement = opening.engagement.label(locale());
    let pay = pay.unwrap_or_else(|| t!(opening.page.by_agreement).to_owned());
    view! {
        <h2 class="card__title"><a href=paths::opening(opening.id) lang=written_in()>{opening.title.clone()}</a></h2>
        <p>
            <a href=paths::listing(opening.institution_id) lang=untranslated(&opening.institution_name_en)>{institution}</a>
            " "{place}" "<FictionalTag fictional=opening.fictional/>
        </p>
        <ul class="tags">
            <li><Tag>{engagement}</Tag></li>
            <li><Tag>{pay}</Tag></li>
        </ul>
        <p class="small">{t!(opening.page.posted)}" "<DateText day=japan_date(opening.posted_at)/></p>
    }
    .into_any()
}

/// Every wish with what is wanted and what is stated, musts first.
fn verdicts(explanation: &Explanation) -> AnyView {
    let mut sorted: Vec<&WishVerdict> = explanation.verdicts.iter().collect();
    sorted.sort_by_key(|one| one.weight);
    let rows = sorted
        .into_iter()
        .map(|one| {
            let subject = view! { {one.wanted.subject(locale())}" "<span class="small">{one.weight.label(locale())}</span> }.into_any();
            let tone = match (one.verdict, one.weight) {
                (Verdict::Met, _) => Tone::Success,
                (Verdict::NotMet, Weight::Must) => Tone::Error,
                (Verdict::NotMet, Weight::GoodToHave) => Tone::Neutral,
                (Verdict::NotStated, _) => Tone::Warning,
            };
            let result = one.verdict.label(locale());
            let verdict = view! { <Tag tone=tone>{result}</Tag> }.into_any();
            vec![subject, one.wanted.text(locale()).into_any(), one.stated_text(locale()).into_any(), verdict]
        })
        .collect();
    let columns = [t!(matching.list.condition), t!(matching.list.wanted), t!(matching.list.stated), t!(matching.list.verdict)];
    table(t!(matching.list.all), &columns, rows)
}

/// The way into a conversation. What the opening does not state stands in the message already, for the doctor to change; nothing is sent.
fn ask(opening: &OpeningSummary, explanation: &Explanation) -> AnyView {
    let institution = opening.institution_id;
    let question = explanation.question(&opening.title, locale());
    let text = if question.is_some() { t!(matching.list.ask_unstated) } else { t!(matching.list.ask) };
    let form = Form::new(String::from("inquiry/new/") + &institution.to_string());
    let prepare = move |_| {
        if let (Some(question), true) = (&question, form.peek("/body").trim().is_empty()) {
            form.set("/body", question.clone());
        }
    };
    view! { <a class="button button--outline button--compact" href=paths::new_inquiry_about(institution, opening.id) on:click=prepare>{text}</a> }.into_any()
}

//! The landing page: what this is, how far it reaches, and where to begin.

use super::parts::promises;
use crate::components::common::{announce, flow, follow};
use crate::components::ui::{Icon, Kind, LinkButton, icon};
use crate::i18n::locale;
use crate::state::Query;
use crate::{client, paths, t, t_list};
use domain::directory::DirectorySummary;
use domain::region::{PREFECTURES, Prefecture};
use leptos::html;
use leptos::prelude::*;

/// Codes of the last prefecture of each region, in the order of `region_names`.
const REGION_ENDS: [usize; 6] = [7, 14, 23, 30, 39, 47];

/// `/`
#[component]
pub fn HomePage() -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    announce(Signal::from(String::new()), heading);
    let summary = Query::new(client::summary::get_directory_summary);
    view! {
        <section class="hero">
            <div class="hero__inner">
                <div>
                    <p class="hero__eyebrow">{t!(public.home.eyebrow)}</p>
                    <h1 node_ref=heading tabindex="-1">{t!(public.home.title)}</h1>
                    <p class="hero__lead">{t!(public.home.lead)}</p>
                    <div class="actions">
                        <LinkButton href=paths::DIRECTORY>{t!(public.home.find)}</LinkButton>
                        <LinkButton href=paths::HOW_IT_WORKS kind=Kind::Outline>{t!(public.home.join)}</LinkButton>
                    </div>
                </div>
                {reach(summary)}
            </div>
        </section>
        {ways()}
        {trust()}
        {programme()}
        {support()}
        {regions(summary)}
        {questions()}
    }
}

fn listed(summary: &Option<DirectorySummary>, code: &str) -> i64 {
    summary
        .as_ref()
        .and_then(|summary| summary.prefectures.iter().find(|one| one.prefecture_code == code))
        .map_or(0, |one| one.institutions)
}

/// The map of Japan and the two numbers.
fn reach(summary: Query<DirectorySummary>) -> AnyView {
    let number = move |pick: fn(&DirectorySummary) -> i64, unit: &'static str| {
        view! {
            <dd>
                {move || match (summary.get(), summary.error().get()) {
                    (Some(summary), _) => view! { <strong>{pick(&summary)}</strong><span>{unit}</span> }.into_any(),
                    (None, None) => view! { <span class="reach__wait" aria-hidden="true"></span> }.into_any(),
                    (None, Some(_)) => view! { <strong>"–"</strong> }.into_any(),
                }}
            </dd>
        }
        .into_any()
    };
    let note = move || match (summary.get(), summary.error().get()) {
        (Some(summary), _) if summary.fictional > 0 => t!(public.home.fictional, count = summary.fictional),
        (None, Some(_)) => t!(public.home.unreachable).to_owned(),
        _ => String::new(),
    };
    view! {
        <div class="reach">
            {japan(summary)}
            <p class="japan__key" aria-hidden="true">
                <span><i class="japan__on"></i>{t!(public.home.map_on)}</span>
                <span><i></i>{t!(public.home.map_off)}</span>
            </p>
            <dl class="reach__numbers">
                <div class="reach__number">
                    <dt>{t!(public.home.count_institutions)}</dt>
                    {number(|summary| summary.institutions, t!(public.home.unit_institutions))}
                </div>
                <div class="reach__number">
                    <dt>{t!(public.home.count_prefectures)}</dt>
                    {number(|summary| i64::try_from(summary.prefectures.len()).unwrap_or(0), t!(public.home.unit_prefectures))}
                </div>
            </dl>
            <p class="reach__note">{t!(public.home.goal)}" "{note}</p>
            <p class="reach__credit">{t!(public.home.map_credit)}</p>
        </div>
    }
    .into_any()
}

/// The prefectures, each a shape of the one drawing (`public/japan.svg`); those with institutions lead to their list.
fn japan(summary: Query<DirectorySummary>) -> AnyView {
    let go = follow();
    let shape = |prefecture: &'static Prefecture| {
        let shape = String::from("/japan.svg#p") + prefecture.code;
        move || match listed(&summary.get(), prefecture.code) {
            0 => view! { <use_ href=shape.clone()/> }.into_any(),
            count => {
                let label = t!(public.home.prefecture_count, name = prefecture.label(locale()), count = count);
                let tip = label.clone();
                // By keyboard, the links of the regions further down lead there. Only inside of `g` are `a` and `title` elements of SVG.
                view! {
                    <g>
                        <a href=paths::directory_in(prefecture.code) tabindex="-1" aria-label=label on:click=move |click| go.run((click, paths::directory_in(prefecture.code)))>
                            <title>{tip}</title>
                            <use_ class="japan__on" href=shape.clone()/>
                        </a>
                    </g>
                }
                .into_any()
            }
        }
    };
    let shapes = PREFECTURES.iter().map(shape).collect_view();
    view! { <svg class="japan" viewBox="0 0 600 675" role="group" aria-label=t!(public.home.map_label)>{shapes}</svg> }.into_any()
}

fn ways() -> AnyView {
    view! {
        <section class="band">
            <div class="band__inner ways">
                <div class="way">
                    <span class="way__icon">{icon(Icon::Doctor)}</span>
                    <h2>{t!(public.home.doctors_title)}</h2>
                    <p>{t!(public.home.doctors_text)}</p>
                    {flow(t_list!(public.home.doctors_steps))}
                    <div class="actions"><LinkButton href=paths::SIGN_UP_DOCTOR kind=Kind::Outline>{t!(public.home.doctors_action)}</LinkButton></div>
                </div>
                <div class="way way--second">
                    <span class="way__icon">{icon(Icon::Hospital)}</span>
                    <h2>{t!(public.home.institutions_title)}</h2>
                    <p>{t!(public.home.institutions_text)}</p>
                    {flow(t_list!(public.home.institutions_steps))}
                    <div class="actions"><LinkButton href=paths::HOW_IT_WORKS kind=Kind::Outline>{t!(public.home.institutions_action)}</LinkButton></div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn trust() -> AnyView {
    view! {
        <section class="band band--tint">
            <div class="band__inner">
                <h2>{t!(public.home.promises_title)}</h2>
                {promises(t_list!(public.home.promises))}
            </div>
        </section>
    }
    .into_any()
}

fn programme() -> AnyView {
    view! {
        <section class="band band--dark">
            <div class="band__inner programme-band">
                <p class="programme-band__figure" aria-hidden="true">
                    <strong>{t!(public.programme.units)}</strong>
                    {t!(public.programme.units_label)}
                </p>
                <div>
                    <h2>{t!(public.home.programme_title)}</h2>
                    <p class="band__text">{t!(public.home.programme_text)}</p>
                    <div class="actions"><LinkButton href=paths::PROGRAMME kind=Kind::Outline>{t!(public.home.programme_action)}</LinkButton></div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn support() -> AnyView {
    view! {
        <section class="band band--tint">
            <div class="band__inner">
                <h2>{t!(public.home.support_title)}</h2>
                <p class="band__text">{t!(public.home.support_text)}</p>
                <div class="actions"><LinkButton href=paths::SUPPORT kind=Kind::Outline>{t!(public.home.support_action)}</LinkButton></div>
            </div>
        </section>
    }
    .into_any()
}

/// Every prefecture by region; those with institutions lead to the directory.
fn regions(summary: Query<DirectorySummary>) -> AnyView {
    let mut start = 0;
    let groups = t_list!(public.home.region_names)
        .into_iter()
        .zip(REGION_ENDS)
        .map(|(name, end)| {
            let items = PREFECTURES[start..end].iter().map(|prefecture| region_entry(prefecture, summary)).collect_view();
            start = end;
            view! { <div><h3>{name}</h3><ul>{items}</ul></div> }
        })
        .collect_view();
    view! {
        <section class="band">
            <div class="band__inner">
                <h2>{t!(public.home.regions_title)}</h2>
                <p class="band__text">{t!(public.home.regions_text)}</p>
                <div class="regions">{groups}</div>
            </div>
        </section>
    }
    .into_any()
}

fn region_entry(prefecture: &'static Prefecture, summary: Query<DirectorySummary>) -> AnyView {
    let name = prefecture.label(locale());
    let entry = move || match listed(&summary.get(), prefecture.code) {
        0 => name.into_any(),
        count => {
            let text = t!(public.home.prefecture_count, name = name, count = count);
            view! { <a href=paths::directory_in(prefecture.code)>{text}</a> }.into_any()
        }
    };
    view! { <li>{entry}</li> }.into_any()
}

fn questions() -> AnyView {
    view! {
        <section class="band band--tint">
            <div class="band__inner">
                <div class="ask">
                    <div>
                        <h2>{t!(public.home.contact_title)}</h2>
                        <p class="band__text">{t!(public.home.contact_text)}</p>
                    </div>
                    <div class="actions">
                        <LinkButton href=paths::FAQ kind=Kind::Outline>{t!(public.home.faq_action)}</LinkButton>
                        <LinkButton href=paths::CONTACT kind=Kind::Outline>{t!(public.home.contact_action)}</LinkButton>
                    </div>
                </div>
            </div>
        </section>
    }
    .into_any()
}

//! Every scheme with the rule in force today, and each scheme's rules one after another.

use crate::client;
use crate::components::common::{DateText, Page, crumb};
use crate::components::support::{base_items, cited, rates_table, standing, undetermined};
use crate::components::ui::{EmptyState, Kind, LinkButton, Tag, Tone, data_list, table};
use crate::i18n::{self, fiscal_year, locale};
use crate::pages::public::NotFoundPage;
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::subsidy::{Determined, ExpectedStart, Rate, SchemeCode, SubsidyRule, rule_in_force};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use strum::IntoEnumIterator;

fn today() -> NaiveDate {
    domain::time::japan_date(i18n::now())
}

/// `/support/schemes`
#[component]
pub fn SchemesPage() -> impl IntoView {
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    view! {
        <Page
            title=t!(support.schemes.title)
            lead=t!(support.schemes.lead)
            trail=vec![crumb(t!(common.nav.support), paths::SUPPORT)]
            wide=true
        >
            {rules.view(12, |rules| overview(&rules))}
            <p class="small">{t!(support.schemes.caveat)}</p>
            <div class="actions">
                <LinkButton href=paths::SUPPORT_CALCULATOR>{t!(support.calculator.title)}</LinkButton>
                <LinkButton href=paths::SUPPORT_PACKAGE kind=Kind::Outline>{t!(support.nav.package)}</LinkButton>
            </div>
        </Page>
    }
}

/// Who pays which part of each scheme, by the rule that holds today or the one nearest to it.
pub(super) fn overview(rules: &[SubsidyRule]) -> AnyView {
    let day = today();
    let rows = SchemeCode::iter()
        .map(|scheme| {
            let name = view! { <a href=paths::support_scheme(scheme.code())>{scheme.label(locale())}</a> }.into_any();
            let mut versions: Vec<&SubsidyRule> = rules.iter().filter(|rule| rule.scheme == scheme).collect();
            versions.sort_by_key(|rule| rule.valid_from);
            let shown = rule_in_force(rules, scheme, day)
                .or_else(|| versions.iter().copied().find(|rule| rule.valid_from > day))
                .or(versions.last().copied());
            let Some(rule) = shown else {
                return vec![name, t!(support.schemes.no_rule).into_any(), ().into_any(), ().into_any(), ().into_any(), ().into_any()];
            };
            let rates = rule.terms.rates.known();
            let rate = |pick: fn(&domain::subsidy::Rates) -> Rate| share(rates.map(pick));
            vec![
                name,
                view! { {fiscal_year(rule.fiscal_year)}" "{stage(rule, day)} }.into_any(),
                rate(|rates| rates.national),
                rate(|rates| rates.prefecture),
                rate(|rates| rates.operator),
                rate(|rates| rates.insurers),
            ]
        })
        .collect();
    let columns = [
        t!(support.schemes.scheme),
        t!(support.schemes.year_and_stage),
        t!(support.payer.national),
        t!(support.payer.prefecture),
        t!(support.payer.operator),
        t!(support.payer.insurers),
    ];
    view! { <div class="support__table">{table(t!(support.schemes.caption), &columns, rows)}</div> }.into_any()
}

fn share(rate: Option<Rate>) -> AnyView {
    match rate {
        Some(rate) if rate.is_zero() => "–".into_any(),
        Some(rate) => view! { <span class="number">{rate.to_string()}</span> }.into_any(),
        None => view! { <Tag tone=Tone::Warning>{t!(support.words.undetermined)}</Tag> }.into_any(),
    }
}

/// The budget's stage, and whether the rule holds today.
fn stage(rule: &SubsidyRule, day: NaiveDate) -> AnyView {
    let stage = rule.budget_stage.label(locale());
    view! { <Tag>{stage}</Tag>" "{standing(rule, day)} }.into_any()
}

/// `/support/schemes/:scheme`
#[component]
pub fn SchemePage() -> impl IntoView {
    let params = use_params_map();
    let scheme = Memo::new(move |_| params.read().get("scheme").and_then(|code| code.parse::<SchemeCode>().ok()));
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    move || match scheme.get() {
        None => view! { <NotFoundPage/> }.into_any(),
        Some(scheme) => {
            let trail = vec![crumb(t!(common.nav.support), paths::SUPPORT), crumb(t!(support.schemes.title), paths::SUPPORT_SCHEMES)];
            view! {
                <Page title=scheme.label(locale()) trail=trail>
                    {rules.view(12, move |rules| versions(scheme, rules))}
                    <div class="actions">
                        {calculate(scheme)}
                        {topic(scheme)}
                        <LinkButton href=paths::SUPPORT_SCHEMES kind=Kind::Outline>{t!(support.schemes.title)}</LinkButton>
                    </div>
                </Page>
            }
            .into_any()
        }
    }
}

fn versions(scheme: SchemeCode, rules: Vec<SubsidyRule>) -> AnyView {
    let day = today();
    let mut versions: Vec<SubsidyRule> = rules.into_iter().filter(|rule| rule.scheme == scheme).collect();
    // What holds today first, then what is to come, then what is over.
    versions.sort_by_key(|rule| (!rule.period().contains(day), std::cmp::Reverse(rule.valid_from)));
    if versions.is_empty() {
        return view! { <EmptyState title=t!(support.schemes.no_rule)/> }.into_any();
    }
    view! { <div class="prose">{versions.iter().map(|rule| version(rule, day)).collect_view()}</div> }.into_any()
}

fn version(rule: &SubsidyRule, day: NaiveDate) -> AnyView {
    let until = rule.valid_until.map_or_else(|| t!(support.schemes.no_end).into_any(), |until| view! { <DateText day=until/> }.into_any());
    let mut facts = vec![
        (t!(support.schemes.valid_from), view! { <DateText day=rule.valid_from/> }.into_any()),
        (t!(support.schemes.valid_until), until),
        (t!(support.schemes.stage), stage(rule, day)),
    ];
    if let Some(budget) = rule.budget_yen {
        facts.push((t!(support.schemes.budget), i18n::yen(budget.0).into_any()));
    }
    facts.extend(rule.expected_start.as_ref().map(|start| (t!(support.schemes.start), expected(start))));
    facts.push((t!(support.schemes.base), base_items(&rule.terms.base)));
    let known = matches!(rule.terms.rates, Determined::Known { .. });
    if known {
        facts.push((t!(support.schemes.rounding), rule.terms.rounding.label(locale()).into_any()));
    }
    let conditions = rule.terms.conditions.iter().map(|condition| view! { <li>{condition.label(locale())}</li> }).collect_view();
    facts.push((t!(support.schemes.conditions), view! { <ul>{conditions}</ul> }.into_any()));
    let note = rule.note.text(locale()).to_owned();
    view! {
        <h2>{t!(support.schemes.version, year = fiscal_year(rule.fiscal_year), version = rule.version)}</h2>
        {data_list(facts)}
        <div class="support__table">{rates_table(&rule.terms.rates)}</div>
        {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
        {cited(&rule.source.title, &rule.source.section, rule.source.url.as_deref())}
    }
    .into_any()
}

/// What is known about when it starts.
fn expected(start: &ExpectedStart) -> AnyView {
    let mut items: Vec<AnyView> = Vec::new();
    items.extend(start.opens_on.map(|day| i18n::date(day).into_any()));
    items.extend(start.fiscal_year.map(|year| t!(support.schemes.start_year, year = fiscal_year(year)).into_any()));
    items.extend(start.no_later_than.map(|day| t!(support.schemes.start_by, day = i18n::date(day)).into_any()));
    items.push(if start.opens_on.is_some() { start.reason.text(locale()).to_owned().into_any() } else { undetermined(&start.reason) });
    view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }.into_any()
}

fn calculate(scheme: SchemeCode) -> AnyView {
    super::calculator::field_of(scheme)
        .map(|field| {
            let href = String::from(paths::SUPPORT_CALCULATOR) + &client::query(&[(field, Some("true".to_owned()))]);
            view! { <LinkButton href=href>{t!(support.schemes.calculate)}</LinkButton> }
        })
        .into_any()
}

/// The page of the package that says more, where there is one.
fn topic(scheme: SchemeCode) -> AnyView {
    let slug = match scheme {
        SchemeCode::DoctorsAllowance => Some("doctors-allowance"),
        SchemeCode::WideAreaMatching | SchemeCode::RecurrentEducation => Some("matching-and-recurrent-education"),
        _ => None,
    };
    slug.map(|slug| view! { <LinkButton href=paths::support_topic(slug) kind=Kind::Outline>{t!(support.schemes.more)}</LinkButton> })
        .into_any()
}

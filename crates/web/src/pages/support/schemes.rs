//! Every scheme with the rule in force today, and each scheme's rules one after another.

use crate::client;
use crate::components::common::{Page, crumb};
use crate::components::support::{rule_phase, rule_view};
use crate::components::ui::{EmptyState, Kind, LinkButton, Tag, Tone, table};
use crate::i18n::{self, fiscal_year, locale};
use crate::pages::public::NotFoundPage;
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::subsidy::{Rate, SchemeCode, SubsidyRule, rule_nearest};
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
            let Some(rule) = rule_nearest(rules, scheme, day) else {
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
    view! { <Tag>{stage}</Tag>" "{rule_phase(rule, day)} }.into_any()
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
    view! { <div class="prose">{versions.iter().map(|rule| rule_view(rule, day)).collect_view()}</div> }.into_any()
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

//! The rules by scheme, as they hold on a day or all of them.

use crate::client;
use crate::components::common::{DateText, Page, crumb};
use crate::components::support::as_of::today;
use crate::components::support::rule_phase;
use crate::components::ui::{Button, Choice, EmptyState, Form, FormView, Kind, LinkButton, Select, SubmitButton, Tag, TextField, table};
use crate::i18n::{fiscal_year, locale};
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::subsidy::{SchemeCode, SubsidyRule};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::cmp::Reverse;
use strum::IntoEnumIterator;

/// Which rules are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Filter {
    scheme: Option<SchemeCode>,
    on: Option<NaiveDate>,
}

/// `/staff/subsidy-rules`
#[component]
pub fn RulesPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| Filter {
            scheme: query.get("scheme").and_then(|scheme| scheme.parse().ok()),
            on: query.get("as_of").and_then(|day| day.parse().ok()),
        })
    });
    let rules = Query::new(client::subsidy::list_subsidy_rules);
    let trail = vec![crumb(t!(staff.home.title), paths::STAFF_HOME)];
    view! {
        <Page title=t!(rules.list.title) lead=t!(rules.list.lead) trail=trail wide=true>
            <div class="actions"><LinkButton href=paths::STAFF_NEW_RULE>{t!(rules.list.create)}</LinkButton></div>
            {filters(filter)}
            {rules.view(10, move |rules| {
                let rules = StoredValue::new(rules);
                (move || rules.with_value(|rules| schemes(rules, filter.get()))).into_any()
            })}
        </Page>
    }
}

fn filters(filter: Memo<Filter>) -> AnyView {
    let form = Form::new("staff/subsidy-rules");
    // The address is the truth of a filter.
    form.forget();
    Effect::new(move |_| {
        let Filter { scheme, on } = filter.get();
        form.set("/scheme", scheme.map(SchemeCode::code).unwrap_or_default());
        form.set("/as_of", on.map(|day| day.to_string()).unwrap_or_default());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |address: String| {
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..Default::default() }));
    };
    let submit = move || {
        let pairs = [("scheme", form.peek_some("/scheme")), ("as_of", form.peek_some("/as_of"))];
        go(paths::STAFF_RULES.to_owned() + &client::query(&pairs));
    };
    let schemes: Vec<Choice> = SchemeCode::iter().map(|scheme| Choice::new(scheme.code(), scheme.label(locale()))).collect();
    view! {
        <search class="filters" aria-label=t!(staff.list.filters)>
            <FormView form=form on_submit=submit>
                <div class="filters__fields">
                    <Select form=form path="/scheme" label=t!(support.schemes.scheme) options=Signal::stored(schemes) empty=t!(common.list.all)/>
                    <TextField form=form path="/as_of" label=t!(rules.list.on) kind="date" width="short"/>
                </div>
                <div class="actions">
                    <SubmitButton kind=Kind::Outline>{t!(staff.list.apply)}</SubmitButton>
                    {move || (filter.get() != Filter::default()).then(|| view! {
                        <Button kind=Kind::Text on_click=move || go(paths::STAFF_RULES.to_owned())>{t!(staff.list.clear)}</Button>
                    })}
                </div>
            </FormView>
        </search>
    }
    .into_any()
}

fn schemes(rules: &[SubsidyRule], filter: Filter) -> AnyView {
    let wanted = |rule: &&SubsidyRule| filter.on.is_none_or(|day| rule.period().contains(day));
    SchemeCode::iter()
        .filter(|scheme| filter.scheme.is_none_or(|only| only == *scheme))
        .map(|scheme| {
            let mut of_scheme: Vec<&SubsidyRule> = rules.iter().filter(|rule| rule.scheme == scheme).filter(wanted).collect();
            of_scheme.sort_by_key(|rule| Reverse(rule.valid_from));
            view! { <section><h2 class="section__title">{scheme.label(locale())}</h2>{versions(scheme, &of_scheme)}</section> }
        })
        .collect_view()
        .into_any()
}

fn versions(scheme: SchemeCode, rules: &[&SubsidyRule]) -> AnyView {
    if rules.is_empty() {
        return view! { <EmptyState title=t!(rules.list.none) text=t!(rules.list.none_text)/> }.into_any();
    }
    let rows = rules
        .iter()
        .map(|rule| {
            let year = t!(support.schemes.version, year = fiscal_year(rule.fiscal_year), version = rule.version);
            let stage = rule.budget_stage.label(locale());
            let until = match rule.valid_until {
                Some(day) => view! { <DateText day=day/> }.into_any(),
                None => t!(support.schemes.no_end).into_any(),
            };
            vec![
                view! { <a href=paths::staff_rule(rule.id)>{year}</a> }.into_any(),
                view! { <Tag>{stage}</Tag> }.into_any(),
                rule_phase(rule, today()),
                view! { <DateText day=rule.valid_from/> }.into_any(),
                until,
            ]
        })
        .collect();
    let columns = [
        t!(rules.list.version),
        t!(support.schemes.stage),
        t!(rules.list.phase),
        t!(support.schemes.valid_from),
        t!(support.schemes.valid_until),
    ];
    table(scheme.label(locale()), &columns, rows)
}

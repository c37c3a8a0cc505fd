//! The year's budget against what is committed, scheme by scheme.

use super::{home_crumb, own_name, today, years};
use crate::client;
use crate::components::application::yen_cell;
use crate::components::common::{ConfirmedAction, MutationError, Page};
use crate::components::support::{cited, source_fields, source_texts};
use crate::components::table::{Column, DataTable};
use crate::components::ui::{
    Button, Choice, EmptyState, Form, FormView, Kind, Notice, Select, SubmitButton, Tag, TextArea, TextField, Tone,
};
use crate::i18n::{fiscal_year, locale};
use crate::state::mutation::check;
use crate::state::{Mutation, Query, Reading, sending, use_toasts};
use crate::{paths, t};
use domain::money::Yen;
use domain::problem::ProblemCode;
use domain::subsidy::SchemeCode;
use domain::support::{BudgetLine, BudgetTotal, SaveSupportBudget, SupportBudget, WithdrawSupportBudget};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use strum::IntoEnumIterator;

/// `/prefecture/budget`; `?fiscal_year=` chooses the year.
#[component]
pub fn BudgetPage() -> impl IntoView {
    let query = use_query_map();
    let year = Memo::new(move |_| {
        let asked = query.with(|query| query.get("fiscal_year")).and_then(|year| year.parse::<i32>().ok());
        asked.unwrap_or_else(|| domain::time::fiscal_year(today()))
    });
    let budget = Query::new(move || {
        let year = year.get();
        async move { client::prefecture::get_support_budget(year).await }
    });
    view! {
        <Page title=t!(prefecture.budget.title, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.budget.lead) wide=true>
            {year_choice(year)}
            {budget.view(9, move |found| lines(found, budget))}
            <section>
                <h2 class="section__title">{t!(prefecture.budget.save_title)}</h2>
                {move || entry(year.get(), budget)}
            </section>
        </Page>
    }
}

fn year_choice(year: Memo<i32>) -> AnyView {
    let form = Form::new("prefecture/budget/year");
    form.forget();
    Effect::new(move |_| {
        form.set("/fiscal_year", year.get().to_string());
        form.forget();
    });
    let navigate = StoredValue::new_local(use_navigate());
    let submit = move || {
        let address = paths::PREFECTURE_BUDGET.to_owned() + &client::query(&[("fiscal_year", form.peek_some("/fiscal_year"))]);
        navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..Default::default() }));
    };
    view! {
        <search class="filters" aria-label=t!(prefecture.applications.year)>
            <FormView form=form on_submit=submit>
                <Select form=form path="/fiscal_year" label=t!(prefecture.applications.year) required=true options=Signal::stored(years())/>
                <div class="actions"><SubmitButton kind=Kind::Outline>{t!(prefecture.budget.show)}</SubmitButton></div>
            </FormView>
        </search>
    }
    .into_any()
}

fn lines(budget: SupportBudget, query: Query<SupportBudget>) -> AnyView {
    let year = fiscal_year(budget.fiscal_year);
    if budget.lines.is_empty() {
        return view! { <EmptyState title=t!(prefecture.budget.none) text=t!(prefecture.budget.none_text)/> }.into_any();
    }
    let over = budget.lines.iter().any(|line| line.remaining_yen.is_some_and(|left| left < Yen::ZERO));
    let total = budget.total;
    let withdrawals = withdrawals(&budget, query);
    let table = line_table(t!(prefecture.budget.caption, year = year)).totals(move || totals(&total));
    view! {
        {over.then(|| view! { <Notice tone=Tone::Warning title=t!(prefecture.budget.over_title)><p>{t!(prefecture.budget.over_text)}</p></Notice> })}
        {table.view(budget.lines)}
        <p class="small">{t!(prefecture.budget.what)}</p>
        {withdrawals}
    }
    .into_any()
}

/// Before its year begins, a budget that was entered by mistake can be taken back.
fn withdrawals(budget: &SupportBudget, query: Query<SupportBudget>) -> AnyView {
    let year = budget.fiscal_year;
    if year <= domain::time::fiscal_year(today()) {
        return ().into_any();
    }
    let entered = budget.lines.iter().filter_map(|line| Some((line.scheme, line.version?)));
    let acts: Vec<_> = entered.map(|(scheme, version)| withdraw(year, scheme, version, query)).collect();
    view! { <div class="actions">{acts}</div> }.into_any()
}

fn withdraw(year: i32, scheme: SchemeCode, version: i32, query: Query<SupportBudget>) -> AnyView {
    let form = Form::new(String::from("budget/withdraw/") + &year.to_string() + "/" + scheme.code());
    let send = move || {
        let input = WithdrawSupportBudget { scheme, version, reason: form.peek("/reason") };
        if !check(form, &input) {
            return None;
        }
        Some(sending(async move { client::prefecture::withdraw_support_budget(year, &input).await }, move |()| query.reload()))
    };
    view! {
        <ConfirmedAction
            label=t!(prefecture.budget.withdraw, scheme = scheme.label(locale()))
            text=t!(prefecture.budget.withdraw_text)
            kind=Kind::Text
            danger=true
            form=form
            send=send
            done=t!(prefecture.budget.withdrawn)
            reload=move || query.reload()
        >
            <TextArea form=form path="/reason" label=t!(prefecture.budget.withdraw_reason) required=true max=2000/>
        </ConfirmedAction>
    }
    .into_any()
}

fn line_table(caption: String) -> DataTable<BudgetLine> {
    type Of = Column<BudgetLine>;
    let columns = vec![
        Of::ranked(t!(prefecture.budget.scheme), |line: &BudgetLine| (line.scheme as usize, line.scheme.label(locale()).to_owned())),
        Of::yen(t!(prefecture.budget.budget), |line| line.budget_yen.map(|amount| amount.0))
            .shown(|line| line.budget_yen.map_or_else(|| t!(prefecture.budget.not_entered).into_any(), yen_cell)),
        Of::yen(t!(prefecture.budget.before_councils), |line| Some(line.before_councils_yen.0)),
        Of::yen(t!(prefecture.budget.committed), |line| Some(line.committed_yen.0)).shown(committed),
        Of::yen(t!(prefecture.budget.decided), |line| Some(line.decided_yen.0)),
        Of::yen(t!(prefecture.budget.fixed), |line| Some(line.fixed_yen.0)),
        Of::yen(t!(prefecture.budget.paid), |line| Some(line.paid_yen.0)),
        Of::yen(t!(prefecture.budget.remaining), |line| line.remaining_yen.map(|amount| amount.0)).shown(|line| match line.remaining_yen {
            None => t!(prefecture.budget.not_entered).into_any(),
            Some(left) if left < Yen::ZERO => {
                view! { {yen_cell(left)}" "<Tag tone=Tone::Error>{t!(prefecture.budget.over)}</Tag> }.into_any()
            }
            Some(left) => yen_cell(left),
        }),
        Of::text(t!(prefecture.budget.source), |line| line.source.as_ref().map(|source| source.title.clone()).unwrap_or_default()).shown(
            |line| match &line.source {
                Some(source) => cited(&source.title, &source.section, source.url.as_deref()),
                None => t!(common.state.none).into_any(),
            },
        ),
    ];
    DataTable::new(caption, "budget", columns)
}

/// The sums, in the order of the columns; the source has none.
fn totals(total: &BudgetTotal) -> Vec<AnyView> {
    let known = |amount: Option<Yen>| amount.map_or_else(|| t!(prefecture.budget.not_entered).into_any(), yen_cell);
    vec![
        t!(prefecture.budget.total).into_any(),
        known(total.budget_yen),
        yen_cell(total.before_councils_yen),
        yen_cell(total.committed_yen),
        yen_cell(total.decided_yen),
        yen_cell(total.fixed_yen),
        yen_cell(total.paid_yen),
        known(total.remaining_yen),
        ().into_any(),
    ]
}

fn committed(line: &BudgetLine) -> AnyView {
    let undetermined =
        (line.undetermined > 0).then(|| view! { <p class="small">{t!(prefecture.budget.undetermined, count = line.undetermined)}</p> });
    // The bar repeats the numbers beside it.
    let committed = line.committed_yen;
    let bar = line.budget_yen.filter(|budget| *budget > Yen::ZERO).map(|budget| {
        let (most, value, over) = (budget.0.to_string(), committed.0.clamp(0, budget.0).to_string(), committed > budget);
        view! { <meter class="budget__bar" class:budget__bar--over=over aria-hidden="true" min="0" max=most value=value></meter> }
    });
    view! { {yen_cell(committed)}{bar}{undetermined} }.into_any()
}

fn entry(year: i32, budget: Query<SupportBudget>) -> AnyView {
    let form = Form::new(String::from("budget/") + &year.to_string());
    let scheme = form.signal("/scheme");
    // What is entered for the chosen scheme is where an edit starts.
    Effect::new(move |_| {
        let Ok(scheme) = scheme.get().parse::<SchemeCode>() else { return };
        let Some(line) = budget.get().and_then(|budget| budget.lines.into_iter().find(|line| line.scheme == scheme)) else { return };
        form.start("/amount_yen", line.budget_yen.map(|amount| amount.to_string()).unwrap_or_default());
        for (name, text) in source_texts(&line.source.unwrap_or_default()) {
            form.start(&(String::from("/source/") + name), text);
        }
    });
    let (send, toasts) = (Mutation::new(), use_toasts());
    let submit = move || {
        let text = |path: &str| form.peek(path);
        let mut reading = Reading::new(&text);
        let scheme = reading.value("/scheme", SchemeCode::ClinicFacility);
        // The line that is on the page is the one that this takes the place of.
        let version = budget.peek().and_then(|budget| budget.lines.iter().find(|line| line.scheme == scheme)?.version);
        let input = SaveSupportBudget {
            fiscal_year: year,
            scheme,
            amount_yen: reading.yen("/amount_yen"),
            source: reading.source("/source"),
            version,
        };
        let Some(input) = reading.finish(form, input) else { return };
        send.submit(form, async move { client::prefecture::save_support_budget(&input).await }, move |()| {
            toasts.success(t!(prefecture.budget.saved));
            form.reset();
            budget.reload();
        });
    };
    let stale = move || send.error().get().is_some_and(|error| error.is(ProblemCode::VersionMismatch));
    let latest = move || {
        send.clear();
        budget.reload();
    };
    let schemes: Vec<Choice> = SchemeCode::iter().map(|scheme| Choice::new(scheme.code(), scheme.label(locale()))).collect();
    view! {
        <p>{t!(prefecture.budget.save_text, year = fiscal_year(year))}</p>
        <FormView form=form on_submit=submit>
            <Select form=form path="/scheme" label=t!(prefecture.budget.scheme) required=true options=Signal::stored(schemes)/>
            <TextField form=form path="/amount_yen" label=t!(prefecture.budget.amount) hint=t!(rules.field.yen_hint) required=true width="medium"/>
            {source_fields(form, "/source")}
            <MutationError of=send/>
            {move || stale().then(|| view! { <Button kind=Kind::Outline on_click=latest>{t!(rules.rule.latest)}</Button> })}
            <div class="actions"><SubmitButton busy=send.pending()>{t!(common.action.save)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

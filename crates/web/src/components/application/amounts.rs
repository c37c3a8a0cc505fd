//! Cost and subsidy, scheme by scheme: to fill in, and to read.

use crate::components::ui::{Form, TextField, table};
use crate::i18n::{self, locale};
use crate::state::Reading;
use crate::t;
use domain::money::Yen;
use domain::subsidy::{Outcome, SchemeCode, ServiceUnit, Statement};
use domain::support::{DecidedAmount, FixableAmount, FixedAmount, SupportApplication, SupportFixing, SupportReport, WorkedDays};
use leptos::prelude::*;

fn at(n: usize, field: &str) -> String {
    String::from("/amounts/") + &n.to_string() + "/" + field
}

/// What a decision or report starts from: what was decided, else what the statement says.
fn known(application: &SupportApplication) -> Vec<DecidedAmount> {
    if let Some(decision) = &application.decision {
        return decision.amounts.clone();
    }
    from_statement(&application.statement)
}

fn from_statement(statement: &Statement) -> Vec<DecidedAmount> {
    statement
        .lines
        .iter()
        .map(|line| match &line.outcome {
            Outcome::Determined { eligible_yen, subsidy_yen, .. } => {
                DecidedAmount { scheme: line.scheme, cost_yen: *eligible_yen, subsidy_yen: *subsidy_yen }
            }
            Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => {
                DecidedAmount { scheme: line.scheme, cost_yen: Yen::ZERO, subsidy_yen: Yen::ZERO }
            }
        })
        .collect()
}

/// Two fields for each scheme of the application.
pub(super) fn amount_fields(form: Form, application: &SupportApplication) -> AnyView {
    known(application)
        .into_iter()
        .enumerate()
        .map(|(n, known)| {
            form.start(&at(n, "cost_yen"), known.cost_yen.to_string());
            form.start(&at(n, "subsidy_yen"), known.subsidy_yen.to_string());
            view! {
                <fieldset class="form__group">
                    <legend class="calculator__legend">{known.scheme.label(locale())}</legend>
                    <TextField form=form path=at(n, "cost_yen") label=t!(support_application.amounts.cost) required=true width="medium"/>
                    <TextField form=form path=at(n, "subsidy_yen") label=t!(support_application.amounts.subsidy) required=true width="medium"/>
                </fieldset>
            }
        })
        .collect_view()
        .into_any()
}

/// The amounts of [`amount_fields`].
pub(super) fn read_amounts(reading: &mut Reading<'_>, application: &SupportApplication) -> Vec<DecidedAmount> {
    known(application)
        .into_iter()
        .enumerate()
        .map(|(n, known)| DecidedAmount {
            scheme: known.scheme,
            cost_yen: reading.yen(&at(n, "cost_yen")),
            subsidy_yen: reading.yen(&at(n, "subsidy_yen")),
        })
        .collect()
}

/// The schemes of a report that count days or duties, with what is counted and how many of it are planned.
fn counted(application: &SupportApplication) -> Vec<(SchemeCode, ServiceUnit, i32)> {
    let planned = |known: DecidedAmount| {
        let component = application.plan.components.iter().find(|component| component.scheme() == known.scheme)?;
        component.counted().map(|(unit, planned)| (known.scheme, unit, planned))
    };
    known(application).into_iter().filter_map(planned).collect()
}

fn in_unit(scheme: SchemeCode, unit: ServiceUnit) -> String {
    t!(support_application.amounts.in_unit, scheme = scheme.label(locale()), unit = unit.label(locale()))
}

fn days_at(n: usize) -> String {
    String::from("/days_worked/") + &n.to_string() + "/days"
}

/// One field for each scheme that counts days or duties, which starts at those planned; nothing where none does.
pub(super) fn days_fields(form: Form, application: &SupportApplication) -> AnyView {
    let schemes = counted(application);
    if schemes.is_empty() {
        return ().into_any();
    }
    let fields = schemes
        .into_iter()
        .enumerate()
        .map(|(n, (scheme, unit, planned))| {
            form.start(&days_at(n), planned.to_string());
            let hint = t!(support_application.amounts.days_hint, count = planned);
            view! { <TextField form=form path=days_at(n) label=in_unit(scheme, unit) hint=hint inputmode="numeric" required=true width="short"/> }
        })
        .collect_view();
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(support_application.amounts.days)}</legend>
            {fields}
        </fieldset>
    }
    .into_any()
}

/// The days of [`days_fields`].
pub(super) fn read_days(reading: &mut Reading<'_>, application: &SupportApplication) -> Vec<WorkedDays> {
    let worked = |(n, (scheme, _, planned)): (usize, (SchemeCode, ServiceUnit, i32))| WorkedDays {
        scheme,
        days: reading.number(&days_at(n), planned),
    };
    counted(application).into_iter().enumerate().map(worked).collect()
}

/// The days that a report states beside those planned; nothing where it states none.
pub(super) fn days_table(application: &SupportApplication, report: &SupportReport) -> AnyView {
    let row = |(scheme, unit, planned): (SchemeCode, ServiceUnit, i32)| {
        let worked = report.days_worked.iter().find(|worked| worked.scheme == scheme)?.days;
        Some(vec![in_unit(scheme, unit).into_any(), planned.to_string().into_any(), worked.to_string().into_any()])
    };
    let rows: Vec<_> = counted(application).into_iter().filter_map(row).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let columns =
        [t!(support_application.amounts.scheme), t!(support_application.amounts.days_planned), t!(support_application.amounts.days_worked)];
    amounts(t!(support_application.amounts.days), &columns, rows)
}

/// One field for each scheme of the decision, which starts at the most that may be fixed.
pub(super) fn fixing_fields(form: Form, application: &SupportApplication) -> AnyView {
    let fields = application
        .fixable
        .iter()
        .enumerate()
        .map(|(n, most)| {
            form.start(&at(n, "subsidy_yen"), most.most_yen.to_string());
            let (label, amount) = (most.scheme.label(locale()), i18n::yen(most.most_yen.0));
            let hint = t!(support_application.amounts.most_is, amount = amount);
            view! { <TextField form=form path=at(n, "subsidy_yen") label=label hint=hint required=true width="medium"/> }
        })
        .collect_view();
    view! {
        <fieldset class="form__group">
            <legend class="calculator__legend">{t!(support_application.amounts.fixed)}</legend>
            {fields}
        </fieldset>
    }
    .into_any()
}

/// The amounts of [`fixing_fields`].
pub(super) fn read_fixed(reading: &mut Reading<'_>, application: &SupportApplication) -> Vec<FixedAmount> {
    let amount = |(n, most): (usize, &FixableAmount)| FixedAmount { scheme: most.scheme, subsidy_yen: reading.yen(&at(n, "subsidy_yen")) };
    application.fixable.iter().enumerate().map(amount).collect()
}

/// An amount of money as a cell.
pub fn yen_cell(amount: Yen) -> AnyView {
    view! { <span class="number nowrap">{i18n::yen(amount.0)}</span> }.into_any()
}

/// A table of amounts, right-aligned in all columns but the first.
fn amounts(caption: &str, columns: &[&'static str], rows: Vec<Vec<AnyView>>) -> AnyView {
    view! { <div class="amounts">{table(caption, columns, rows)}</div> }.into_any()
}

/// The most that may be fixed, and the three amounts that it is the least of.
pub(super) fn fixable_table(caption: &str, fixable: &[FixableAmount]) -> AnyView {
    let mut rows: Vec<_> = fixable
        .iter()
        .map(|one| {
            let by_rule = one.by_rule_yen.map_or_else(|| t!(support_application.amounts.undetermined).into_any(), yen_cell);
            let scheme = one.scheme.label(locale()).into_any();
            vec![scheme, yen_cell(one.decided_yen), yen_cell(one.reported_cost_yen), by_rule, yen_cell(one.most_yen)]
        })
        .collect();
    if fixable.len() > 1 {
        let sum = |pick: fn(&FixableAmount) -> Yen| yen_cell(fixable.iter().map(pick).sum());
        let by_rule = fixable.iter().map(|one| one.by_rule_yen).sum::<Option<Yen>>();
        let by_rule = by_rule.map_or_else(|| t!(support_application.amounts.undetermined).into_any(), yen_cell);
        let name = t!(support_application.amounts.sum).into_any();
        rows.push(vec![name, sum(|one| one.decided_yen), sum(|one| one.reported_cost_yen), by_rule, sum(|one| one.most_yen)]);
    }
    let columns = [
        t!(support_application.amounts.scheme),
        t!(support_application.amounts.decided),
        t!(support_application.amounts.reported_cost),
        t!(support_application.amounts.by_rule),
        t!(support_application.amounts.most),
    ];
    amounts(caption, &columns, rows)
}

/// The amounts fixed, with their sum.
pub(super) fn fixed_table(caption: &str, fixing: &SupportFixing) -> AnyView {
    let mut rows: Vec<_> =
        fixing.amounts.iter().map(|one| vec![one.scheme.label(locale()).into_any(), yen_cell(one.subsidy_yen)]).collect();
    if fixing.amounts.len() > 1 {
        rows.push(vec![t!(support_application.amounts.sum).into_any(), yen_cell(fixing.total())]);
    }
    amounts(caption, &[t!(support_application.amounts.scheme), t!(support_application.amounts.fixed)], rows)
}

/// The amounts with their sum.
pub(super) fn amounts_table(caption: &str, decided: &[DecidedAmount]) -> AnyView {
    let mut rows: Vec<_> =
        decided.iter().map(|one| vec![one.scheme.label(locale()).into_any(), yen_cell(one.cost_yen), yen_cell(one.subsidy_yen)]).collect();
    if decided.len() > 1 {
        let (cost, subsidy) = (decided.iter().map(|one| one.cost_yen).sum(), decided.iter().map(|one| one.subsidy_yen).sum());
        rows.push(vec![t!(support_application.amounts.sum).into_any(), yen_cell(cost), yen_cell(subsidy)]);
    }
    let columns = [t!(support_application.amounts.scheme), t!(support_application.amounts.cost), t!(support_application.amounts.subsidy)];
    amounts(caption, &columns, rows)
}

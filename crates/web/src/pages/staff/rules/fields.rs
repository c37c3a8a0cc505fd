//! The fields of a rule: what it is for, what it pays, who pays which part, what must hold, where it is written, how long it holds.

use super::model::{KNOWN, TIERS, UNDETERMINED, base_kinds, written};
use crate::components::support::source_fields;
use crate::components::ui::{Checkbox, CheckboxGroup, Choice, Form, RadioGroup, Select, TextArea, TextField};
use crate::i18n::locale;
use crate::t;
use domain::money::Rounding;
use domain::subsidy::{BudgetStage, Condition, SchemeCode, ServiceUnit, SubsidyRule};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Puts a rule into the form; what somebody typed stays.
pub fn start(form: Form, rule: &SubsidyRule) {
    for (path, text) in written(rule) {
        form.start(&path, text);
    }
}

/// Every field. The scheme of a rule that is rewritten stays.
pub fn all_fields(form: Form, keeps_scheme: bool) -> AnyView {
    form.start("/terms/rates/state", KNOWN);
    form.start("/terms/base/unit_prices/state", UNDETERMINED);
    form.start("/terms/rounding", Rounding::DownToThousand.code());
    let schemes: Vec<Choice> = SchemeCode::iter().map(|scheme| Choice::new(scheme.code(), scheme.label(locale()))).collect();
    let stages: Vec<Choice> = BudgetStage::iter().map(|stage| Choice::new(stage.code(), stage.label(locale()))).collect();
    let conditions: Vec<Choice> = Condition::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    view! {
        {group(t!(rules.field.scheme), view! {
            {(!keeps_scheme).then(|| view! {
                <Select form=form path="/scheme" label=t!(support.schemes.scheme) required=true options=Signal::stored(schemes)/>
            })}
            <TextField form=form path="/fiscal_year" label=t!(rules.field.fiscal_year) hint=t!(rules.field.fiscal_year_hint) required=true inputmode="numeric" width="short"/>
            <RadioGroup form=form path="/budget_stage" label=t!(support.schemes.stage) required=true options=stages/>
            <TextField form=form path="/budget_yen" label=t!(support.schemes.budget) hint=t!(rules.field.budget_hint) width="medium"/>
        }.into_any())}
        {group(t!(support.schemes.base), base(form))}
        {group(t!(support.rule.rates), rates(form))}
        {group(t!(support.schemes.conditions), view! {
            <CheckboxGroup form=form path="/terms/conditions" label=t!(rules.field.conditions) options=conditions/>
        }.into_any())}
        {source_fields(form, "/source")}
        {group(t!(rules.field.validity), view! {
            <TextField form=form path="/valid_from" label=t!(support.schemes.valid_from) kind="date" required=true width="short"/>
            <TextField form=form path="/valid_until" label=t!(support.schemes.valid_until) hint=t!(rules.field.until_hint) kind="date" width="short"/>
            {bilingual(form, "/note", t!(rules.field.note_ja), t!(rules.field.note_en), false)}
        }.into_any())}
        {group(t!(support.schemes.start), expected(form))}
    }
    .into_any()
}

fn group(legend: &'static str, fields: AnyView) -> AnyView {
    view! { <fieldset class="form__group"><legend class="calculator__legend">{legend}</legend>{fields}</fieldset> }.into_any()
}

/// A text in both languages.
fn bilingual(form: Form, path: &str, ja: &'static str, en: &'static str, required: bool) -> AnyView {
    let (path_ja, path_en) = (path.to_owned() + "/ja", path.to_owned() + "/en");
    view! {
        <TextArea form=form path=path_ja label=ja required=required rows=3 max=1000/>
        <TextArea form=form path=path_en label=en required=required rows=3 max=1000/>
    }
    .into_any()
}

/// Fields that are there while another one says `value`.
fn while_is(form: Form, path: &str, value: &'static str, fields: AnyView) -> AnyView {
    let chosen = form.signal(path);
    view! { <div class="form__part" hidden=move || chosen.with(|chosen| chosen != value)>{fields}</div> }.into_any()
}

fn kind_text(kind: &str) -> &'static str {
    match kind {
        "floor_area" => t!(rules.kind.floor_area),
        "per_site" => t!(rules.kind.per_site),
        "settlement" => t!(rules.kind.settlement),
        "per_unit" => t!(rules.kind.per_unit),
        "fixed_amount" => t!(rules.kind.fixed_amount),
        _ => t!(rules.kind.undetermined),
    }
}

fn amount(form: Form, path: &'static str, label: &'static str) -> AnyView {
    view! { <TextField form=form path=path label=label hint=t!(rules.field.yen_hint) required=true width="medium"/> }.into_any()
}

fn base(form: Form) -> AnyView {
    let scheme = form.signal("/scheme");
    let kinds = Signal::derive(move || {
        let kinds = scheme.with(|scheme| scheme.parse().map(base_kinds)).unwrap_or_default();
        kinds.iter().map(|kind| Choice::new(*kind, kind_text(kind))).collect::<Vec<_>>()
    });
    let units: Vec<Choice> = ServiceUnit::iter().map(|unit| Choice::new(unit.code(), unit.label(locale()))).collect();
    let of = |kind: &'static str, fields: AnyView| while_is(form, "/terms/base/kind", kind, fields);
    view! {
        <Select form=form path="/terms/base/kind" label=t!(rules.field.kind) hint=t!(rules.field.kind_hint) required=true options=kinds/>
        {of("floor_area", view! {
            {tiers(form)}
            <TextField form=form path="/terms/base/attached_housing_m2" label=t!(rules.field.housing) inputmode="numeric" width="short"/>
            {unit_prices(form)}
        }.into_any())}
        {of("per_site", amount(form, "/terms/base/per_site_yen", t!(rules.field.per_site)))}
        {of("settlement", view! {
            <TextField form=form path="/terms/base/max_days" label=t!(rules.field.max_days) required=true inputmode="numeric" width="short"/>
            {amount(form, "/terms/base/fixed_yen", t!(rules.field.fixed))}
            {amount(form, "/terms/base/per_day_yen", t!(rules.field.per_day))}
            {bilingual(form, "/terms/base/beyond", t!(rules.field.beyond_ja), t!(rules.field.beyond_en), true)}
        }.into_any())}
        {of("per_unit", view! {
            <RadioGroup form=form path="/terms/base/unit" label=t!(rules.field.unit) required=true options=units/>
            {amount(form, "/terms/base/per_unit_yen", t!(rules.field.per_unit))}
        }.into_any())}
        {of("fixed_amount", bilingual(form, "/terms/base/recipient", t!(rules.field.recipient_ja), t!(rules.field.recipient_en), true))}
        {of("undetermined", bilingual(form, "/terms/base/reason", t!(rules.field.reason_ja), t!(rules.field.reason_en), true))}
    }
    .into_any()
}

fn tiers(form: Form) -> AnyView {
    let rows = (0..TIERS)
        .map(|n| {
            let at = |field: &str| String::from("/terms/base/tiers/") + &n.to_string() + "/" + field;
            let (beds, area) = (at("beds_up_to"), at("square_metres"));
            view! {
                <div class="field-row">
                    <TextField form=form path=beds label=t!(rules.field.beds, number = n + 1) inputmode="numeric" width="short"/>
                    <TextField form=form path=area label=t!(rules.field.area, number = n + 1) inputmode="numeric" width="short"/>
                </div>
            }
        })
        .collect_view();
    view! { <p class="field__hint">{t!(rules.field.tiers_hint)}</p>{rows} }.into_any()
}

fn known_or_not() -> Vec<Choice> {
    vec![Choice::new(KNOWN, t!(rules.field.known)), Choice::new(UNDETERMINED, t!(rules.field.unknown))]
}

fn unit_prices(form: Form) -> AnyView {
    const STATE: &str = "/terms/base/unit_prices/state";
    view! {
        <RadioGroup form=form path=STATE label=t!(rules.field.unit_prices) required=true options=known_or_not()/>
        {while_is(form, STATE, KNOWN, view! {
            {amount(form, "/terms/base/unit_prices/value/reinforced_concrete_yen", t!(rules.field.concrete))}
            {amount(form, "/terms/base/unit_prices/value/block_yen", t!(rules.field.block))}
            {amount(form, "/terms/base/unit_prices/value/wood_yen", t!(rules.field.wood))}
        }.into_any())}
        {while_is(form, STATE, UNDETERMINED, bilingual(form, "/terms/base/unit_prices/reason", t!(rules.field.reason_ja), t!(rules.field.reason_en), true))}
    }
    .into_any()
}

fn rates(form: Form) -> AnyView {
    const STATE: &str = "/terms/rates/state";
    let roundings: Vec<Choice> = Rounding::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect();
    let share = |path: &'static str, label: &'static str| view! { <TextField form=form path=path label=label width="short"/> };
    view! {
        <RadioGroup form=form path=STATE label=t!(rules.field.rates) required=true options=known_or_not()/>
        {while_is(form, STATE, KNOWN, view! {
            <p class="field__hint">{t!(rules.field.rates_hint)}</p>
            <div class="field-row">
                {share("/terms/rates/value/national", t!(support.payer.national))}
                {share("/terms/rates/value/prefecture", t!(support.payer.prefecture))}
                {share("/terms/rates/value/operator", t!(support.payer.operator))}
                {share("/terms/rates/value/insurers", t!(support.payer.insurers))}
            </div>
            <RadioGroup form=form path="/terms/rounding" label=t!(support.schemes.rounding) required=true options=roundings/>
        }.into_any())}
        {while_is(form, STATE, UNDETERMINED, bilingual(form, "/terms/rates/reason", t!(rules.field.reason_ja), t!(rules.field.reason_en), true))}
    }
    .into_any()
}

fn expected(form: Form) -> AnyView {
    view! {
        <Checkbox form=form path="/expected" label=t!(rules.field.not_started)/>
        {while_is(form, "/expected", "true", view! {
            <TextField form=form path="/expected_start/opens_on" label=t!(rules.field.opens_on) kind="date" width="short"/>
            <TextField form=form path="/expected_start/fiscal_year" label=t!(rules.field.start_year) inputmode="numeric" width="short"/>
            <TextField form=form path="/expected_start/no_later_than" label=t!(rules.field.no_later_than) kind="date" width="short"/>
            {bilingual(form, "/expected_start/reason", t!(rules.field.known_ja), t!(rules.field.known_en), true)}
        }.into_any())}
    }
    .into_any()
}

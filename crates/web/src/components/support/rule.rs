//! A rule for readers: its base amount, who pays which part, and the version it is.

use super::labels::{cited, undetermined};
use crate::components::ui::{Tag, Tone, table};
use crate::i18n::{self, fiscal_year, locale};
use crate::t;
use chrono::NaiveDate;
use domain::subsidy::{AreaTier, Base, Determined, Rates, RulePhase, RuleReference, ServiceUnit, SubsidyRule, tier_ranges};
use leptos::prelude::*;

/// How the base amount is worked out, item by item.
pub fn base_items(base: &Base) -> AnyView {
    let items = match base {
        Base::FloorArea { tiers, attached_housing_m2, unit_prices } => {
            let mut items = areas(tiers);
            items.extend(attached_housing_m2.map(|area| t!(support.rule.housing, area = area).into_any()));
            match unit_prices {
                Determined::Known { value } => items.push(
                    t!(
                        support.rule.unit_prices,
                        concrete = i18n::yen(value.reinforced_concrete_yen.0),
                        block = i18n::yen(value.block_yen.0),
                        wood = i18n::yen(value.wood_yen.0)
                    )
                    .into_any(),
                ),
                Determined::Undetermined { reason } => items.push(undetermined(reason)),
            }
            items
        }
        Base::PerSite { per_site_yen } => vec![t!(support.rule.per_site, amount = i18n::yen(per_site_yen.0)).into_any()],
        Base::Settlement { max_days, fixed_yen, per_day_yen, beyond } => {
            let formula = t!(support.rule.settlement, days = max_days, fixed = i18n::yen(fixed_yen.0), daily = i18n::yen(per_day_yen.0));
            vec![formula.into_any(), undetermined(beyond)]
        }
        Base::PerUnit { unit: ServiceUnit::Duty, per_unit_yen } => {
            vec![t!(support.rule.per_duty, amount = i18n::yen(per_unit_yen.0)).into_any()]
        }
        Base::PerUnit { unit: ServiceUnit::Day, per_unit_yen } => {
            vec![t!(support.rule.per_day, amount = i18n::yen(per_unit_yen.0)).into_any()]
        }
        Base::FixedAmount { recipient } => vec![t!(support.rule.fixed, recipient = recipient.text(locale())).into_any()],
        Base::Undetermined { reason } => vec![undetermined(reason)],
    };
    view! { <ul>{items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view()}</ul> }.into_any()
}

fn areas(tiers: &[AreaTier]) -> Vec<AnyView> {
    tier_ranges(tiers)
        .map(|(lowest, most, area)| {
            match (lowest, most) {
                (0, None) => t!(support.rule.area, area = area),
                (0, Some(0)) => t!(support.rule.area_without_beds, area = area),
                (lowest, None) => t!(support.rule.area_from, beds = lowest, area = area),
                (_, Some(most)) => t!(support.rule.area_up_to, beds = most, area = area),
            }
            .into_any()
        })
        .collect()
}

/// Who pays which part.
pub fn rates_table(rates: &Determined<Rates>) -> AnyView {
    match rates {
        Determined::Undetermined { reason } => view! { <p>{undetermined(reason)}</p> }.into_any(),
        Determined::Known { value } => {
            let parts = [
                (t!(support.payer.national), value.national),
                (t!(support.payer.prefecture), value.prefecture),
                (t!(support.payer.insurers), value.insurers),
                (t!(support.payer.operator), value.operator),
            ];
            let rows = parts
                .into_iter()
                .filter(|(_, rate)| !rate.is_zero())
                .map(|(payer, rate)| vec![payer.into_any(), view! { <span class="number">{rate.to_string()}</span> }.into_any()])
                .collect();
            table(t!(support.rule.rates), &[t!(support.payer.payer), t!(support.rule.share)], rows)
        }
    }
}

/// Which version of which rule a figure rests on, and where that is written.
pub fn rule_reference(rule: &RuleReference) -> AnyView {
    let (year, stage) = (fiscal_year(rule.fiscal_year), rule.budget_stage.label(locale()));
    let note = rule.note.text(locale()).to_owned();
    view! {
        <p class="support__rule">
            {t!(support.rule.version, year = year, version = rule.version)}" "
            <Tag>{stage}</Tag>
        </p>
        {(!note.is_empty()).then(|| view! { <p class="small">{note}</p> })}
        {cited(&rule.source.title, &rule.source.section, rule.source.url.as_deref())}
    }
    .into_any()
}

/// Whether a rule holds on a day, is to come, or is over.
pub fn rule_phase(rule: &SubsidyRule, day: NaiveDate) -> AnyView {
    phase_tag(rule.phase(day))
}

/// A phase as a label.
pub fn phase_tag(phase: RulePhase) -> AnyView {
    let (tone, text) = match phase {
        RulePhase::Coming => (Tone::Info, t!(support.schemes.coming)),
        RulePhase::InForce => (Tone::Success, t!(support.schemes.in_force)),
        RulePhase::Former => (Tone::Neutral, t!(support.schemes.former)),
    };
    view! { <Tag tone=tone>{text}</Tag> }.into_any()
}

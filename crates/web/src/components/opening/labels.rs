//! Openings in a few words.

use crate::components::ui::{Tag, Tone};
use crate::i18n::{locale, yen};
use crate::t;
use domain::money::Yen;
use domain::opening::{OpeningStatus, PayUnit};
use leptos::prelude::*;

/// Where an opening stands; its name says the same as its colour.
pub fn own_status_tag(status: OpeningStatus) -> AnyView {
    let tone = match status {
        OpeningStatus::Draft | OpeningStatus::Ended => Tone::Neutral,
        OpeningStatus::Open => Tone::Success,
        OpeningStatus::Paused => Tone::Warning,
        OpeningStatus::Filled => Tone::Info,
    };
    view! { <Tag tone=tone>{status.label(locale())}</Tag> }.into_any()
}

/// The pay with its unit; by agreement where no amount is stated.
pub fn pay_text(unit: Option<PayUnit>, from: Option<Yen>, to: Option<Yen>) -> String {
    let unit = unit.map(|unit| unit.label(locale())).unwrap_or_default();
    match (from, to) {
        (Some(Yen(from)), Some(Yen(to))) if from == to => t!(opening.value.pay_exact, unit = unit, amount = yen(from)),
        (Some(Yen(from)), Some(Yen(to))) => t!(opening.value.pay_range, unit = unit, from = yen(from), to = yen(to)),
        (Some(Yen(from)), None) => t!(opening.value.pay_from, unit = unit, amount = yen(from)),
        (None, Some(Yen(to))) => t!(opening.value.pay_to, unit = unit, amount = yen(to)),
        (None, None) => t!(opening.page.by_agreement).to_owned(),
    }
}

/// Night duty, day duty and days on call a month, as far as they are stated; `None` if none is.
pub fn duty_text(night: Option<i32>, day: Option<i32>, on_call: Option<i32>) -> Option<String> {
    let parts: Vec<String> = [(night, t!(opening.value.night)), (day, t!(opening.value.day)), (on_call, t!(opening.value.on_call))]
        .into_iter()
        .filter_map(|(count, name)| count.map(|count| t!(opening.value.duty, name = name, count = count)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(t!(directory.card.separator)))
}

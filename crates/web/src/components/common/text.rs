//! Values in words.

use crate::components::ui::{Tag, Tone};
use crate::{i18n, t};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use leptos::prelude::*;

/// A day, in both calendars in Japanese.
#[component]
pub fn DateText(day: NaiveDate) -> impl IntoView {
    view! { <time datetime=day.to_string()>{i18n::date(day)}</time> }
}

/// An instant, in Japan's time.
#[component]
pub fn DateTimeText(at: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true)>{i18n::date_time(at)}</time> }
}

/// How long ago, with the instant on hover and for machines.
#[component]
pub fn Age(at: DateTime<Utc>) -> impl IntoView {
    view! { <time datetime=at.to_rfc3339_opts(SecondsFormat::Secs, true) title=i18n::date_time(at)>{i18n::age(at)}</time> }
}

/// Text as typed, with its line breaks.
#[component]
pub fn Multiline(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="multiline">{text}</p> }
}

/// 架空: marks demonstration data wherever it shows.
#[component]
pub fn FictionalTag(fictional: bool) -> impl IntoView {
    fictional.then(|| view! { <Tag tone=Tone::Warning>{t!(common.state.fictional)}</Tag> })
}

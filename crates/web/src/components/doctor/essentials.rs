//! What a doctor states before asking for the first time: the same fields in the profile and beside the first message.

use crate::components::ui::{CheckboxGroup, Choice, Form, TextField};
use crate::i18n::{Locale, locale};
use crate::{t, t_list};
use domain::institution::Specialty;
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Name, reading, number and year of the licence.
pub fn licence_fields(form: Form) -> AnyView {
    view! {
        <TextField form=form path="/full_name" label=t!(doctor.profile.full_name) hint=t!(doctor.profile.full_name_hint) required=true autocomplete="name"/>
        <TextField form=form path="/full_name_kana" label=t!(doctor.profile.full_name_kana) hint=t!(doctor.profile.full_name_kana_hint) required=true/>
        <TextField form=form path="/licence_number" label=t!(doctor.profile.licence_number) hint=t!(doctor.profile.licence_number_hint) required=true width="short" inputmode="numeric" autocomplete="off"/>
        <TextField form=form path="/licence_year" label=t!(doctor.profile.licence_year) hint=t!(doctor.profile.licence_year_hint) required=true width="short" inputmode="numeric" autocomplete="off"/>
    }
    .into_any()
}

/// The specialties in columns, with a box that narrows them down.
pub fn specialty_field(form: Form) -> AnyView {
    let typed = RwSignal::new(String::new());
    let options = Specialty::iter().map(|one| Choice::new(one.code(), one.label(locale()))).collect::<Vec<_>>();
    let readings = t_list!(doctor.profile.specialty_readings);
    let hidden = Signal::derive(move || typed.with(|typed| left_out(typed, &readings)));
    let id = form.id("/specialties-search");
    let find = view! {
        <div class="choices-search">
            <label class="small" for=id.clone()>{t!(doctor.profile.specialties_search)}</label>
            <input
                type="search"
                id=id
                class="input input--medium"
                autocomplete="off"
                prop:value=move || typed.get()
                on:input=move |ev| typed.set(event_target_value(&ev))
                on:keydown=move |ev| if ev.key() == "Enter" { ev.prevent_default() }
            />
        </div>
    }
    .into_any();
    view! {
        <CheckboxGroup form=form path="/specialties" label=t!(doctor.profile.specialties) hint=t!(doctor.profile.specialties_hint) required=true options=options find=find hidden=hidden/>
    }
    .into_any()
}

/// The codes of the specialties that are not looked for, by name in either language or by reading (in the order of the specialties). Not by
/// `domain::search`: a list of 29 needs none of it, and pages that visitors read would load more for sharing it.
fn left_out(typed: &str, readings: &[&str]) -> Vec<String> {
    let wanted = plain(typed.trim());
    let named = |one: Specialty, reading: &str| plain(one.label(Locale::Ja)) + " " + &plain(one.label(Locale::En)) + " " + reading;
    Specialty::iter()
        .enumerate()
        .filter(|(at, one)| !named(*one, readings.get(*at).copied().unwrap_or_default()).contains(&wanted))
        .map(|(_, one)| one.code().to_owned())
        .collect()
}

/// Katakana as hiragana, and small letters.
fn plain(text: &str) -> String {
    let hiragana = |c: char| match c {
        '\u{30a1}'..='\u{30f6}' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    };
    text.chars().map(hiragana).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(locale: &str) -> Vec<String> {
        let texts: serde_json::Value = serde_json::from_str(locale).unwrap();
        serde_json::from_value(texts["profile"]["specialty_readings"].clone()).unwrap()
    }

    #[test]
    fn specialties_are_found_by_name_and_reading_and_all_are_there_before() {
        let (ja, en) =
            (readings(include_str!("../../../locales/ja/doctor.json")), readings(include_str!("../../../locales/en/doctor.json")));
        let shown = |typed: &str, readings: &[String]| {
            let readings: Vec<&str> = readings.iter().map(String::as_str).collect();
            let hidden = left_out(typed, &readings);
            Specialty::iter().filter(|one| !hidden.contains(&one.code().to_owned())).collect::<Vec<_>>()
        };
        let all = Specialty::iter().count();
        assert_eq!((ja.len(), en.len(), shown("", &ja).len()), (all, all, all));
        for typed in ["皮膚", "ひふか", "ヒフ", "Dermatology"] {
            assert_eq!(shown(typed, &ja), [Specialty::Dermatology], "{typed}");
        }
        assert_eq!(shown("hifuka", &en), [Specialty::Dermatology]);
    }
}

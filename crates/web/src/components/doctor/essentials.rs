//! What a doctor states before asking for the first time: the same fields in the profile and beside the first message.

use crate::components::ui::{CheckboxGroup, Choice, Form, TextField};
use crate::i18n::{Locale, locale};
use crate::t;
use domain::institution::Specialty;
use domain::search::{Words, fold};
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
    let hidden = Signal::derive(move || typed.with(|typed| left_out(typed)));
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

/// The codes of the specialties that are not looked for, by name in either language or by reading.
fn left_out(typed: &str) -> Vec<String> {
    let Ok(words) = Words::parse(typed) else { return Vec::new() };
    let named = |one: &Specialty| [Locale::Ja, Locale::En].into_iter().any(|locale| words.occur_in(&fold(one.label(locale))));
    Specialty::iter().filter(|one| !named(one)).map(|one| one.code().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specialties_are_found_by_name_and_reading_and_all_are_there_before() {
        let shown = |typed: &str| {
            let hidden = left_out(typed);
            Specialty::iter().filter(|one| !hidden.contains(&one.code().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(shown("").len(), Specialty::iter().count());
        assert_eq!(shown("皮膚"), [Specialty::Dermatology]);
        assert_eq!(shown("ひふか"), [Specialty::Dermatology]);
        assert_eq!(shown("dermatology"), [Specialty::Dermatology]);
    }
}

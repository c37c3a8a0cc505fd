//! What is asked: in the address bar and nowhere else.

use crate::components::common::forget_first_page;
use crate::i18n::{date, locale, yen};
use crate::{client, paths, t};
use domain::institution::Specialty;
use domain::number::{day, whole_number};
use domain::opening::{Benefit, Engagement, OpeningQuery, OpeningSort, PAY_MAX};
use domain::region::{prefecture, prefecture_label};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use std::str::FromStr;

/// The question in force and how to ask another; `Copy`.
#[derive(Clone, Copy)]
pub struct Question {
    /// As the address bar has it.
    pub query: Memo<OpeningQuery>,
    go: Callback<(OpeningQuery,)>,
}

impl Question {
    /// The question of this page.
    pub fn here() -> Self {
        let params = use_query_map();
        let path = use_location().pathname;
        // Leaving for another page empties the address before this page is gone; that is no new question.
        let query = Memo::new(move |before: Option<&OpeningQuery>| {
            let now = params.with(|params| read(&|name| params.get(name)));
            if path.get_untracked() == paths::OPENINGS { now } else { before.cloned().unwrap_or(now) }
        });
        Effect::new(move |before: Option<()>| {
            query.track();
            if before.is_some() {
                forget_first_page();
            }
        });
        let navigate = StoredValue::new_local(use_navigate());
        let go = Callback::new(move |(query,): (OpeningQuery,)| {
            let address = String::from(paths::OPENINGS) + &client::query(&query.parameters());
            navigate.with_value(|navigate| navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
        });
        Self { query, go }
    }

    /// Asks something else, from its first page.
    pub fn ask(self, query: OpeningQuery) {
        self.go.run((OpeningQuery { cursor: None, limit: None, ..query },));
    }
}

/// Reads an address; `get` returns the value of a parameter. What is not understood is left out rather than refused: an old link still shows something.
pub fn read(get: &dyn Fn(&str) -> Option<String>) -> OpeningQuery {
    let text = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let number = |name: &str, least: i32, most: i32| {
        let number = text(name).and_then(|text| i32::try_from(whole_number(&text)?).ok());
        number.filter(|number| (least..=most).contains(number))
    };
    let prefectures = text("prefectures").map(|codes| {
        let known: Vec<&str> = codes.split(',').map(str::trim).filter(|code| prefecture(code).is_some()).collect();
        known.join(",")
    });
    let pay_unit = text("pay_unit").and_then(|code| code.parse().ok());
    OpeningQuery {
        institution_id: text("institution_id").and_then(|id| id.parse().ok()),
        prefectures: prefectures.filter(|codes| !codes.is_empty()),
        specialties: codes::<Specialty>(text("specialties"), Specialty::code),
        engagements: codes::<Engagement>(text("engagements"), Engagement::code),
        benefits: codes::<Benefit>(text("benefits"), Benefit::code),
        pay_unit,
        // Amounts of different units cannot be compared.
        pay_at_least: text("pay_at_least")
            .and_then(|text| whole_number(&text))
            .filter(|yen| pay_unit.is_some() && (1..=PAY_MAX.0).contains(yen)),
        night_duties_at_most: number("night_duties_at_most", 0, 31),
        on_call_at_most: number("on_call_at_most", 0, 31),
        half_days_at_most: number("half_days_at_most", 1, 14),
        permit: (text("permit").as_deref() == Some("true")).then_some(true),
        starts_by: text("starts_by").and_then(|text| day(&text)),
        q: text("q"),
        sort: text("sort").and_then(|code| code.parse().ok()).filter(|sort| *sort != OpeningSort::Pay || pay_unit.is_some()),
        limit: None,
        cursor: text("cursor"),
    }
}

/// The terms in a list, as an address names them; `None` for none.
fn codes<T: FromStr>(list: Option<String>, code: fn(T) -> &'static str) -> Option<String> {
    let known: Vec<&str> =
        list.as_deref().unwrap_or_default().split(',').filter_map(|one| one.trim().parse::<T>().ok()).map(code).collect();
    (!known.is_empty()).then(|| known.join(","))
}

/// The conditions in force in words, each with the question that is left without it.
pub fn active(query: &OpeningQuery) -> Vec<(String, OpeningQuery)> {
    let mut all: Vec<(String, OpeningQuery)> = Vec::new();
    let mut add = |label: String, change: &dyn Fn(&mut OpeningQuery)| {
        let mut rest = query.clone();
        change(&mut rest);
        all.push((label, rest));
    };
    if query.institution_id.is_some() {
        add(t!(opening.filter.of_institution).to_owned(), &|rest| rest.institution_id = None);
    }
    if let Some(words) = &query.q {
        add(t!(directory.filter.words_are, words = words), &|rest| rest.q = None);
    }
    for code in listed(query.engagements.as_ref()) {
        let label = code.parse::<Engagement>().map(|one| one.label(locale())).unwrap_or_default();
        add(label.to_owned(), &|rest| rest.engagements = without(query.engagements.as_ref(), code));
    }
    for code in listed(query.prefectures.as_ref()) {
        add(prefecture_label(code, locale()), &|rest| rest.prefectures = without(query.prefectures.as_ref(), code));
    }
    for code in listed(query.specialties.as_ref()) {
        let label = code.parse::<Specialty>().map(|one| one.label(locale())).unwrap_or_default();
        add(label.to_owned(), &|rest| rest.specialties = without(query.specialties.as_ref(), code));
    }
    if let Some(unit) = query.pay_unit {
        let label = match query.pay_at_least {
            Some(amount) => t!(opening.filter.pay_is, unit = unit.label(locale()), amount = yen(amount)),
            None => t!(opening.filter.unit_is, unit = unit.label(locale())),
        };
        add(label, &|rest| {
            (rest.pay_unit, rest.pay_at_least) = (None, None);
            rest.sort = rest.sort.filter(|sort| *sort != OpeningSort::Pay);
        });
    }
    for code in listed(query.benefits.as_ref()) {
        let label = code.parse::<Benefit>().map(|one| one.label(locale())).unwrap_or_default();
        add(label.to_owned(), &|rest| rest.benefits = without(query.benefits.as_ref(), code));
    }
    if let Some(count) = query.night_duties_at_most {
        add(t!(opening.filter.night_is, count = count), &|rest| rest.night_duties_at_most = None);
    }
    if let Some(count) = query.on_call_at_most {
        add(t!(opening.filter.on_call_is, count = count), &|rest| rest.on_call_at_most = None);
    }
    if let Some(count) = query.half_days_at_most {
        add(t!(opening.filter.half_days_is, count = count), &|rest| rest.half_days_at_most = None);
    }
    if query.permit == Some(true) {
        add(t!(opening.filter.permit).to_owned(), &|rest| rest.permit = None);
    }
    if let Some(day) = query.starts_by {
        add(t!(opening.filter.starts_is, day = date(day)), &|rest| rest.starts_by = None);
    }
    all
}

fn listed(list: Option<&String>) -> impl Iterator<Item = &str> {
    list.into_iter().flat_map(|list| list.split(',')).filter(|code| !code.is_empty())
}

fn without(list: Option<&String>, code: &str) -> Option<String> {
    let rest: Vec<&str> = listed(list).filter(|known| *known != code).collect();
    (!rest.is_empty()).then(|| rest.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::opening::PayUnit;

    fn asked(pairs: &[(&str, &str)]) -> OpeningQuery {
        read(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn what_an_address_says_wrongly_is_left_out() {
        let wrong = [
            ("prefectures", "99,04"),
            ("specialties", "magic"),
            ("engagements", "always,full_time"),
            ("pay_at_least", "1"),
            ("sort", "pay"),
            ("night_duties_at_most", "40"),
            ("permit", "no"),
            ("q", "  "),
        ];
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(asked(&wrong), OpeningQuery { prefectures: text("04"), engagements: text("full_time"), ..OpeningQuery::default() });
        assert!(asked(&wrong).parse().is_ok());
    }

    #[test]
    fn an_address_leads_back_to_its_question_and_every_condition_can_be_taken_away() {
        let query = asked(&[
            ("prefectures", "03,04"),
            ("specialties", "surgery"),
            ("engagements", "full_time,substitute"),
            ("benefits", "housing"),
            ("pay_unit", "year"),
            ("pay_at_least", "12000000"),
            ("night_duties_at_most", "2"),
            ("on_call_at_most", "0"),
            ("half_days_at_most", "8"),
            ("permit", "true"),
            ("starts_by", "2026-10-01"),
            ("q", "訪問診療"),
            ("sort", "pay"),
        ]);
        assert_eq!((query.pay_unit, query.pay_at_least), (Some(PayUnit::Year), Some(12_000_000)));
        let written = query.parameters();
        assert_eq!(read(&|name| written.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone())), query);
        let mut rest = query;
        while let Some((_, without)) = active(&rest).into_iter().next() {
            assert_ne!(without, rest);
            rest = without;
        }
        assert_eq!(rest, OpeningQuery::default());
    }
}

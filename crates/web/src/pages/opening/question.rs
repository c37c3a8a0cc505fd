//! What is asked: in the address bar and nowhere else.

use crate::components::common::forget_first_page;
use crate::i18n::{date, locale, yen};
use crate::{client, paths, t};
use domain::institution::Specialty;
use domain::opening::{Benefit, Engagement, OpeningQuery, OpeningSort};
use domain::region::prefecture_label;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};

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
            let now = params.with(|params| OpeningQuery::read(&|name| params.get(name)));
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

    #[test]
    fn every_condition_can_be_taken_away() {
        let address = [
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
        ];
        let query = OpeningQuery::read(&|name| address.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()));
        assert_eq!((query.pay_unit, query.pay_at_least), (Some(PayUnit::Year), Some(12_000_000)));
        let mut rest = query;
        while let Some((_, without)) = active(&rest).into_iter().next() {
            assert_ne!(without, rest);
            rest = without;
        }
        assert_eq!(rest, OpeningQuery::default());
    }
}

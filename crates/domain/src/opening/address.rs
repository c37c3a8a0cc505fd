//! What the address of the list of openings asks for, read by the browser and by the server alike.

use super::{Benefit, Engagement, OpeningQuery, OpeningSort, PAY_MAX};
use crate::institution::Specialty;
use crate::number::{day, whole_number};
use crate::region::prefecture;
use std::str::FromStr;

impl OpeningQuery {
    /// Reads an address; `get` returns the value of a parameter. What is not understood is left out rather than refused: an old link still shows
    /// something.
    pub fn read(get: &dyn Fn(&str) -> Option<String>) -> Self {
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
}

/// The terms in a list, as an address names them; `None` for none.
fn codes<T: FromStr>(list: Option<String>, code: fn(T) -> &'static str) -> Option<String> {
    let known: Vec<&str> =
        list.as_deref().unwrap_or_default().split(',').filter_map(|one| one.trim().parse::<T>().ok()).map(code).collect();
    (!known.is_empty()).then(|| known.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> OpeningQuery {
        OpeningQuery::read(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
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
    fn an_address_leads_back_to_its_question() {
        let query =
            asked(&[("prefectures", "03,04"), ("pay_unit", "year"), ("pay_at_least", "12000000"), ("sort", "pay"), ("q", "訪問診療")]);
        let written = query.parameters();
        let again = OpeningQuery::read(&|name| written.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone()));
        assert_eq!((again.pay_at_least, &again), (Some(12_000_000), &query));
    }
}

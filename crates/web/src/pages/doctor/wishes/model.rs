//! The wishes as a form: the weight of each under its name, its value below.

use crate::state::Reading;
use domain::institution::Specialty;
use domain::locale::Locale;
use domain::matching::{PayFloor, WeightedWish, Wish, WishKey, WishKind, Wishes};
use domain::number::{amount, day, whole_number};
use domain::opening::{Benefit, Engagement, PayUnit};
use domain::problem::FieldCode;
use std::str::FromStr;
use strum::IntoEnumIterator;

/// Everything that can be wished for, in the order of the form.
fn keys() -> impl Iterator<Item = WishKey> {
    WishKind::iter().flat_map(|kind| {
        let benefits: Vec<Option<Benefit>> = if kind == WishKind::Benefit { Benefit::iter().map(Some).collect() } else { vec![None] };
        benefits.into_iter().map(move |benefit| (kind, benefit))
    })
}

/// What a row is about.
pub fn subject((kind, benefit): WishKey, locale: Locale) -> &'static str {
    benefit.map_or_else(|| kind.label(locale), |benefit| benefit.label(locale))
}

/// Where a wish's weight is kept.
pub fn weight_path((kind, benefit): WishKey) -> String {
    match benefit {
        Some(benefit) => format!("/{}/{}", kind.code(), benefit.code()),
        None => format!("/{}", kind.code()),
    }
}

/// Where a wish's value is kept.
pub fn value_path(key: WishKey) -> String {
    weight_path(key) + "/value"
}

/// Where the amount of a unit is kept.
pub fn pay_path(unit: PayUnit) -> String {
    format!("{}/{}", value_path((WishKind::Pay, None)), unit.code())
}

/// Reads the form. What cannot be understood is noted and left out.
pub fn read(reading: &mut Reading<'_>) -> Wishes {
    let mut wishes = Vec::new();
    for key in keys() {
        let Ok(weight) = reading.text(&weight_path(key)).parse() else { continue };
        if let Some(wish) = wish(reading, key) {
            wishes.push(WeightedWish { weight, wish });
        }
    }
    Wishes { wishes }
}

fn wish(reading: &mut Reading<'_>, key: WishKey) -> Option<Wish> {
    let path = &value_path(key);
    Some(match key {
        (WishKind::Prefectures, _) => Wish::Prefectures { any_of: chosen(reading, path)? },
        (WishKind::PriorityArea, _) => Wish::PriorityArea {},
        (WishKind::Specialties, _) => Wish::Specialties { any_of: chosen(reading, path)? },
        (WishKind::Engagements, _) => Wish::Engagements { any_of: chosen(reading, path)? },
        (WishKind::HalfDays, _) => Wish::HalfDays { at_most: number(reading, path)? },
        (WishKind::StartsFrom, _) => Wish::StartsFrom { day: reading.read(path, FieldCode::NotADay, day)? },
        (WishKind::StartsBy, _) => Wish::StartsBy { day: reading.read(path, FieldCode::NotADay, day)? },
        (WishKind::NightDuties, _) => Wish::NightDuties { at_most: number(reading, path)? },
        (WishKind::DayDuties, _) => Wish::DayDuties { at_most: number(reading, path)? },
        (WishKind::OnCall, _) => Wish::OnCall { at_most: number(reading, path)? },
        (WishKind::DutyPermit, _) => Wish::DutyPermit {},
        (WishKind::Pay, _) => Wish::Pay { at_least: floors(reading)? },
        (WishKind::Benefit, benefit) => Wish::Benefit { benefit: benefit? },
        (WishKind::Guidance, _) => Wish::Guidance {},
        (WishKind::ProgrammeSupport, _) => Wish::ProgrammeSupport {},
        (WishKind::ProgrammeHours, _) => Wish::ProgrammeHours { at_least: number(reading, path)? },
    })
}

fn number(reading: &mut Reading<'_>, path: &str) -> Option<i32> {
    reading.read(path, FieldCode::NotANumber, |text| i32::try_from(whole_number(text)?).ok())
}

/// The ticked ones; notes when there are none.
fn chosen<T: FromStr>(reading: &mut Reading<'_>, path: &str) -> Option<Vec<T>> {
    let found: Vec<T> = reading.text(path).split(',').filter(|code| !code.is_empty()).filter_map(|code| code.parse().ok()).collect();
    if found.is_empty() {
        reading.wrong(path, FieldCode::Required);
        return None;
    }
    Some(found)
}

/// The amounts that are filled in; notes at the first when there are none.
fn floors(reading: &mut Reading<'_>) -> Option<Vec<PayFloor>> {
    let filled: Vec<PayUnit> = PayUnit::iter().filter(|unit| reading.some(&pay_path(*unit)).is_some()).collect();
    if filled.is_empty() {
        reading.wrong(&pay_path(PayUnit::Year), FieldCode::Required);
    }
    let mut floors = Vec::new();
    for unit in filled {
        if let Some(yen) = reading.read(&pay_path(unit), FieldCode::NotAnAmount, amount) {
            floors.push(PayFloor { unit, yen });
        }
    }
    Some(floors).filter(|floors| !floors.is_empty())
}

/// The field of a violation's pointer, such as `/wishes/3/wish/at_most` of the wishes that were read.
pub fn field_of(wishes: &Wishes, pointer: &str) -> String {
    let mut parts = pointer.split('/').skip(2);
    let index = parts.next().and_then(|part| part.parse::<usize>().ok());
    let Some(one) = index.and_then(|index| wishes.wishes.get(index)) else { return pointer.to_owned() };
    match &one.wish {
        Wish::Pay { at_least } => {
            let nth = parts.nth(2).and_then(|part| part.parse::<usize>().ok());
            pay_path(nth.and_then(|nth| at_least.get(nth)).map_or(PayUnit::Year, |floor| floor.unit))
        }
        other => value_path(other.key()),
    }
}

/// The form's values for wishes; blank for what does not matter.
pub fn write(wishes: &Wishes) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for key in keys() {
        let found = wishes.get(key);
        values.push((weight_path(key), found.map(|one| one.weight.code().to_owned()).unwrap_or_default()));
        if key.0 == WishKind::Pay {
            let floors = found.map(|one| &one.wish);
            for unit in PayUnit::iter() {
                let yen = match floors {
                    Some(Wish::Pay { at_least }) => at_least.iter().find(|floor| floor.unit == unit).map(|floor| floor.yen.0.to_string()),
                    _ => None,
                };
                values.push((pay_path(unit), yen.unwrap_or_default()));
            }
        } else {
            values.push((value_path(key), found.map(|one| written(&one.wish)).unwrap_or_default()));
        }
    }
    values
}

fn written(wish: &Wish) -> String {
    match wish {
        Wish::Prefectures { any_of } => any_of.join(","),
        Wish::Specialties { any_of } => any_of.iter().copied().map(Specialty::code).collect::<Vec<_>>().join(","),
        Wish::Engagements { any_of } => any_of.iter().copied().map(Engagement::code).collect::<Vec<_>>().join(","),
        Wish::HalfDays { at_most } | Wish::NightDuties { at_most } | Wish::DayDuties { at_most } | Wish::OnCall { at_most } => {
            at_most.to_string()
        }
        Wish::StartsFrom { day } | Wish::StartsBy { day } => day.to_string(),
        Wish::ProgrammeHours { at_least } => at_least.to_string(),
        Wish::PriorityArea {}
        | Wish::DutyPermit {}
        | Wish::Pay { .. }
        | Wish::Benefit { .. }
        | Wish::Guidance {}
        | Wish::ProgrammeSupport {} => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::matching::Weight;
    use domain::money::Yen;

    fn all() -> Wishes {
        let wishes = vec![
            Wish::Prefectures { any_of: vec!["03".into(), "04".into()] },
            Wish::PriorityArea {},
            Wish::Specialties { any_of: vec![Specialty::Surgery] },
            Wish::Engagements { any_of: vec![Engagement::FullTime, Engagement::Substitute] },
            Wish::HalfDays { at_most: 8 },
            Wish::StartsFrom { day: "2027-04-01".parse().unwrap() },
            Wish::StartsBy { day: "2027-10-01".parse().unwrap() },
            Wish::NightDuties { at_most: 0 },
            Wish::DayDuties { at_most: 1 },
            Wish::OnCall { at_most: 2 },
            Wish::DutyPermit {},
            Wish::Pay {
                at_least: vec![PayFloor { unit: PayUnit::Year, yen: Yen(12_000_000) }, PayFloor { unit: PayUnit::Day, yen: Yen(100_000) }],
            },
            Wish::Benefit { benefit: Benefit::Housing },
            Wish::Benefit { benefit: Benefit::SideWork },
            Wish::Guidance {},
            Wish::ProgrammeSupport {},
            Wish::ProgrammeHours { at_least: 4 },
        ];
        let weight = |index: usize| if index.is_multiple_of(2) { Weight::Must } else { Weight::GoodToHave };
        Wishes { wishes: wishes.into_iter().enumerate().map(|(index, wish)| WeightedWish { weight: weight(index), wish }).collect() }
    }

    #[test]
    fn wishes_come_back_from_their_form_as_they_went_in() {
        let written = write(&all());
        let value = |path: &str| written.iter().find(|(known, _)| known == path).map(|(_, value)| value.clone()).unwrap();
        let mut reading = Reading::new(&value);
        let read = read(&mut reading);
        assert_eq!(read, all());
        assert_eq!(reading.errors(&read), []);
    }

    #[test]
    fn a_weight_without_a_value_is_told_at_the_value() {
        let text = |path: &str| match path {
            "/prefectures" | "/pay" | "/half_days" => "must".to_owned(),
            "/on_call" => "good_to_have".to_owned(),
            "/on_call/value" => "たくさん".to_owned(),
            _ => String::new(),
        };
        let mut reading = Reading::new(&text);
        let wishes = read(&mut reading);
        let errors = reading.errors(&wishes);
        let found: Vec<_> = errors.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        let expected = [
            ("/prefectures/value", FieldCode::Required),
            ("/half_days/value", FieldCode::Required),
            ("/on_call/value", FieldCode::NotANumber),
            ("/pay/value/year", FieldCode::Required),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_the_domain_finds_is_shown_at_its_field() {
        let wishes = all();
        assert_eq!(field_of(&wishes, "/wishes/4/wish/at_most"), "/half_days/value");
        assert_eq!(field_of(&wishes, "/wishes/11/wish/at_least/1/yen"), "/pay/value/day");
        assert_eq!(field_of(&wishes, "/wishes/13/wish/kind"), "/benefit/side_work/value");
        // What was noted while reading is at its field already.
        assert_eq!(field_of(&wishes, "/pay/value/year"), "/pay/value/year");
    }
}

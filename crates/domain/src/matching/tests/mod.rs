//! What wishes say beside an opening.

mod properties;

use super::*;
use crate::institution::Specialty;
use crate::locale::Locale;
use crate::money::Yen;
use crate::opening::{Benefit, DutyPermit, Engagement, OpeningContent, PayUnit};
use crate::validate::{FieldCode, Validate, Violations};
use chrono::{DateTime, NaiveDate};

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn must(wish: Wish) -> WeightedWish {
    WeightedWish { weight: Weight::Must, wish }
}

fn good(wish: Wish) -> WeightedWish {
    WeightedWish { weight: Weight::GoodToHave, wish }
}

fn wishes(wishes: &[WeightedWish]) -> Wishes {
    Wishes { wishes: wishes.to_vec() }
}

fn opening(terms: StatedTerms) -> OpeningFacts {
    OpeningFacts {
        id: uuid::Uuid::nil().into(),
        posted_at: DateTime::UNIX_EPOCH,
        terms,
        institution: InstitutionFacts { prefecture_code: "04".into(), ..InstitutionFacts::default() },
    }
}

/// Full-time internal medicine for 12 to 16 million yen a year, housing, no night duty, nothing about day duty.
fn full_time() -> OpeningFacts {
    opening(StatedTerms {
        engagement: Some(Engagement::FullTime),
        specialties: vec![Specialty::InternalMedicine],
        pay_unit: Some(PayUnit::Year),
        pay_from: Some(Yen(12_000_000)),
        pay_to: Some(Yen(16_000_000)),
        night_duties_per_month: Some(0),
        offered: vec![Benefit::Housing],
        not_offered: vec![Benefit::Childcare],
        ..StatedTerms::default()
    })
}

fn judged(wish: Wish, facts: &OpeningFacts) -> (Verdict, String, String) {
    let explanation = explain(&wishes(&[must(wish)]), facts);
    let one = &explanation.verdicts[0];
    (one.verdict, one.wanted.text(Locale::Ja), one.stated_text(Locale::Ja))
}

fn met(wanted: &str, stated: &str) -> (Verdict, String, String) {
    (Verdict::Met, wanted.to_owned(), stated.to_owned())
}

fn not_met(wanted: &str, stated: &str) -> (Verdict, String, String) {
    (Verdict::NotMet, wanted.to_owned(), stated.to_owned())
}

fn not_stated(wanted: &str) -> (Verdict, String, String) {
    (Verdict::NotStated, wanted.to_owned(), "記載なし".to_owned())
}

#[test]
fn each_verdict_names_what_is_wanted_and_what_is_stated() {
    let facts = full_time();
    let prefectures = |codes: &[&str]| Wish::Prefectures { any_of: codes.iter().map(|code| (*code).to_owned()).collect() };
    assert_eq!(judged(prefectures(&["03", "04"]), &facts), met("岩手県・宮城県のいずれか", "宮城県"));
    assert_eq!(judged(prefectures(&["03"]), &facts), not_met("岩手県", "宮城県"));
    assert_eq!(judged(Wish::PriorityArea {}, &facts), not_stated("区域の中"));
    assert_eq!(judged(Wish::Specialties { any_of: vec![Specialty::Surgery] }, &facts), not_met("外科", "内科"));
    assert_eq!(judged(Wish::Engagements { any_of: vec![Engagement::FullTime] }, &facts), met("常勤", "常勤"));
    assert_eq!(judged(Wish::HalfDays { at_most: 8 }, &facts), not_stated("週8コマまで"));
    assert_eq!(judged(Wish::NightDuties { at_most: 2 }, &facts), met("月2回まで", "なし"));
    assert_eq!(judged(Wish::DayDuties { at_most: 0 }, &facts), not_stated("なし"));
    assert_eq!(judged(Wish::Benefit { benefit: Benefit::Housing }, &facts), met("あり", "あり"));
    assert_eq!(judged(Wish::Benefit { benefit: Benefit::Childcare }, &facts), not_met("あり", "なし"));
    assert_eq!(judged(Wish::Benefit { benefit: Benefit::SideWork }, &facts), not_stated("あり"));
    assert_eq!(judged(Wish::ProgrammeHours { at_least: 4 }, &facts), not_stated("週4時間以上"));
}

#[test]
fn the_highest_pay_is_held_beside_the_amount_wanted_for_its_unit() {
    let facts = full_time();
    let pay = |floors: &[(PayUnit, i64)]| Wish::Pay {
        at_least: floors.iter().map(|(unit, yen)| PayFloor { unit: *unit, yen: Yen(*yen) }).collect(),
    };
    let stated = "年額12,000,000円～16,000,000円";
    assert_eq!(judged(pay(&[(PayUnit::Year, 16_000_000)]), &facts), met("年額16,000,000円以上", stated));
    assert_eq!(judged(pay(&[(PayUnit::Year, 16_000_001)]), &facts), not_met("年額16,000,001円以上", stated));
    // Amounts of different units are not compared, however large they are.
    assert_eq!(judged(pay(&[(PayUnit::Day, 1)]), &facts), not_met("日額1円以上", stated));
    let either = pay(&[(PayUnit::Year, 15_000_000), (PayUnit::Day, 100_000)]);
    assert_eq!(judged(either, &facts), met("年額15,000,000円以上、または日額100,000円以上", stated));
    let by_agreement = opening(StatedTerms { pay_unit: Some(PayUnit::Year), ..StatedTerms::default() });
    assert_eq!(judged(pay(&[(PayUnit::Year, 1)]), &by_agreement), not_stated("年額1円以上"));
}

#[test]
fn a_permission_is_asked_for_duty_only() {
    let with = |night, day, duty_permit| {
        let terms = StatedTerms { night_duties_per_month: night, day_duties_per_month: day, duty_permit, ..StatedTerms::default() };
        judged(Wish::DutyPermit {}, &opening(terms))
    };
    assert_eq!(with(Some(4), None, Some(DutyPermit::All)), met("すべて許可あり", "すべて許可あり"));
    assert_eq!(with(Some(4), None, Some(DutyPermit::Some)), not_met("すべて許可あり", "一部許可あり"));
    assert_eq!(with(Some(0), None, None), not_stated("すべて許可あり"));
    assert_eq!(with(Some(0), Some(0), None), met("すべて許可あり", "宿直・日直なし"));
}

#[test]
fn a_start_by_agreement_can_be_any_day() {
    let on = |starts_on: Option<&str>| opening(StatedTerms { starts_on: starts_on.map(day), ..StatedTerms::default() });
    let (from, by) = (Wish::StartsFrom { day: day("2027-04-01") }, Wish::StartsBy { day: day("2027-06-30") });
    assert_eq!(judged(from.clone(), &on(Some("2027-04-01"))), met("2027年4月1日以降", "2027年4月1日"));
    assert_eq!(judged(from.clone(), &on(Some("2027-03-31"))), not_met("2027年4月1日以降", "2027年3月31日"));
    assert_eq!(judged(by.clone(), &on(Some("2027-07-01"))), not_met("2027年6月30日まで", "2027年7月1日"));
    assert_eq!(judged(from, &on(None)), met("2027年4月1日以降", "応相談"));
    assert_eq!(judged(by, &on(None)), met("2027年6月30日まで", "応相談"));
}

#[test]
fn what_the_institution_says_counts_too() {
    let facts = |holds| OpeningFacts {
        institution: InstitutionFacts {
            in_priority_area: holds,
            guidance_offered: holds,
            programme_supported: holds,
            ..InstitutionFacts::default()
        },
        ..full_time()
    };
    for wish in [Wish::PriorityArea {}, Wish::Guidance {}, Wish::ProgrammeSupport {}] {
        assert_eq!(judged(wish.clone(), &facts(Some(true))).0, Verdict::Met);
        assert_eq!(judged(wish.clone(), &facts(Some(false))).0, Verdict::NotMet);
        assert_eq!(judged(wish, &facts(None)).0, Verdict::NotStated);
    }
}

#[test]
fn a_line_says_how_many_are_met_and_which_are_not() {
    let all = wishes(&[
        must(Wish::Engagements { any_of: vec![Engagement::FullTime] }),
        must(Wish::NightDuties { at_most: 4 }),
        must(Wish::DutyPermit {}),
        good(Wish::Benefit { benefit: Benefit::Childcare }),
        good(Wish::Benefit { benefit: Benefit::Housing }),
    ]);
    let explanation = explain(&all, &full_time());
    let line = |weight, locale| explanation.summary(weight, locale).unwrap();
    assert_eq!(line(Weight::Must, Locale::Ja), "必須 3件中2件が合致、宿日直許可は記載なし");
    assert_eq!(line(Weight::Must, Locale::En), "Must: 2 of 3 met; not stated: Permission of duty");
    assert_eq!(line(Weight::GoodToHave, Locale::Ja), "あればよい 2件中1件が合致、院内保育・保育の支援は合わない");
    assert_eq!(
        explanation.question("内科医", Locale::Ja).unwrap(),
        "募集「内科医」に記載のない次の点について、教えてください。\n・宿日直許可"
    );

    let none = explain(&Wishes::default(), &full_time());
    assert_eq!((none.summary(Weight::Must, Locale::Ja), none.question("内科医", Locale::Ja)), (None, None));
    let one = explain(&wishes(&all.wishes[..1]), &full_time());
    assert_eq!(one.summary(Weight::Must, Locale::Ja).unwrap(), "必須 1件すべてが合致");
}

#[test]
fn the_terms_are_read_from_what_an_opening_says() {
    let content = OpeningContent {
        title: "内科".into(),
        engagement: Some(Engagement::PartTime),
        specialties: vec![Specialty::InternalMedicine],
        half_days_per_week: Some(2),
        night_duties_per_month: Some(1),
        day_duties_per_month: Some(2),
        on_call_per_month: Some(3),
        duty_permit: Some(DutyPermit::All),
        pay_unit: Some(PayUnit::Day),
        pay_from: Some(Yen(1)),
        pay_to: Some(Yen(2)),
        offered: vec![Benefit::Housing],
        not_offered: vec![Benefit::SideWork],
        programme_hours_per_week: Some(4),
        starts_on: Some(day("2027-04-01")),
        ..OpeningContent::default()
    };
    let read: StatedTerms = serde_json::from_value(serde_json::to_value(&content).unwrap()).unwrap();
    assert_eq!(read, StatedTerms::from(&content));
    let fields = serde_json::to_value(&read).unwrap();
    assert!(fields.as_object().unwrap().values().all(|value| !value.is_null() && value != &serde_json::json!([])), "{fields}");
}

#[test]
fn wishes_are_stored_in_one_form() {
    let given = wishes(&[
        good(Wish::Benefit { benefit: Benefit::Childcare }),
        must(Wish::Pay {
            at_least: vec![PayFloor { unit: PayUnit::Day, yen: Yen(100_000) }, PayFloor { unit: PayUnit::Year, yen: Yen(12_000_000) }],
        }),
        must(Wish::Prefectures { any_of: vec!["04".into(), "03".into(), "04".into()] }),
        good(Wish::Benefit { benefit: Benefit::Housing }),
        good(Wish::PriorityArea {}),
    ]);
    let stored = serde_json::to_value(given.normalized()).unwrap();
    let expected = serde_json::json!({ "wishes": [
        { "weight": "must", "wish": { "kind": "prefectures", "any_of": ["03", "04"] } },
        { "weight": "good_to_have", "wish": { "kind": "priority_area" } },
        { "weight": "must", "wish": { "kind": "pay", "at_least": [{ "unit": "year", "yen": 12_000_000 }, { "unit": "day", "yen": 100_000 }] } },
        { "weight": "good_to_have", "wish": { "kind": "benefit", "benefit": "housing" } },
        { "weight": "good_to_have", "wish": { "kind": "benefit", "benefit": "childcare" } },
    ] });
    assert_eq!(stored, expected);
    assert_eq!(serde_json::from_value::<Wishes>(stored.clone()).unwrap().normalized(), serde_json::from_value(stored).unwrap());
}

#[test]
fn every_fault_is_named_at_its_field() {
    let wrong = wishes(&[
        must(Wish::Prefectures { any_of: vec!["48".into()] }),
        must(Wish::Specialties { any_of: Vec::new() }),
        must(Wish::HalfDays { at_most: 15 }),
        good(Wish::HalfDays { at_most: 5 }),
        must(Wish::StartsBy { day: day("2027-03-31") }),
        must(Wish::StartsFrom { day: day("2027-04-01") }),
        must(Wish::Pay { at_least: vec![PayFloor { unit: PayUnit::Year, yen: Yen(0) }, PayFloor { unit: PayUnit::Year, yen: Yen(1) }] }),
        must(Wish::Benefit { benefit: Benefit::Housing }),
        must(Wish::Benefit { benefit: Benefit::SideWork }),
        must(Wish::Benefit { benefit: Benefit::Housing }),
    ]);
    let found = wrong.validate().map_err(Violations::into_errors).unwrap_err();
    let found: Vec<_> = found.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
    assert_eq!(
        found,
        [
            ("/wishes/0/wish/any_of", FieldCode::UnknownValue),
            ("/wishes/1/wish/any_of", FieldCode::Required),
            ("/wishes/2/wish/at_most", FieldCode::OutOfRange),
            ("/wishes/3/wish/kind", FieldCode::Duplicate),
            ("/wishes/4/wish/day", FieldCode::EndsBeforeStart),
            ("/wishes/6/wish/at_least/0/yen", FieldCode::OutOfRange),
            ("/wishes/6/wish/at_least/1/unit", FieldCode::Duplicate),
            ("/wishes/9/wish/kind", FieldCode::Duplicate),
        ]
    );
    assert_eq!(Wishes::default().validate(), Ok(()));
}

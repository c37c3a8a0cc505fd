//! What holds for wishes and openings of any kind.

use super::*;
use crate::opening::PAY_MAX;
use chrono::Utc;
use proptest::prelude::*;
use std::cmp::Ordering;
use strum::IntoEnumIterator;

fn any_of<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    let most = values.len();
    proptest::sample::subsequence(values, 1..=most)
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..400u64).prop_map(|days| day("2027-01-01") + chrono::Days::new(days))
}

/// A valid wish of each kind, with one for each thing that is offered.
fn each_wish() -> impl Strategy<Value = Vec<Wish>> {
    let place = (any_of(vec!["03".to_owned(), "04".to_owned(), "05".to_owned()]), any_of(Specialty::iter().take(4).collect()));
    let work = (any_of(Engagement::iter().collect()), 1..=14i32, any_day(), 0..100u64);
    let duty = (0..=8i32, 0..=8i32, 0..=8i32);
    let pay = proptest::collection::vec(1..=20i64, PayUnit::iter().count())
        .prop_flat_map(|yen| any_of(PayUnit::iter().zip(yen).map(|(unit, yen)| PayFloor { unit, yen: Yen(yen) }).collect()));
    (place, work, duty, pay, 1..=40i32).prop_map(|(place, work, duty, at_least, hours)| {
        let mut all = vec![
            Wish::Prefectures { any_of: place.0 },
            Wish::PriorityArea {},
            Wish::Specialties { any_of: place.1 },
            Wish::Engagements { any_of: work.0 },
            Wish::HalfDays { at_most: work.1 },
            Wish::StartsFrom { day: work.2 },
            Wish::StartsBy { day: work.2 + chrono::Days::new(work.3) },
            Wish::NightDuties { at_most: duty.0 },
            Wish::DayDuties { at_most: duty.1 },
            Wish::OnCall { at_most: duty.2 },
            Wish::DutyPermit {},
            Wish::Pay { at_least },
            Wish::Guidance {},
            Wish::ProgrammeSupport {},
            Wish::ProgrammeHours { at_least: hours },
        ];
        all.extend(Benefit::iter().map(|benefit| Wish::Benefit { benefit }));
        all
    })
}

/// Any valid wishes, in any order.
fn any_wishes() -> impl Strategy<Value = Wishes> {
    let some = each_wish().prop_flat_map(|all| {
        let most = all.len();
        proptest::sample::subsequence(all, 0..=most).prop_shuffle()
    });
    let weighted = some.prop_flat_map(|wishes| {
        let weights = proptest::collection::vec(any::<bool>(), wishes.len());
        (Just(wishes), weights)
    });
    weighted.prop_map(|(wishes, musts)| {
        let weighted = wishes.into_iter().zip(musts).map(|(wish, is_must)| if is_must { must(wish) } else { good(wish) });
        Wishes { wishes: weighted.collect() }
    })
}

fn stated<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.7, value)
}

fn any_terms() -> impl Strategy<Value = StatedTerms> {
    let one_of = |values: Vec<Specialty>| proptest::sample::subsequence(values, 0..=2);
    let work = (
        stated(proptest::sample::select(Engagement::iter().collect::<Vec<_>>())),
        one_of(Specialty::iter().take(6).collect()),
        stated(any_day()),
    );
    let counts = (stated(1..=14i32), stated(0..=8i32), stated(0..=8i32), stated(0..=8i32), stated(0..=40i32));
    let permit = stated(proptest::sample::select(DutyPermit::iter().collect::<Vec<_>>()));
    let pay = (stated(proptest::sample::select(PayUnit::iter().collect::<Vec<_>>())), stated(1..=20i64), stated(1..=20i64));
    let offers = proptest::collection::vec(stated(any::<bool>()), Benefit::iter().count());
    (work, counts, permit, pay, offers).prop_map(|(work, counts, duty_permit, pay, offers)| {
        let with = |wanted| Benefit::iter().zip(&offers).filter(|(_, offer)| **offer == Some(wanted)).map(|(benefit, _)| benefit).collect();
        StatedTerms {
            engagement: work.0,
            specialties: work.1,
            half_days_per_week: counts.0,
            night_duties_per_month: counts.1,
            day_duties_per_month: counts.2,
            on_call_per_month: counts.3,
            programme_hours_per_week: counts.4,
            duty_permit,
            pay_unit: pay.0,
            pay_from: pay.1.map(Yen),
            pay_to: pay.2.map(Yen),
            offered: with(true),
            not_offered: with(false),
            starts_on: work.2,
        }
    })
}

/// Any opening; few instants and ids, so that openings tie.
fn any_opening() -> impl Strategy<Value = OpeningFacts> {
    let institution =
        (proptest::sample::select(vec!["03", "04", "06"]), stated(any::<bool>()), stated(any::<bool>()), stated(any::<bool>()));
    (0..1000u128, 0..3i64, any_terms(), institution).prop_map(|(id, at, terms, institution)| OpeningFacts {
        id: uuid::Uuid::from_u128(id).into(),
        posted_at: DateTime::<Utc>::UNIX_EPOCH + chrono::Duration::seconds(at),
        terms,
        institution: InstitutionFacts {
            prefecture_code: institution.0.to_owned(),
            in_priority_area: institution.1,
            guidance_offered: institution.2,
            programme_supported: institution.3,
        },
    })
}

/// Openings whose ids differ.
fn openings() -> impl Strategy<Value = Vec<OpeningFacts>> {
    proptest::collection::vec(any_opening(), 0..12).prop_map(|mut all| {
        all.sort_by_key(|one| one.id);
        all.dedup_by_key(|one| one.id);
        all
    })
}

fn rank(wishes: &Wishes, opening: &OpeningFacts) -> MatchRank {
    MatchRank::new(&explain(wishes, opening), opening.posted_at, opening.id)
}

fn ids(wishes: &Wishes, openings: Vec<OpeningFacts>) -> Vec<crate::ids::OpeningId> {
    in_order(wishes, openings.into_iter().map(|one| (one, ()))).into_iter().map(|(rank, ..)| rank.id).collect()
}

/// Whether anything is stated about a wish, by a second look that knows nothing of verdicts.
fn has_value(wish: &Wish, opening: &OpeningFacts) -> bool {
    let (terms, institution) = (&opening.terms, &opening.institution);
    match wish {
        Wish::Prefectures { .. } => !institution.prefecture_code.is_empty(),
        Wish::PriorityArea {} => institution.in_priority_area.is_some(),
        Wish::Specialties { .. } => !terms.specialties.is_empty(),
        Wish::Engagements { .. } => terms.engagement.is_some(),
        Wish::HalfDays { .. } => terms.half_days_per_week.is_some(),
        // A blank first day says that it is by agreement.
        Wish::StartsFrom { .. } | Wish::StartsBy { .. } => true,
        Wish::NightDuties { .. } => terms.night_duties_per_month.is_some(),
        Wish::DayDuties { .. } => terms.day_duties_per_month.is_some(),
        Wish::OnCall { .. } => terms.on_call_per_month.is_some(),
        Wish::DutyPermit {} => {
            terms.duty_permit.is_some() || (terms.night_duties_per_month == Some(0) && terms.day_duties_per_month == Some(0))
        }
        Wish::Pay { .. } => terms.pay_from.is_some() || terms.pay_to.is_some(),
        Wish::Benefit { benefit } => terms.offered.contains(benefit) || terms.not_offered.contains(benefit),
        Wish::Guidance {} => institution.guidance_offered.is_some(),
        Wish::ProgrammeSupport {} => institution.programme_supported.is_some(),
        Wish::ProgrammeHours { .. } => terms.programme_hours_per_week.is_some(),
    }
}

proptest! {
    #[test]
    fn any_generated_wishes_are_valid_and_survive_the_wire(wishes in any_wishes()) {
        prop_assert_eq!(wishes.validate(), Ok(()));
        let stored = wishes.clone().normalized();
        let read: Wishes = serde_json::from_str(&serde_json::to_string(&stored).unwrap()).unwrap();
        prop_assert_eq!(&read, &stored);
        prop_assert_eq!(read.clone().normalized(), read);
        prop_assert_eq!(stored.wishes.len(), wishes.wishes.len());
    }

    #[test]
    fn every_wish_has_a_verdict_with_its_two_values(wishes in any_wishes(), opening in any_opening()) {
        let explanation = explain(&wishes, &opening);
        prop_assert_eq!(explanation.verdicts.len(), wishes.wishes.len());
        for (one, wish) in explanation.verdicts.iter().zip(&wishes.wishes) {
            prop_assert_eq!((one.weight, &one.wanted), (wish.weight, &wish.wish));
            prop_assert_eq!(one.stated.is_none(), one.verdict == Verdict::NotStated);
            prop_assert_eq!(one.verdict == Verdict::NotStated, !has_value(&wish.wish, &opening));
            for locale in [Locale::Ja, Locale::En] {
                prop_assert!(!one.wanted.subject(locale).is_empty() && !one.wanted.text(locale).is_empty() && !one.stated_text(locale).is_empty());
            }
        }
        let tally = explanation.tally();
        prop_assert_eq!((tally.musts.total() + tally.good_to_have.total()) as usize, wishes.wishes.len());
    }

    #[test]
    fn the_order_is_total_and_no_two_openings_are_equal_in_it(wishes in any_wishes(), openings in openings()) {
        let ranks: Vec<MatchRank> = openings.iter().map(|one| rank(&wishes, one)).collect();
        for (i, a) in ranks.iter().enumerate() {
            for (j, b) in ranks.iter().enumerate() {
                prop_assert_eq!(a.cmp(b), b.cmp(a).reverse());
                prop_assert_eq!(a.cmp(b) == Ordering::Equal, i == j);
                for c in &ranks {
                    prop_assert!(!(a < b && b < c) || a < c);
                }
            }
        }
    }

    #[test]
    fn the_order_does_not_depend_on_where_openings_stood(
        wishes in any_wishes(),
        (sorted, shuffled) in openings().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(ids(&wishes, sorted), ids(&wishes, shuffled));
    }

    #[test]
    fn without_wishes_the_newest_come_first(openings in openings()) {
        let mut newest = openings.clone();
        newest.sort_by_key(|one| (std::cmp::Reverse(one.posted_at), one.id));
        prop_assert_eq!(ids(&Wishes::default(), openings), newest.iter().map(|one| one.id).collect::<Vec<_>>());
    }

    /// An opening that misses a new must stays below those that it was below. One that does not state it may rise above those that miss it only.
    #[test]
    fn a_new_must_never_raises_an_opening_that_misses_it(
        (new, wishes) in (each_wish(), any_wishes(), any::<proptest::sample::Index>()).prop_map(|(all, mut wishes, which)| {
            let new = which.get(&all).clone();
            wishes.wishes.retain(|one| one.wish.key() != new.key());
            (must(new), wishes)
        }),
        low in any_opening(),
        high in any_opening(),
    ) {
        prop_assume!(low.id != high.id);
        let (low, high) = if rank(&wishes, &low) > rank(&wishes, &high) { (low, high) } else { (high, low) };
        let verdict = |opening| explain(&Wishes { wishes: vec![new.clone()] }, opening).verdicts[0].verdict;
        let more = Wishes { wishes: wishes.wishes.iter().cloned().chain([new.clone()]).collect() };
        let stays = match (verdict(&low), verdict(&high)) {
            (Verdict::NotMet, _) => true,
            (Verdict::NotStated, of_high) => of_high != Verdict::NotMet,
            (Verdict::Met, _) => false,
        };
        prop_assert!(!stays || rank(&more, &low) > rank(&more, &high));
    }

    #[test]
    fn no_wish_and_no_amount_makes_words_panic(yen in 1..=PAY_MAX.0, count in any::<i32>()) {
        let wishes = [Wish::Pay { at_least: vec![PayFloor { unit: PayUnit::HalfDay, yen: Yen(yen) }] }, Wish::OnCall { at_most: count }];
        for wish in wishes {
            prop_assert!(!wish.text(Locale::En).is_empty());
        }
    }
}

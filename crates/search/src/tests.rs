//! The index against the plainest oracle: does the text hold the word?

use super::*;
use domain::geo::BoundingBox;
use domain::search::{Words, fold, kana_order};
use proptest::prelude::*;
use std::{collections::BTreeMap, path::PathBuf};

/// Seeded numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn text(&mut self, length: usize) -> String {
        // Few characters, so that words of six occur by chance; one beyond the basic plane, and signs that other engines interpret.
        let letters = ['ア', 'イ', 'ン', '病', '院', '仙', '台', 'a', '1', '%', '_', '.', '*', '"', '𠮟', '😀', '\n'];
        (0..length).map(|_| letters[self.roll(letters.len()).min(self.roll(letters.len()))]).collect()
    }
}

const HIGH: Facts = 1 << 127;

fn folder() -> PathBuf {
    std::env::temp_dir().join("gm-index-tests")
}

fn entry(dice: &mut Dice, number: u128) -> Entry {
    let (length, names) = (dice.roll(120), dice.text(5));
    Entry {
        id: Uuid::from_u128(number),
        text: format!("{names}\n{}", dice.text(length)),
        names,
        lead: dice.text(4),
        closed: if number.is_multiple_of(3) { fold("閉") } else { String::new() },
        // The lowest bit and the highest, each by itself.
        facts: [0, 1, HIGH, HIGH | 1][dice.roll(4)],
        newest: u32::try_from(dice.roll(5)).unwrap(),
        reading: kana_order(&dice.text(2)),
        place: LatLng::new(35.0 + f64::from(u32::try_from(dice.roll(30)).unwrap()) / 10.0, 140.0).filter(|_| dice.roll(5) > 0),
        approximate: dice.roll(3) == 0,
        body: number.to_string(),
    }
}

/// An index that was filled by two, then changed: several segments, deleted documents, replaced ones.
fn built(dice: &mut Dice) -> (Index, BTreeMap<Uuid, Entry>) {
    let index = Index::make(&folder(), Uuid::new_v4()).unwrap();
    let mut entries = BTreeMap::new();
    let mut fillers = [index.fill(), index.fill()];
    for number in 1..=300 {
        let entry = entry(dice, number);
        fillers[dice.roll(2)].put(&entry).unwrap();
        entries.insert(entry.id, entry);
        if number % 100 == 0 {
            fillers[0].flush().unwrap();
        }
    }
    let mut writer = index.take(fillers).unwrap();
    for round in 0..3 {
        for _ in 0..30 {
            let number = 1 + dice.roll(330) as u128;
            if dice.roll(3) == 0 {
                writer.remove(Uuid::from_u128(number));
                entries.remove(&Uuid::from_u128(number));
            } else {
                let entry = entry(dice, number);
                writer.put(&entry).unwrap();
                entries.insert(entry.id, entry);
            }
        }
        writer.commit().unwrap();
        if round == 1 {
            index.refresh().unwrap();
        }
    }
    index.refresh().unwrap();
    (index, entries)
}

fn ids(found: &[Hit]) -> Vec<Uuid> {
    found.iter().map(|hit| hit.id).collect()
}

#[test]
fn what_is_found_is_what_holds_the_words() {
    let mut dice = Dice(1);
    let (index, entries) = built(&mut dice);
    let snapshot = index.snapshot();
    assert_eq!(snapshot.len(), entries.len() as u64);
    let mut found_some = 0;
    for _ in 0..1000 {
        let count = dice.roll(2) + 1;
        let query: Vec<String> = std::iter::repeat_with(|| {
            let length = dice.roll(6) + 1;
            dice.text(length).replace('\n', "")
        })
        .take(count)
        .collect();
        let words = Words::parse(&query.join(" ")).unwrap();
        let mask = [0, 1, HIGH, HIGH | 1][dice.roll(4)];
        let expected: Vec<Uuid> =
            entries.values().filter(|entry| words.occur_in(&entry.text) && entry.facts & mask == mask).map(|entry| entry.id).collect();
        let question = SearchQuery { words: &words, order: Order::Relevance, after: None, limit: 1000 };
        let found = snapshot.find(&question, |facts| facts & mask == mask).unwrap();
        let mut got = ids(&found);
        got.sort_unstable();
        assert_eq!(got, expected, "{words:?}");
        let mut count = 0;
        snapshot.for_each_match(&words, |facts| count += usize::from(facts & mask == mask)).unwrap();
        assert_eq!(count, expected.len());
        assert!(found.iter().all(|hit| hit.body == hit.id.as_u128().to_string()));
        found_some += u32::from(!got.is_empty());
    }
    assert!(found_some > 300, "the oracle is worth something: {found_some}");
}

#[test]
fn pages_in_every_order_hold_every_entry_once_and_in_order() {
    let mut dice = Dice(2);
    let (index, entries) = built(&mut dice);
    let snapshot = index.snapshot();
    let here = LatLng::new(35.5, 140.0).unwrap();
    for (query, order) in
        [("ア", Order::Relevance), ("", Order::Newest), ("ア", Order::Reading), ("", Order::Reading), ("", Order::Distance(here))]
    {
        let words = Words::parse(query).unwrap();
        let whole = snapshot.find(&SearchQuery { words: &words, order, after: None, limit: 1000 }, |_| true).unwrap();
        let mut paged = Vec::new();
        let mut after = None;
        loop {
            let page = snapshot.find(&SearchQuery { words: &words, order, after: after.take(), limit: 7 }, |_| true).unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.key.clone(), last.id));
            paged.extend(page);
        }
        assert_eq!(paged, whole, "{order:?}");
        let places: Vec<_> = paged.iter().map(|hit| &entries[&hit.id]).collect();
        for pair in places.windows(2) {
            match order {
                Order::Newest => assert!(pair[0].newest >= pair[1].newest),
                Order::Reading => assert!(pair[0].reading <= pair[1].reading),
                Order::Distance(from) => {
                    let far = |entry: &Entry| entry.place.map_or(f64::INFINITY, |place| place.distance_m(from));
                    assert!(far(pair[0]) <= far(pair[1]) + 1.0);
                }
                Order::Relevance => {}
            }
        }
    }
}

#[test]
fn every_entry_with_a_place_is_counted_in_one_cell() {
    let mut dice = Dice(4);
    let (index, entries) = built(&mut dice);
    let bounds = BoundingBox { west: 139.5, south: 35.45, east: 140.5, north: 37.05 };
    let words = Words::parse("ア").unwrap();
    for cells in [1, 7, MOST_CELLS] {
        let found = index.snapshot().cells(&words, Grid::new(bounds, cells).unwrap(), |facts| facts & 1 == 1).unwrap();
        let asked = entries.values().filter(|entry| words.occur_in(&entry.text) && entry.facts & 1 == 1);
        let within: Vec<_> = asked.filter(|entry| entry.place.is_some_and(|place| bounds.contains(place))).collect();
        assert_eq!(found.iter().map(|cell| cell.count).sum::<u64>(), within.len() as u64);
        assert!(found.iter().all(|cell| bounds.contains(cell.place) && cell.body.is_some() == (cell.count == 1)));
        assert_eq!(found.iter().any(|cell| cell.approximate), within.iter().any(|entry| entry.approximate));
        assert!(within.len() > 20, "the cells are worth something");
        if cells == 1 {
            let mean = within.iter().map(|entry| entry.place.unwrap().latitude).sum::<f64>() / within.len() as f64;
            assert!(found.iter().all(|cell| (cell.place.latitude - mean).abs() < 0.5));
        }
        for cell in found.iter().filter(|cell| cell.count == 1) {
            let id = Uuid::from_u128(cell.body.clone().unwrap().parse().unwrap());
            assert_eq!(
                (cell.approximate, entries[&id].place.map(|place| place.distance_m(cell.place) < 1.0)),
                (entries[&id].approximate, Some(true))
            );
        }
    }
}

#[test]
fn single_entries_and_the_newest_are_what_a_search_finds() {
    let mut dice = Dice(4);
    let (index, entries) = built(&mut dice);
    let snapshot = index.snapshot();
    for number in 1..=330 {
        let id = Uuid::from_u128(number);
        assert_eq!(snapshot.get(id).unwrap(), entries.get(&id).map(|entry| entry.body.clone()), "{id}");
    }
    for mask in [0, 1, HIGH, HIGH | 1] {
        let accept = |facts: Facts| facts & mask == mask;
        let words = Words::default();
        let searched = snapshot.find(&SearchQuery { words: &words, order: Order::Newest, after: None, limit: 1000 }, accept).unwrap();
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let page = snapshot.newest(after, 7, accept).unwrap();
            let Some(last) = page.last() else { break };
            after = Some((entries[&last.id].newest, last.id));
            paged.extend(page);
        }
        assert_eq!(paged, searched);
    }
    let mut ids = snapshot.ids(&Words::parse("病").unwrap()).unwrap();
    ids.sort_unstable();
    assert_eq!(ids, entries.values().filter(|entry| entry.text.contains('病')).map(|entry| entry.id).collect::<Vec<_>>());
}

#[test]
fn a_name_counts_more_than_a_mention() {
    let index = Index::make(&folder(), Uuid::new_v4()).unwrap();
    let mut writer = index.take([]).unwrap();
    let put = |number: u128, names: &str, lead: &str, text: &str, newest: u32| {
        let (names, lead) = (fold(names), fold(lead));
        let text = format!("{names}\n{lead}\n{}", fold(text));
        writer.put(&Entry { id: Uuid::from_u128(number), names, lead, text, newest, ..Entry::default() }).unwrap();
    };
    put(1, "架空", "白石市", "白石から通えます", 9);
    put(2, "公立白石病院", "蔵王町", "", 1);
    put(3, "白石", "", "", 1);
    put(4, "白石診療所", "", "", 1);
    put(5, "架空第二", "大河原町", "白石から通えます", 9);
    put(6, "架空第三", "大河原町", "仙台から通えます", 9);
    put(7, "架空第四", "大河原町", "白石から通えます", 8);
    writer.commit().unwrap();
    index.refresh().unwrap();
    let words = Words::parse("白石").unwrap();
    let found = index.snapshot().find(&SearchQuery { words: &words, order: Order::Relevance, after: None, limit: 9 }, |_| true).unwrap();
    assert_eq!(ids(&found).iter().map(Uuid::as_u128).collect::<Vec<_>>(), [3, 4, 2, 1, 5, 7]);
}

#[test]
fn whoever_searches_is_not_disturbed_by_changes() {
    let mut dice = Dice(3);
    let (index, entries) = built(&mut dice);
    let before = index.snapshot();
    let mut writer = index.take([]).unwrap();
    entries.keys().for_each(|id| writer.remove(*id));
    writer.commit().unwrap();
    index.refresh().unwrap();
    let words = Words::default();
    let question = SearchQuery { words: &words, order: Order::Newest, after: None, limit: 3 };
    assert_eq!(before.find(&question, |_| true).unwrap().len(), 3);
    assert!(index.snapshot().is_empty() && index.snapshot().find(&question, |_| true).unwrap().is_empty());
}

/// An index of these texts, every second one filled in and the others written afterwards.
fn one_by_one(texts: &[String]) -> Index {
    let index = Index::make(&folder(), Uuid::new_v4()).unwrap();
    let entries = (0..).zip(texts).map(|(number, text)| Entry { id: Uuid::from_u128(number), text: text.clone(), ..Entry::default() });
    let (filled, written): (Vec<Entry>, Vec<Entry>) = entries.partition(|entry| entry.id.as_u128().is_multiple_of(2));
    let mut filler = index.fill();
    filled.iter().for_each(|entry| filler.put(entry).unwrap());
    let mut writer = index.take([filler]).unwrap();
    written.iter().for_each(|entry| writer.put(entry).unwrap());
    writer.commit().unwrap();
    index.refresh().unwrap();
    index
}

#[test]
fn what_was_filled_in_is_found_as_what_was_written() {
    let mut dice = Dice(4);
    let entries: Vec<Entry> = (1..200).map(|number| entry(&mut dice, number)).collect();
    let (filled, written) = (Index::make(&folder(), Uuid::new_v4()).unwrap(), Index::make(&folder(), Uuid::new_v4()).unwrap());
    let mut filler = filled.fill();
    entries.iter().for_each(|entry| filler.put(entry).unwrap());
    filled.take([filler]).unwrap();
    let mut writer = written.take([]).unwrap();
    entries.iter().for_each(|entry| writer.put(entry).unwrap());
    writer.commit().unwrap();
    written.refresh().unwrap();
    for _ in 0..300 {
        let length = dice.roll(4) + 1;
        let words = Words::parse(&dice.text(length).replace('\n', "")).unwrap();
        for order in [Order::Relevance, Order::Newest, Order::Reading, Order::Distance(LatLng::new(35.5, 140.0).unwrap())] {
            let question = SearchQuery { words: &words, order, after: None, limit: 300 };
            let find = |index: &Index| index.snapshot().find(&question, |_| true).unwrap();
            assert_eq!(find(&filled), find(&written), "{words:?} {order:?}");
        }
    }
    for entry in &entries {
        assert_eq!(filled.snapshot().get(entry.id).unwrap().as_ref(), Some(&entry.body));
    }
}

#[test]
fn a_full_piece_is_followed_by_another_and_what_fits_into_none_is_refused() {
    let index = Index::make(&folder(), Uuid::new_v4()).unwrap();
    let mut filler = index.fill();
    let long = |number: u128, text: String| Entry { id: Uuid::from_u128(number), text, ..Entry::default() };
    for number in 1..=3 {
        filler.put(&long(number, format!("{}病院", "ア".repeat(1_000_000)))).unwrap();
    }
    assert!(filler.put(&long(4, "ア".repeat(2_000_000))).is_err());
    index.take([filler]).unwrap();
    let words = Words::parse("アア病院").unwrap();
    let snapshot = index.snapshot();
    assert_eq!(snapshot.ids(&words).unwrap().len(), 3);
    assert_eq!(snapshot.parts.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_found_by_any_part_of_it(texts in proptest::collection::vec("\\PC{0,20}", 1..4), from in 0usize..20, length in 1usize..7) {
        let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let index = one_by_one(&texts);
        let part: String = texts[0].chars().skip(from).take(length).collect();
        let words = Words::parse(&part).unwrap();
        let found = index.snapshot().find(&SearchQuery { words: &words, order: Order::Newest, after: None, limit: 9 }, |_| true).unwrap();
        prop_assert_eq!(found.len(), texts.iter().filter(|text| words.occur_in(text)).count());
        prop_assert!(!found.is_empty());
    }
}

#[test]
fn closed_texts_are_found_by_those_who_may_and_not_those_of_exceptions() {
    let (index, entries) = built(&mut Dice(9));
    let words = Words::parse("閉").unwrap();
    let ask = |snapshot: &Snapshot| {
        let mut ids = snapshot.ids(&words).unwrap();
        ids.sort_unstable();
        ids
    };
    let holding: Vec<Uuid> = entries.values().filter(|entry| !entry.closed.is_empty()).map(|entry| entry.id).collect();
    let open = index.snapshot();
    assert_eq!(ask(&open.with_closed(Vec::new())), holding);
    assert!(ask(&open).is_empty(), "what they found is remembered, and given to nobody else");
    let (except, rest) = holding.split_at(7);
    assert_eq!(ask(&open.with_closed(except.to_vec())), rest);
}

//! Many short texts in one piece of memory, searched from its beginning to its end.
//!
//! A hundred thousand names and addresses are ten megabytes, which a processor reads in a few milliseconds: no index of
//! them would be simpler, smaller or fast enough to matter more (docs/PERFORMANCE.md).

use domain::search::{Word, Words};
use memchr::{memchr, memmem::Finder};
use std::{collections::BinaryHeap, ops::Range};

/// What is known of one row, folded: its name, its reading, and what else it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The group that a search can be narrowed to.
    pub group: String,
    /// Its key.
    pub code: String,
    /// Name, reading and the rest, a line each. Words have no line ends, so none is found across two.
    pub text: String,
}

/// Rows in an order that breaks ties, those of one group side by side.
#[derive(Debug, Default)]
pub struct NameIndex {
    text: String,
    /// Where each row's text ends.
    ends: Vec<u32>,
    codes: String,
    code_ends: Vec<u32>,
    groups: Vec<(String, Range<usize>)>,
}

/// Where a word stands in a row; the least counts most.
const WHOLE: u32 = 0;
const BEGINS: u32 = 1;
const WITHIN: u32 = 2;
const ELSEWHERE: u32 = 3;

impl NameIndex {
    /// Puts rows into an index, in the order given; rows of one group have to be neighbours.
    #[must_use]
    pub fn of(rows: impl IntoIterator<Item = Row>) -> Self {
        let mut index = NameIndex::default();
        for (at, row) in rows.into_iter().enumerate() {
            index.text.push_str(&row.text);
            index.text.push('\n');
            index.ends.push(short(index.text.len()));
            index.codes.push_str(&row.code);
            index.code_ends.push(short(index.codes.len()));
            match index.groups.last_mut() {
                Some((group, range)) if *group == row.group => range.end = at + 1,
                _ => index.groups.push((row.group, at..at + 1)),
            }
        }
        index.text.shrink_to_fit();
        index.codes.shrink_to_fit();
        index
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The codes of the first rows that hold every word: those with the words as names first, then at the beginning of names, in
    /// names, and anywhere.
    #[must_use]
    pub fn find(&self, words: &Words, group: Option<&str>, limit: usize) -> Vec<&str> {
        let rows = match group {
            None => 0..self.len(),
            Some(wanted) => self.groups.iter().find(|(group, _)| group == wanted).map_or(0..0, |(_, range)| range.clone()),
        };
        // The longest word is likely to be the rarest, and the quickest to look for.
        let mut wanted: Vec<Forms<'_>> = words.as_slice().iter().map(Forms::of).collect();
        wanted.sort_by_key(|word| std::cmp::Reverse(word.shortest()));
        let Some((first, others)) = wanted.split_first() else { return Vec::new() };
        let text = self.text.as_bytes();
        let end = self.start(rows.end);
        let (mut row, mut at) = (rows.start, self.start(rows.start));
        let mut best = BinaryHeap::with_capacity(limit + 1);
        let mut hits = Hits::of(first, &text[..end], at);
        while let Some((hit, form)) = hits.from(at) {
            while self.start(row + 1) <= hit {
                row += 1;
            }
            let start = self.start(row);
            at = self.start(row + 1);
            if let Some(rank) = rank(&text[start..at], first, (hit - start, form), others) {
                // Most of many hits are worse than those that are known.
                if best.len() < limit || best.peek().is_some_and(|worst| (rank, row) < *worst) {
                    best.push((rank, row));
                }
                if best.len() > limit {
                    best.pop();
                }
            }
        }
        best.into_sorted_vec().into_iter().map(|(_, row)| self.code(row)).collect()
    }

    /// Where the text of a row starts, which is where that of the one before ends.
    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    fn code(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.code_ends[before] as usize);
        &self.codes[start..self.code_ends[row] as usize]
    }
}

/// The forms of a word, any of which will do.
struct Forms<'a>(Vec<Finder<'a>>);

impl<'a> Forms<'a> {
    fn of(word: &'a Word) -> Self {
        Forms(word.forms().iter().map(Finder::new).collect())
    }

    fn shortest(&self) -> usize {
        self.0.iter().map(|form| form.needle().len()).min().unwrap_or_default()
    }
}

/// Where the forms of a word stand in a long text, from its beginning on. The place of each is remembered until the walk has passed it.
struct Hits<'a, 'b> {
    text: &'b [u8],
    forms: &'b [Finder<'a>],
    /// Where each form stands next; the text's length when it does not any more.
    next: Vec<usize>,
}

impl<'a, 'b> Hits<'a, 'b> {
    fn of(forms: &'b Forms<'a>, text: &'b [u8], at: usize) -> Self {
        let next = forms.0.iter().map(|form| first(form, text, at)).collect();
        Hits { text, forms: &forms.0, next }
    }

    /// The first place from `at` on where a form stands, and which one.
    fn from(&mut self, at: usize) -> Option<(usize, usize)> {
        for (form, next) in self.forms.iter().zip(&mut self.next) {
            if *next < at {
                *next = first(form, self.text, at);
            }
        }
        let (form, hit) = self.next.iter().copied().enumerate().min_by_key(|(_, next)| *next)?;
        (hit < self.text.len()).then_some((hit, form))
    }
}

fn first(form: &Finder<'_>, text: &[u8], at: usize) -> usize {
    form.find(&text[at..]).map_or(text.len(), |hit| at + hit)
}

/// Where the words stand in a row, added up; nothing when one of them does not occur. Where one form of the first one stands first is known.
fn rank(row: &[u8], first: &Forms<'_>, known: (usize, usize), others: &[Forms<'_>]) -> Option<u32> {
    let name_end = memchr(b'\n', row)?;
    let reading_end = name_end + 1 + memchr(b'\n', &row[name_end + 1..])?;
    let place = |word: &[u8], hit: usize| {
        // Where it stands first is where it counts most, except that it may begin the reading and stand within the name.
        let within = |start: usize, end: usize| match () {
            () if hit == start && hit + word.len() == end => WHOLE,
            () if hit == start => BEGINS,
            () => WITHIN,
        };
        match () {
            () if hit > reading_end => ELSEWHERE,
            () if hit > name_end => within(name_end + 1, reading_end),
            () => {
                let reading = &row[name_end + 1..reading_end];
                let of_reading = match reading.starts_with(word) {
                    true if reading.len() == word.len() => WHOLE,
                    true => BEGINS,
                    false => WITHIN,
                };
                within(0, name_end).min(of_reading)
            }
        }
    };
    let best = |word: &Forms<'_>, known: Option<(usize, usize)>| {
        let hit = |(n, form): (usize, &Finder<'_>)| match known {
            Some((hit, of)) if of == n => Some(place(form.needle(), hit)),
            _ => form.find(row).map(|hit| place(form.needle(), hit)),
        };
        word.0.iter().enumerate().filter_map(hit).min()
    };
    others.iter().try_fold(best(first, Some(known))?, |sum, word| Some(sum + best(word, None)?))
}

/// Four gigabytes of names are more than there are in the world.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::search::fold;
    use proptest::prelude::*;

    fn row(group: &str, code: &str, parts: [&str; 3]) -> Row {
        Row { group: group.into(), code: code.into(), text: parts.map(fold).join("\n") }
    }

    fn index() -> NameIndex {
        NameIndex::of([
            row("01", "a", ["余市協会病院", "ヨイチキョウカイビョウイン", "余市郡余市町黒川町"]),
            row("01", "b", ["医療法人 佐藤医院", "", "札幌市北区"]),
            row("04", "c", ["佐藤医院", "サトウイイン", "白石市"]),
            row("04", "d", ["佐藤医院別館", "", "白石市"]),
            row("04", "e", ["鈴木病院", "スズキビョウイン", "白石市佐藤"]),
        ])
    }

    fn found<'a>(index: &'a NameIndex, text: &str, group: Option<&str>, limit: usize) -> Vec<&'a str> {
        index.find(&Words::parse(text).unwrap(), group, limit)
    }

    #[test]
    fn names_come_before_addresses_and_whole_ones_before_parts() {
        let index = index();
        assert_eq!(found(&index, "佐藤医院", None, 9), ["c", "d", "b"]);
        assert_eq!(found(&index, "佐藤", None, 9), ["c", "d", "b", "e"]);
        assert_eq!(found(&index, "さとう", None, 9), ["c"], "by reading");
        assert_eq!(found(&index, "白石 佐藤", None, 9), ["c", "d", "e"], "every word, in any order");
        assert_eq!(found(&index, "市", None, 9), ["a", "b", "c", "d", "e"], "one character");
        assert_eq!(found(&index, "院 佐藤", None, 2), ["c", "d"], "no more than wanted");
    }

    #[test]
    fn a_search_can_be_narrowed_to_a_group() {
        let index = index();
        assert_eq!(found(&index, "佐藤", Some("01"), 9), ["b"]);
        assert_eq!(found(&index, "佐藤", Some("13"), 9), [""; 0]);
        assert_eq!(found(&index, "", Some("04"), 9), [""; 0], "no words find nothing");
        assert_eq!(found(&NameIndex::default(), "佐藤", None, 9), [""; 0]);
    }

    #[test]
    fn no_word_is_found_across_two_rows_or_lines() {
        let index = index();
        for text in ["院サトウ", "医院白石", "町黒川町医", "区佐藤"] {
            assert_eq!(found(&index, text, None, 9), [""; 0], "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_holds_the_words(
            texts in proptest::collection::vec("[アイウ]{0,3}\n[アイ]{0,3}\n([アイウエ]{0,4}|[oash]{0,6})", 0..30),
            text in "[アイウエ ]{1,4}|[oash]{1,5}",
        ) {
            let index = NameIndex::of(texts.iter().enumerate().map(|(n, text)| Row { group: String::new(), code: n.to_string(), text: text.clone() }));
            let words = Words::parse(&text).unwrap();
            let mut found: Vec<usize> = index.find(&words, None, 100).iter().map(|code| code.parse().unwrap()).collect();
            found.sort_unstable();
            let expected: Vec<usize> =
                (0..texts.len()).filter(|n| !words.is_empty() && words.occur_in(&texts[*n])).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

//! Where words occur in a text as it is written.

use super::{Word, Words, fold::each};
use std::ops::Range;

/// A part of a long text around the first word that was found, and what is to be marked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The part, with `…` where something was left out.
    pub text: String,
    /// Bytes of `text` that are to be marked.
    pub marks: Vec<Range<usize>>,
}

/// The bytes of a text that make any of the words: ascending, apart, on borders of characters.
#[must_use]
pub fn marks(text: &str, words: &Words) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut key = String::with_capacity(text.len());
    // Where every folded character begins, and what it comes from.
    let mut origins: Vec<(usize, Range<usize>)> = Vec::new();
    each(text, |c, origin| {
        origins.push((key.len(), origin));
        key.push(c);
    });
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words.as_slice().iter().flat_map(Word::forms) {
        let mut from = 0;
        while let Some(at) = key[from..].find(word.as_str()).map(|at| from + at) {
            let first = origins.partition_point(|(start, _)| *start < at);
            let last = origins.partition_point(|(start, _)| *start < at + word.len()) - 1;
            found.push(origins[first].1.start..origins[last].1.end);
            // Occurrences may overlap: go on one character later.
            from = origins.get(first + 1).map_or(key.len(), |(start, _)| *start);
        }
    }
    found.sort_unstable_by_key(|range| (range.start, range.end));
    join(found)
}

fn join(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// About `length` characters around the first occurrence of any word, in one line; nothing when none occurs.
#[must_use]
pub fn excerpt(text: &str, words: &Words, length: usize) -> Option<Excerpt> {
    let found = marks(text, words);
    let first = found.first()?;
    let before = length / 3;
    let start = text[..first.start].char_indices().rev().take(before).last().map_or(first.start, |(at, _)| at);
    let wanted = length.max(text[start..first.end].chars().count());
    let end = text[start..].char_indices().nth(wanted).map_or(text.len(), |(at, _)| start + at);
    let mut part = String::with_capacity(end - start + 6);
    let mut kept = Vec::new();
    if start > 0 {
        part.push('…');
    }
    let shift = part.len();
    // A line's end becomes a space of the same length, so that places in the text stay what they are.
    part.extend(text[start..end].chars().map(|c| if c == '\n' || c == '\t' { ' ' } else { c }));
    if end < text.len() {
        part.push('…');
    }
    for range in found.into_iter().filter(|range| range.start < end) {
        kept.push(range.start - start + shift..range.end.min(end) - start + shift);
    }
    Some(Excerpt { text: part, marks: kept })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fold;
    use proptest::prelude::*;

    fn marked(text: &str, query: &str) -> String {
        let words = Words::parse(query).unwrap();
        let mut shown = String::new();
        let mut at = 0;
        for range in marks(text, &words) {
            shown += &format!("{}[{}]", &text[at..range.start], &text[range.clone()]);
            at = range.end;
        }
        shown + &text[at..]
    }

    #[test]
    fn what_is_marked_is_what_was_written() {
        for (text, query, expected) in [
            ("山﨑クリニック", "山崎", "[山﨑]クリニック"),
            ("ｶﾞﾝｾﾝﾀｰ", "がん", "[ｶﾞﾝ]ｾﾝﾀｰ"),
            ("がんセンター病院", "せんた", "がん[センタ]ー病院"),
            ("がんセンター病院", "センタ病院", "がん[センター病院]"),
            ("㈱架空", "会社", "[㈱]架空"),
            ("（株）架空", "株式会社架空", "[（株）架空]"),
            ("ああああ", "あああ", "[ああああ]"),
            ("架空病院", "空病 病院", "架[空病院]"),
            ("か\u{3099}く", "が", "[か\u{3099}]く"),
            ("葛\u{E0100}飾区", "葛飾", "[葛\u{E0100}飾]区"),
            ("Kakuu Hospital", "kakuu", "[Kakuu] Hospital"),
            ("架空", "病院", "架空"),
            ("離島の医療", "りとう", "[離島]の医療"),
            ("佐々木医院", "佐木", "[佐々木]医院"),
            ("佐々木医院", "佐", "[佐々]木医院"),
            ("佐々木医院", "佐佐木", "[佐々木]医院"),
            ("ヴァイオレット", "ばい", "[ヴァイ]オレット"),
            ("", "病院", ""),
        ] {
            assert_eq!(marked(text, query), expected, "{query} in {text}");
        }
    }

    #[test]
    fn an_excerpt_shows_the_first_word_with_something_around_it() {
        let text = format!("{}訪問診療を\n始めました。{}", "前".repeat(50), "後".repeat(50));
        let part = excerpt(&text, &Words::parse("ほうもん 訪問").unwrap(), 30).unwrap();
        assert_eq!(part.text, format!("…{}訪問診療を 始めました。{}…", "前".repeat(10), "後".repeat(8)));
        assert_eq!(part.marks.iter().map(|range| &part.text[range.clone()]).collect::<Vec<_>>(), ["訪問"]);
        assert_eq!(excerpt("訪問診療", &Words::parse("訪問").unwrap(), 30).unwrap().text, "訪問診療");
        assert_eq!(excerpt("訪問診療", &Words::parse("外来").unwrap(), 30), None);
    }

    proptest! {
        #[test]
        fn marks_lie_on_characters_and_say_the_word(text in "\\PC{0,60}", query in "\\PC{1,5}") {
            let Ok(words) = Words::parse(&query) else { return Ok(()) };
            let found = marks(&text, &words);
            prop_assert_eq!(found.is_empty(), !words.as_slice().iter().any(|word| word.occurs_in(&fold(&text))));
            for range in &found {
                let part = fold(&text[range.clone()]);
                prop_assert!(words.as_slice().iter().any(|word| word.occurs_in(&part)));
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].end < pair[1].start || pair[0].end <= pair[1].start));
        }

        #[test]
        fn an_excerpt_holds_what_it_marks(text in "[あ-んア-ン一-龠\n]{0,80}", query in "[あ-ん]{1,2}", length in 1usize..40) {
            let words = Words::parse(&query).unwrap();
            if let Some(part) = excerpt(&text, &words, length) {
                prop_assert!(!part.marks.is_empty());
                prop_assert!(part.marks.iter().all(|range| part.text.get(range.clone()).is_some()));
                prop_assert!(!part.text.contains('\n'));
            }
        }
    }
}

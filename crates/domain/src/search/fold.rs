//! What is the same when it is searched for.
//!
//! Character by character, with what belongs to it (voicing marks, accents, variation selectors, a vowel after ヴ, what 々 repeats), and never
//! by what else stands before or after: only then is every part of a text found by the same part of a query.

use super::variants;
use crate::unicode::{Form, is_combining, lowercase_of, normalize};
use std::ops::Range;

/// Voiced and semi-voiced sound marks: the only marks that make another letter.
const VOICED: [char; 2] = ['\u{3099}', '\u{309A}'];

/// Legal forms as they are abbreviated in names: the letter in brackets, and what it stands for.
const LEGAL_FORMS: [(char, &str); 8] = [
    ('株', "株式会社"),
    ('有', "有限会社"),
    ('医', "医療法人"),
    ('社', "社団法人"),
    ('財', "財団法人"),
    ('学', "学校法人"),
    ('福', "社会福祉法人"),
    ('独', "独立行政法人"),
];

/// A text folded for searching: half and full width, case, accents, hiragana and katakana, small and large kana, old and variant
/// characters are the same; ヴァ is バ, 佐々木 is 佐佐木, ㈱ is 株式会社; spaces, brackets, hyphens, long-vowel marks, middle dots and 〒 do not
/// count.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    each(text, |c, _| key.push(c));
    key
}

/// A folded text of several parts, one per line: no word is found across the border of two, since no folded word holds a line's end.
#[must_use]
pub fn fold_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().map(fold).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Calls `take` with every folded character and the bytes of `text` that it comes from.
pub(super) fn each(text: &str, take: impl FnMut(char, Range<usize>)) {
    let mut folded = Folded { take, last: None, v: None };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        if let Some((form, length)) = legal_form(rest) {
            form.chars().for_each(|c| folded.put(c, start..start + length));
            rest = &rest[length..];
            continue;
        }
        let length = rest.char_indices().skip(1).find(|(_, c)| !belongs_to_previous(*c)).map_or(rest.len(), |(at, _)| at);
        let range = start..start + length;
        // Most texts are kanji, kana and ASCII that stand for themselves; the tables of Unicode are asked about the rest.
        if length == first.len_utf8() && matches!(first, '\0'..='\x7f' | 'ァ'..='ヺ' | '一'..='鿿' | 'ぁ'..='ゖ') {
            folded.put(first.to_ascii_lowercase(), range);
        } else {
            let marked: String = rest[..length].chars().map(sound_mark).collect();
            let plain: String = normalize(&marked, Form::Kd).chars().filter(|c| !is_combining(*c) || VOICED.contains(c)).collect();
            normalize(&plain, Form::C).chars().flat_map(lowercase_of).for_each(|c| folded.put(c, range.clone()));
        }
        rest = &rest[length..];
    }
    folded.end_v();
}

/// Folded characters on their way, with the few that the next one may depend on.
struct Folded<T> {
    take: T,
    /// The last one, which a repetition mark repeats.
    last: Option<(char, Range<usize>)>,
    /// A ヴ that waits for its vowel.
    v: Option<Range<usize>>,
}

impl<T: FnMut(char, Range<usize>)> Folded<T> {
    fn put(&mut self, c: char, range: Range<usize>) {
        if is_ignored(c) {
            return self.end_v();
        }
        let c = variants::present(kana(c));
        if let (Some(v), Some(b)) = (&self.v, with_b(c)) {
            let range = v.start..range.end;
            self.v = None;
            return self.give(b, range);
        }
        self.end_v();
        match c {
            'ヴ' => self.v = Some(range),
            '々' | '〻' | 'ゝ' | 'ヽ' => self.repeat(range, |last| last),
            'ゞ' | 'ヾ' => {
                self.repeat(range, |last| normalize(&String::from_iter([last, VOICED[0]]), Form::C).chars().next().map_or(last, kana))
            }
            c => self.give(c, range),
        }
    }

    /// What a mark at `range` repeats belongs to both characters; a mark that nothing stands before says nothing.
    fn repeat(&mut self, range: Range<usize>, sound: impl Fn(char) -> char) {
        if let Some((last, from)) = self.last.clone() {
            let c = sound(last);
            self.give(if c == 'ヴ' { 'ブ' } else { c }, from.start..range.end);
        }
    }

    /// A ヴ without a vowel.
    fn end_v(&mut self) {
        if let Some(range) = self.v.take() {
            self.give('ブ', range);
        }
    }

    fn give(&mut self, c: char, range: Range<usize>) {
        self.last = Some((c, range.clone()));
        (self.take)(c, range);
    }
}

/// A vowel with the consonant that ヴ is written as besides.
fn with_b(vowel: char) -> Option<char> {
    Some(match vowel {
        'ア' => 'バ',
        'イ' => 'ビ',
        'エ' => 'ベ',
        'オ' => 'ボ',
        _ => return None,
    })
}

/// An abbreviated legal form at the beginning of a text, and how many bytes it takes.
fn legal_form(text: &str) -> Option<(&'static str, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let (letter, length) = match first {
        '(' | '（' => {
            let letter = chars.next()?;
            let close = chars.next().filter(|c| matches!(c, ')' | '）'))?;
            (letter, first.len_utf8() + letter.len_utf8() + close.len_utf8())
        }
        '\u{3220}'..='\u{3243}' => (normalize(&first.to_string(), Form::Kc).chars().nth(1)?, first.len_utf8()),
        _ => return None,
    };
    let letter = variants::present(letter);
    LEGAL_FORMS.iter().find(|(short, _)| *short == letter).map(|(_, form)| (*form, length))
}

/// Marks that change the character before them, or are no character of their own.
fn belongs_to_previous(c: char) -> bool {
    !c.is_ascii()
        && (is_combining(c)
            || matches!(c, '\u{309B}' | '\u{309C}' | '\u{FF9E}' | '\u{FF9F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{200D}'))
}

/// Sound marks that stand alone belong to the kana before them all the same.
fn sound_mark(c: char) -> char {
    match c {
        '\u{309B}' => VOICED[0],
        '\u{309C}' => VOICED[1],
        other => other,
    }
}

/// What neither makes a word nor parts two.
fn is_ignored(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '-' | '~' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>')
        || (!c.is_ascii() && (is_combining(c) || is_ignored_beyond_ascii(c)))
}

fn is_ignored_beyond_ascii(c: char) -> bool {
    matches!(c,
        // Long-vowel marks and everything that is typed in their place.
        'ー' | '〜' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─'
        | '・' | '·' | '•' | '’' | '‘' | 'ʼ' | '〒'
        | '「' | '」' | '『' | '』' | '【' | '】' | '〔' | '〕' | '〈' | '〉' | '《' | '》'
        // What is not seen: soft hyphens, marks of direction and joining, selectors of variants.
        | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Katakana for hiragana, large for small kana, and one kana for each sound that is written with two.
fn kana(c: char) -> char {
    let katakana = if ('ぁ'..='ゖ').contains(&c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c };
    match katakana {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ヰ' => 'イ',
        'ヱ' => 'エ',
        'ヲ' => 'オ',
        'ヂ' => 'ジ',
        'ヅ' => 'ズ',
        'ヷ' => 'バ',
        'ヸ' => 'ビ',
        'ヹ' => 'ベ',
        'ヺ' => 'ボ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_differently_is_the_same() {
        for same in [
            vec!["山﨑クリニック", "山崎　くりにっく", "山嵜ｸﾘﾆｯｸ", "山崎・クリニツク"],
            vec!["髙橋ｲｲﾝ", "高橋イイン", "高𣘺いいん"],
            vec!["センター", "センタ", "せんた〜", "ｾﾝﾀｰ", "センタ―", "センタ－"],
            vec!["がっこう", "ガッコウ", "ｶﾞｯｺｳ", "か\u{3099}つこう", "か゛っこう"],
            vec!["ﾊﾟﾊﾟ", "ぱぱ", "は゜は゜"],
            vec!["㈱架空", "(株)架空", "（株）架空", "株式会社架空", "株式会社　架空", "㍿架空"],
            vec!["（医）架空会", "医療法人架空会", "(醫)架空會"],
            vec!["（社団）架空会", "社団架空会"],
            vec!["ＡＢＣ", "abc", "Abc", "ａｂｃ", "ábc", "a\u{301}bc"],
            vec!["Ōsaka", "osaka", "OSAKA", "o\u{304}saka"],
            vec!["１２３－４５６７", "123-4567", "1234567", "１２３ー４５６７"],
            vec!["葛\u{E0100}飾", "葛飾", "葛\u{FE00}飾"],
            vec!["鶴ヶ丘", "鶴ケ丘", "鶴ｹ丘"],
            vec!["渡邊", "渡邉", "渡辺"],
            vec!["國學院", "国学院"],
            vec!["大塚", "大塚"],
            vec!["佐々木", "佐佐木", "佐〻木"],
            vec!["いすゞ", "イスヾ", "いすず"],
            vec!["ヴァイオレット", "バイオレット", "ｳﾞｧｲｵﾚｯﾄ", "ゔぁいおれっと", "ヷイオレット"],
            vec!["ラヴ", "らぶ", "ﾗｳﾞ"],
            vec!["〒980-0811", "9800811"],
        ] {
            for text in &same {
                assert_eq!(fold(text), fold(same[0]), "{text} and {}", same[0]);
            }
        }
    }

    #[test]
    fn what_differs_stays_different() {
        for (one, other) in [("病院", "医院"), ("かき", "がき"), ("は", "ば"), ("一", "ー"), ("ニ", "二"), ("木", "本"), ("100%", "100")]
        {
            assert_ne!(fold(one), fold(other));
        }
        assert_eq!(fold(r#"a.*+?^$|\" %_ 😀"#), r#"a.*+?^$|\"%_😀"#, "signs stand for themselves");
    }

    #[test]
    fn no_word_reaches_across_two_parts() {
        assert_eq!(fold_parts(["架空", "", "病 院\nです"]), "架空\n病院デス");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn japanese_folds_to_itself_too(text in "[ぁ-ゖァ-ヺー゛゜ｦ-ﾟ㈠-㉃豈-龎一-龠0-9Ａ-ｚ（）()株医]{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn parts_of_a_text_are_found_by_themselves(text in "[ぁ-ゖァ-ヺ一-龠々a-zA-Z０-９ー・ 。]{1,60}", from in 0usize..60, length in 1usize..8) {
            let part: String = text.chars().skip(from).take(length).collect();
            // ヴ and its vowel are one sound, which a part holds or does not.
            let before: Vec<char> = text.chars().take(from).collect();
            let after = text.chars().nth(from + length);
            let is_v = |c: Option<&char>| c.is_some_and(|c| matches!(c, 'ヴ' | 'ゔ'));
            let is_vowel = |c: Option<char>| c.is_some_and(|c| with_b(kana(c)).is_some());
            prop_assume!(!(is_v(before.last()) && is_vowel(part.chars().next())));
            prop_assume!(!(is_v(part.chars().last().as_ref()) && is_vowel(after)));
            prop_assert!(fold(&text).contains(&fold(&part)), "{} in {}", part, text);
        }
    }
}

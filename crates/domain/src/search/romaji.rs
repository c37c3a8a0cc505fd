//! Readings in Latin letters, for people who type them so.

use std::{collections::HashMap, sync::LazyLock};

/// The ways a reading in kana is commonly written in Latin letters, without long-vowel marks: as it is typed (`toukyou`), shortened as on signs
/// (`tokyo`), with m before b, m and p (`shimbashi`), and as schools teach it (`tyuuou`). Blank where there is something else than kana.
#[must_use]
pub fn spellings(kana: &str) -> Vec<String> {
    let (Some(hepburn), Some(taught)) = (write(kana, |syllable| syllable.1), write(kana, |syllable| syllable.2.unwrap_or(syllable.1)))
    else {
        return Vec::new();
    };
    let short = shorten(&hepburn);
    let with_m = short.replace("nb", "mb").replace("nm", "mm").replace("np", "mp");
    let mut spellings = Vec::with_capacity(4);
    for spelling in [hepburn, short, with_m, taught] {
        if !spelling.is_empty() && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// On signs, long o and u are written like short ones.
fn shorten(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    for c in text.chars() {
        let is_long = matches!((short.chars().next_back(), c), (Some('o'), 'o' | 'u') | (Some('u'), 'u'));
        if !is_long {
            short.push(c);
        }
    }
    short
}

type Syllable = (&'static str, &'static str, Option<&'static str>);

fn write(kana: &str, letters: impl Fn(&Syllable) -> &'static str) -> Option<String> {
    let text: String =
        kana.chars().map(|c| if ('ぁ'..='ゖ').contains(&c) { char::from_u32(c as u32 + 0x60).unwrap_or(c) } else { c }).collect();
    let mut written = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut doubled = false;
    while let Some(first) = rest.chars().next() {
        match first {
            'ッ' => doubled = true,
            // A long vowel is not marked; a space or a dot between two words is no letter.
            'ー' | '・' => {}
            c if c.is_whitespace() => {}
            _ => {
                let found = syllable(rest)?;
                let syllable = letters(found);
                if std::mem::take(&mut doubled) {
                    written.push_str(if syllable.starts_with("ch") { "t" } else { syllable.get(..1).unwrap_or_default() });
                }
                written.push_str(syllable);
                rest = &rest[found.0.len()..];
                continue;
            }
        }
        rest = &rest[first.len_utf8()..];
    }
    Some(written)
}

/// The longest syllable that a text begins with: of two kana, or of one.
fn syllable(text: &str) -> Option<&'static Syllable> {
    static BY_KANA: LazyLock<HashMap<&str, &Syllable>> =
        LazyLock::new(|| SYLLABLES.iter().map(|syllable| (syllable.0, syllable)).collect());
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(1);
    let (one, two) = (ends.next()?, ends.next());
    two.into_iter().chain([one]).find_map(|end| BY_KANA.get(&text[..end]).copied())
}

/// Kana; Hepburn; and as schools teach it, where that differs.
const SYLLABLES: &[Syllable] = &[
    ("ア", "a", None),
    ("イ", "i", None),
    ("ウ", "u", None),
    ("エ", "e", None),
    ("オ", "o", None),
    ("カ", "ka", None),
    ("キ", "ki", None),
    ("ク", "ku", None),
    ("ケ", "ke", None),
    ("コ", "ko", None),
    ("ガ", "ga", None),
    ("ギ", "gi", None),
    ("グ", "gu", None),
    ("ゲ", "ge", None),
    ("ゴ", "go", None),
    ("サ", "sa", None),
    ("シ", "shi", Some("si")),
    ("ス", "su", None),
    ("セ", "se", None),
    ("ソ", "so", None),
    ("ザ", "za", None),
    ("ジ", "ji", Some("zi")),
    ("ズ", "zu", None),
    ("ゼ", "ze", None),
    ("ゾ", "zo", None),
    ("タ", "ta", None),
    ("チ", "chi", Some("ti")),
    ("ツ", "tsu", Some("tu")),
    ("テ", "te", None),
    ("ト", "to", None),
    ("ダ", "da", None),
    ("ヂ", "ji", Some("zi")),
    ("ヅ", "zu", None),
    ("デ", "de", None),
    ("ド", "do", None),
    ("ナ", "na", None),
    ("ニ", "ni", None),
    ("ヌ", "nu", None),
    ("ネ", "ne", None),
    ("ノ", "no", None),
    ("ハ", "ha", None),
    ("ヒ", "hi", None),
    ("フ", "fu", Some("hu")),
    ("ヘ", "he", None),
    ("ホ", "ho", None),
    ("バ", "ba", None),
    ("ビ", "bi", None),
    ("ブ", "bu", None),
    ("ベ", "be", None),
    ("ボ", "bo", None),
    ("パ", "pa", None),
    ("ピ", "pi", None),
    ("プ", "pu", None),
    ("ペ", "pe", None),
    ("ポ", "po", None),
    ("マ", "ma", None),
    ("ミ", "mi", None),
    ("ム", "mu", None),
    ("メ", "me", None),
    ("モ", "mo", None),
    ("ヤ", "ya", None),
    ("ユ", "yu", None),
    ("ヨ", "yo", None),
    ("ラ", "ra", None),
    ("リ", "ri", None),
    ("ル", "ru", None),
    ("レ", "re", None),
    ("ロ", "ro", None),
    ("ワ", "wa", None),
    ("ヰ", "i", None),
    ("ヱ", "e", None),
    ("ヲ", "o", None),
    ("ン", "n", None),
    ("ヴ", "vu", None),
    ("キャ", "kya", None),
    ("キュ", "kyu", None),
    ("キョ", "kyo", None),
    ("ギャ", "gya", None),
    ("ギュ", "gyu", None),
    ("ギョ", "gyo", None),
    ("シャ", "sha", Some("sya")),
    ("シュ", "shu", Some("syu")),
    ("ショ", "sho", Some("syo")),
    ("シェ", "she", None),
    ("ジャ", "ja", Some("zya")),
    ("ジュ", "ju", Some("zyu")),
    ("ジョ", "jo", Some("zyo")),
    ("ジェ", "je", None),
    ("チャ", "cha", Some("tya")),
    ("チュ", "chu", Some("tyu")),
    ("チョ", "cho", Some("tyo")),
    ("チェ", "che", None),
    ("ニャ", "nya", None),
    ("ニュ", "nyu", None),
    ("ニョ", "nyo", None),
    ("ヒャ", "hya", None),
    ("ヒュ", "hyu", None),
    ("ヒョ", "hyo", None),
    ("ビャ", "bya", None),
    ("ビュ", "byu", None),
    ("ビョ", "byo", None),
    ("ピャ", "pya", None),
    ("ピュ", "pyu", None),
    ("ピョ", "pyo", None),
    ("ミャ", "mya", None),
    ("ミュ", "myu", None),
    ("ミョ", "myo", None),
    ("リャ", "rya", None),
    ("リュ", "ryu", None),
    ("リョ", "ryo", None),
    ("ファ", "fa", None),
    ("フィ", "fi", None),
    ("フェ", "fe", None),
    ("フォ", "fo", None),
    ("ティ", "ti", None),
    ("ディ", "di", None),
    ("デュ", "du", None),
    ("トゥ", "tu", None),
    ("ウィ", "wi", None),
    ("ウェ", "we", None),
    ("ウォ", "wo", None),
    ("ヴァ", "va", None),
    ("ヴィ", "vi", None),
    ("ヴェ", "ve", None),
    ("ヴォ", "vo", None),
    ("ァ", "a", None),
    ("ィ", "i", None),
    ("ゥ", "u", None),
    ("ェ", "e", None),
    ("ォ", "o", None),
    ("ャ", "ya", None),
    ("ュ", "yu", None),
    ("ョ", "yo", None),
    ("ヮ", "wa", None),
    ("ヵ", "ka", None),
    ("ヶ", "ke", None),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_found_however_they_are_typed() {
        for (kana, expected) in [
            ("トウキョウ", vec!["toukyou", "tokyo"]),
            ("シンバシ", vec!["shinbashi", "shimbashi", "sinbasi"]),
            ("サッポロ チュウオウ", vec!["sapporochuuou", "sapporochuo", "sapporotyuuou"]),
            ("マッチ", vec!["matchi", "matti"]),
            ("ファミリークリニック", vec!["famirikurinikku"]),
            ("せんだい", vec!["sendai"]),
            ("仙台", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(spellings(kana), expected, "{kana}");
        }
    }
}

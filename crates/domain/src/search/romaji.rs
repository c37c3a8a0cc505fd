//! Readings in Latin letters, for people who type them so.

use std::{collections::HashMap, sync::LazyLock};

/// A reading in kana as [`key`] makes it of everything that people type for it. Nothing where there is something else than kana.
#[must_use]
pub fn romaji(kana: &str) -> Option<String> {
    write(kana).map(|letters| plain(&letters)).filter(|letters| !letters.is_empty())
}

/// A word in Latin letters, however it is romanized (`shinjuku`, `sinjuku`, `sinzyuku`; `osaka`, `oosaka`, `ohsaka`), in one form. It may break off
/// anywhere, as words do while they are typed. Nothing when it is no Japanese, or when one letter is all that stays.
#[must_use]
pub(super) fn key(word: &str) -> Option<String> {
    let is_latin = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let key = is_latin.then(|| plain(word))?;
    (1 < key.len() && is_readable(&key)).then_some(key)
}

/// The one form: consonants as schools teach them (`si`, `ti`, `tu`, `hu`, `zi`, `sya`), `n` for every ン, `b` for `v`, short vowels for long ones.
fn plain(word: &str) -> String {
    let letters = word.as_bytes();
    let at = |n: usize| letters.get(n).copied();
    let is_vowel = |c: Option<u8>| c.is_some_and(|c| b"aiueo".contains(&c));
    let mut key = String::with_capacity(word.len());
    let mut n = 0;
    while let Some(c) = at(n) {
        let next = at(n + 1);
        // What is written, how many letters it is written for, and whether a `y` follows before all vowels but `i`.
        let (written, length, soft) = match (c, next) {
            (b's', Some(b'h')) => ("s", 2, true),
            (b'c', Some(b'h')) => ("t", 2, true),
            (b'c', Some(b'c' | b'y') | None) => ("t", 1, false),
            (b't', Some(b's')) => ("t", 2, false),
            (b'd', Some(b'z')) => ("z", 2, false),
            (b'j', Some(b'j' | b'y')) => ("z", 1, false),
            (b'j', _) => ("z", 1, true),
            (b'f', _) => ("h", 1, false),
            (b'v', _) => ("b", 1, false),
            (b'm', Some(b'b' | b'm' | b'p')) => ("n", 1, false),
            // Before `b`, `m` and `p` it would be another letter.
            (b'm', None) => ("", 1, false),
            (b'n', Some(b'n')) if !is_vowel(at(n + 2)) && at(n + 2) != Some(b'y') => ("", 1, false),
            (b'h', _) if key.ends_with(['o', 'u']) && !is_vowel(next) => ("", 1, false),
            (b'o' | b'u', _) if key.ends_with('o') => ("", 1, false),
            (b'u', _) if key.ends_with('u') => ("", 1, false),
            (b'a' | b'i' | b'e', _) if n.checked_sub(2).is_some_and(|before| !is_vowel(at(before))) && at(n - 1) == Some(c) => {
                ("", 1, false)
            }
            _ => (&word[n..=n], 1, false),
        };
        key.push_str(written);
        n += length;
        if soft && at(n).is_some_and(|c| b"aueo".contains(&c)) {
            key.push('y');
        }
    }
    key
}

/// Whether a plain form can be read aloud in Japanese, or begins something that can.
fn is_readable(key: &str) -> bool {
    let letters = key.as_bytes();
    letters.iter().enumerate().all(|(n, c)| match (c, letters.get(n + 1)) {
        (b'a' | b'i' | b'u' | b'e' | b'o' | b'n', _) => true,
        (b'y' | b'w', next) => next.is_none_or(|next| b"aiueo".contains(next)),
        (b'k' | b'g' | b's' | b'z' | b't' | b'd' | b'h' | b'b' | b'p' | b'm' | b'r', next) => {
            next.is_none_or(|next| b"aiueoy".contains(next) || next == c)
        }
        _ => false,
    })
}

type Syllable = (&'static str, &'static str);

/// A reading as it is typed.
fn write(kana: &str) -> Option<String> {
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
                let syllable = found.1;
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

/// Kana and Hepburn.
const SYLLABLES: &[Syllable] = &[
    ("ア", "a"),
    ("イ", "i"),
    ("ウ", "u"),
    ("エ", "e"),
    ("オ", "o"),
    ("カ", "ka"),
    ("キ", "ki"),
    ("ク", "ku"),
    ("ケ", "ke"),
    ("コ", "ko"),
    ("ガ", "ga"),
    ("ギ", "gi"),
    ("グ", "gu"),
    ("ゲ", "ge"),
    ("ゴ", "go"),
    ("サ", "sa"),
    ("シ", "shi"),
    ("ス", "su"),
    ("セ", "se"),
    ("ソ", "so"),
    ("ザ", "za"),
    ("ジ", "ji"),
    ("ズ", "zu"),
    ("ゼ", "ze"),
    ("ゾ", "zo"),
    ("タ", "ta"),
    ("チ", "chi"),
    ("ツ", "tsu"),
    ("テ", "te"),
    ("ト", "to"),
    ("ダ", "da"),
    ("ヂ", "ji"),
    ("ヅ", "zu"),
    ("デ", "de"),
    ("ド", "do"),
    ("ナ", "na"),
    ("ニ", "ni"),
    ("ヌ", "nu"),
    ("ネ", "ne"),
    ("ノ", "no"),
    ("ハ", "ha"),
    ("ヒ", "hi"),
    ("フ", "fu"),
    ("ヘ", "he"),
    ("ホ", "ho"),
    ("バ", "ba"),
    ("ビ", "bi"),
    ("ブ", "bu"),
    ("ベ", "be"),
    ("ボ", "bo"),
    ("パ", "pa"),
    ("ピ", "pi"),
    ("プ", "pu"),
    ("ペ", "pe"),
    ("ポ", "po"),
    ("マ", "ma"),
    ("ミ", "mi"),
    ("ム", "mu"),
    ("メ", "me"),
    ("モ", "mo"),
    ("ヤ", "ya"),
    ("ユ", "yu"),
    ("ヨ", "yo"),
    ("ラ", "ra"),
    ("リ", "ri"),
    ("ル", "ru"),
    ("レ", "re"),
    ("ロ", "ro"),
    ("ワ", "wa"),
    ("ヰ", "i"),
    ("ヱ", "e"),
    ("ヲ", "o"),
    ("ン", "n"),
    ("ヴ", "vu"),
    ("キャ", "kya"),
    ("キュ", "kyu"),
    ("キョ", "kyo"),
    ("ギャ", "gya"),
    ("ギュ", "gyu"),
    ("ギョ", "gyo"),
    ("シャ", "sha"),
    ("シュ", "shu"),
    ("ショ", "sho"),
    ("シェ", "she"),
    ("ジャ", "ja"),
    ("ジュ", "ju"),
    ("ジョ", "jo"),
    ("ジェ", "je"),
    ("チャ", "cha"),
    ("チュ", "chu"),
    ("チョ", "cho"),
    ("チェ", "che"),
    ("ニャ", "nya"),
    ("ニュ", "nyu"),
    ("ニョ", "nyo"),
    ("ヒャ", "hya"),
    ("ヒュ", "hyu"),
    ("ヒョ", "hyo"),
    ("ビャ", "bya"),
    ("ビュ", "byu"),
    ("ビョ", "byo"),
    ("ピャ", "pya"),
    ("ピュ", "pyu"),
    ("ピョ", "pyo"),
    ("ミャ", "mya"),
    ("ミュ", "myu"),
    ("ミョ", "myo"),
    ("リャ", "rya"),
    ("リュ", "ryu"),
    ("リョ", "ryo"),
    ("ファ", "fa"),
    ("フィ", "fi"),
    ("フェ", "fe"),
    ("フォ", "fo"),
    ("ティ", "ti"),
    ("ディ", "di"),
    ("デュ", "du"),
    ("トゥ", "tu"),
    ("ウィ", "wi"),
    ("ウェ", "we"),
    ("ウォ", "wo"),
    ("ヴァ", "va"),
    ("ヴィ", "vi"),
    ("ヴェ", "ve"),
    ("ヴォ", "vo"),
    ("ァ", "a"),
    ("ィ", "i"),
    ("ゥ", "u"),
    ("ェ", "e"),
    ("ォ", "o"),
    ("ャ", "ya"),
    ("ュ", "yu"),
    ("ョ", "yo"),
    ("ヮ", "wa"),
    ("ヵ", "ka"),
    ("ヶ", "ke"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_found_however_they_are_typed() {
        for (kana, typed) in [
            ("トウキョウ", vec!["tokyo", "toukyou", "toukyo", "tokyou", "tohkyoh", "tookyoo"]),
            ("シンジュク", vec!["shinjuku", "sinjuku", "sinzyuku", "sinnjuku", "shinjyuku"]),
            ("オオサカ", vec!["osaka", "oosaka", "ohsaka"]),
            ("コーヒー", vec!["koohii", "kohi", "kohii", "koohi"]),
            ("シンバシ", vec!["shinbashi", "shimbashi", "sinbasi"]),
            ("グンマ", vec!["gunma", "gumma", "gunnma"]),
            ("サッポロ チュウオウ", vec!["sapporochuuou", "sapporochuo", "sapporotyuuou"]),
            ("マッチ", vec!["matchi", "macchi", "matti"]),
            ("ニイガタ", vec!["niigata", "nigata"]),
            ("イイン", vec!["iin"]),
            ("ファミリークリニック", vec!["famirikurinikku", "famiriikurinikku"]),
            ("ヴァイオレット", vec!["vaioretto", "baioretto"]),
            ("トウホク", vec!["tohoku", "touhoku"]),
            ("ホンナ", vec!["honna"]),
            ("せんだい", vec!["sendai"]),
        ] {
            for typed in typed {
                assert_eq!(key(typed), romaji(kana), "{typed} for {kana}");
            }
        }
        assert_eq!((romaji("仙台"), romaji("")), (None, None));
    }

    #[test]
    fn what_is_typed_so_far_is_the_beginning_of_the_whole() {
        for (kana, typed) in
            [("シンバシ", "shimbashi"), ("トウホク", "tohoku"), ("チュウオウ", "chuuou"), ("マッチ", "matchi"), ("ツシマ", "tsushima")]
        {
            let whole = romaji(kana).unwrap();
            for end in 1..=typed.len() {
                assert!(key(&typed[..end]).is_none_or(|key| whole.starts_with(&key)), "{} of {typed}", &typed[..end]);
            }
        }
    }

    #[test]
    fn other_languages_are_left_alone() {
        for word in ["clinic", "hospital", "health", "x", "o", "oh", "m", "ab1", "日本", ""] {
            assert_eq!(key(word), None, "{word}");
        }
    }
}

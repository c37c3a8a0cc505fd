//! Numbers, amounts, years and days as Japanese people really write them: `１，２００`, `千八百万`, `平成12年`, `R8.4.1`.
//!
//! A text is either read exactly or not at all; nothing is rounded and no part of a text is passed over. [`grouped`] writes one.

use crate::money::Yen;
use crate::text::half_width;
use crate::unicode::uppercase;
use chrono::NaiveDate;

/// What people write behind a number: the thing that it counts.
const COUNTERS: [&str; 17] =
    ["か所", "カ所", "ヶ所", "ヵ所", "箇所", "年間", "日間", "施設", "年", "日", "回", "件", "床", "人", "名", "㎡", "m2"];
/// 十, 百, 千: they multiply what stands before them within a group of four digits.
const SMALL: [(char, i64); 3] = [('十', 10), ('百', 100), ('千', 1_000)];
/// 万, 億, 兆: they multiply the whole group before them.
const LARGE: [(char, i64); 3] = [('万', 10_000), ('億', 100_000_000), ('兆', 1_000_000_000_000)];
/// An era of Japan, by the day it began on.
struct Era {
    name: &'static str,
    letter: char,
    year: i32,
    month: u32,
    day: u32,
}

/// The eras since the first living doctor's birth, latest first.
const ERAS: [Era; 4] = [
    Era { name: "令和", letter: 'R', year: 2019, month: 5, day: 1 },
    Era { name: "平成", letter: 'H', year: 1989, month: 1, day: 8 },
    Era { name: "昭和", letter: 'S', year: 1926, month: 12, day: 25 },
    Era { name: "大正", letter: 'T', year: 1912, month: 7, day: 30 },
];

/// A number with its thousands grouped: `12,345`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A decimal number as programs write one: `35.68`, `-1e-7`.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A decimal number as programs write one: `35.68`, `-1e-7`. In the browser it is read by the browser, whose tables need no download.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    is_plain.then(|| f64::try_from(js_sys::wasm_bindgen::JsValue::from_str(text)).ok()).flatten().filter(|number| number.is_finite())
}

/// A decimal number as programs read one.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn decimal_text(number: f64) -> String {
    number.to_string()
}

/// A decimal number as programs read one, as the browser writes it.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn decimal_text(number: f64) -> String {
    js_sys::Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// A whole number, such as `1,200`, `１２`, `十二`, `26年` or `3床`. A minus sign stays one, for the domain to refuse.
#[must_use]
pub fn whole_number(text: &str) -> Option<i64> {
    let plain = plain(text);
    let counted = COUNTERS.iter().find_map(|counter| plain.strip_suffix(counter)).unwrap_or(&plain);
    signed(counted)
}

/// An amount in yen, such as `16,500,000円`, `1,800万`, `千八百万円`, `16,500千円`, `1.5億` or `¥1200`.
#[must_use]
pub fn amount(text: &str) -> Option<Yen> {
    let plain = plain(text);
    let (minus, rest) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let rest = rest.strip_prefix(['¥', '￥', '\\']).unwrap_or(rest);
    let rest = rest.strip_suffix("円").unwrap_or(rest);
    signed(&format!("{minus}{rest}")).map(Yen)
}

/// A year of the common era: four digits, or a year of a Japanese era such as `平成12年`, `H12`, `令和元年` or `R8年度`. A year that its era did not
/// reach is none, and neither is a number alone that could be of any era.
#[must_use]
pub fn year(text: &str) -> Option<i32> {
    let plain = uppercase(&plain(text));
    let plain = plain.strip_suffix('度').unwrap_or(&plain);
    let plain = plain.strip_prefix("西暦").unwrap_or(plain);
    let number = plain.strip_suffix('年').unwrap_or(plain);
    if let Some((era, within)) = era(number) {
        let within = if within == "元" { 1 } else { i32::try_from(signed(within)?).ok()? };
        return year_of(era, within);
    }
    i32::try_from(signed(number)?).ok().filter(|year| (1000..=9999).contains(year))
}

/// A day, such as `2026-04-01`, `2026/4/1`, `2026年4月1日`, `令和8年4月1日` or `R8.4.1`.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let plain = plain(text);
    let plain = plain.strip_suffix('日').unwrap_or(&plain).replace(['年', '月', '/', '.'], "-");
    let mut parts = plain.split('-');
    let (in_year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let small = |text: &str| signed(text).and_then(|number| u32::try_from(number).ok());
    let day = NaiveDate::from_ymd_opt(year(in_year)?, small(month)?, small(day)?)?;
    // An era begins and ends on a day: the first of May of its last year was not Heisei's any more.
    let of_era = era(&uppercase(in_year)).is_none_or(|(index, _)| {
        let began = |index: usize| ERAS.get(index).and_then(|era| NaiveDate::from_ymd_opt(era.year, era.month, era.day));
        began(index).is_some_and(|first| first <= day) && index.checked_sub(1).and_then(began).is_none_or(|next| day < next)
    });
    (parts.next().is_none() && of_era).then_some(day)
}

/// The place of the era that a text begins with, and what follows.
fn era(text: &str) -> Option<(usize, &str)> {
    ERAS.iter().enumerate().find_map(|(index, era)| {
        let rest = text.strip_prefix(era.name).or_else(|| text.strip_prefix(era.letter))?;
        Some((index, rest.trim_start_matches('.')))
    })
}

/// The year of the common era, where the era had one of that number. Its last year is the next one's first.
fn year_of(index: usize, within: i32) -> Option<i32> {
    let first = ERAS.get(index)?.year;
    let year = (first - 1).checked_add(within)?;
    let last = index.checked_sub(1).and_then(|next| ERAS.get(next)).map_or(9999, |next| next.year);
    (first..=last).contains(&year).then_some(year)
}

/// Half width, without spaces, and with the minus signs of Japanese statements as one.
fn plain(text: &str) -> String {
    let text = half_width(text);
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(first) = letters.first_mut()
        && matches!(first, '−' | '▲' | '△' | '‐' | '–')
    {
        *first = '-';
    }
    letters.into_iter().collect()
}

fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(rest) => unsigned(rest).map(|number| -number),
        None => unsigned(text),
    }
}

/// Digits and kanji together: groups before 万, 億 and 兆.
fn unsigned(text: &str) -> Option<i64> {
    parts(text, &LARGE, 1, &group)
}

/// A group such as `1,800`, `千八百`, `3百` or `1.5`, times its unit. 千, 百 and 十 alone stand for one of them; nothing alone is no number.
fn group(text: &str, unit: i64) -> Option<i64> {
    let part = |part: &str, small: i64| {
        let times = small.checked_mul(unit)?;
        if part.is_empty() && small > 1 { Some(times) } else { digits(part, times) }
    };
    parts(text, &SMALL, unit, &part)
}

/// The sum of what stands before each unit and of what follows the last, where they get smaller from part to part. `scale` is what each unit
/// stands for a multiple of.
fn parts(text: &str, units: &[(char, i64)], scale: i64, read: &dyn Fn(&str, i64) -> Option<i64>) -> Option<i64> {
    let (mut sum, mut bound, mut rest) = (0_i64, None, text);
    loop {
        let unit_of = |c: char| units.iter().find(|(sign, _)| *sign == c).map(|(_, unit)| *unit);
        let found = rest.char_indices().find_map(|(at, c)| Some((at, c, unit_of(c)?)));
        let (part, unit, next) = match found {
            Some((at, sign, unit)) => (&rest[..at], unit, &rest[at + sign.len_utf8()..]),
            None if rest.is_empty() && bound.is_some() => return Some(sum),
            None => (rest, 1, ""),
        };
        let value = read(part, unit)?;
        let unit = unit.checked_mul(scale)?;
        if bound.is_some_and(|bound| bound <= unit || bound <= value) {
            return None;
        }
        sum = sum.checked_add(value)?;
        if found.is_none() {
            return Some(sum);
        }
        (bound, rest) = (Some(unit), next);
    }
}

/// Digits, with commas between groups of three and with a decimal part where the unit makes a whole number of it.
fn digits(text: &str, unit: i64) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if text.ends_with('.') {
        return None;
    }
    let groups: Vec<&str> = whole.split([',', '、']).collect();
    if groups.len() > 1 && !(groups[1..].iter().all(|group| group.chars().count() == 3) && (1..=3).contains(&groups[0].chars().count())) {
        return None;
    }
    let count = value(&groups.concat())?.checked_mul(unit)?;
    if part.is_empty() {
        return Some(count);
    }
    let scale = 10_i64.checked_pow(u32::try_from(part.chars().count()).ok()?)?;
    let product = value(part)?.checked_mul(unit)?;
    (product % scale == 0).then_some(product / scale).and_then(|more| count.checked_add(more))
}

/// A row of digits, also in kanji (二〇二六).
fn value(text: &str) -> Option<i64> {
    let digit = |c: char| {
        c.to_digit(10).or_else(|| "〇一二三四五六七八九".chars().position(|kanji| kanji == c).and_then(|at| u32::try_from(at).ok()))
    };
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0_i64, |number, c| number.checked_mul(10)?.checked_add(i64::from(digit(c)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn amounts_are_read_exactly_as_people_write_them() {
        for (text, yen) in [
            ("16500000", 16_500_000),
            ("16,500,000円", 16_500_000),
            ("１，６５０万円", 16_500_000),
            ("１８００万円", 18_000_000),
            ("1,800万", 18_000_000),
            ("千八百万", 18_000_000),
            ("一千八百万円", 18_000_000),
            ("1千8百万円", 18_000_000),
            ("百万円", 1_000_000),
            ("16,500千円", 16_500_000),
            ("1億2000万", 120_000_000),
            ("1億2千万", 120_000_000),
            ("二億", 200_000_000),
            ("1.5億", 150_000_000),
            ("1,650.5万円", 16_505_000),
            ("¥1,200", 1_200),
            ("￥ 1200 円", 1_200),
            ("三〇〇円", 300),
            ("十", 10),
            ("0", 0),
            ("▲５万円", -50_000),
            ("−3", -3),
        ] {
            assert_eq!(amount(text), Some(Yen(yen)), "{text}");
        }
        for slip in [
            "",
            "円",
            "万",
            "1万2億",
            "千百千",
            "5万20000",
            "千1200",
            "たくさん",
            "1.5",
            "1.23456万",
            "1.",
            ".5億",
            "1,50円",
            "12,34万",
            "1,,000",
            "99999999999億",
            "5円玉",
            "--5",
            "1,800万から",
        ] {
            assert_eq!(amount(slip), None, "{slip}");
        }
    }

    #[test]
    fn counts_may_name_what_they_count() {
        for (text, number) in [
            ("２６年", 26),
            ("26", 26),
            ("十九床", 19),
            ("120日間", 120),
            ("3か所", 3),
            ("１，２００", 1200),
            ("百二十九日", 129),
            ("−３", -3),
            ("4 人", 4),
        ] {
            assert_eq!(whole_number(text), Some(number), "{text}");
        }
        for slip in ["", "年", "26年め", "約3", "2.5", "平成12年", "H12"] {
            assert_eq!(whole_number(slip), None, "{slip}");
        }
    }

    #[test]
    fn years_of_every_era_are_years_of_the_common_era() {
        for (text, common) in [
            ("1998", 1998),
            ("１９９８年", 1998),
            ("西暦1998年", 1998),
            ("二〇二六年度", 2026),
            ("平成12年", 2000),
            ("平成十二年", 2000),
            ("平成 １２ 年度", 2000),
            ("H12", 2000),
            ("h.12", 2000),
            ("Ｈ１２年", 2000),
            ("令和元年", 2019),
            ("平成元年", 1989),
            ("R8年度", 2026),
            ("昭和64年", 1989),
            ("S38", 1963),
            ("平成31年", 2019),
        ] {
            assert_eq!(year(text), Some(common), "{text}");
        }
        for slip in ["", "26", "２６年", "元年", "H", "平成0年", "H32", "昭和65年", "明治元年", "19980", "-2000", "12H"] {
            assert_eq!(year(slip), None, "{slip}");
        }
    }

    #[test]
    fn days_are_read_in_both_calendars() {
        let day_of = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for text in ["2026-04-01", "2026/4/1", "2026.4.1", "２０２６年４月１日", "令和8年4月1日", "R8.4.1", "r8/4/1"] {
            assert_eq!(day(text), day_of(2026, 4, 1), "{text}");
        }
        assert_eq!(day("平成31年4月30日"), day_of(2019, 4, 30));
        assert_eq!(day("令和元年5月1日"), day_of(2019, 5, 1));
        for slip in ["", "4月1日", "2026-02-30", "2026-04", "2026-4-1-1", "平成31年5月1日", "令和元年4月30日", "yesterday"] {
            assert_eq!(day(slip), None, "{slip}");
        }
    }

    proptest! {
        #[test]
        fn what_we_write_is_read_again(amount_yen in 0..=1_000_000_000_000_i64) {
            prop_assert_eq!(amount(&Yen(amount_yen).label(crate::locale::Locale::Ja)), Some(Yen(amount_yen)));
            prop_assert_eq!(whole_number(&amount_yen.to_string()), Some(amount_yen));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in "[-0-9０-９,.万億千百十一二〇円年月日HSR元平成 ]{0,14}") {
            let _ = (amount(&text), whole_number(&text), year(&text), day(&text));
        }
    }
}

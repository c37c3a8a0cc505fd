//! What the official list says of an institution, beside what the institution says of itself.

use super::PublicProfile;
use crate::search::fold;
use crate::text::{half_width, postal_code, web_address};
use serde::{Deserialize, Serialize};

/// The row of an institution in the official list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfficialEntry {
    /// Its code in the list.
    pub code: String,
    /// Which edition of the list this is from, such as `2025-06-01`.
    pub edition: String,
    /// The edition that does not have it any more; absent while it is in the list.
    pub gone_in: Option<String>,
    /// What the list says, in the places of the form. What the list does not know is blank.
    pub page: PublicProfile,
}

/// A field that the official list says something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficialComparison {
    /// JSON pointer of the field into a registration's content.
    pub pointer: &'static str,
    /// Whether both say the same, however it is written.
    pub same: bool,
}

/// A text as it is compared.
type Key = fn(&str) -> String;

/// Compares a page with the official list, field by field, in the order of the form. Fields that the list is silent about are left out.
#[must_use]
pub fn compare_with_official(page: &PublicProfile, entry: &OfficialEntry) -> Vec<OfficialComparison> {
    let official = &entry.page;
    let texts: [(&'static str, &str, &str, Key); 7] = [
        ("/public/name", &page.name, &official.name, fold),
        ("/public/name_kana", &page.name_kana, &official.name_kana, fold),
        ("/public/postal_code", &page.postal_code, &official.postal_code, |text| postal_code(text).unwrap_or_else(|| text.to_owned())),
        ("/public/prefecture_code", &page.prefecture_code, &official.prefecture_code, ToOwned::to_owned),
        ("/public/municipality_code", &page.municipality_code, &official.municipality_code, ToOwned::to_owned),
        ("/public/address_line", &page.address_line, &official.address_line, address_key),
        ("/public/website", &page.website, &official.website, website_key),
    ];
    let mut found: Vec<OfficialComparison> = texts
        .into_iter()
        .filter(|(_, _, official, _)| !official.trim().is_empty())
        .map(|(pointer, own, official, key)| OfficialComparison { pointer, same: key(own) == key(official) })
        .collect();
    // Kind and beds stand between the names and the address.
    let names = found.iter().take_while(|one| one.pointer.starts_with("/public/name")).count();
    if official.beds.is_some() {
        // A clinic without beds says 0 or nothing.
        let same = page.beds.unwrap_or_default() == official.beds.unwrap_or_default();
        found.insert(names, OfficialComparison { pointer: "/public/beds", same });
    }
    if official.kind.is_some() {
        found.insert(names, OfficialComparison { pointer: "/public/kind", same: page.kind == official.kind });
    }
    found
}

/// Stands for 丁目 and 番地.
const SIGN: &str = "\u{1}";

/// An address in the form in which two are compared: half-width, 一丁目2番地の3 as 1-2-3, without 字 and spaces.
fn address_key(address: &str) -> String {
    let text: String = half_width(address).chars().filter(|c| !c.is_whitespace() && *c != '字').collect();
    let text = text.replace("丁目", SIGN).replace("番地", SIGN);
    let mut key = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut word = String::new();
    while let Some(c) = letters.next() {
        let after_number = word.chars().last().is_some_and(|last| last.is_ascii_digit());
        let before_number = letters.peek().is_some_and(char::is_ascii_digit);
        let separates = match c {
            c if SIGN.starts_with(c) => {
                arabic_at_end(&mut word);
                true
            }
            '番' | '号' => after_number,
            // Also behind 番地, which separated already.
            'の' | 'ノ' => (after_number || word.is_empty()) && before_number,
            '-' | 'ー' | 'ｰ' | '\u{2010}'..='\u{2015}' | '\u{2212}' => after_number,
            _ => false,
        };
        if separates {
            key.push_str(&fold(&word));
            key.push('-');
            word.clear();
        } else {
            word.push(c);
        }
    }
    key.push_str(&fold(&word));
    let parts: Vec<&str> = key.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// Writes kanji numerals up to 99 at the end of a word as digits: 本町十二 is 本町12.
fn arabic_at_end(word: &mut String) {
    const NUMERALS: &str = "一二三四五六七八九";
    let digit = |c: char| NUMERALS.chars().position(|numeral| numeral == c).map(|at| at + 1);
    let start = word.char_indices().rev().take_while(|(_, c)| *c == '十' || digit(*c).is_some()).last().map(|(at, _)| at);
    let Some(start) = start else { return };
    let numeral = word.split_off(start);
    let number = match numeral.split_once('十') {
        Some((tens, ones)) => {
            tens.chars().next().map_or(Some(1), digit).zip(ones.chars().next().map_or(Some(0), digit)).map(|(t, o)| t * 10 + o)
        }
        None => numeral.chars().next().and_then(digit).filter(|_| numeral.chars().count() == 1),
    };
    match number {
        Some(number) => word.push_str(&number.to_string()),
        None => word.push_str(&numeral),
    }
}

fn website_key(address: &str) -> String {
    let address = web_address(address).unwrap_or_else(|| address.trim().to_owned());
    let address = address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    address.trim_end_matches('/').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::institution::InstitutionKind;

    #[test]
    fn addresses_are_the_same_however_they_are_written() {
        for (one, other) in [
            ("本町１丁目２番３号", "本町1-2-3"),
            ("本町一丁目２−３", "本町1ー2ー3"),
            ("字西１番地の２", "西1-2"),
            ("大字西町１２番地", "大西町12"),
            ("本町十二丁目 3番", "本町１２－３"),
            ("錦ケ丘1-1", "錦ヶ丘１－１"),
        ] {
            assert_eq!(address_key(one), address_key(other), "{one} and {other}");
        }
        for (one, other) in [("本町1-23", "本町12-3"), ("本町1-2", "本町1-2-3"), ("本町1", "元町1")] {
            assert_ne!(address_key(one), address_key(other), "{one} and {other}");
        }
    }

    #[test]
    fn only_what_the_list_says_is_compared_and_differences_are_marked() {
        let page = PublicProfile {
            name: "架空しろいし山崎医院".into(),
            name_kana: "かくうしろいしやまざきいいん".into(),
            kind: Some(InstitutionKind::Clinic),
            beds: None,
            postal_code: "９８９０２７５".into(),
            prefecture_code: "04".into(),
            municipality_code: "04206".into(),
            address_line: "架空町１丁目１番１号".into(),
            phone: "0224-00-0000".into(),
            website: "https://www.kaku.example.jp/".into(),
            ..PublicProfile::default()
        };
        let entry = OfficialEntry {
            code: "04-9900011".into(),
            edition: "2025-08".into(),
            gone_in: None,
            page: PublicProfile {
                name: "架空しろいし山﨑医院".into(),
                kind: Some(InstitutionKind::Clinic),
                beds: Some(5),
                postal_code: "989-0275".into(),
                prefecture_code: "04".into(),
                municipality_code: "04206".into(),
                address_line: "架空町1-1-1".into(),
                website: "http://kaku.example.jp".into(),
                ..PublicProfile::default()
            },
        };
        let found = compare_with_official(&page, &entry);
        let pointers: Vec<_> = found.iter().map(|one| one.pointer.trim_start_matches("/public/")).collect();
        let all = ["name", "kind", "beds", "postal_code", "prefecture_code", "municipality_code", "address_line", "website"];
        assert_eq!(pointers, all);
        let different: Vec<_> = found.iter().filter(|one| !one.same).map(|one| one.pointer).collect();
        assert_eq!(different, ["/public/beds"]);
    }
}

//! Which municipality an address begins with.
//!
//! Names are compared from the start of the address, never searched for: 余市郡余市町 contains 市 and is no city.

use super::{Municipality, PREFECTURES, Prefecture};
use crate::unicode::{Form, normalize};

/// As far as an address tells where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locality {
    /// The prefecture, two digits.
    pub prefecture_code: Option<String>,
    /// The municipality, five digits.
    pub municipality_code: Option<String>,
    /// The secondary medical area, four digits: of the municipality, or of a city all of whose wards lie in one area.
    pub area_code: Option<String>,
}

/// The longest districts (郡) have three characters; one more for safety.
const DISTRICT_MAX: usize = 4;

/// Reads an address by the longest name of a municipality that it begins with. The prefecture may be missing where the name is enough;
/// the district (郡) of a town or village may stand before it. A name that several municipalities have tells nothing.
#[must_use]
pub fn locate(address: &str, municipalities: &[Municipality]) -> Locality {
    let address = folded(address);
    let prefecture = PREFECTURES.iter().find(|prefecture| address.starts_with(prefecture.name));
    let rest = prefecture.map_or(address.as_str(), |prefecture| &address[prefecture.name.len()..]);
    let near: Vec<(String, &Municipality)> = municipalities
        .iter()
        .filter(|one| prefecture.is_none_or(|prefecture| one.prefecture_code == prefecture.code))
        .map(|one| (folded(&one.name), one))
        .collect();
    let found = longest(rest, &near, |_| true).or_else(|| {
        let (district, rest) = rest.split_once('郡')?;
        let short = (1..=DISTRICT_MAX).contains(&district.chars().count());
        short.then(|| longest(rest, &near, |name| name.ends_with(['町', '村'])))?
    });
    match found {
        Some(one) => Locality {
            prefecture_code: Some(one.prefecture_code.clone()),
            municipality_code: Some(one.code.clone()),
            area_code: one.area_code.clone(),
        },
        None => without_ward(rest, prefecture, &near),
    }
}

fn longest<'a>(rest: &str, near: &[(String, &'a Municipality)], fits: impl Fn(&str) -> bool) -> Option<&'a Municipality> {
    let matching = || near.iter().filter(|(name, _)| fits(name) && rest.starts_with(name.as_str()));
    let length = matching().map(|(name, _)| name.len()).max()?;
    let mut longest = matching().filter(|(name, _)| name.len() == length);
    let (_, first) = longest.next()?;
    longest.next().is_none().then_some(*first)
}

/// A designated city without its ward: the municipality stays open, the area is known where all wards lie in the same.
fn without_ward(rest: &str, prefecture: Option<&Prefecture>, near: &[(String, &Municipality)]) -> Locality {
    let wards: Vec<&Municipality> = near
        .iter()
        .filter(|(name, _)| name.ends_with('区') && name.split_once('市').is_some_and(|(city, _)| rest.starts_with(&format!("{city}市"))))
        .map(|(_, one)| *one)
        .collect();
    let first = wards.first();
    let together = wards.iter().all(|ward| Some(&ward.area_code) == first.map(|first| &first.area_code));
    Locality {
        prefecture_code: prefecture.map(|prefecture| prefecture.code.to_owned()).or_else(|| first.map(|ward| ward.prefecture_code.clone())),
        municipality_code: None,
        area_code: first.filter(|_| together).and_then(|ward| ward.area_code.clone()),
    }
}

/// Without spaces, in one width, and with one of the two ways to write the ke of 七ヶ浜.
pub(super) fn folded(text: &str) -> String {
    normalize(text, Form::Kc).chars().filter(|c| !c.is_whitespace()).map(|c| if c == 'ヶ' { 'ケ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn municipalities() -> Vec<Municipality> {
        let one = |code: &str, area: &str, name: &str| Municipality {
            code: code.into(),
            prefecture_code: code[..2].into(),
            area_code: Some(area.into()),
            name: name.into(),
            name_kana: String::new(),
            name_en: String::new(),
        };
        vec![
            one("01233", "0111", "伊達市"),
            one("01408", "0107", "余市町"),
            one("04101", "0403", "仙台市青葉区"),
            one("04105", "0403", "仙台市泉区"),
            one("04202", "0409", "石巻市"),
            one("04302", "0401", "七ヶ宿町"),
            one("04321", "0401", "大河原町"),
            one("04323", "0401", "柴田町"),
            one("07203", "0702", "郡山市"),
            one("07213", "0701", "伊達市"),
            one("24202", "2401", "四日市市"),
            one("29203", "2903", "大和郡山市"),
        ]
    }

    fn found(address: &str) -> Option<String> {
        locate(address, &municipalities()).municipality_code
    }

    #[test]
    fn the_longest_name_at_the_start_decides() {
        assert_eq!(found("宮城県石巻市穀町14-1").as_deref(), Some("04202"));
        assert_eq!(found("石巻市穀町14-1").as_deref(), Some("04202"));
        assert_eq!(found("宮城県 仙台市 泉区 1").as_deref(), Some("04105"));
        assert_eq!(found("三重県四日市市諏訪町").as_deref(), Some("24202"));
        assert_eq!(found("宮城県刈田郡七ケ宿町字関").as_deref(), Some("04302"));
        assert_eq!(found("どこか石巻市"), None);
    }

    #[test]
    fn a_district_may_stand_before_its_town_and_is_never_taken_for_a_city() {
        assert_eq!(found("北海道余市郡余市町黒川町").as_deref(), Some("01408"));
        assert_eq!(found("北海道余市町黒川町").as_deref(), Some("01408"));
        assert_eq!(found("宮城県柴田郡柴田町船岡").as_deref(), Some("04323"));
        assert_eq!(found("宮城県柴田郡大河原町字西1").as_deref(), Some("04321"));
        assert_eq!(found("福島県郡山市朝日").as_deref(), Some("07203"));
        assert_eq!(found("奈良県大和郡山市北郡山町").as_deref(), Some("29203"));
    }

    #[test]
    fn a_name_that_two_have_tells_nothing_without_its_prefecture() {
        assert_eq!(found("伊達市"), None);
        assert_eq!(found("福島県伊達市保原町").as_deref(), Some("07213"));
    }

    #[test]
    fn a_city_without_its_ward_still_has_an_area_when_its_wards_share_it() {
        let sendai = locate("宮城県仙台市", &municipalities());
        assert_eq!((sendai.municipality_code, sendai.area_code.as_deref()), (None, Some("0403")));
        let nowhere = locate("宮城県", &municipalities());
        assert_eq!((nowhere.prefecture_code.as_deref(), nowhere.area_code), (Some("04"), None));
    }
}

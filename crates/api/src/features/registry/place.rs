//! Which municipality an address lies in, where no code says it.
//!
//! Traps of real addresses: districts whose names contain a city's sign (余市郡余市町), cities whose names contain a district's
//! (郡山市, 大和郡山市), islands before their towns (八丈島八丈町), wards that were redrawn, and names written with other characters than officially (龍ヶ崎, 龍ケ崎).

use crate::features::places::present_code;
use domain::{region::prefecture, search::fold};
use std::collections::HashMap;

/// Wards that do not exist any more, as addresses still call them.
const OLD_WARDS: [(&str, &str); 7] = [
    ("浜松市中区", "22131"),
    ("浜松市東区", "22132"),
    ("浜松市西区", "22133"),
    ("浜松市南区", "22134"),
    ("浜松市北区", "22135"),
    ("浜松市浜北区", "22136"),
    ("浜松市天竜区", "22137"),
];
/// The longest name of a district has this many characters before its sign.
const DISTRICT: usize = 5;

/// The municipalities of the country, by the beginnings of addresses in them.
#[derive(Debug, Default)]
pub struct Places {
    /// By prefecture; the longest names first.
    names: HashMap<String, Vec<(String, String)>>,
}

impl Places {
    /// Out of codes and names.
    pub fn new(municipalities: impl IntoIterator<Item = (String, String)>) -> Self {
        let old = OLD_WARDS.iter().map(|(name, code)| (present_code(code).to_owned(), (*name).to_owned()));
        let mut names: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for (code, name) in municipalities.into_iter().chain(old) {
            names.entry(code[..2].to_owned()).or_default().push((fold(&name), code));
        }
        for list in names.values_mut() {
            list.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            list.dedup();
        }
        Places { names }
    }

    /// The municipality that an address of a prefecture begins with; nothing when none does.
    pub fn find(&self, prefecture_code: &str, address: &str) -> Option<&str> {
        let names = self.names.get(prefecture_code)?;
        let address = fold(address);
        let rest = address.strip_prefix(&fold(prefecture(prefecture_code)?.name)).unwrap_or(&address);
        let begins = |rest: &str| names.iter().find(|(name, _)| rest.starts_with(name.as_str())).map(|(_, code)| code.as_str());
        begins(rest).or_else(|| {
            // Towns and villages may be written with their district or their island.
            ['郡', '島'].into_iter().find_map(|sign| {
                let (district, rest) = rest.split_once(sign)?;
                (1..=DISTRICT).contains(&district.chars().count()).then(|| begins(rest))?
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let names = [
            ("01408", "余市町"),
            ("01409", "仁木町"),
            ("01106", "札幌市南区"),
            ("07203", "郡山市"),
            ("29203", "大和郡山市"),
            ("21219", "郡上市"),
            ("08208", "龍ケ崎市"),
            ("22138", "浜松市中央区"),
            ("22139", "浜松市浜名区"),
            ("22140", "浜松市天竜区"),
            ("04321", "大河原町"),
            ("40216", "小郡市"),
            ("13401", "八丈町"),
            ("04203", "塩竈市"),
        ];
        Places::new(names.map(|(code, name)| (code.to_owned(), name.to_owned())))
    }

    #[test]
    fn addresses_begin_with_their_municipality() {
        let places = places();
        for (prefecture, address, expected) in [
            ("01", "余市郡余市町黒川町１９丁目", Some("01408")),
            ("01", "余市郡仁木町北町１丁目", Some("01409")),
            ("01", "北海道札幌市南区川沿１３条", Some("01106")),
            ("07", "郡山市朝日１－１", Some("07203")),
            ("29", "大和郡山市朝日町", Some("29203")),
            ("21", "郡上市八幡町", Some("21219")),
            ("40", "小郡市小郡", Some("40216")),
            ("08", "竜ヶ崎市", Some("08208")),
            ("08", "龍ケ崎市", Some("08208")),
            ("22", "浜松市中区鴨江", Some("22138")),
            ("22", "浜松市北区三方原町", Some("22139")),
            ("22", "浜松市天竜区春野町", Some("22140")),
            ("04", "柴田郡大河原町字西", Some("04321")),
            ("13", "八丈島八丈町三根", Some("13401")),
            ("04", "塩釜市錦町", Some("04203")),
            ("04", "どこか", None),
            ("04", "札幌市南区", None),
            ("48", "余市郡余市町", None),
        ] {
            assert_eq!(places.find(prefecture, address), expected, "{address}");
        }
    }
}

//! Prefectures, their secondary medical areas and municipalities, postal codes; priority support areas and the plans for them.

pub mod address;
pub mod correction_plan;
mod postal_code;
pub mod priority_area;

pub use postal_code::{PlacePrecision, PostalCodePlace};

use crate::locale::Locale;
use serde::{Deserialize, Serialize};

/// One of the 47 prefectures. They have not changed since 1947, so they are part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefecture {
    /// JIS X 0401, two digits.
    pub code: &'static str,
    /// 宮城県
    pub name: &'static str,
    /// ミヤギケン
    pub kana: &'static str,
    /// Miyagi
    pub name_en: &'static str,
}

impl Prefecture {
    /// The name for people.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &'static str {
        locale.pick(self.name, self.name_en)
    }
}

/// The prefecture with a code.
#[must_use]
pub fn prefecture(code: &str) -> Option<&'static Prefecture> {
    PREFECTURES.iter().find(|p| p.code == code)
}

/// A prefecture's name, or the code itself when there is no such prefecture.
#[must_use]
pub fn prefecture_label(code: &str, locale: Locale) -> String {
    prefecture(code).map_or_else(|| code.to_owned(), |p| p.label(locale).to_owned())
}

/// A secondary medical area (二次医療圏).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondaryMedicalArea {
    /// Prefecture code and the area's number, four digits.
    pub code: String,
    /// Two digits.
    pub prefecture_code: String,
    /// 仙南
    pub name: String,
    /// Name in Latin letters; the Japanese name where none is known.
    pub name_en: String,
}

/// A municipality (市区町村).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Municipality {
    /// JIS X 0402 with the prefecture, five digits.
    pub code: String,
    /// Two digits.
    pub prefecture_code: String,
    /// The secondary medical area it belongs to, where loaded.
    pub area_code: Option<String>,
    /// 白石市
    pub name: String,
    /// シロイシシ
    pub name_kana: String,
    /// Shiroishi-shi
    pub name_en: String,
}

macro_rules! prefectures {
    ($($code:literal $name:literal $kana:literal $en:literal;)+) => {
        /// All prefectures in the order of their codes.
        pub const PREFECTURES: [Prefecture; 47] = [$(Prefecture { code: $code, name: $name, kana: $kana, name_en: $en },)+];
    };
}

prefectures! {
    "01" "北海道" "ホッカイドウ" "Hokkaido"; "02" "青森県" "アオモリケン" "Aomori"; "03" "岩手県" "イワテケン" "Iwate";
    "04" "宮城県" "ミヤギケン" "Miyagi"; "05" "秋田県" "アキタケン" "Akita"; "06" "山形県" "ヤマガタケン" "Yamagata";
    "07" "福島県" "フクシマケン" "Fukushima"; "08" "茨城県" "イバラキケン" "Ibaraki"; "09" "栃木県" "トチギケン" "Tochigi";
    "10" "群馬県" "グンマケン" "Gunma"; "11" "埼玉県" "サイタマケン" "Saitama"; "12" "千葉県" "チバケン" "Chiba";
    "13" "東京都" "トウキョウト" "Tokyo"; "14" "神奈川県" "カナガワケン" "Kanagawa"; "15" "新潟県" "ニイガタケン" "Niigata";
    "16" "富山県" "トヤマケン" "Toyama"; "17" "石川県" "イシカワケン" "Ishikawa"; "18" "福井県" "フクイケン" "Fukui";
    "19" "山梨県" "ヤマナシケン" "Yamanashi"; "20" "長野県" "ナガノケン" "Nagano"; "21" "岐阜県" "ギフケン" "Gifu";
    "22" "静岡県" "シズオカケン" "Shizuoka"; "23" "愛知県" "アイチケン" "Aichi"; "24" "三重県" "ミエケン" "Mie";
    "25" "滋賀県" "シガケン" "Shiga"; "26" "京都府" "キョウトフ" "Kyoto"; "27" "大阪府" "オオサカフ" "Osaka";
    "28" "兵庫県" "ヒョウゴケン" "Hyogo"; "29" "奈良県" "ナラケン" "Nara"; "30" "和歌山県" "ワカヤマケン" "Wakayama";
    "31" "鳥取県" "トットリケン" "Tottori"; "32" "島根県" "シマネケン" "Shimane"; "33" "岡山県" "オカヤマケン" "Okayama";
    "34" "広島県" "ヒロシマケン" "Hiroshima"; "35" "山口県" "ヤマグチケン" "Yamaguchi"; "36" "徳島県" "トクシマケン" "Tokushima";
    "37" "香川県" "カガワケン" "Kagawa"; "38" "愛媛県" "エヒメケン" "Ehime"; "39" "高知県" "コウチケン" "Kochi";
    "40" "福岡県" "フクオカケン" "Fukuoka"; "41" "佐賀県" "サガケン" "Saga"; "42" "長崎県" "ナガサキケン" "Nagasaki";
    "43" "熊本県" "クマモトケン" "Kumamoto"; "44" "大分県" "オオイタケン" "Oita"; "45" "宮崎県" "ミヤザキケン" "Miyazaki";
    "46" "鹿児島県" "カゴシマケン" "Kagoshima"; "47" "沖縄県" "オキナワケン" "Okinawa";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefectures_stand_in_the_order_of_their_codes() {
        for (n, prefecture) in PREFECTURES.iter().enumerate() {
            assert_eq!(prefecture.code, format!("{:02}", n + 1));
        }
    }
}

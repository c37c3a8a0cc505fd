//! What the map shows: outlines of regions, the physician maldistribution index, and where imported data comes from.
//!
//! Invariant: a statistic is shown with its day, its source and its caveat; it never says that an area is designated.

use crate::{
    geo::MultiPolygon,
    institution::terms,
    locale::Locale::{self, En, Ja},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

terms! {
    /// How fine a division of the country is.
    RegionLevel {
        /// 都道府県
        Prefecture = "都道府県", "Prefecture";
        /// 二次医療圏
        SecondaryMedicalArea = "二次医療圏", "Secondary medical area";
        /// 市区町村
        Municipality = "市区町村", "Municipality";
    }
}

terms! {
    /// Where the list puts a region among all: the ministry's upper, middle and lower third. No designation.
    IndexClass {
        /// 多数
        Many = "多数", "many physicians";
        /// 中間
        Middle = "中間", "in between";
        /// 少数
        Few = "少数", "few physicians";
    }
}

terms! {
    /// A set of data that is imported from somebody else's file.
    Dataset {
        /// Which municipality lies in which secondary medical area.
        MedicalAreas = "市区町村と二次医療圏の対応", "Municipalities and their secondary medical areas";
        /// Every hospital.
        Hospitals = "病院の一覧", "List of hospitals";
        /// Every institution that health insurance pays.
        InsuredInstitutions = "保険医療機関の一覧", "List of insured medical institutions";
        /// Outlines of the prefectures.
        PrefectureOutlines = "都道府県の輪郭", "Outlines of prefectures";
        /// Outlines of the secondary medical areas.
        SecondaryMedicalAreaOutlines = "二次医療圏の輪郭", "Outlines of secondary medical areas";
        /// Outlines of the municipalities.
        MunicipalityOutlines = "市区町村の輪郭", "Outlines of municipalities";
        /// The index of the prefectures.
        PrefectureIndex = "医師偏在指標（都道府県）", "Physician maldistribution index (prefectures)";
        /// The index of the secondary medical areas.
        SecondaryMedicalAreaIndex = "医師偏在指標（二次医療圏）", "Physician maldistribution index (secondary medical areas)";
        /// Areas that were worked out to meet criteria for candidate areas.
        ComputedCandidates = "計算による候補（二次医療圏）", "Computed candidates (secondary medical areas)";
    }
}

impl Dataset {
    /// The outlines of a level.
    #[must_use]
    pub fn outlines_of(level: RegionLevel) -> Self {
        match level {
            RegionLevel::Prefecture => Dataset::PrefectureOutlines,
            RegionLevel::SecondaryMedicalArea => Dataset::SecondaryMedicalAreaOutlines,
            RegionLevel::Municipality => Dataset::MunicipalityOutlines,
        }
    }

    /// Who made the data.
    #[must_use]
    pub fn source(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Dataset::Hospitals, Ja) => "厚生労働省「医療情報ネット（ナビイ）」オープンデータ 病院施設票",
            (Dataset::Hospitals, En) => "Ministry of Health, Labour and Welfare, open data of 医療情報ネット (hospitals)",
            (Dataset::InsuredInstitutions, Ja) => "地方厚生局「保険医療機関・保険薬局の指定一覧」",
            (Dataset::InsuredInstitutions, En) => "Regional Bureaus of Health and Welfare, list of insured medical institutions",
            (Dataset::MedicalAreas, Ja) => "国土交通省「国土数値情報（医療圏データ A38）」",
            (Dataset::MedicalAreas, En) => {
                "Ministry of Land, Infrastructure, Transport and Tourism, National Land Numerical Information (medical areas, A38)"
            }
            (Dataset::PrefectureOutlines | Dataset::SecondaryMedicalAreaOutlines | Dataset::MunicipalityOutlines, Ja) => {
                "国土交通省「国土数値情報（行政区域データ N03、2021年）」"
            }
            (Dataset::PrefectureOutlines | Dataset::SecondaryMedicalAreaOutlines | Dataset::MunicipalityOutlines, En) => {
                "Ministry of Land, Infrastructure, Transport and Tourism, National Land Numerical Information (administrative areas, N03, 2021)"
            }
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, Ja) => {
                "厚生労働省「医師偏在指標」（公表資料そのものではなく、二次資料から書き写した数値）"
            }
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, En) => {
                "Ministry of Health, Labour and Welfare, physician maldistribution index (transcribed from a secondary copy, not from the publication itself)"
            }
            (Dataset::ComputedCandidates, Ja) => {
                "厚生労働省「医師偏在指標」（2024年1月）の数値から計算したもの（国の候補区域の公表資料でも、都道府県の指定でもありません）"
            }
            (Dataset::ComputedCandidates, En) => {
                "Worked out from the physician maldistribution index of January 2024 (Ministry of Health, Labour and Welfare); neither the ministry's list of candidates nor a designation by a prefecture"
            }
        }
    }

    /// On what terms it may be used.
    #[must_use]
    pub fn licence(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Dataset::Hospitals, Ja) => "公共データ利用規約（第1.0版）",
            (Dataset::Hospitals, En) => "Public Data License (version 1.0)",
            (Dataset::InsuredInstitutions, Ja) => "公表された一覧（利用条件の記載なし）",
            (Dataset::InsuredInstitutions, En) => "A published list; no licence is stated",
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, Ja) => "公表された統計の数値（利用条件の記載なし）",
            (Dataset::ComputedCandidates, Ja) => "公表された統計の数値から計算した結果（利用条件の記載なし）",
            (Dataset::ComputedCandidates, En) => "Worked out from published figures; no licence is stated",
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, En) => "Published figures; no licence is stated",
            (_, Ja) => "国土数値情報の利用規約（出典の記載が必要）",
            (_, En) => "Terms of use of the National Land Numerical Information; credit is required",
        }
    }

    /// The credit that the licence asks for, as it has to be shown.
    #[must_use]
    pub fn credit(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Dataset::Hospitals, Ja) => "出典：医療情報ネット（ナビイ）オープンデータ（厚生労働省）を加工して作成",
            (Dataset::Hospitals, En) => "Source: open data of 医療情報ネット (Ministry of Health, Labour and Welfare), processed",
            (Dataset::InsuredInstitutions, Ja) => "出典：地方厚生局「保険医療機関・保険薬局の指定一覧」を加工して作成",
            (Dataset::InsuredInstitutions, En) => {
                "Source: list of insured medical institutions (Regional Bureaus of Health and Welfare), processed"
            }
            (Dataset::MedicalAreas, Ja) => "出典：「国土数値情報（医療圏データ）」（国土交通省）を加工して作成",
            (Dataset::MedicalAreas, En) => "Source: National Land Numerical Information, medical areas (MLIT), processed",
            (Dataset::PrefectureOutlines | Dataset::SecondaryMedicalAreaOutlines | Dataset::MunicipalityOutlines, Ja) => {
                "出典：「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"
            }
            (Dataset::PrefectureOutlines | Dataset::SecondaryMedicalAreaOutlines | Dataset::MunicipalityOutlines, En) => {
                "Source: National Land Numerical Information, administrative areas (MLIT), processed"
            }
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, Ja) => "出典：医師偏在指標（厚生労働省）を二次資料から転記",
            (Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex, En) => {
                "Source: physician maldistribution index (MHLW), transcribed from a secondary copy"
            }
            (Dataset::ComputedCandidates, Ja) => "出典：医師偏在指標（厚生労働省）から計算",
            (Dataset::ComputedCandidates, En) => "Source: worked out from the physician maldistribution index (MHLW)",
        }
    }
}

/// What a map is drawn on, besides its outlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapSettings {
    /// Where tiles are, with `{z}`, `{x}` and `{y}` for their place (Web Mercator); absent where none are configured.
    pub tile_url: Option<String>,
    /// The credit that has to stand beside them.
    pub attribution: Option<String>,
}

/// What has to be said wherever the index is shown.
#[must_use]
pub fn index_caveat(locale: Locale) -> &'static str {
    locale.pick(
        "医師偏在指標は、人口構成や医師の性別・年齢などを考慮して地域どうしを比べるための相対的な指標です。医師が足りているかどうかを示す絶対的な値ではなく、重点医師偏在対策支援区域などの指定を意味するものでもありません。",
        "The index compares regions with each other, considering their population and the age and sex of their physicians. It is relative: it does not say whether physicians suffice, and it is no designation of any kind.",
    )
}

/// Outlines of regions: a GeoJSON FeatureCollection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineCollection {
    /// What GeoJSON calls it.
    #[serde(rename = "type")]
    pub kind: FeatureCollectionKind,
    /// The credit that has to stand beside the map.
    pub credit: String,
    /// The credit in English.
    pub credit_en: String,
    /// One outline per region, in the order of the codes. Regions too small for the source are missing.
    pub features: Vec<Outline>,
}

/// The kind of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FeatureCollectionKind {
    /// Features.
    FeatureCollection,
}

/// The outline of one region: a GeoJSON Feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outline {
    /// What GeoJSON calls it.
    #[serde(rename = "type")]
    pub kind: FeatureKind,
    /// The region's code.
    pub id: String,
    /// West, south, east, north.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<f64>))]
    pub bbox: [f64; 4],
    /// What the region is.
    pub properties: OutlineProperties,
    /// Its shape.
    pub geometry: MultiPolygon,
}

/// The kind of a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FeatureKind {
    /// A feature.
    Feature,
}

/// What a region of the map is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutlineProperties {
    /// Two, four or five digits by level.
    pub code: String,
    /// Of which prefecture, two digits.
    pub prefecture_code: String,
    /// In which secondary medical area a municipality lies, where loaded.
    pub area_code: Option<String>,
    /// The name, where the region is loaded.
    pub name: Option<String>,
    /// The reading in katakana, where known.
    pub name_kana: Option<String>,
    /// The name in Latin letters, where known.
    pub name_en: Option<String>,
    /// Which edition of the outlines it is from.
    pub edition: String,
}

/// The index of the regions of a level on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhysicianIndices {
    /// The level.
    pub level: RegionLevel,
    /// The edition in force on the day: the first day that it is of. Absent when there was none yet, or none is loaded.
    pub edition_on: Option<NaiveDate>,
    /// The edition as precisely as the source says it, such as `2024-01`.
    pub edition: Option<String>,
    /// Who made the figures.
    pub source: String,
    /// The same in English.
    pub source_en: String,
    /// What has to be said beside the figures.
    pub caveat: String,
    /// The same in English.
    pub caveat_en: String,
    /// One row per region, in the order of the codes.
    pub items: Vec<PhysicianIndex>,
}

/// The index of one region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhysicianIndex {
    /// Two or four digits by level.
    pub code: String,
    /// Of which prefecture, two digits.
    pub prefecture_code: String,
    /// The name in the source.
    pub name: String,
    /// The name in Latin letters, where known.
    pub name_en: Option<String>,
    /// The index, with one decimal.
    pub value: f64,
    /// Physicians, standardized by age and sex.
    pub standard_doctors: Option<i32>,
    /// Population in units of 100,000.
    pub population_100k: Option<f64>,
    /// The rank among all regions of the level, 1 for the greatest index.
    pub rank: Option<i32>,
    /// Where the source puts it among all.
    pub class: Option<IndexClass>,
}

/// A file of data that was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DataEdition {
    /// What it is about.
    pub dataset: Dataset,
    /// Its edition: a day, a month, or what the source calls it.
    pub edition: String,
    /// Who made it.
    pub source: String,
    /// The same in English.
    pub source_en: String,
    /// On what terms it may be used.
    pub licence: String,
    /// The same in English.
    pub licence_en: String,
    /// The credit that has to be shown.
    pub credit: String,
    /// The same in English.
    pub credit_en: String,
    /// The file's name.
    pub file_name: String,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// Rows that were taken.
    pub rows_taken: i64,
    /// Rows that were refused.
    pub rows_refused: i64,
}

/// The limits between five classes of equal size, for colouring a map; `None` with fewer than five values.
#[must_use]
pub fn fifths(values: &[f64]) -> Option<[f64; 4]> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let limit = |n: usize| sorted.get(sorted.len() * n / 5).copied();
    if sorted.len() < 5 { None } else { Some([limit(1)?, limit(2)?, limit(3)?, limit(4)?]) }
}

/// The class of a value, 0 (lowest) to 4.
#[must_use]
pub fn fifth_of(value: f64, limits: &[f64; 4]) -> u8 {
    limits.iter().fold(0, |class, limit| class + u8::from(value >= *limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn five_classes_are_of_equal_size() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let limits = fifths(&values).unwrap();
        let mut sizes = [0; 5];
        for value in &values {
            sizes[usize::from(fifth_of(*value, &limits))] += 1;
        }
        assert_eq!(sizes, [20; 5]);
        assert_eq!(fifths(&[1.0, 2.0, f64::NAN, 3.0, 4.0]), None);
    }

    #[test]
    fn every_dataset_names_its_source_its_terms_and_its_credit() {
        for dataset in Dataset::iter() {
            for locale in [Ja, En] {
                assert!(![dataset.source(locale), dataset.licence(locale), dataset.credit(locale)].contains(&""), "{dataset}");
            }
        }
        assert!(Dataset::MunicipalityOutlines.credit(Ja).contains("国土交通省"));
        assert!(Dataset::Hospitals.licence(Ja).contains("公共データ利用規約"));
    }

    #[test]
    fn the_caveat_says_that_the_index_is_relative_and_designates_nothing() {
        assert!(index_caveat(Ja).contains("相対的") && index_caveat(Ja).contains("指定を意味するものでもありません"));
        assert!(index_caveat(En).contains("relative") && index_caveat(En).contains("no designation"));
    }

    #[test]
    fn outlines_are_geojson() {
        let outline = Outline {
            kind: FeatureKind::Feature,
            id: "04".to_owned(),
            bbox: [140.0, 38.0, 141.0, 39.0],
            properties: OutlineProperties {
                code: "04".to_owned(),
                prefecture_code: "04".to_owned(),
                area_code: None,
                name: None,
                name_kana: None,
                name_en: None,
                edition: "N03-2021".to_owned(),
            },
            geometry: MultiPolygon::new(vec![vec![vec![[140.0, 38.0], [141.0, 38.0], [141.0, 39.0], [140.0, 38.0]]]]),
        };
        let json = serde_json::to_value(&outline).unwrap();
        assert_eq!((json["type"].as_str(), json["geometry"]["type"].as_str()), (Some("Feature"), Some("MultiPolygon")));
        assert_eq!(json["geometry"]["coordinates"][0][0][1], serde_json::json!([141.0, 38.0]));
    }
}

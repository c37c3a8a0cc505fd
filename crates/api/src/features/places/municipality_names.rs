//! The names of municipalities and their areas that things in them are found by, as they are written and as they are read.

use crate::error::ApiResult;
use crate::platform::db;
use domain::{
    locale::Locale,
    region::{prefecture, prefecture_label},
    search::romaji,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

/// A municipality with its secondary medical area. Blank where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromQueryResult)]
pub struct Place {
    /// 大河原町
    pub municipality_name: String,
    /// オオガワラマチ
    pub municipality_kana: String,
    /// 仙南
    pub area_name: String,
}

#[derive(FromQueryResult)]
struct Row {
    code: String,
    #[sea_orm(nested)]
    place: Place,
}

const SQL: &str = "SELECT m.code, m.name AS municipality_name, m.name_kana AS municipality_kana, coalesce(a.name, '') AS area_name
    FROM municipality m LEFT JOIN secondary_medical_area a ON a.code = m.area_code";

impl Place {
    /// The place of a municipality's code; a blank one where there is no such municipality.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(conn: &impl ConnectionTrait, code: &str) -> ApiResult<Self> {
        let mut found = select(conn, &format!("{SQL} WHERE m.code = $1"), vec![code.into()]).await?;
        Ok(found.remove(code).unwrap_or_default())
    }

    /// The places of all municipalities, by their codes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(conn: &impl ConnectionTrait) -> ApiResult<HashMap<String, Self>> {
        select(conn, SQL, Vec::new()).await
    }

    /// Prefecture and municipality, as addresses begin.
    #[must_use]
    pub fn name(&self, prefecture_code: &str) -> String {
        prefecture_label(prefecture_code, Locale::Ja) + &self.municipality_name
    }

    /// How prefecture and municipality are read, in kana and in Latin letters, and the area as it is written and read.
    #[must_use]
    pub fn readings(&self, prefecture_code: &str) -> Vec<String> {
        let kana = prefecture(prefecture_code).map(|prefecture| prefecture.kana).unwrap_or_default().to_owned() + &self.municipality_kana;
        let mut texts: Vec<String> = romaji(&kana).into_iter().chain([kana]).collect();
        if !self.area_name.is_empty() {
            texts.push(format!("{}医療圏", self.area_name));
            if let Some(AreaReading { area_kana, .. }) = area_reading(prefecture_code, &self.area_name) {
                texts.extend(romaji(area_kana).into_iter().chain([area_kana.clone()]));
            }
        }
        texts
    }
}

/// How the name of a secondary medical area is read, in kana and in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AreaReading {
    /// オオサキ・クリハラ
    pub area_kana: String,
    /// Osaki and Kurihara
    pub area_name_en: String,
}

#[derive(Deserialize)]
struct AreaLine {
    prefecture_code: String,
    area_name: String,
    #[serde(flatten)]
    reading: AreaReading,
}

/// How an area's name is read; nothing where the shipped list does not have it.
pub fn area_reading(prefecture_code: &str, name: &str) -> Option<&'static AreaReading> {
    static READINGS: LazyLock<HashMap<(String, String), AreaReading>> = LazyLock::new(|| {
        let mut lines = csv::Reader::from_reader(include_bytes!("../../../reference/area_readings.csv").as_slice());
        lines.deserialize::<AreaLine>().flatten().map(|line| ((line.prefecture_code, line.area_name), line.reading)).collect()
    });
    READINGS.get(&(prefecture_code.to_owned(), name.to_owned()))
}

async fn select(conn: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> ApiResult<HashMap<String, Place>> {
    let rows = db::rows::<Row>(conn, sql, values).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.place)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_kana_and_latin_letters() {
        let place = Place {
            municipality_name: "大河原町".into(), municipality_kana: "オオガワラマチ".into(), area_name: "仙南".into()
        };
        assert_eq!(place.name("04"), "宮城県大河原町");
        assert_eq!(place.readings("04"), ["miyagikenogawaramati", "ミヤギケンオオガワラマチ", "仙南医療圏", "sennan", "センナン"]);
        assert_eq!(Place::default().readings("47"), ["okinawaken", "オキナワケン"]);
    }

    #[test]
    fn every_area_is_read_in_kana_and_latin_letters() {
        let mut lines = csv::Reader::from_reader(include_bytes!("../../../reference/area_readings.csv").as_slice());
        let mut count = 0;
        for line in lines.deserialize::<AreaLine>().map(Result::unwrap) {
            assert!(prefecture(&line.prefecture_code).is_some(), "{}", line.area_name);
            assert_eq!(domain::text::kana(&line.reading.area_kana).as_deref(), Some(line.reading.area_kana.as_str()));
            assert!(
                line.reading.area_name_en.is_ascii() && line.reading.area_name_en.starts_with(|letter: char| letter.is_ascii_uppercase())
            );
            assert_eq!(area_reading(&line.prefecture_code, &line.area_name), Some(&line.reading));
            count += 1;
        }
        assert_eq!(count, 330, "the areas of the eighth regional medical plans, as of the national list");
    }
}

//! The names of municipalities and their areas that things in them are found by, as they are written and as they are read.

use crate::error::ApiResult;
use crate::platform::db;
use domain::{
    locale::Locale,
    region::{prefecture, prefecture_label},
    search::romaji,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
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
            if let Some(kana) = area_kana(prefecture_code, &self.area_name) {
                texts.extend(romaji(kana).into_iter().chain([kana.to_owned()]));
            }
        }
        texts
    }
}

/// How the name of a secondary medical area is read; nothing where the shipped list does not have it.
fn area_kana(prefecture_code: &str, name: &str) -> Option<&'static str> {
    static KANA: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
        let cells = |line: &'static str| {
            let (prefecture, rest) = line.split_once(',')?;
            let (name, kana) = rest.split_once(',')?;
            Some(((prefecture, name), kana))
        };
        include_str!("../../../reference/area_readings.csv").lines().skip(1).filter_map(cells).collect()
    });
    KANA.get(&(prefecture_code, name)).copied()
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
    fn every_area_is_read_in_kana() {
        let lines = include_str!("../../../reference/area_readings.csv").lines().skip(1);
        let mut count = 0;
        for cells in lines.map(|line| line.split(',').collect::<Vec<_>>()) {
            assert!(prefecture(cells[0]).is_some() && cells.len() == 3, "{cells:?}");
            assert_eq!(domain::text::kana(cells[2]).as_deref(), Some(cells[2]));
            assert!(area_kana(cells[0], cells[1]).is_some());
            count += 1;
        }
        assert_eq!(count, 330, "the areas of the eighth regional medical plans, as of the national list");
    }
}

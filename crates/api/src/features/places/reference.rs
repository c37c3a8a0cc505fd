//! Loads what ships with the program: prefectures, municipalities, and Miyagi's secondary medical areas.

use super::import::place;
use crate::{
    entity::{municipality, prefecture, secondary_medical_area},
    error::{ApiError, ApiResult},
    platform::{db, import::Report},
};
use domain::region::PREFECTURES;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DatabaseConnection, DatabaseTransaction, EntityTrait,
    sea_query::{Expr, OnConflict},
};
use serde::Deserialize;
use std::collections::BTreeMap;

const MUNICIPALITIES: &str = include_str!("../../../reference/municipalities.csv");
const MIYAGI: &str = include_str!("../../../reference/miyagi_areas.csv");

#[derive(Debug, Deserialize)]
struct MunicipalityRow {
    code: String,
    name: String,
    name_kana: String,
    name_en: String,
}

#[derive(Debug, Deserialize)]
struct MiyagiRow {
    area_code: String,
    area_name: String,
    area_name_en: String,
    municipality_code: String,
}

/// Loads the reference data. A second run changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn load(db: &DatabaseConnection) -> ApiResult<Report> {
    db::transaction(db, async |txn| {
        let mut report = Report::new("reference data that ships with the program");
        prefectures(txn, &mut report).await?;
        municipalities(txn, &mut report).await?;
        miyagi(txn, &mut report).await?;
        Ok(report)
    })
    .await
}

async fn prefectures(txn: &DatabaseTransaction, report: &mut Report) -> ApiResult<()> {
    let rows = PREFECTURES.iter().map(|p| prefecture::ActiveModel {
        code: Set(p.code.to_owned()),
        name: Set(p.name.to_owned()),
        name_kana: Set(p.kana.to_owned()),
        name_en: Set(p.name_en.to_owned()),
    });
    let conflict = OnConflict::column(prefecture::Column::Code)
        .update_columns([prefecture::Column::Name, prefecture::Column::NameKana, prefecture::Column::NameEn])
        .action_and_where(Expr::cust(
            "(prefecture.name, prefecture.name_kana, prefecture.name_en) IS DISTINCT FROM (excluded.name, excluded.name_kana, excluded.name_en)",
        ))
        .to_owned();
    let changed = prefecture::Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(txn).await?;
    report.take(PREFECTURES.len() as u64, changed);
    Ok(())
}

async fn municipalities(txn: &DatabaseTransaction, report: &mut Report) -> ApiResult<()> {
    let rows = read::<MunicipalityRow>(MUNICIPALITIES)?;
    let count = rows.len() as u64;
    let rows = rows.into_iter().map(|m| municipality::ActiveModel {
        prefecture_code: Set(m.code.chars().take(2).collect()),
        area_code: NotSet,
        code: Set(m.code),
        name: Set(m.name),
        name_kana: Set(m.name_kana),
        name_en: Set(m.name_en),
    });
    // The area is not touched: it comes from another source.
    let conflict = OnConflict::column(municipality::Column::Code)
        .update_columns([municipality::Column::Name, municipality::Column::NameKana, municipality::Column::NameEn])
        .action_and_where(Expr::cust(
            "(municipality.name, municipality.name_kana, municipality.name_en) IS DISTINCT FROM (excluded.name, excluded.name_kana, excluded.name_en)",
        ))
        .to_owned();
    let changed = municipality::Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(txn).await?;
    report.take(count, changed);
    Ok(())
}

async fn miyagi(txn: &DatabaseTransaction, report: &mut Report) -> ApiResult<()> {
    let rows = read::<MiyagiRow>(MIYAGI)?;
    let areas: BTreeMap<_, _> = rows.iter().map(|row| (&row.area_code, (&row.area_name, &row.area_name_en))).collect();
    let models = areas.iter().map(|(code, (name, name_en))| secondary_medical_area::ActiveModel {
        code: Set((*code).clone()),
        prefecture_code: Set("04".to_owned()),
        name: Set((*name).clone()),
        name_en: Set((*name_en).clone()),
    });
    let conflict = OnConflict::column(secondary_medical_area::Column::Code)
        .update_columns([secondary_medical_area::Column::Name, secondary_medical_area::Column::NameEn])
        .action_and_where(Expr::cust(
            "(secondary_medical_area.name, secondary_medical_area.name_en) IS DISTINCT FROM (excluded.name, excluded.name_en)",
        ))
        .to_owned();
    let changed = secondary_medical_area::Entity::insert_many(models).on_conflict(conflict).exec_without_returning(txn).await?;
    report.take(areas.len() as u64, changed);
    let placed = place(txn, rows.iter().map(|row| (row.municipality_code.clone(), row.area_code.clone())).collect()).await?;
    report.take(rows.len() as u64, placed);
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> ApiResult<Vec<T>> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect::<Result<_, _>>().map_err(ApiError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_municipality_is_there_once_with_its_readings() {
        let rows = read::<MunicipalityRow>(MUNICIPALITIES).unwrap();
        let codes: BTreeSet<_> = rows.iter().map(|row| row.code.as_str()).collect();
        assert_eq!((rows.len(), codes.len()), (1892, 1892));
        for row in &rows {
            assert_eq!(domain::text::kana(&row.name_kana).as_deref(), Some(row.name_kana.as_str()), "{row:?}");
            assert!(row.name_en.is_ascii() && row.name_en.contains('-'), "{row:?}");
            assert!(domain::region::prefecture(&row.code[..2]).is_some(), "{row:?}");
        }
    }

    #[test]
    fn every_municipality_of_miyagi_has_its_area() {
        let placed: BTreeSet<_> = read::<MiyagiRow>(MIYAGI).unwrap().into_iter().map(|row| row.municipality_code).collect();
        let all: BTreeSet<_> = read::<MunicipalityRow>(MUNICIPALITIES)
            .unwrap()
            .into_iter()
            .map(|row| row.code)
            .filter(|code| code.starts_with("04"))
            .collect();
        assert_eq!(placed, all);
        // 34 municipalities and Sendai's five wards.
        assert_eq!(all.len(), 39);
    }
}

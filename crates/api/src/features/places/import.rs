//! Imports which municipality belongs to which secondary medical area (MLIT's National Land Numerical Information A38 as a table).

use super::{municipality_names::area_reading, present_code};
use crate::{
    entity::{municipality, secondary_medical_area},
    error::{ApiError, ApiResult},
    platform::{
        AppState, db,
        import::{BrokenRow, Report, SourceFile, Table, run_import},
    },
};
use domain::{atlas::Dataset, region::prefecture};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

const COLUMNS: [&str; 3] = ["muni_code", "area_code", "area_name"];

/// Imports areas and what lies in them from a CSV file. A second run changes nothing.
///
/// # Errors
/// When the file cannot be read, lacks a column or has a broken row, or the database fails; then nothing has changed.
pub async fn import_areas(state: &AppState, path: &Path, edition: &str) -> ApiResult<Report> {
    let table = Table::open(path)?.watched(state.progress);
    let source = SourceFile::new(Dataset::MedicalAreas, edition, path);
    run_import(state, &source, BrokenRow::SpoilsTheFile, async |txn| {
        let known: Vec<String> =
            municipality::Entity::find().select_only().column(municipality::Column::Code).into_tuple().all(txn).await?;
        let known: HashSet<String> = known.into_iter().collect();
        let mut report = Report::new(&path.display().to_string());
        let mut areas: BTreeMap<String, String> = BTreeMap::new();
        let mut placed: BTreeMap<String, String> = BTreeMap::new();
        table
            .read::<ApiError, _>(COLUMNS, async |line, cells| {
                match cells.and_then(|cells| Ok(check(&known, cells)?.map(ToOwned::to_owned))) {
                    Ok([code, area, name]) => {
                        areas.insert(area.clone(), name);
                        placed.insert(code, area);
                        report.take(1, 0);
                    }
                    Err(reason) => report.refuse(line, reason),
                }
                Ok(())
            })
            .await?;
        let changed = write_areas(txn, areas).await? + place(txn, placed.into_iter().collect()).await?;
        report.take(0, changed);
        Ok(report)
    })
    .await
}

fn check<'a>(known: &HashSet<String>, [code, area, name]: [&'a str; 3]) -> Result<[&'a str; 3], String> {
    let present = present_code(code);
    if !known.contains(present) {
        return Err(format!("there is no municipality `{code}`"));
    }
    if area.len() != 4 || !area.bytes().all(|b| b.is_ascii_digit()) || prefecture(&area[..2]).is_none() {
        return Err(format!("`{area}` is no area's code"));
    }
    if !present.starts_with(&area[..2]) {
        return Err(format!("the municipality {code} and the area {area} lie in different prefectures"));
    }
    if name.is_empty() {
        return Err(format!("the area {area} has no name"));
    }
    Ok([present, area, name])
}

/// The file has no names in Latin letters: they come from the shipped readings, and one that is there already is kept.
async fn write_areas(txn: &impl ConnectionTrait, areas: BTreeMap<String, String>) -> ApiResult<u64> {
    if areas.is_empty() {
        return Ok(0);
    }
    let models = areas.into_iter().map(|(code, name)| {
        let prefecture_code: String = code.chars().take(2).collect();
        let name_en = area_reading(&prefecture_code, &name).map_or_else(|| name.clone(), |reading| reading.area_name_en.clone());
        secondary_medical_area::ActiveModel {
            prefecture_code: Set(prefecture_code),
            code: Set(code),
            name_en: Set(name_en),
            name: Set(name),
        }
    });
    let conflict = OnConflict::column(secondary_medical_area::Column::Code)
        .update_column(secondary_medical_area::Column::Name)
        .value(
            secondary_medical_area::Column::NameEn,
            Expr::cust(
                "CASE WHEN secondary_medical_area.name_en = secondary_medical_area.name THEN excluded.name_en ELSE secondary_medical_area.name_en END",
            ),
        )
        .action_and_where(Expr::cust(
            "secondary_medical_area.name <> excluded.name
             OR secondary_medical_area.name_en = secondary_medical_area.name AND excluded.name_en <> excluded.name",
        ))
        .to_owned();
    Ok(secondary_medical_area::Entity::insert_many(models).on_conflict(conflict).exec_without_returning(txn).await?)
}

/// Writes which area each municipality lies in; tells how many changed.
///
/// # Errors
/// When the database fails.
pub async fn place(txn: &impl ConnectionTrait, pairs: Vec<(String, String)>) -> ApiResult<u64> {
    let (codes, areas): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let sql = "UPDATE municipality m SET area_code = v.area FROM unnest($1::text[], $2::text[]) AS v (code, area)
               WHERE m.code = v.code AND m.area_code IS DISTINCT FROM v.area";
    db::execute(txn, sql, [codes.into(), areas.into()]).await
}

//! Imports outlines of regions from TopoJSON (MLIT's National Land Numerical Information N03).
//!
//! Traps of the real files: wards that were redrawn, shapes without a code (所属未定地), the six villages of the Northern Territories that are
//! in no list of municipalities, small municipalities that vanished when the file was simplified (or became a line: 太地町), and a finer file
//! of one prefecture.

use super::topojson::{self, Geometry};
use crate::{
    entity::municipality,
    error::ApiResult,
    features::places::present_code,
    platform::{
        AppState,
        import::{BrokenRow, Report, SourceFile, run_import, unreadable},
    },
};
use domain::{
    atlas::{Dataset, RegionLevel},
    geo::{BoundingBox, MultiPolygon, Polygon},
    region::{PREFECTURES, prefecture},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryOrder, Statement};
use std::{collections::BTreeMap, path::Path};

/// The name of a prefecture in N03.
const PREFECTURE_NAME: &str = "N03_001";
/// The code of a municipality in N03.
const MUNICIPALITY_CODE: &str = "N03_007";
/// The code of a secondary medical area.
const AREA_CODE: &str = "code";

/// Imports the outlines of a level. A second run changes nothing.
///
/// Shapes that cannot be taken are left out one by one: the official file draws places that belong to no municipality and villages
/// that nobody administers, and where it is simplified a small municipality may be no more than a line.
///
/// # Errors
/// When the file is no TopoJSON or has outlines of another level, or the database fails; then nothing has changed.
pub async fn import_outlines(state: &AppState, path: &Path, level: RegionLevel, edition: &str) -> ApiResult<Report> {
    let text = std::fs::read(path).map_err(|error| unreadable(path, error.to_string()))?;
    // On a map of the whole country a hundredth of a degree is less than a pixel.
    let tolerance = if level == RegionLevel::Prefecture { 0.01 } else { 0.0 };
    let shapes = topojson::read(&text, tolerance).map_err(|reason| unreadable(path, reason.to_string()))?;
    let found = shapes.geometries.iter().find_map(level_of);
    if found != Some(level) {
        let is = found.map_or("nothing that is known here".to_owned(), |level| format!("outlines of the level {}", level.code()));
        return Err(unreadable(path, format!("it has {is}, not of the level {}", level.code())));
    }
    let source = SourceFile::new(Dataset::outlines_of(level), edition, path);
    run_import(state, &source, BrokenRow::IsLeftOut, async |txn| {
        let known = municipalities(txn).await?;
        let mut report = Report::new(&path.display().to_string());
        report.unit = "shape";
        let mut outlines: BTreeMap<String, Vec<Polygon>> = BTreeMap::new();
        for (n, geometry) in shapes.geometries.iter().enumerate() {
            let outcome = code_of(geometry, level, &known).and_then(|code| {
                let polygons = shapes.polygons(geometry, decimals(level)).map_err(|reason| format!("{code}: {reason}"))?;
                Ok((code, polygons))
            });
            match outcome {
                Ok((code, polygons)) => {
                    // Wards that became one are drawn as one.
                    outlines.entry(code).or_default().extend(polygons);
                    report.take(1, 0);
                }
                Err(reason) => report.refuse(n as u64 + 1, reason),
            }
        }
        let changed = write(txn, level, edition, shapes.grid, &outlines).await?;
        report.take(0, changed);
        if level == RegionLevel::Municipality {
            note_vanished(&mut report, &known, &outlines);
        }
        Ok(report)
    })
    .await
}

/// Metres do not matter where a whole country is drawn; a municipality's border decides where a point lies.
fn decimals(level: RegionLevel) -> i32 {
    if level == RegionLevel::Municipality { 4 } else { 3 }
}

fn level_of(geometry: &Geometry) -> Option<RegionLevel> {
    if geometry.properties.contains_key(MUNICIPALITY_CODE) {
        Some(RegionLevel::Municipality)
    } else if geometry.text(AREA_CODE).is_some_and(|code| code.len() == 4) {
        Some(RegionLevel::SecondaryMedicalArea)
    } else {
        geometry.text(PREFECTURE_NAME).map(|_| RegionLevel::Prefecture)
    }
}

fn code_of(geometry: &Geometry, level: RegionLevel, known: &BTreeMap<String, String>) -> Result<String, String> {
    match level {
        RegionLevel::Prefecture => {
            let name = geometry.text(PREFECTURE_NAME).unwrap_or_default();
            let found = PREFECTURES.iter().find(|prefecture| prefecture.name == name);
            found.map(|prefecture| prefecture.code.to_owned()).ok_or_else(|| format!("there is no prefecture `{name}`"))
        }
        RegionLevel::SecondaryMedicalArea => {
            let code = geometry.text(AREA_CODE).unwrap_or_default();
            let valid = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()) && prefecture(&code[..2]).is_some();
            if valid { Ok(code.to_owned()) } else { Err(format!("`{code}` is no area's code")) }
        }
        RegionLevel::Municipality => {
            let name = || ["N03_001", "N03_003", "N03_004"].into_iter().filter_map(|part| geometry.text(part)).collect::<String>();
            let code = geometry.text(MUNICIPALITY_CODE).ok_or_else(|| format!("{} has no code", name()))?;
            let present = present_code(code);
            if known.contains_key(present) {
                Ok(present.to_owned())
            } else {
                Err(format!("there is no municipality `{code}` ({})", name()))
            }
        }
    }
}

/// The codes and names of all municipalities.
async fn municipalities(txn: &DatabaseTransaction) -> ApiResult<BTreeMap<String, String>> {
    let rows = municipality::Entity::find().order_by_asc(municipality::Column::Code).all(txn).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}

/// Says which municipalities of the file's prefectures have no outline in it.
fn note_vanished(report: &mut Report, known: &BTreeMap<String, String>, outlines: &BTreeMap<String, Vec<Polygon>>) {
    let covered = |code: &str| outlines.keys().any(|outlined| outlined[..2] == code[..2]);
    let vanished: Vec<String> = known
        .iter()
        .filter(|(code, _)| !outlines.contains_key(*code) && covered(code))
        .map(|(code, name)| format!("{name} ({code})"))
        .collect();
    if !vanished.is_empty() {
        report.notes.push(format!("no outline for {}: {}", vanished.len(), vanished.join(", ")).into());
    }
}

async fn write(
    txn: &impl ConnectionTrait,
    level: RegionLevel,
    edition: &str,
    grid: f64,
    outlines: &BTreeMap<String, Vec<Polygon>>,
) -> ApiResult<u64> {
    let mut codes = Vec::new();
    let mut shapes = Vec::new();
    let (mut west, mut south, mut east, mut north) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (code, polygons) in outlines {
        let Some(bounds) = BoundingBox::of(polygons) else { continue };
        codes.push(code.clone());
        shapes.push(serde_json::to_string(&MultiPolygon::new(polygons.clone()))?);
        west.push(bounds.west);
        south.push(bounds.south);
        east.push(bounds.east);
        north.push(bounds.north);
    }
    let sql = "INSERT INTO region_outline (level, code, edition, grid, geometry, west, south, east, north)
               SELECT $1, v.code, $2, $3, v.shape::jsonb, v.west, v.south, v.east, v.north
               FROM unnest($4::text[], $5::text[], $6::float8[], $7::float8[], $8::float8[], $9::float8[])
                   AS v (code, shape, west, south, east, north)
               ON CONFLICT (level, code) DO UPDATE
               SET edition = excluded.edition, grid = excluded.grid, geometry = excluded.geometry,
                   west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north
               WHERE (region_outline.edition <> excluded.edition OR region_outline.grid >= excluded.grid)
                   AND region_outline.* IS DISTINCT FROM excluded.*";
    let values = [
        level.code().into(),
        edition.into(),
        grid.into(),
        codes.into(),
        shapes.into(),
        west.into(),
        south.into(),
        east.into(),
        north.into(),
    ];
    Ok(txn.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?.rows_affected())
}

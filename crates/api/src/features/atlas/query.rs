//! Reads of the map's data.

use super::drawing;
use crate::{
    entity::{data_edition, physician_index, region_outline},
    error::ApiResult,
    features::places,
};
use chrono::NaiveDate;
use domain::{
    atlas::{
        DataEdition, Dataset, FeatureCollectionKind, FeatureKind, Outline, OutlineCollection, OutlineProperties, PhysicianIndex,
        PhysicianIndices, RegionLevel, index_caveat,
    },
    geo::{self, LatLng},
    locale::Locale::{En, Ja},
    region::{Municipality, SecondaryMedicalArea, prefecture},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The outlines of a level: all, of a prefecture, or of the municipalities of an area. Of prefectures those that ship with the program, while
/// no official ones are imported.
///
/// # Errors
/// When the database fails.
pub async fn outlines(
    db: &impl ConnectionTrait,
    level: RegionLevel,
    prefecture: Option<&str>,
    within: Option<&str>,
) -> ApiResult<OutlineCollection> {
    use region_outline::Column;
    let names = Names::read(db, level, prefecture).await?;
    let mut find = region_outline::Entity::find().filter(Column::Level.eq(level)).order_by_asc(Column::Code);
    if let Some(prefecture) = prefecture {
        find = find.filter(Column::Code.starts_with(prefecture));
    }
    if let Some(area) = within {
        find = find.filter(Column::Code.is_in(names.within(area)));
    }
    let rows = find.all(db).await?;
    if rows.is_empty() && level == RegionLevel::Prefecture {
        return Ok(drawing::prefectures(prefecture.unwrap_or_default(), |code| names.of(code, drawing::EDITION.to_owned())));
    }
    let dataset = Dataset::outlines_of(level);
    Ok(OutlineCollection {
        kind: FeatureCollectionKind::FeatureCollection,
        credit: dataset.credit(Ja).to_owned(),
        credit_en: dataset.credit(En).to_owned(),
        features: rows.into_iter().map(|row| outline(row, &names)).collect(),
    })
}

fn outline(row: region_outline::Model, names: &Names) -> Outline {
    let properties = names.of(&row.code, row.edition);
    Outline {
        kind: FeatureKind::Feature,
        id: row.code,
        bbox: [row.west, row.south, row.east, row.north],
        properties,
        geometry: row.geometry,
    }
}

/// What the regions of a level are called.
enum Names {
    Prefectures,
    Areas(HashMap<String, SecondaryMedicalArea>),
    Municipalities(HashMap<String, Municipality>),
}

impl Names {
    async fn read(db: &impl ConnectionTrait, level: RegionLevel, prefecture: Option<&str>) -> ApiResult<Self> {
        Ok(match level {
            RegionLevel::Prefecture => Names::Prefectures,
            RegionLevel::SecondaryMedicalArea => {
                let areas = places::query::areas(db, prefecture).await?;
                Names::Areas(areas.into_iter().map(|area| (area.code.clone(), area)).collect())
            }
            RegionLevel::Municipality => {
                let municipalities = places::query::municipalities(db, prefecture).await?;
                Names::Municipalities(municipalities.into_iter().map(|one| (one.code.clone(), one)).collect())
            }
        })
    }

    /// The municipalities of an area.
    fn within(&self, area: &str) -> Vec<String> {
        match self {
            Names::Municipalities(all) => {
                all.values().filter(|one| one.area_code.as_deref() == Some(area)).map(|one| one.code.clone()).collect()
            }
            Names::Prefectures | Names::Areas(_) => Vec::new(),
        }
    }

    fn of(&self, code: &str, edition: String) -> OutlineProperties {
        let (mut area_code, mut name, mut name_kana, mut name_en) = (None, None, None, None);
        match self {
            Names::Prefectures => {
                let found = prefecture(code);
                name = found.map(|p| p.name.to_owned());
                name_kana = found.map(|p| p.kana.to_owned());
                name_en = found.map(|p| p.name_en.to_owned());
            }
            Names::Areas(areas) => {
                let found = areas.get(code);
                name = found.map(|area| area.name.clone());
                name_en = found.and_then(latin);
            }
            Names::Municipalities(municipalities) => {
                if let Some(found) = municipalities.get(code) {
                    area_code.clone_from(&found.area_code);
                    name = Some(found.name.clone());
                    name_kana = Some(found.name_kana.clone());
                    name_en = Some(found.name_en.clone());
                }
            }
        }
        let prefecture_code = code.chars().take(2).collect();
        OutlineProperties { code: code.to_owned(), prefecture_code, area_code, name, name_kana, name_en, edition }
    }
}

/// An area's name in Latin letters; imported areas carry the Japanese name where none is known.
fn latin(area: &SecondaryMedicalArea) -> Option<String> {
    (area.name_en != area.name).then(|| area.name_en.clone())
}

/// The municipality in whose outline a point lies. Of outlines that overlap because they were simplified differently, the finest decides.
///
/// # Errors
/// When the database fails.
pub async fn municipality_at(db: &impl ConnectionTrait, point: LatLng) -> ApiResult<Option<String>> {
    use region_outline::Column;
    let near = region_outline::Entity::find()
        .filter(Column::Level.eq(RegionLevel::Municipality))
        .filter(Column::West.lte(point.longitude))
        .filter(Column::East.gte(point.longitude))
        .filter(Column::South.lte(point.latitude))
        .filter(Column::North.gte(point.latitude))
        .order_by_asc(Column::Grid)
        .order_by_asc(Column::Code)
        .all(db)
        .await?;
    Ok(near.into_iter().find(|row| geo::contains(&row.geometry.coordinates, point)).map(|row| row.code))
}

/// The index of a level as it was in force on a day: the latest edition of that day or before.
///
/// # Errors
/// When the database fails.
pub async fn physician_indices(
    db: &impl ConnectionTrait,
    level: RegionLevel,
    prefecture: Option<&str>,
    as_of: NaiveDate,
) -> ApiResult<PhysicianIndices> {
    use physician_index::Column;
    let edition_on: Option<NaiveDate> = physician_index::Entity::find()
        .select_only()
        .column(Column::EditionOn)
        .filter(Column::Level.eq(level))
        .filter(Column::EditionOn.lte(as_of))
        .order_by_desc(Column::EditionOn)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let dataset = match level {
        RegionLevel::Prefecture => Dataset::PrefectureIndex,
        _ => Dataset::SecondaryMedicalAreaIndex,
    };
    let mut answer = PhysicianIndices {
        level,
        edition_on,
        edition: None,
        source: dataset.source(Ja).to_owned(),
        source_en: dataset.source(En).to_owned(),
        caveat: index_caveat(Ja).to_owned(),
        caveat_en: index_caveat(En).to_owned(),
        items: Vec::new(),
    };
    let Some(edition_on) = edition_on else { return Ok(answer) };
    let names = Names::read(db, level, prefecture).await?;
    let mut find =
        physician_index::Entity::find().filter(Column::Level.eq(level)).filter(Column::EditionOn.eq(edition_on)).order_by_asc(Column::Code);
    if let Some(prefecture) = prefecture {
        find = find.filter(Column::Code.starts_with(prefecture));
    }
    for row in find.all(db).await? {
        let known = names.of(&row.code, String::new());
        answer.edition = Some(row.edition);
        answer.items.push(PhysicianIndex {
            prefecture_code: known.prefecture_code,
            name_en: known.name_en,
            code: row.code,
            name: row.name,
            value: row.value,
            standard_doctors: row.standard_doctors,
            population_100k: row.population_100k,
            rank: row.rank,
            class: row.class,
        });
    }
    Ok(answer)
}

/// What was imported, newest edition of each dataset first.
///
/// # Errors
/// When the database fails.
pub async fn data_editions(db: &impl ConnectionTrait) -> ApiResult<Vec<DataEdition>> {
    use data_edition::Column;
    let rows = data_edition::Entity::find()
        .order_by_asc(Column::Dataset)
        .order_by_desc(Column::Edition)
        .order_by_asc(Column::FileName)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| DataEdition {
            dataset: row.dataset,
            edition: row.edition,
            source: row.source,
            source_en: row.dataset.source(En).to_owned(),
            licence: row.licence,
            licence_en: row.dataset.licence(En).to_owned(),
            credit: row.dataset.credit(Ja).to_owned(),
            credit_en: row.dataset.credit(En).to_owned(),
            file_name: row.file_name,
            imported_at: row.imported_at,
            rows_taken: row.rows_taken,
            rows_refused: row.rows_refused,
        })
        .collect())
}

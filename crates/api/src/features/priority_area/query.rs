//! Reads of the areas.

use super::{institutions, present};
use crate::{
    entity::{computed_candidate_area, priority_area, priority_area_version, secondary_medical_area},
    error::ApiResult,
    features::{atlas, places},
};
use chrono::NaiveDate;
use domain::{
    ids::PriorityAreaId,
    problem::ProblemCode,
    region::{
        address,
        priority_area::{
            AreaCoverage, AreaShape, AreaStatus, ComputedCandidate, Coverage, Place, PriorityArea, PriorityAreaDetail, WithdrawnAreaVersion,
        },
    },
    search::{Words, fold_parts},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use std::collections::HashMap;

/// The areas of a prefecture, or of all, as they were on a day.
///
/// # Errors
/// When the database fails.
pub async fn on_day(db: &impl ConnectionTrait, prefecture: Option<&str>, day: NaiveDate) -> ApiResult<Vec<PriorityArea>> {
    use priority_area::Column;
    let mut find = priority_area::Entity::find().order_by_asc(Column::PrefectureCode).order_by_asc(Column::Id);
    if let Some(code) = prefecture {
        find = find.filter(Column::PrefectureCode.eq(code));
    }
    let rows = find.all(db).await?;
    let mut held: HashMap<_, _> = priority_area_version::Entity::find()
        .filter(priority_area_version::Column::PriorityAreaId.is_in(rows.iter().map(|row| row.id)))
        .filter(holds_on(day))
        .all(db)
        .await?
        .into_iter()
        .map(|version| (version.priority_area_id, version))
        .collect();
    Ok(rows.iter().filter_map(|row| Some(present::area(row, present::version(held.remove(&row.id)?)))).collect())
}

/// The areas whose names, or whose places' names, hold every word.
///
/// # Errors
/// When the database fails.
pub async fn holding(db: &impl ConnectionTrait, areas: Vec<PriorityArea>, words: &Words) -> ApiResult<Vec<PriorityArea>> {
    let names = places::Place::all(db).await?;
    let mut found = Vec::new();
    for area in areas {
        let mut texts = vec![area.name.clone(), area.name_en.clone()];
        if let AreaShape::District { name, .. } | AreaShape::Island { name, .. } | AreaShape::Spot { name, .. } = &area.version.shape {
            texts.push(name.clone());
        }
        for code in municipalities_of(db, &area.prefecture_code, &area.version.shape).await? {
            let Some(place) = names.get(&code) else { continue };
            texts.push(place.name(&area.prefecture_code));
            texts.extend(place.readings(&area.prefecture_code));
        }
        if words.occur_in(&fold_parts(texts.iter().map(String::as_str))) {
            found.push(area);
        }
    }
    Ok(found)
}

fn holds_on(day: NaiveDate) -> Condition {
    use priority_area_version::Column;
    Condition::all()
        .add(Column::WithdrawnAt.is_null())
        .add(Column::ValidFrom.lte(day))
        .add(Condition::any().add(Column::ValidUntil.is_null()).add(Column::ValidUntil.gte(day)))
}

/// An area as it was on a day; nothing when there is no such area, or no version of it held then.
///
/// # Errors
/// When the database fails.
pub async fn area_on(db: &impl ConnectionTrait, id: PriorityAreaId, day: NaiveDate) -> ApiResult<Option<PriorityArea>> {
    let Some(row) = priority_area::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    Ok(version_on(db, id, day).await?.map(|version| present::area(&row, present::version(version))))
}

/// The version of an area that holds on a day.
///
/// # Errors
/// When the database fails.
pub async fn version_on(db: &impl ConnectionTrait, id: PriorityAreaId, day: NaiveDate) -> ApiResult<Option<priority_area_version::Model>> {
    let find = priority_area_version::Entity::find().filter(priority_area_version::Column::PriorityAreaId.eq(id));
    Ok(find.filter(holds_on(day)).one(db).await?)
}

/// The areas that are recorded, of whatever day. One whose every version was taken back is not.
#[must_use]
pub fn recorded() -> Select<priority_area::Entity> {
    use priority_area_version::Column;
    let standing = priority_area_version::Entity::find().select_only().column(Column::PriorityAreaId).filter(Column::WithdrawnAt.is_null());
    priority_area::Entity::find().filter(priority_area::Column::Id.in_subquery(standing.into_query()))
}

/// Whether any area of a prefecture is recorded. Where none is, that a place lies outside cannot be said.
///
/// # Errors
/// When the database fails.
pub async fn has_priority_areas(db: &impl ConnectionTrait, prefecture: &str) -> ApiResult<bool> {
    let of_prefecture = recorded().filter(priority_area::Column::PrefectureCode.eq(prefecture));
    Ok(of_prefecture.one(db).await?.is_some())
}

/// Everything about an area, as of a day.
///
/// # Errors
/// `not_found` when there is no such area.
pub async fn detail(db: &impl ConnectionTrait, id: PriorityAreaId, day: NaiveDate) -> ApiResult<PriorityAreaDetail> {
    let row = priority_area::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let versions: Vec<_> = versions(db, id).await?.into_iter().map(present::version).collect();
    let held = versions.iter().find(|version| version.period.contains(day)).cloned();
    let municipality_codes = match held.as_ref().or(versions.first()) {
        Some(version) => municipalities_of(db, &row.prefecture_code, &version.shape).await?,
        None => Vec::new(),
    };
    let institutions = match &held {
        Some(version) => institutions::listed_in(db, &row.prefecture_code, &version.shape).await?,
        None => Vec::new(),
    };
    Ok(PriorityAreaDetail {
        area: held.map(|version| present::area(&row, version)),
        id: row.id,
        prefecture_code: row.prefecture_code,
        name: row.name,
        name_en: row.name_en,
        versions,
        withdrawn: withdrawn(db, id).await?,
        municipality_codes,
        institutions,
        version: row.version,
    })
}

/// Every version of an area that stands, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn versions(db: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<Vec<priority_area_version::Model>> {
    use priority_area_version::Column;
    let find = priority_area_version::Entity::find().filter(Column::PriorityAreaId.eq(id)).filter(Column::WithdrawnAt.is_null());
    Ok(find.order_by_desc(Column::ValidFrom).all(db).await?)
}

/// The versions of an area that were taken back, the one last taken back first.
async fn withdrawn(db: &impl ConnectionTrait, id: PriorityAreaId) -> ApiResult<Vec<WithdrawnAreaVersion>> {
    use priority_area_version::Column;
    let find = priority_area_version::Entity::find().filter(Column::PriorityAreaId.eq(id)).filter(Column::WithdrawnAt.is_not_null());
    let rows = find.order_by_desc(Column::WithdrawnAt).order_by_desc(Column::Id).all(db).await?;
    Ok(rows.into_iter().filter_map(present::withdrawn).collect())
}

/// The municipalities that a shape consists of or lies in. Where a spot lies is known only when outlines are loaded.
async fn municipalities_of(db: &impl ConnectionTrait, prefecture: &str, shape: &AreaShape) -> ApiResult<Vec<String>> {
    Ok(match shape {
        AreaShape::SecondaryMedicalArea { code } => {
            let all = places::query::municipalities(db, Some(prefecture)).await?;
            all.into_iter().filter(|one| one.area_code.as_ref() == Some(code)).map(|one| one.code).collect()
        }
        AreaShape::Municipalities { codes } => codes.clone(),
        AreaShape::District { municipality_code, .. } | AreaShape::Island { municipality_code, .. } => vec![municipality_code.clone()],
        AreaShape::Spot { position, .. } | AreaShape::Radius { position, .. } => {
            atlas::query::municipality_at(db, *position).await?.into_iter().collect()
        }
    })
}

/// The areas that hold a place on a day, hold a part of it, or of which it cannot be told; designated ones and candidates, as each
/// version's status says. Areas of other prefectures than the place's never hold it.
///
/// # Errors
/// When the database fails.
pub async fn areas_holding(db: &impl ConnectionTrait, place: &Place, day: NaiveDate) -> ApiResult<Vec<AreaCoverage>> {
    let of_code = place.municipality_code.as_ref().or(place.area_code.as_ref()).and_then(|code| code.get(..2)).map(ToOwned::to_owned);
    let prefecture = of_code.or_else(|| place.address.as_ref().and_then(|text| address::locate(text, &[]).prefecture_code));
    let areas = on_day(db, prefecture.as_deref(), day).await?.into_iter();
    Ok(areas
        .filter(|area| area.version.status != AreaStatus::Ended)
        .map(|area| AreaCoverage { coverage: area.version.shape.holds(place), area })
        .filter(|held| held.coverage != Coverage::Outside)
        .collect())
}

/// Areas that were worked out to meet criteria for candidates. They are of a table of their own and are never areas.
///
/// # Errors
/// When the database fails.
pub async fn candidates(db: &impl ConnectionTrait, prefecture: Option<&str>) -> ApiResult<Vec<ComputedCandidate>> {
    use computed_candidate_area::Column;
    let mut find = computed_candidate_area::Entity::find().order_by_asc(Column::AreaCode);
    if let Some(code) = prefecture {
        find = find.filter(Column::AreaCode.starts_with(code));
    }
    let names = secondary_medical_area::Entity::find().all(db).await?.into_iter();
    let mut names: HashMap<String, String> = names.map(|area| (area.code, area.name_en)).collect();
    let rows = find.all(db).await?.into_iter();
    Ok(rows
        .map(|row| ComputedCandidate {
            area_name_en: names.remove(&row.area_code).unwrap_or_default(),
            area_code: row.area_code,
            area_name: row.area_name,
            index_tenths: row.index_tenths,
            lowest_in_prefecture: row.lowest_in_prefecture,
            few_in_few: row.few_in_few,
        })
        .collect())
}

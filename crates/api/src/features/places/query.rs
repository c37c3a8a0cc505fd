//! Reads of reference data.

use crate::{
    entity::{municipality, secondary_medical_area},
    error::ApiResult,
};
use domain::region::{Municipality, SecondaryMedicalArea};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The areas of a prefecture, or all.
///
/// # Errors
/// When the database fails.
pub async fn areas(db: &impl ConnectionTrait, prefecture: Option<&str>) -> ApiResult<Vec<SecondaryMedicalArea>> {
    let mut find = secondary_medical_area::Entity::find().order_by_asc(secondary_medical_area::Column::Code);
    if let Some(code) = prefecture {
        find = find.filter(secondary_medical_area::Column::PrefectureCode.eq(code));
    }
    let rows = find.all(db).await?.into_iter();
    Ok(rows.map(|a| SecondaryMedicalArea { code: a.code, prefecture_code: a.prefecture_code, name: a.name, name_en: a.name_en }).collect())
}

/// The municipalities of a prefecture, or all.
///
/// # Errors
/// When the database fails.
pub async fn municipalities(db: &impl ConnectionTrait, prefecture: Option<&str>) -> ApiResult<Vec<Municipality>> {
    let mut find = municipality::Entity::find().order_by_asc(municipality::Column::Code);
    if let Some(code) = prefecture {
        find = find.filter(municipality::Column::PrefectureCode.eq(code));
    }
    let rows = find.all(db).await?.into_iter();
    Ok(rows
        .map(|m| Municipality {
            code: m.code,
            prefecture_code: m.prefecture_code,
            area_code: m.area_code,
            name: m.name,
            name_kana: m.name_kana,
            name_en: m.name_en,
        })
        .collect())
}

//! Whether institutions stand in designated areas, for many at once.

use super::{institutions, query};
use crate::{error::ApiResult, platform::db};
use chrono::NaiveDate;
use domain::{
    ids::InstitutionId,
    region::priority_area::{AreaCoverage, AreaStatus, Coverage, Place, PriorityArea},
    subsidy::designation,
};
use sea_orm::ConnectionTrait;
use std::collections::{HashMap, HashSet};

/// Whether institutions stand in a designated area on a day, by the rules that hold for one. Those that are not there are left out.
///
/// # Errors
/// When the database fails.
pub async fn designations(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = InstitutionId>,
    day: NaiveDate,
) -> ApiResult<HashMap<InstitutionId, Coverage>> {
    let mut areas: HashMap<String, Vec<PriorityArea>> = HashMap::new();
    for area in query::on_day(conn, None, day).await?.into_iter().filter(|area| area.version.status != AreaStatus::Ended) {
        areas.entry(area.prefecture_code.clone()).or_default().push(area);
    }
    let recorded = prefectures(conn).await?;
    let standing = institutions::places(conn, ids).await?.into_iter();
    Ok(standing
        .map(|(id, prefecture, place)| {
            let prefecture = prefecture.unwrap_or_default();
            let held = coverage(areas.get(&prefecture).map_or(&[], Vec::as_slice), &place);
            (id, designation(&held, recorded.contains(&prefecture)))
        })
        .collect())
}

fn coverage(areas: &[PriorityArea], place: &Place) -> Vec<AreaCoverage> {
    let all = areas.iter().map(|area| (area.version.shape.holds(place), area));
    all.filter(|(coverage, _)| *coverage != Coverage::Outside)
        .map(|(coverage, area)| AreaCoverage { coverage, area: area.clone() })
        .collect()
}

/// Prefectures of which any area is recorded, of whatever day.
async fn prefectures(conn: &impl ConnectionTrait) -> ApiResult<HashSet<String>> {
    let rows = db::query_all(conn, "SELECT DISTINCT prefecture_code FROM priority_area", []).await?;
    Ok(rows.iter().map(|row| row.try_get("", "prefecture_code")).collect::<Result<_, _>>()?)
}

//! Whether institutions stand in designated areas, and what support that opens to them.

use super::query;
use crate::{
    error::ApiResult,
    features::{directory, priority_area},
};
use chrono::NaiveDate;
use domain::{
    ids::InstitutionId,
    region::priority_area::{AreaCoverage, Coverage},
    subsidy::{Candidate, InstitutionSupport, designation, support_at},
};
use sea_orm::ConnectionTrait;

/// The support that would apply at a listed institution on a day.
///
/// # Errors
/// `not_found` when the institution is not listed now.
pub async fn support(db: &impl ConnectionTrait, id: InstitutionId, as_of: NaiveDate) -> ApiResult<InstitutionSupport> {
    let listing = directory::query::get(db, id).await?.summary;
    let (designation, areas) = of_institution(db, id, &listing.prefecture_code, as_of).await?;
    let institution = Candidate { id, kind: listing.kind, prefecture_code: &listing.prefecture_code };
    Ok(support_at(&institution, designation, areas, &query::rules(db, None, None).await?, as_of))
}

/// Whether an institution stands in a designated area on a day, and the areas of its prefecture that may hold it.
///
/// # Errors
/// When the database fails.
pub async fn of_institution(
    db: &impl ConnectionTrait,
    id: InstitutionId,
    prefecture: &str,
    day: NaiveDate,
) -> ApiResult<(Coverage, Vec<AreaCoverage>)> {
    let place = priority_area::place_of_institution(db, id).await?.unwrap_or_default();
    let mut areas = priority_area::areas_holding(db, &place, day).await?;
    areas.retain(|held| held.area.prefecture_code == prefecture);
    let recorded = priority_area::has_priority_areas(db, prefecture).await?;
    Ok((designation(&areas, recorded), areas))
}

//! Which institutions a prefecture supports in a year, for its correction plan: those to which both councils agreed.

use super::query;
use crate::{entity::support_application, error::ApiResult};
use domain::{region::correction_plan::SupportedInstitution, support::ApplicationStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use strum::IntoEnumIterator;

/// The supported institutions of some prefectures and years, by both. An application that is under way, turned down or taken back names none.
///
/// # Errors
/// When the database fails.
pub async fn supported(
    db: &impl ConnectionTrait,
    prefectures: impl IntoIterator<Item = String>,
    years: impl IntoIterator<Item = i32>,
) -> ApiResult<HashMap<(String, i32), Vec<SupportedInstitution>>> {
    use support_application::Column;
    let rows = support_application::Entity::find()
        .filter(Column::PrefectureCode.is_in(prefectures))
        .filter(Column::FiscalYear.is_in(years))
        .filter(Column::Status.is_in(ApplicationStatus::iter().filter(|status| status.is_committed())))
        .order_by_asc(Column::PriorityAreaId)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let known = query::public_institutions(db, rows.iter().map(|row| row.institution_id)).await?;
    let mut supported: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        // Every one counts; nothing that only a draft says of an institution is told here.
        let institution = known.get(&row.institution_id);
        supported.entry((row.prefecture_code, row.fiscal_year)).or_default().push(SupportedInstitution {
            institution_id: row.institution_id,
            name: institution.map(|known| known.name.clone()).unwrap_or_default(),
            listed: institution.is_some_and(|known| known.listed),
            priority_area_id: row.priority_area_id,
            status: row.status,
            fictional: institution.is_some_and(|known| known.fictional),
        });
    }
    Ok(supported)
}

//! Reads of the meetings.

use crate::{entity::council_meeting, error::ApiResult};
use domain::support::CouncilMeeting;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// A meeting as it travels.
///
/// # Errors
/// When what is stored is not of its shape.
pub fn present(row: council_meeting::Model) -> ApiResult<CouncilMeeting> {
    Ok(CouncilMeeting {
        id: row.id,
        prefecture_code: row.prefecture_code,
        council: row.council,
        fiscal_year: row.fiscal_year,
        round: row.round,
        held_on: row.held_on,
        agenda: serde_json::from_value(row.agenda)?,
        minutes: row.minutes,
        source: row.source,
        version: row.version,
    })
}

/// The meetings of a prefecture and year, or of all: the latest year first, within it in the order of the rounds.
///
/// # Errors
/// When the database fails.
pub async fn meetings(db: &impl ConnectionTrait, prefecture: Option<&str>, fiscal_year: Option<i32>) -> ApiResult<Vec<CouncilMeeting>> {
    use council_meeting::Column;
    let mut find = council_meeting::Entity::find();
    if let Some(code) = prefecture {
        find = find.filter(Column::PrefectureCode.eq(code));
    }
    if let Some(year) = fiscal_year {
        find = find.filter(Column::FiscalYear.eq(year));
    }
    let rows = find.order_by_asc(Column::PrefectureCode).order_by_desc(Column::FiscalYear).all(db).await?;
    let mut meetings = rows.into_iter().map(present).collect::<ApiResult<Vec<_>>>()?;
    // The database knows the rounds by name; their order is the domain's.
    let year = |meeting: &CouncilMeeting| (meeting.prefecture_code.clone(), -meeting.fiscal_year, meeting.round, meeting.council);
    meetings.sort_by_key(year);
    Ok(meetings)
}

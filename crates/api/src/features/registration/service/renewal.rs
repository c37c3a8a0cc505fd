//! Reminders that a term ends with March, while the next year can be registered.

use crate::{
    ctx::Ctx,
    entity::registration,
    error::ApiResult,
    features::registration::mails,
    platform::{AppState, db},
};
use chrono::Datelike;
use domain::{
    ids::RegistrationId,
    registration::{RENEWAL_OPENS_MONTH, RegistrationStatus, last_day},
    time::{fiscal_year, japan_date},
};
use sea_orm::{EntityTrait, FromQueryResult};

/// The days of a month on which reminders go out: fewer than sent mails are remembered, so that each month has one.
const DAYS: std::ops::RangeInclusive<u32> = 1..=14;

#[derive(FromQueryResult)]
struct Due {
    id: RegistrationId,
}

/// Reminds every published institution that has not begun the next year's registration: once in January, February and March.
/// Idempotent. Returns the number of institutions.
///
/// # Errors
/// When the database fails.
pub async fn remind_of_renewal(state: &AppState) -> ApiResult<usize> {
    let ctx = Ctx::system("remind_of_renewal", state.clock.now(), state.ids.clone());
    let today = japan_date(ctx.now);
    let year = fiscal_year(today);
    if !(RENEWAL_OPENS_MONTH..=last_day(year).month()).contains(&today.month()) || !DAYS.contains(&today.day()) {
        return Ok(0);
    }
    use RegistrationStatus as S;
    let sql = format!(
        "SELECT r.id FROM registration r WHERE r.status IN ({}) AND r.fiscal_year = $1
         AND NOT EXISTS (SELECT 1 FROM registration n WHERE n.institution_id = r.institution_id AND n.fiscal_year > r.fiscal_year
                         AND n.status NOT IN ({}))
         ORDER BY r.id",
        db::terms([S::Published]),
        db::terms([S::Draft, S::Withdrawn])
    );
    let due = db::rows::<Due>(&state.db, sql, [year.into()]).await?;
    for Due { id } in &due {
        db::transaction(&state.db, async |txn| {
            let Some(row) = registration::Entity::find_by_id(*id).one(txn).await? else { return Ok(()) };
            mails::remind_of_renewal(txn, &ctx, &row, today.month()).await
        })
        .await?;
    }
    Ok(due.len())
}

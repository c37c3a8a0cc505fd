//! The public listing as a projection: always what the institution's published registration says, or no row at all.

use super::repo;
use crate::{
    ctx::Ctx,
    entity::{institution, listing, registration},
    error::{ApiError, ApiResult},
    features::places::Place,
    platform::db,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::InstitutionId,
    locale::Locale,
    registration::{PauseState, PublicProfile, RegistrationEvent, RegistrationStatus},
    search::{fold_parts, romaji},
    time::japan_date,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, sea_query::OnConflict};

/// How an institution stands after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationState {
    /// Anyone can read its page.
    Listed,
    /// It is registered, but its page is hidden for a while.
    Paused,
    /// It has no published registration.
    Unregistered,
}

/// Brings the listing into line with the institution's registrations and pause. Locks the institution.
///
/// # Errors
/// When the database fails.
pub async fn refresh(txn: &impl ConnectionTrait, ctx: &Ctx, id: InstitutionId) -> ApiResult<PublicationState> {
    let institution = repo::lock_institution(txn, id).await?;
    let registration = repo::published(txn, id).await?;
    let state_now = match &registration {
        None => PublicationState::Unregistered,
        Some(_) if institution.pause_state() != PauseState::Shown => PublicationState::Paused,
        Some(_) => PublicationState::Listed,
    };
    match registration.filter(|_| state_now == PublicationState::Listed) {
        Some(registration) => {
            let place = Place::of(txn, &registration.content.public.municipality_code).await?;
            let published_on = first_day(txn, id).await?.unwrap_or_else(|| japan_date(ctx.now));
            upsert(txn, project(&institution, registration, &place, published_on)?).await?;
        }
        None => {
            listing::Entity::delete_by_id(id).exec(txn).await?;
        }
    }
    Ok(state_now)
}

/// An update and never a delete with an insert: whoever holds the row's lock must not see it vanish in between.
async fn upsert(txn: &impl ConnectionTrait, row: listing::Model) -> ApiResult<()> {
    let others = listing::Column::iter().filter(|column| !matches!(column, listing::Column::InstitutionId));
    let on_conflict = OnConflict::column(listing::Column::InstitutionId).update_columns(others).to_owned();
    listing::Entity::insert(row.into_active_model().reset_all()).on_conflict(on_conflict).exec_without_returning(txn).await?;
    Ok(())
}

/// The first day of publication, over all years that were not revoked or given up.
async fn first_day(txn: &impl ConnectionTrait, id: InstitutionId) -> ApiResult<Option<NaiveDate>> {
    let sql = format!(
        "SELECT min(s.at) AS at FROM registration_step s JOIN registration r ON r.id = s.registration_id
            WHERE r.institution_id = $1 AND s.event IN ({}) AND r.status IN ({})",
        db::terms([RegistrationEvent::Confirm]),
        db::terms([RegistrationStatus::Published, RegistrationStatus::Expired])
    );
    let row = db::query_one(txn, sql, [id.0.into()]).await?;
    let at: Option<DateTime<Utc>> = row.map(|row| row.try_get("", "at")).transpose()?.flatten();
    Ok(at.map(japan_date))
}

fn project(
    institution: &institution::Model,
    row: registration::Model,
    place: &Place,
    published_on: NaiveDate,
) -> ApiResult<listing::Model> {
    let (profile, restricted) = (row.content.public, row.content.restricted);
    let kind = profile.kind.ok_or_else(|| ApiError::internal("a published registration does not say its kind"))?;
    let search_key = search_key(&profile, place);
    Ok(listing::Model {
        institution_id: institution.id,
        registration_id: row.id,
        name: profile.name.clone(),
        name_kana: profile.name_kana.clone(),
        kind,
        prefecture_code: profile.prefecture_code.clone(),
        municipality_code: profile.municipality_code.clone(),
        specialties: profile.specialties.iter().map(|specialty| specialty.code().to_owned()).collect(),
        employment: profile.employment.iter().map(|employment| employment.code().to_owned()).collect(),
        guidance_offered: profile.guidance_offered,
        profile,
        restricted,
        search_key,
        published_on,
        updated_at: row.updated_at,
        fictional: institution.fictional,
    })
}

/// Everything that a page is found by, folded: its names in every spelling, where it is and how that is read, its numbers, its specialties and
/// its texts.
#[must_use]
pub fn search_key(profile: &PublicProfile, place: &Place) -> String {
    let address = place.name(&profile.prefecture_code) + &profile.address_line;
    let readings = place.readings(&profile.prefecture_code);
    let mut texts = vec![
        profile.name.as_str(),
        &profile.name_kana,
        &profile.name_en,
        &address,
        &profile.postal_code,
        &profile.phone,
        &profile.headline,
    ];
    texts.extend(profile.texts().map(|(_, text)| text));
    texts.extend(profile.specialties.iter().flat_map(|specialty| [specialty.label(Locale::Ja), specialty.label(Locale::En)]));
    texts.extend(readings.iter().map(String::as_str));
    let name = romaji(&profile.name_kana);
    texts.extend(name.as_deref());
    fold_parts(texts)
}

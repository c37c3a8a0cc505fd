//! What a new opening begins with: what the registration says already.

use crate::{entity::organization, error::ApiResult, features::places::Place};
use domain::{
    ids::OrganizationId,
    opening::{DUTIES_MAX, NOTE_MAX, OpeningContent},
    problem::ProblemCode,
    registration::RegistrationContent,
    text::one_line,
};
use sea_orm::{ConnectionTrait, EntityTrait};

/// The content of a new opening of an institution. Nothing of it is public until somebody publishes it.
///
/// # Errors
/// When the database fails.
pub async fn of_registration(
    conn: &impl ConnectionTrait,
    organization_id: OrganizationId,
    registered: &RegistrationContent,
) -> ApiResult<OpeningContent> {
    let organization = organization::Entity::find_by_id(organization_id).one(conn).await?.ok_or(ProblemCode::NotFound)?;
    let (public, restricted) = (&registered.public, &registered.restricted);
    let place = Place::of(conn, &public.municipality_code).await?;
    let phone = if public.phone.is_empty() { &restricted.contact_phone } else { &public.phone };
    Ok(OpeningContent {
        specialties: public.specialties.iter().copied().take(10).collect(),
        duties: fitting(&restricted.duties, DUTIES_MAX),
        hours: fitting(&restricted.hours, NOTE_MAX),
        workplace: fitting(&(place.name(&public.prefecture_code) + &public.address_line), NOTE_MAX),
        recruiter: organization.name,
        contact: fitting(&one_line(&restricted.contact_department), 100),
        contact_phone: phone.clone(),
        ..OpeningContent::default()
    }
    .normalized())
}

/// The text, or nothing where it is longer than an opening may say.
fn fitting(text: &str, max: usize) -> String {
    if text.chars().count() <= max { text.to_owned() } else { String::new() }
}

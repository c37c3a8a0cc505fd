//! From what a person knows of a place to what is known of it here.

use crate::{
    error::{ApiError, ApiResult},
    features::{
        atlas,
        places::{self, present_code},
    },
};
use domain::{
    geo::LatLng,
    problem::FieldCode,
    region::{address, priority_area::Place},
};
use sea_orm::ConnectionTrait;

/// What a person may say of a place.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Its municipality.
    pub municipality: Option<&'a str>,
    /// Its address.
    pub address: Option<&'a str>,
    /// Its position.
    pub position: Option<LatLng>,
}

/// The place. Its municipality is the one that was named, else the one that the address begins with, else the one whose outline
/// holds the position.
///
/// # Errors
/// `invalid_parameter` when the municipality is unknown.
pub async fn place(db: &impl ConnectionTrait, known: &Known<'_>) -> ApiResult<Place> {
    let municipalities = places::query::municipalities(db, None).await?;
    let find = |code: &str| municipalities.iter().find(|one| one.code == code);
    let mut place = Place { address: known.address.map(ToOwned::to_owned), position: known.position, ..Place::default() };
    if let Some(code) = known.municipality {
        let named = find(present_code(code)).ok_or_else(|| ApiError::parameter("municipality", FieldCode::UnknownMunicipality))?;
        place.municipality_code = Some(named.code.clone());
        place.area_code.clone_from(&named.area_code);
        return Ok(place);
    }
    if let Some(text) = known.address {
        let locality = address::locate(text, &municipalities);
        place.municipality_code = locality.municipality_code;
        place.area_code = locality.area_code;
    }
    if let (None, Some(position)) = (&place.municipality_code, known.position)
        && let Some(code) = atlas::query::municipality_at(db, position).await?
    {
        place.area_code = find(&code).and_then(|one| one.area_code.clone());
        place.municipality_code = Some(code);
    }
    Ok(place)
}

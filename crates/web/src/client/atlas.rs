//! The map: outlines, the physician index, and where data comes from.

use super::{ClientError, get, list, query};
use crate::paths::api;
use domain::atlas::{DataEdition, MapSettings, OutlineCollection, PhysicianIndices, RegionLevel};

/// Outlines of a level: all, of a prefecture, or of the municipalities within a secondary medical area.
///
/// # Errors
/// [`ClientError`].
pub async fn list_outlines(
    level: RegionLevel,
    prefecture: Option<String>,
    within: Option<String>,
) -> Result<OutlineCollection, ClientError> {
    let parameters = [("level", Some(level.code().to_owned())), ("prefecture", prefecture), ("within", within)];
    get(&(api::OUTLINES.to_owned() + &query(&parameters))).await
}

/// The physician maldistribution index of a level.
///
/// # Errors
/// [`ClientError`].
pub async fn list_physician_indices(level: RegionLevel, prefecture: Option<String>) -> Result<PhysicianIndices, ClientError> {
    get(&(api::PHYSICIAN_INDICES.to_owned() + &query(&[("level", Some(level.code().to_owned())), ("prefecture", prefecture)]))).await
}

/// The files of data that were imported here.
///
/// # Errors
/// [`ClientError`].
pub async fn list_data_editions() -> Result<Vec<DataEdition>, ClientError> {
    list(api::DATA_EDITIONS).await
}

/// What maps are drawn on.
///
/// # Errors
/// [`ClientError`].
pub async fn get_map_settings() -> Result<MapSettings, ClientError> {
    get(api::MAP_SETTINGS).await
}

//! The map: outlines, the physician index, and where data comes from.

use super::{ClientError, get, list};
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
    get(api::list_outlines().with(&parameters)).await
}

/// The physician maldistribution index of a level.
///
/// # Errors
/// [`ClientError`].
pub async fn list_physician_indices(level: RegionLevel, prefecture: Option<String>) -> Result<PhysicianIndices, ClientError> {
    get(api::list_physician_indices().with(&[("level", Some(level.code().to_owned())), ("prefecture", prefecture)])).await
}

/// The files of data that were imported here.
///
/// # Errors
/// [`ClientError`].
pub async fn list_data_editions() -> Result<Vec<DataEdition>, ClientError> {
    list(api::list_data_editions()).await
}

/// What maps are drawn on.
///
/// # Errors
/// [`ClientError`].
pub async fn get_map_settings() -> Result<MapSettings, ClientError> {
    get(api::get_map_settings()).await
}

//! Reference data: official facts that the product starts with and that anybody can check. Loading again changes nothing.

use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::{region, registry},
};
use std::path::{Path, PathBuf};

/// Which municipality belongs to which secondary medical area.
const AREAS: &str = "municipality_to_330areas.csv";
/// Every hospital, of some day.
const HOSPITALS: &str = "01-1_hospital_facility_info_";

/// Loads what ships with the program, and from the data folder, where there is one, what of it can be imported; tells what was
/// loaded, a line each.
///
/// # Errors
/// When a file cannot be read or the database fails.
pub async fn load(state: &AppState) -> ApiResult<Vec<String>> {
    let mut lines = vec![region::load(&state.db).await?.to_string()];
    if let Some(folder) = &state.config.data_dir {
        let areas = folder.join(AREAS);
        if areas.exists() {
            lines.push(region::import_areas(&state.db, &areas).await?.to_string());
        }
        if let Some(hospitals) = latest(folder, HOSPITALS)? {
            lines.push(registry::import_hospitals(&state.db, &hospitals, None).await?.to_string());
        }
    }
    Ok(lines)
}

/// The last edition of a file that carries its day in its name.
fn latest(folder: &Path, start: &str) -> ApiResult<Option<PathBuf>> {
    let unreadable = |error| ApiError::internal(format!("GM_DATA_DIR ({}) cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(start)) {
            found.push(path);
        }
    }
    Ok(found.into_iter().max())
}

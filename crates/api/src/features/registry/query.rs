//! Reads of the official list.

use super::RegistryNames;
use crate::{entity::registry_institution, error::ApiResult, platform::AppState};
use domain::{institution::RegistryInstitution, search::Words};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Rows in which every word occurs, at most `limit` of them: those with the words in their names first. What is gone from its list is not
/// offered, and of two rows for one institution the hospital's, which says more.
///
/// # Errors
/// When the database fails.
pub async fn search(state: &AppState, words: &Words, prefecture: Option<&str>, limit: u16) -> ApiResult<Vec<RegistryInstitution>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let index = RegistryNames::of(state).current(state).await?;
    let codes = index.find(words, prefecture, usize::from(limit));
    let rows = registry_institution::Entity::find().filter(registry_institution::Column::Code.is_in(codes.iter().copied()));
    let mut rows: HashMap<_, _> = rows.all(&state.db).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    Ok(codes.into_iter().filter_map(|code| rows.remove(code)).map(present).collect())
}

fn present(row: registry_institution::Model) -> RegistryInstitution {
    RegistryInstitution {
        code: row.code,
        name: row.name,
        name_kana: row.name_kana,
        kind: row.kind,
        prefecture_code: row.prefecture_code,
        municipality_code: row.municipality_code,
        postal_code: row.postal_code,
        address: row.address,
        beds: row.beds,
        website: row.website,
        edition: row.edition,
    }
}

//! Reads of the official list.

use crate::{entity::registry_institution, error::ApiResult, platform::db::search::within};
use domain::{institution::RegistryInstitution, search::Words};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

/// Rows in which every word occurs.
///
/// # Errors
/// When the database fails.
pub async fn search(db: &impl ConnectionTrait, words: &Words, prefecture: Option<&str>, limit: u16) -> ApiResult<Vec<RegistryInstitution>> {
    use registry_institution::Column;
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut find = registry_institution::Entity::find().filter(within(words, Expr::col(Column::SearchKey)));
    // What is gone from its list is not offered, and of two rows for one institution the hospital's, which says more.
    find = find
        .filter(Expr::cust("NOT EXISTS (SELECT 1 FROM data_edition e WHERE e.dataset = list AND e.edition > registry_institution.edition)"))
        .filter(Expr::cust("NOT EXISTS (SELECT 1 FROM registry_match m WHERE m.insured_code = registry_institution.code)"));
    if let Some(code) = prefecture {
        find = find.filter(Column::PrefectureCode.eq(code));
    }
    let rows = find
        .order_by(Expr::cust("name_kana COLLATE \"ja-x-icu\""), Order::Asc)
        .order_by_asc(Column::Code)
        .limit(u64::from(limit))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(present).collect())
}

/// One row, for a draft that starts from it.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, code: &str) -> ApiResult<Option<RegistryInstitution>> {
    Ok(registry_institution::Entity::find_by_id(code.to_owned()).one(db).await?.map(present))
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

//! The official lists as one process keeps them for searching: read when somebody first asks, and again when an edition came in.
//!
//! Invariant: Postgres is the truth. Rows that are gone from their list, and rows that are a hospital of the other list, are not here.

use super::name_index::{NameIndex, Row};
use crate::{
    error::{ApiError, ApiResult},
    platform::{AppState, db, off_thread},
};
use domain::{
    region::prefecture,
    registry::is_registry,
    search::{fold, fold_parts, kana_order, romaji},
};
use sea_orm::{ConnectionTrait, QueryResult};
use std::sync::{Arc, PoisonError, RwLock};

/// Rows read at once.
const PAGE: usize = 5000;

/// The lists of one process.
#[derive(Debug, Default)]
pub struct RegistryNames {
    /// With what the lists said about themselves when they were read.
    index: RwLock<Option<(String, Arc<NameIndex>)>>,
    reading: tokio::sync::Mutex<()>,
}

impl RegistryNames {
    /// Returns the lists of this process.
    #[must_use]
    pub fn of(state: &AppState) -> Arc<Self> {
        state.own()
    }

    /// The lists as they are now. After a new edition, whoever asks first waits for them to be read.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn current(&self, state: &AppState) -> ApiResult<Arc<NameIndex>> {
        let now = stamp(&state.db).await?;
        if let Some(known) = self.known(&now) {
            return Ok(known);
        }
        let _alone = self.reading.lock().await;
        if let Some(known) = self.known(&now) {
            return Ok(known);
        }
        let started = std::time::Instant::now();
        let (stamp, index) = read(state).await?;
        tracing::info!(rows = index.len(), took = ?started.elapsed(), "the official lists are read for searching");
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some((stamp, index.clone()));
        Ok(index)
    }

    fn known(&self, stamp: &str) -> Option<Arc<NameIndex>> {
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        index.as_ref().filter(|(of, _)| of == stamp).map(|(_, index)| index.clone())
    }
}

/// What is different after every import that changed anything.
async fn stamp(db: &impl ConnectionTrait) -> ApiResult<String> {
    let sql = format!(
        "SELECT coalesce(string_agg(concat_ws(' ', dataset, edition, file_name, content_hash, imported_at), E'\\n'
            ORDER BY dataset, edition, file_name), '') AS stamp
        FROM data_edition WHERE dataset IN ({})",
        db::terms_where(is_registry)
    );
    let row = db::query_one(db, sql, []).await?;
    Ok(row.ok_or_else(|| ApiError::internal("an aggregate gave no row"))?.try_get("", "stamp")?)
}

async fn read(state: &AppState) -> ApiResult<(String, Arc<NameIndex>)> {
    let (stamp, mut rows) = db::snapshot(&state.db, async |txn| {
        let stamp = stamp(txn).await?;
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let sql = format!(
                "SELECT r.code, r.prefecture_code, r.kind, r.name, r.name_kana, r.address, coalesce(r.postal_code, '') AS postal_code,
                    coalesce(m.name_kana, '') AS municipality_kana, coalesce(p.insured_code, '') AS insured_code,
                    coalesce(insured.postal_code, '') AS insured_postal_code
                FROM registry_institution r
                LEFT JOIN municipality m ON m.code = r.municipality_code
                LEFT JOIN registry_match p ON p.hospital_code = r.code
                LEFT JOIN registry_institution insured ON insured.code = p.insured_code
                WHERE r.code > $1 AND r.gone_in IS NULL AND NOT EXISTS (SELECT 1 FROM registry_match m WHERE m.insured_code = r.code)
                ORDER BY r.code LIMIT {PAGE}"
            );
            let page = db::query_all(txn, &sql, [after.into()]).await?;
            let Some(last) = page.last() else { break };
            after = last.try_get("", "code")?;
            rows.extend(off_thread(move || page.iter().map(row).collect::<ApiResult<Vec<_>>>()).await?);
        }
        Ok((stamp, rows))
    })
    .await?;
    let shelve = move || {
        rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Ok(Arc::new(NameIndex::of(rows.into_iter().map(|(_, row)| row))))
    };
    Ok((stamp, off_thread(shelve).await?))
}

/// What a row is sorted by: prefecture, hospitals first, rows with a reading before those without.
type Place = (String, bool, bool, String, String);

fn row(row: &QueryResult) -> ApiResult<(Place, Row)> {
    let text = |column: &str| -> ApiResult<String> { Ok(row.try_get("", column)?) };
    let (code, group, name, reading) = (text("code")?, text("prefecture_code")?, text("name")?, text("name_kana")?);
    let is_hospital = text("kind")? == "hospital";
    let order = if reading.is_empty() { fold(&name) } else { kana_order(&reading) };
    let place = prefecture(&group).map(|prefecture| prefecture.kana).unwrap_or_default().to_owned() + &text("municipality_kana")?;
    let (insured_code, postal_code, insured_postal_code) = (text("insured_code")?, text("postal_code")?, text("insured_postal_code")?);
    let address = text("address")?;
    let rest = [&address, &code, &insured_code, &postal_code, &insured_postal_code, &place].map(String::as_str);
    let spelt = [romaji(&reading), romaji(&place)];
    let text = [fold(&name), fold(&reading), fold_parts(rest.into_iter().chain(spelt.iter().flatten().map(String::as_str)))].join("\n");
    Ok(((group.clone(), !is_hospital, reading.is_empty(), order, code.clone()), Row { group, code, text }))
}

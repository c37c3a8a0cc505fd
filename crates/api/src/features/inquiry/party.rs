//! The institution's side of inquiries, as both sides see it.

use crate::error::ApiResult;
use crate::platform::db;
use domain::{ids::InstitutionId, inquiry::InquiryParty};
use sea_orm::{ConnectionTrait, FromQueryResult};
use std::collections::HashMap;
use uuid::Uuid;

#[derive(Debug, FromQueryResult)]
struct PartyRow {
    id: InstitutionId,
    name: String,
    prefecture_code: String,
    listed: bool,
    fictional: bool,
}

/// Institutions by id: from their public page, else from what was last published of them.
///
/// # Errors
/// When the database fails.
pub async fn parties(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = InstitutionId>,
) -> ApiResult<HashMap<InstitutionId, InquiryParty>> {
    let sql = "SELECT i.id, i.fictional, l.institution_id IS NOT NULL AS listed,
                      COALESCE(l.name, r.content #>> '{public,name}', '') AS name,
                      COALESCE(l.prefecture_code, r.content #>> '{public,prefecture_code}', '') AS prefecture_code
               FROM institution i
               LEFT JOIN listing l ON l.institution_id = i.id
               LEFT JOIN LATERAL (
                   SELECT content FROM registration WHERE institution_id = i.id AND committee_confirmed_by IS NOT NULL
                   ORDER BY id DESC LIMIT 1) r ON l.institution_id IS NULL
               WHERE i.id = ANY($1)";
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let rows = db::rows::<PartyRow>(db, sql, [ids.into()]).await?;
    let party = |row: PartyRow| {
        let PartyRow { id, name, prefecture_code, listed, fictional } = row;
        (id, InquiryParty { institution_id: id, name, prefecture_code, listed, fictional })
    };
    Ok(rows.into_iter().map(party).collect())
}

//! Reads straight into what is shown.

use crate::{
    entity::invitation,
    error::ApiResult,
    platform::{db, http::page},
};
use domain::{
    ids::{AccountId, OrganizationId},
    organization::{OrganizationMember, OrganizationSummary},
    page::{Page, PageQuery},
    registration::RegistrationStatus,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Everybody who acts for an organization, the first to join first.
///
/// # Errors
/// When the database fails.
pub async fn members_of(db: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<Vec<OrganizationMember>> {
    let sql = "SELECT m.account_id, a.display_name, a.email, m.joined_at FROM organization_member m JOIN account a ON a.id = m.account_id
               WHERE m.organization_id = $1 AND a.deleted_at IS NULL ORDER BY m.joined_at, m.account_id";
    db::rows(db, sql, [id.0.into()]).await
}

#[derive(FromQueryResult)]
struct SummaryRow {
    id: OrganizationId,
    name: String,
    member_count: i64,
}

pub async fn of_account(db: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<Vec<OrganizationSummary>> {
    let sql = "SELECT o.id, o.name, (SELECT count(*) FROM organization_member c WHERE c.organization_id = o.id) AS member_count
               FROM organization_member m JOIN organization o ON o.id = m.organization_id WHERE m.account_id = $1 ORDER BY o.name, o.id";
    let rows = db::rows::<SummaryRow>(db, sql, [account_id.0.into()]).await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganizationSummary { id: row.id, name: row.name, member_count: u32::try_from(row.member_count).unwrap_or_default() })
        .collect())
}

pub async fn invitations(db: &impl ConnectionTrait, id: OrganizationId, query: &PageQuery) -> ApiResult<Page<invitation::Model>> {
    let mut find = invitation::Entity::find()
        .filter(invitation::COLUMN.organization_id.eq(id))
        .order_by_desc(invitation::COLUMN.id)
        .limit(u64::from(query.size()) + 1);
    if let Some(after) = page::decode::<Uuid>(query)? {
        find = find.filter(invitation::COLUMN.id.lt(after));
    }
    Ok(page::cut(find.all(db).await?, query, |row| row.id.0, |row| row))
}

/// Whether an institution of the organization is published, or waits for a check that leads there.
///
/// # Errors
/// When the database fails.
pub async fn has_open_registration(db: &impl ConnectionTrait, id: OrganizationId) -> ApiResult<bool> {
    let open = db::terms_where(|status: RegistrationStatus| status.waits_for_staff() || status == RegistrationStatus::Published);
    let sql = format!(
        "SELECT 1 FROM institution i JOIN registration r ON r.institution_id = i.id
         WHERE i.organization_id = $1 AND r.status IN ({open}) LIMIT 1"
    );
    db::exists(db, sql, [id.0.into()]).await
}

/// The organizations of a person, for taking along.
///
/// # Errors
/// When the database fails.
pub async fn export(db: &impl ConnectionTrait, account_id: AccountId) -> ApiResult<serde_json::Value> {
    Ok(serde_json::to_value(of_account(db, account_id).await?)?)
}

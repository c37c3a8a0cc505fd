//! Reads straight into what is shown.

use crate::{
    entity::{invitation, recovery_code, refresh_session},
    error::ApiResult,
    platform::{db, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    account::{InvitationKind, MyOrganization, StaffMember},
    actor::Role,
    ids::{AccountId, OrganizationId},
    page::{Page, PageQuery},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

#[derive(FromQueryResult)]
struct OrganizationRow {
    id: OrganizationId,
    name: String,
}

pub async fn organizations(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Vec<MyOrganization>> {
    let sql = "SELECT o.id, o.name FROM organization_member m JOIN organization o ON o.id = m.organization_id WHERE m.account_id = $1 ORDER BY o.name, o.id";
    let rows = db::rows::<OrganizationRow>(db, sql, [id.0.into()]).await?;
    Ok(rows.into_iter().map(|row| MyOrganization { id: row.id, name: row.name }).collect())
}

pub async fn recovery_codes_left(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<u32> {
    let find =
        recovery_code::Entity::find().filter(recovery_code::COLUMN.account_id.eq(id)).filter(recovery_code::COLUMN.used_at.is_null());
    Ok(u32::try_from(find.count(db).await?).unwrap_or_default())
}

/// The latest token of every live session.
pub async fn sessions(db: &impl ConnectionTrait, id: AccountId, now: DateTime<Utc>) -> ApiResult<Vec<refresh_session::Model>> {
    let find = refresh_session::Entity::find()
        .filter(refresh_session::COLUMN.account_id.eq(id))
        .filter(refresh_session::COLUMN.revoked_at.is_null())
        .filter(refresh_session::COLUMN.rotated_at.is_null())
        .filter(refresh_session::COLUMN.expires_at.gt(now))
        .order_by_desc(refresh_session::COLUMN.signed_in_at)
        .order_by_desc(refresh_session::COLUMN.id);
    Ok(find.all(db).await?)
}

pub async fn staff_invitations(db: &impl ConnectionTrait, query: &PageQuery) -> ApiResult<Page<invitation::Model>> {
    let mut find = invitation::Entity::find()
        .filter(invitation::COLUMN.kind.eq(InvitationKind::Staff))
        .order_by_desc(invitation::COLUMN.id)
        .limit(u64::from(query.size()) + 1);
    if let Some(after) = page::decode::<Uuid>(query)? {
        find = find.filter(invitation::COLUMN.id.lt(after));
    }
    Ok(page::cut(find.all(db).await?, query, |row| row.id.0, |row| row))
}

#[derive(FromQueryResult)]
struct StaffRow {
    account_id: AccountId,
    display_name: String,
    email: String,
    second_factor: bool,
    role: Option<Role>,
    prefecture_code: Option<String>,
    sessions: i64,
    last_signed_in_at: Option<DateTime<Utc>>,
    suspended_at: Option<DateTime<Utc>>,
    suspension_reason: Option<String>,
}

/// The staff, and whoever lost the last role while suspended: they have to be found to be resumed.
pub async fn staff(db: &impl ConnectionTrait, now: DateTime<Utc>) -> ApiResult<Vec<StaffMember>> {
    let staff_roles = db::terms_where(Role::is_staff);
    let sql = format!(
        "SELECT a.id AS account_id, a.display_name, a.email, a.totp_confirmed_at IS NOT NULL AS second_factor, r.role, r.prefecture_code,
                u.suspended_at, u.reason AS suspension_reason,
                (SELECT count(*) FROM refresh_session s WHERE s.account_id = a.id AND s.revoked_at IS NULL AND s.rotated_at IS NULL
                    AND s.expires_at > $1) AS sessions,
                (SELECT max(s.signed_in_at) FROM refresh_session s WHERE s.account_id = a.id) AS last_signed_in_at
            FROM account a LEFT JOIN account_suspension u ON u.account_id = a.id
            LEFT JOIN account_role r ON r.account_id = a.id AND r.role IN ({staff_roles})
            WHERE a.deleted_at IS NULL AND a.id IN (
                SELECT account_id FROM account_role WHERE role IN ({staff_roles}) UNION SELECT account_id FROM account_suspension)
            ORDER BY a.display_name, a.id, r.role"
    );
    let mut staff: Vec<StaffMember> = Vec::new();
    for row in db::rows::<StaffRow>(db, sql, [now.into()]).await? {
        match staff.last_mut() {
            Some(last) if last.account_id == row.account_id => {
                last.roles.extend(row.role);
                last.prefecture_code = last.prefecture_code.take().or(row.prefecture_code);
            }
            _ => staff.push(StaffMember {
                account_id: row.account_id,
                display_name: row.display_name,
                email: row.email,
                roles: row.role.into_iter().collect(),
                prefecture_code: row.prefecture_code,
                second_factor: row.second_factor,
                sessions: row.sessions,
                last_signed_in_at: row.last_signed_in_at,
                suspended_at: row.suspended_at,
                suspension_reason: row.suspension_reason,
            }),
        }
    }
    Ok(staff)
}

/// How many administrators there are who can sign in.
pub async fn administrators(db: &impl ConnectionTrait) -> ApiResult<i64> {
    let sql = format!(
        "SELECT count(*) AS n FROM account_role r JOIN account a ON a.id = r.account_id WHERE a.deleted_at IS NULL AND r.role IN ({})
            AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id)",
        db::terms([Role::Administrator])
    );
    let row = db::query_one(db, sql, []).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default())
}

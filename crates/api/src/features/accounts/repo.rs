//! Writes and locked reads of accounts.

use crate::{
    ctx::Ctx,
    entity::{account, account_role, email_link, invitation, recovery_code},
    error::ApiResult,
};
use domain::{actor::Role, ids::AccountId, locale::Locale, problem::ProblemCode};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};

/// The living account with an address.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> ApiResult<Option<account::Model>> {
    let find = account::Entity::find().filter(account::COLUMN.email.eq(email)).filter(account::COLUMN.deleted_at.is_null());
    Ok(find.one(db).await?)
}

/// The living account with an id.
pub async fn get(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<account::Model> {
    let row = account::Entity::find_by_id(id).filter(account::COLUMN.deleted_at.is_null()).one(db).await?;
    row.ok_or_else(|| ProblemCode::SignInRequired.into())
}

/// The living account with an id, locked until the transaction ends.
pub async fn lock(txn: &impl ConnectionTrait, id: AccountId) -> ApiResult<account::Model> {
    let row = account::Entity::find_by_id(id).filter(account::COLUMN.deleted_at.is_null()).lock_exclusive().one(txn).await?;
    row.ok_or_else(|| ProblemCode::SignInRequired.into())
}

pub async fn save(txn: &impl ConnectionTrait, change: account::ActiveModel) -> ApiResult<account::Model> {
    Ok(change.update(txn).await?)
}

pub async fn roles(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Vec<Role>> {
    let rows =
        account_role::Entity::find().filter(account_role::COLUMN.account_id.eq(id)).order_by_asc(account_role::COLUMN.role).all(db).await?;
    let mut roles: Vec<_> = rows.into_iter().map(|row| row.role).collect();
    roles.sort_unstable();
    Ok(roles)
}

/// Makes acts that could leave no administrator wait for one another: otherwise two administrators who go at the same moment
/// would each count the other.
pub async fn lock_roles(txn: &impl ConnectionTrait) -> ApiResult<()> {
    txn.execute_unprepared("LOCK TABLE account_role IN SHARE ROW EXCLUSIVE MODE").await?;
    Ok(())
}

/// A role to be given.
#[derive(Debug, Clone)]
pub struct Grant {
    pub role: Role,
    /// For officers of a prefecture: which one.
    pub prefecture_code: Option<String>,
    pub granted_by: Option<AccountId>,
}

impl Grant {
    /// A role that a person takes without anybody's leave.
    pub fn own(role: Role) -> Self {
        Grant { role, prefecture_code: None, granted_by: None }
    }
}

/// Gives a role; again changes nothing.
pub async fn grant_role(txn: &impl ConnectionTrait, ctx: &Ctx, id: AccountId, grant: Grant) -> ApiResult<()> {
    let row = account_role::ActiveModel {
        account_id: Set(id),
        role: Set(grant.role),
        granted_at: Set(ctx.now),
        granted_by: Set(grant.granted_by),
        prefecture_code: Set(grant.prefecture_code),
    };
    let conflict = OnConflict::columns([account_role::Column::AccountId, account_role::Column::Role]).do_nothing().to_owned();
    account_role::Entity::insert(row).on_conflict(conflict).try_insert().exec_without_returning(txn).await?;
    Ok(())
}

/// The data of a new account. The caller must have proven the address by a link that was mailed to it.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Normalized.
    pub email: String,
    pub password_hash: String,
    pub display_name: String,
    pub locale: Locale,
}

pub async fn insert(txn: &impl ConnectionTrait, ctx: &Ctx, new: NewAccount) -> ApiResult<account::Model> {
    let row = account::ActiveModel {
        id: Set(ctx.new_id()),
        email: Set(new.email),
        password_hash: Set(Some(new.password_hash)),
        display_name: Set(new.display_name),
        locale: Set(new.locale),
        agreed_terms_at: Set(Some(ctx.now)),
        totp_secret_encrypted: Set(None),
        totp_pending_encrypted: Set(None),
        totp_confirmed_at: Set(None),
        totp_last_step: Set(None),
        created_at: Set(ctx.now),
        deleted_at: Set(None),
        version: Set(1),
    };
    Ok(row.insert(txn).await?)
}

/// The prefecture that an officer acts for.
pub async fn officer_prefecture(db: &impl ConnectionTrait, id: AccountId) -> ApiResult<Option<String>> {
    Ok(account_role::Entity::find_by_id((id, Role::PrefectureOfficer)).one(db).await?.and_then(|row| row.prefecture_code))
}

pub async fn revoke_role(txn: &impl ConnectionTrait, id: AccountId, role: Role) -> ApiResult<()> {
    account_role::Entity::delete_by_id((id, role)).exec(txn).await?;
    Ok(())
}

/// The placeholder for a deleted account's address.
fn deleted_address(id: AccountId) -> String {
    format!("deleted-{id}@invalid")
}

/// Empties a locked account: who it was is gone, that somebody acted stays. The address goes from invitations too, which end with it.
pub async fn empty(txn: &impl ConnectionTrait, ctx: &Ctx, row: &account::Model) -> ApiResult<()> {
    let id = row.id;
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { revoked_at: Set(Some(ctx.now)), ..Default::default() })
        .filter(invitation::COLUMN.email.eq(&row.email))
        .filter(invitation::COLUMN.accepted_at.is_null())
        .filter(invitation::COLUMN.revoked_at.is_null())
        .exec(txn)
        .await?;
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { email: Set(deleted_address(id)), ..Default::default() })
        .filter(invitation::COLUMN.email.eq(&row.email))
        .exec(txn)
        .await?;
    account_role::Entity::delete_many().filter(account_role::COLUMN.account_id.eq(id)).exec(txn).await?;
    email_link::Entity::delete_many().filter(email_link::COLUMN.email.eq(&row.email)).exec(txn).await?;
    recovery_code::Entity::delete_many().filter(recovery_code::COLUMN.account_id.eq(id)).exec(txn).await?;
    let change = account::ActiveModel {
        id: Set(id),
        email: Set(deleted_address(id)),
        password_hash: Set(None),
        display_name: Set("アカウントを削除した利用者".to_owned()),
        totp_secret_encrypted: Set(None),
        totp_pending_encrypted: Set(None),
        totp_confirmed_at: Set(None),
        deleted_at: Set(Some(ctx.now)),
        ..Default::default()
    };
    save(txn, change).await?;
    Ok(())
}

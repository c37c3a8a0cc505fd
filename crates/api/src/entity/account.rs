//! A person who can sign in.

use domain::{ids::AccountId, locale::Locale};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub email: String,
    pub password_hash: Option<String>,
    pub display_name: String,
    pub locale: Locale,
    pub agreed_terms_at: Option<ChronoDateTimeUtc>,
    pub totp_secret_encrypted: Option<Vec<u8>>,
    pub totp_pending_encrypted: Option<Vec<u8>>,
    pub totp_confirmed_at: Option<ChronoDateTimeUtc>,
    pub totp_last_step: Option<i64>,
    pub created_at: ChronoDateTimeUtc,
    pub deleted_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

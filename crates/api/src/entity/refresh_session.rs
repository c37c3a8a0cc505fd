//! An issued refresh token; those that followed one another form a family, which is one signed-in browser.

use domain::ids::{AccountId, SessionId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: AccountId,
    pub family_id: SessionId,
    pub token_hash: Vec<u8>,
    pub second_factor: bool,
    pub user_agent_summary: String,
    pub signed_in_at: ChronoDateTimeUtc,
    pub proven_at: ChronoDateTimeUtc,
    pub proven_again: bool,
    pub created_at: ChronoDateTimeUtc,
    pub expires_at: ChronoDateTimeUtc,
    pub rotated_at: Option<ChronoDateTimeUtc>,
    pub revoked_at: Option<ChronoDateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

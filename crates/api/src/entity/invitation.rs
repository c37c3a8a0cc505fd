//! An invitation to the staff or to an organization.

use domain::{
    account::InvitationKind,
    actor::Role,
    ids::{AccountId, InvitationId, OrganizationId},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub kind: InvitationKind,
    pub email: String,
    pub role: Role,
    pub organization_id: Option<OrganizationId>,
    pub token_hash: Vec<u8>,
    pub invited_by: Option<AccountId>,
    pub created_at: ChronoDateTimeUtc,
    pub expires_at: ChronoDateTimeUtc,
    pub accepted_at: Option<ChronoDateTimeUtc>,
    pub accepted_by: Option<AccountId>,
    pub revoked_at: Option<ChronoDateTimeUtc>,
    pub prefecture_code: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

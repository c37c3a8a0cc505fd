//! One act in the trail; the table refuses updates and deletes.

use domain::ids::{AccountId, AuditEntryId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    pub at: ChronoDateTimeUtc,
    pub actor_account_id: Option<AccountId>,
    pub actor_role: Option<String>,
    pub operation: String,
    pub request_id: String,
    pub subject_type: String,
    pub subject_id: Option<Uuid>,
    pub reason: Option<String>,
    pub changes: Json,
}

impl ActiveModelBehavior for ActiveModel {}

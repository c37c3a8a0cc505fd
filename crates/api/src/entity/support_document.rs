//! A document handed in with an application for support.

use domain::ids::{AccountId, SupportApplicationId, SupportDocumentId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "support_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SupportDocumentId,
    pub application_id: SupportApplicationId,
    pub name: String,
    pub media_type: String,
    pub size: i64,
    pub content: Vec<u8>,
    pub uploaded_by: AccountId,
    pub uploaded_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

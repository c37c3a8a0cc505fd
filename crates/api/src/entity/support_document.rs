//! A version of a document of an application for support. The column `sha256` is the database's own: it is computed from the content.

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
    pub replaces_id: Option<SupportDocumentId>,
    pub submitted_at: Option<ChronoDateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

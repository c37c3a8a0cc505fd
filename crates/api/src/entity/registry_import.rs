//! A file of an official list that staff uploaded. Its bytes are beside it, in `registry_import_part`, until somebody decides.

use domain::{
    atlas::Dataset,
    ids::{AccountId, RegistryImportId},
    locale::Bilingual,
    registry::{RegistryImportState, RegistryReport},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registry_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistryImportId,
    pub dataset: Dataset,
    pub edition: String,
    pub file_name: String,
    pub size: i64,
    pub content_hash: String,
    pub state: RegistryImportState,
    pub report: Option<RegistryReport>,
    pub failure: Option<Bilingual>,
    pub created_by: AccountId,
    pub created_at: ChronoDateTimeUtc,
    pub settled_by: Option<AccountId>,
    pub settled_at: Option<ChronoDateTimeUtc>,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

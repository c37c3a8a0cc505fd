//! A key that signs access tokens; its private half is encrypted under the master key.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    pub private_key_encrypted: Vec<u8>,
    pub public_key: Vec<u8>,
    pub created_at: ChronoDateTimeUtc,
    pub retires_at: Option<ChronoDateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

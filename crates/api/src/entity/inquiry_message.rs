//! One message in an inquiry.

use domain::{
    ids::{AccountId, InquiryId, MessageId},
    inquiry::InquirySide,
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inquiry_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MessageId,
    pub inquiry_id: InquiryId,
    pub side: InquirySide,
    pub author_account_id: AccountId,
    pub body: String,
    pub sent_at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

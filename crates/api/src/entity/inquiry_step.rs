//! A change of an inquiry's state.

use domain::{
    ids::{AccountId, InquiryId},
    inquiry::{InquiryEvent, InquirySide, InquiryStatus},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "inquiry_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub inquiry_id: InquiryId,
    pub event: Option<InquiryEvent>,
    pub to_status: InquiryStatus,
    pub side: InquirySide,
    pub author_account_id: Option<AccountId>,
    pub note: String,
    pub at: ChronoDateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

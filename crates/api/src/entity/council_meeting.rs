//! A meeting of one of the two councils.

use domain::{
    ids::CouncilMeetingId,
    source::Source,
    support::{Council, MeetingRound},
};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "council_meeting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CouncilMeetingId,
    pub prefecture_code: String,
    pub council: Council,
    pub fiscal_year: i32,
    pub round: MeetingRound,
    pub held_on: Option<ChronoDate>,
    #[sea_orm(column_type = "JsonBinary")]
    /// A list of [`domain::support::AgendaItem`].
    pub agenda: Json,
    pub minutes: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub source: Source,
    pub created_at: ChronoDateTimeUtc,
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

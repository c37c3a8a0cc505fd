//! A version of a rule that a quote rests on.

use domain::ids::{SubsidyQuoteId, SubsidyRuleId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subsidy_quote_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub quote_id: SubsidyQuoteId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule_id: SubsidyRuleId,
}

impl ActiveModelBehavior for ActiveModel {}

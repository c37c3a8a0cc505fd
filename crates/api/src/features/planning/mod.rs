//! What prefectures and their councils plan for priority support areas: correction plans, the councils' meetings, and what Miyagi has
//! published of both.
//!
//! Invariant: a plan only names areas, and reads what was applied for; neither knows of plans.

pub mod correction_plan;
pub mod council;
mod reference;

pub use reference::load_designations;

use crate::{error::ApiResult, features::places::prefecture_code, platform::feature::Feature};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the feature: its operations, tasks, and what it keeps about people.
pub const FEATURE: Feature = Feature::new("planning", routes);

fn routes(config: &mut ServiceConfig) {
    correction_plan::routes(config);
    council::routes(config);
}

/// Which prefecture's and which year's rows are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct YearQuery {
    /// Prefecture, two digits; all of Japan when absent.
    prefecture: Option<String>,
    /// Fiscal year; every year when absent.
    fiscal_year: Option<i32>,
}

impl YearQuery {
    fn prefecture(&self) -> ApiResult<Option<&'static str>> {
        prefecture_code(self.prefecture.as_ref())
    }
}

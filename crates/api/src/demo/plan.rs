//! A fictional correction plan of Miyagi, still being written: the demo's officer can take it further.

use super::scene::Scene;
use crate::{
    error::ApiResult,
    features::{planning::correction_plan, priority_area},
};
use domain::{
    region::correction_plan::{CreateCorrectionPlan, PlanArea},
    source::Source,
    time::{fiscal_year, japan_date},
};
use sea_orm::DatabaseTransaction;

const MIYAGI: &str = "04";

/// Of each of Miyagi's areas, in the order of their codes: doctors wanted, doctors there, what is done. No figure is real.
const AREAS: [(Option<u32>, Option<u32>, &str); 3] = [
    (
        Some(12),
        Some(9),
        "【架空】診療所の承継を希望する医師と、後継者を探す診療所との面談の場を年2回設ける。承継後の診療日数に応じて定着を支援する。",
    ),
    (
        Some(20),
        Some(14),
        "【架空】中核病院から週1回の医師派遣を2診療所で始める。土日祝日の日直・宿直に代替医師を確保し、医師が休める体制をつくる。",
    ),
    // What a plan does not state stays open.
    (Some(15), None, "【架空】沿岸部の宿直室と医局を改修する。現在の医師数は調査中のため、まだ記載していない。"),
];

/// Writes the plan.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<()> {
    let ctx = scene.ctx("officer", 12.0, "create_correction_plan")?;
    let today = japan_date(ctx.now);
    let areas = priority_area::query::on_day(txn, Some(MIYAGI), today).await?;
    let areas = areas.iter().zip(AREAS).map(|(area, (doctors_target, doctors_present, measures))| PlanArea {
        priority_area_id: area.id,
        name: area.name.clone(),
        name_en: area.name_en.clone(),
        doctors_target,
        doctors_present,
        measures: measures.to_owned(),
    });
    let plan = CreateCorrectionPlan {
        fiscal_year: fiscal_year(today),
        areas: areas.collect(),
        source: Source {
            title: "【架空】医師偏在是正プラン（素案）".to_owned(),
            section: "画面を試すための見本です。数値と取組は実在しません。".to_owned(),
            url: None,
        },
    };
    // Officers who are at work already may have ended the areas, or have a plan of their own.
    if plan.areas.is_empty() || correction_plan::exists(txn, MIYAGI, plan.fiscal_year).await? {
        return Ok(());
    }
    correction_plan::write(txn, &ctx, MIYAGI, &plan).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_says_that_it_is_fictional() {
        assert!(AREAS.iter().all(|(_, _, measures)| measures.starts_with("【架空】")));
    }
}

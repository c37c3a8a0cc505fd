//! The councils' meetings of the year, an adopted correction plan of the year before, and budgets in several versions: the applications refer to them.

use crate::{
    demo::{course::MIYAGI, scene::Scene},
    entity::{council_meeting, support_budget},
    error::ApiResult,
    features::{
        planning::{correction_plan, council},
        support::record,
    },
    platform::audit::{self, AuditEntry},
};
use chrono::{Days, NaiveDate};
use domain::{
    ids::CouncilMeetingId,
    money::Yen,
    region::{
        correction_plan::{AdvanceCorrectionPlan, CreateCorrectionPlan, PlanArea},
        priority_area::PriorityArea,
    },
    source::Source,
    subsidy::SchemeCode,
    support::{
        AgendaItem,
        Council::{self, Insurers, RegionalMedical},
        MeetingRound::{self, First, Second, Third},
        SaveSupportBudget,
    },
    time::{fiscal_year, fiscal_year_period, japan_date},
};
use sea_orm::{DatabaseTransaction, EntityTrait};
use std::collections::BTreeMap;

/// How many days ago each council met; less than none is to come.
const MEETINGS: [(Council, MeetingRound, f64); 6] = [
    (RegionalMedical, First, 92.0),
    (Insurers, First, 88.0),
    (RegionalMedical, Second, 21.0),
    (Insurers, Second, 17.0),
    (RegionalMedical, Third, -45.0),
    (Insurers, Third, -52.0),
];

/// Scheme, budget in yen, and how many days ago it was entered: at first, and again in supplementary budgets.
const BUDGETS: [(SchemeCode, i64, f64); 7] = [
    (SchemeCode::ClinicFacility, 80_000_000, 69.0),
    (SchemeCode::WorkEnvironment, 150_000_000, 69.0),
    (SchemeCode::DispatchingInstitution, 30_000_000, 69.0),
    (SchemeCode::ClinicEquipment, 220_000_000, 31.0),
    (SchemeCode::ClinicSettlement, 90_000_000, 31.0),
    (SchemeCode::SubstituteDoctor, 40_000_000, 31.0),
    (SchemeCode::ClinicEquipment, 280_000_000, 9.0),
];

/// Enters the year's meetings, and the days of those that are announced already.
///
/// # Errors
/// When the database fails.
pub async fn meetings(
    txn: &DatabaseTransaction,
    scene: &Scene,
    year: i32,
) -> ApiResult<BTreeMap<(Council, MeetingRound), CouncilMeetingId>> {
    let mut written = BTreeMap::new();
    for (council, round, days) in MEETINGS {
        // Early in a year, earlier meetings would lie in the one before: their days stay open.
        let day = Some(japan_date(scene.ago(days))).filter(|day| fiscal_year(*day) == year);
        let id = meeting(txn, scene, (council, round, year), day).await?;
        written.insert((council, round), id);
    }
    Ok(written)
}

/// A meeting that was held or is to be on a day. One that is announced without its day gets it.
async fn meeting(
    txn: &DatabaseTransaction,
    scene: &Scene,
    (council, round, year): (Council, MeetingRound, i32),
    held_on: Option<NaiveDate>,
) -> ApiResult<CouncilMeetingId> {
    let known = council::query::meetings(txn, Some(MIYAGI), Some(year)).await?;
    let known = known.into_iter().find(|meeting| (meeting.council, meeting.round) == (council, round));
    let minutes = held_on.filter(|day| *day <= japan_date(scene.now)).map(|_| "【架空】議事録".to_owned());
    let (ctx, before, after) = match known {
        Some(known) if known.held_on.is_some() || held_on.is_none() => return Ok(known.id),
        Some(known) => {
            let row = council::record::lock(txn, known.id, MIYAGI).await?;
            let row = council::record::save(txn, council_meeting::Model { held_on, minutes, ..row }).await?;
            (scene.ctx("officer", 16.0, "save_council_meeting")?, Some(known), row)
        }
        None => {
            let ctx = scene.ctx("officer", 118.0, "create_council_meeting")?;
            let agenda = AgendaItem {
                ja: "【架空】支援対象医療機関の選定".to_owned(),
                en: "(Fictional) selection of the institutions to be supported".to_owned(),
                schemes: vec![SchemeCode::ClinicEquipment, SchemeCode::SubstituteDoctor],
            };
            let row = council_meeting::Model {
                id: ctx.new_id(),
                prefecture_code: MIYAGI.to_owned(),
                council,
                fiscal_year: year,
                round,
                held_on,
                agenda: serde_json::to_value([agenda])?,
                minutes,
                source: fictional("【架空】協議会の開催予定"),
                created_at: ctx.now,
                version: 1,
            };
            (ctx, None, council::record::insert(txn, row).await?)
        }
    };
    let after = council::query::present(after)?;
    audit::record(txn, &ctx, AuditEntry::on("council_meeting", after.id.0).diff(&before, &Some(after.clone()))).await?;
    Ok(after.id)
}

/// Writes a plan of the year before, which went through its meetings and was adopted. Where that year has a plan (in its first days, the demo's own belongs
/// to it), the plan is one of a year earlier.
///
/// # Errors
/// When the database fails.
pub async fn earlier_plan(txn: &DatabaseTransaction, scene: &Scene, year: i32, areas: &[PriorityArea]) -> ApiResult<()> {
    let year = if correction_plan::exists(txn, MIYAGI, year).await? { year - 1 } else { year };
    let Some(begins) = fiscal_year_period(year).map(|period| period.from) else { return Ok(()) };
    if areas.is_empty() || correction_plan::exists(txn, MIYAGI, year).await? {
        return Ok(());
    }
    let ctx = scene.ctx("officer", 12.5, "create_correction_plan")?;
    let said = |area: &PriorityArea| PlanArea {
        priority_area_id: area.id,
        name: area.name.clone(),
        name_en: area.name_en.clone(),
        doctors_target: Some(15),
        doctors_present: Some(11),
        measures: "【架空】診療所の承継と医師の派遣を支援する。".to_owned(),
    };
    let plan = CreateCorrectionPlan {
        fiscal_year: year,
        areas: areas.iter().map(said).collect(),
        source: fictional("【架空】医師偏在是正プラン"),
    };
    let plan = correction_plan::write(txn, &ctx, MIYAGI, &plan).await?;
    let ctx = scene.ctx("officer", 12.4, "advance_correction_plan")?;
    let mut status = plan.status;
    while let Some(next) = status.next() {
        let held = |round: MeetingRound| {
            let days = match round {
                First => 70,
                Second => 190,
                Third | MeetingRound::Written => 300,
            };
            begins.checked_add_days(Days::new(days))
        };
        let meeting_id = match next.meeting() {
            Some(round) => Some(meeting(txn, scene, (RegionalMedical, round, year), held(round)).await?),
            None => None,
        };
        let row = correction_plan::lock(txn, plan.id, MIYAGI).await?;
        correction_plan::take_further(txn, &ctx, row, &AdvanceCorrectionPlan { meeting_id }).await?;
        status = next;
    }
    Ok(())
}

/// Enters the budgets, some of them again.
///
/// # Errors
/// When the database fails.
pub async fn budgets(txn: &DatabaseTransaction, scene: &Scene, fiscal_year: i32) -> ApiResult<()> {
    for (scheme, amount_yen, days) in BUDGETS {
        let ctx = scene.ctx("officer", days, "save_support_budget")?;
        let known = support_budget::Entity::find_by_id((MIYAGI.to_owned(), fiscal_year, scheme)).one(txn).await?;
        let version = known.filter(|known| known.withdrawn_at.is_none()).map(|known| known.version);
        let title = if version.is_some() { "【架空】補正予算" } else { "【架空】当初予算" };
        let input = SaveSupportBudget { fiscal_year, scheme, amount_yen: Yen(amount_yen), source: fictional(title), version };
        record::write_budget(txn, &ctx, MIYAGI.to_owned(), &input).await?;
    }
    Ok(())
}

fn fictional(title: &str) -> Source {
    let section = "画面を試すための見本です。内容は実在しません。".to_owned();
    Source { title: title.to_owned(), section, url: None }
}

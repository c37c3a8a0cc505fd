//! Fictional applications for support in Miyagi's areas, at different points of their course, and a fictional budget to hold them against.

use super::scene::Scene;
use crate::{
    entity::{support_application, support_budget, support_opinion},
    error::{ApiError, ApiResult},
    features::{
        planning::council,
        priority_area,
        support::record::{self, NewStep},
    },
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::{CouncilMeetingId, InstitutionId, PriorityAreaId},
    institution::InstitutionKind,
    money::Yen,
    region::priority_area::AreaShape,
    source::Source,
    subsidy::{Component, Construction, Opening, Outcome, Plan, SchemeCode, Statement},
    support::{ApplicationEvent, ApplicationStatus, Council, DecidedAmount, Party, SupportDecision, transition},
    time::{fiscal_year, fiscal_year_period, japan_date},
};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};
use std::collections::BTreeMap;

const MIYAGI: &str = "04";

/// Something that happened to an application, so many days ago.
enum Act {
    Take(f64, ApplicationEvent),
    Hear(f64, Council),
}

struct Story {
    institution: &'static str,
    /// The secondary medical area by which its priority area is designated.
    area: &'static str,
    purpose: &'static str,
    begun: f64,
    acts: &'static [Act],
}

const STORIES: [Story; 3] = [
    Story {
        institution: "kurihara",
        area: "0406",
        purpose: "【架空】前院長の引退にともない診療所を承継しました。医療機器を更新し、外来と訪問診療を続けます。",
        begun: 64.0,
        acts: &[
            Act::Take(58.2, ApplicationEvent::Submit),
            Act::Take(55.1, ApplicationEvent::Check),
            Act::Take(49.3, ApplicationEvent::Propose),
            Act::Hear(36.4, Council::RegionalMedical),
            Act::Hear(30.2, Council::Insurers),
            Act::Take(28.3, ApplicationEvent::Select),
            Act::Take(21.4, ApplicationEvent::Apply),
            Act::Take(9.2, ApplicationEvent::Decide),
        ],
    },
    Story {
        institution: "ishinomaki_hama",
        area: "0409",
        purpose: "【架空】土日祝日の日直・宿直に代替医師を確保し、常勤医が月2回の連休を取れるようにします。",
        begun: 41.0,
        acts: &[
            Act::Take(33.2, ApplicationEvent::Submit),
            Act::Take(26.1, ApplicationEvent::Check),
            Act::Take(18.3, ApplicationEvent::Propose),
            Act::Hear(6.2, Council::RegionalMedical),
        ],
    },
    Story {
        institution: "miyagi_minami",
        area: "0401",
        purpose: "【架空】古くなった宿直室と医局を改修し、当直明けに休める部屋をつくります。",
        begun: 8.0,
        acts: &[Act::Take(2.3, ApplicationEvent::Submit)],
    },
];

fn plan(institution: &str) -> Plan {
    let (institution_kind, opening, components) = match institution {
        "kurihara" => (
            InstitutionKind::Clinic,
            Some(Opening::Succession),
            vec![
                Component::ClinicEquipment { sites: 1, cost_yen: Some(Yen(18_200_000)) },
                Component::ClinicSettlement { days: 96, cost_yen: Some(Yen(13_016_000)) },
            ],
        ),
        "ishinomaki_hama" => {
            (InstitutionKind::Hospital, None, vec![Component::SubstituteDoctor { duties: 48, cost_yen: Some(Yen(2_640_000)) }])
        }
        _ => (
            InstitutionKind::Hospital,
            None,
            vec![
                Component::WorkEnvironment { construction: Construction::ReinforcedConcrete, cost_yen: Some(Yen(41_500_000)) },
                Component::SubstituteDoctor { duties: 24, cost_yen: Some(Yen(1_440_000)) },
            ],
        ),
    };
    Plan { prefecture_code: Some(MIYAGI.to_owned()), institution_kind, opening, components }
}

/// Writes the applications and the budget.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene, institutions: &BTreeMap<String, InstitutionId>) -> ApiResult<()> {
    let today = japan_date(scene.now);
    let year = fiscal_year(today);
    let areas = priority_area::query::on_day(txn, Some(MIYAGI), today).await?;
    let meetings = council::query::meetings(txn, Some(MIYAGI), Some(year)).await?;
    let meeting = meetings.into_iter().find(|meeting| meeting.council == Council::RegionalMedical).map(|meeting| meeting.id);
    for story in &STORIES {
        let area = areas.iter().find(|area| matches!(&area.version.shape, AreaShape::SecondaryMedicalArea { code } if code == story.area));
        // Officers who are at work already may have ended the area.
        let (Some(area), Some(institution)) = (area, institutions.get(story.institution)) else { continue };
        run(txn, scene, story, *institution, area.id, meeting).await?;
    }
    budget(txn, scene, year).await
}

async fn run(
    txn: &DatabaseTransaction,
    scene: &Scene,
    story: &Story,
    institution_id: InstitutionId,
    priority_area_id: PriorityAreaId,
    meeting: Option<CouncilMeetingId>,
) -> ApiResult<()> {
    let ctx = scene.ctx("hospital", story.begun, "create_support_application")?;
    let mut row = support_application::Model {
        id: ctx.new_id(),
        reference_number: None,
        institution_id,
        priority_area_id,
        prefecture_code: MIYAGI.to_owned(),
        fiscal_year: fiscal_year(japan_date(scene.now)),
        status: ApplicationStatus::Draft,
        status_since: ctx.now,
        plan: plan(story.institution),
        purpose: story.purpose.to_owned(),
        statement: None,
        submitted: None,
        meeting_id: None,
        decision: None,
        report: None,
        fixing: None,
        claim: None,
        payment: None,
        created_by: ctx.account_id()?,
        created_at: ctx.now,
        version: 1,
    };
    record::insert(txn, row.clone()).await?;
    let start = NewStep { event: None, to: row.status, by_officer: false, reason: String::new() };
    record::insert_step(txn, &ctx, row.id, start).await?;
    audit::record(txn, &ctx, AuditEntry::on("support_application", row.id.0).change("status", (), row.status)).await?;
    let mut heard = 0;
    for act in story.acts {
        match act {
            Act::Take(days, event) => take(txn, scene, &mut row, *days, *event, heard == 2, meeting).await?,
            Act::Hear(days, council) => {
                heard += 1;
                hear(txn, scene, &mut row, *days, *council).await?;
            }
        }
    }
    Ok(())
}

async fn take(
    txn: &DatabaseTransaction,
    scene: &Scene,
    row: &mut support_application::Model,
    days: f64,
    event: ApplicationEvent,
    agreed: bool,
    meeting: Option<CouncilMeetingId>,
) -> ApiResult<()> {
    let (who, party, operation) = match event {
        ApplicationEvent::Submit => ("hospital", Party::Institution, "submit_support_application"),
        ApplicationEvent::Apply => ("hospital", Party::Institution, "apply_support_application"),
        ApplicationEvent::Check => ("officer", Party::Prefecture, "check_support_application"),
        ApplicationEvent::Propose => ("officer", Party::Prefecture, "propose_support_application"),
        ApplicationEvent::Select if agreed => ("officer", Party::PrefectureAgreed, "select_support_application"),
        ApplicationEvent::Decide => ("officer", Party::PrefectureAgreed, "decide_support_application"),
        _ => return Err(ApiError::internal("the demo does not tell of this step")),
    };
    let ctx = scene.ctx(who, days, operation)?;
    match event {
        ApplicationEvent::Submit => {
            let statement = record::reckon(txn, &row.plan, record::day_of(ctx.now, row.fiscal_year)).await?;
            record::link_rules(txn, row.id, &statement).await?;
            row.statement = Some(statement);
            row.submitted = Some(record::submitted(&ctx, row));
            record::add_revision(txn, &ctx, row).await?;
            record::number(txn, row).await?;
        }
        ApplicationEvent::Propose => row.meeting_id = meeting,
        ApplicationEvent::Decide => {
            row.decision = Some(SupportDecision {
                decided_on: japan_date(ctx.now),
                reference: "【架空】医政第000号".to_owned(),
                amounts: row.statement.as_ref().map(amounts).unwrap_or_default(),
                report_by: fiscal_year_period(row.fiscal_year).and_then(|year| year.until),
            });
        }
        _ => {}
    }
    let before = row.status;
    row.status = transition(before, event, party).map_err(ApiError::internal)?;
    row.status_since = ctx.now;
    record::save(txn, row).await?;
    let step = NewStep { event: Some(event), to: row.status, by_officer: party != Party::Institution, reason: String::new() };
    record::insert_step(txn, &ctx, row.id, step).await?;
    audit::record(txn, &ctx, AuditEntry::on("support_application", row.id.0).change("status", before, row.status)).await
}

async fn hear(
    txn: &DatabaseTransaction,
    scene: &Scene,
    row: &mut support_application::Model,
    days: f64,
    council: Council,
) -> ApiResult<()> {
    let ctx = scene.ctx("officer", days, "record_council_opinion")?;
    let opinion = support_opinion::Model {
        application_id: row.id,
        council,
        agreed: true,
        stated_on: japan_date(ctx.now),
        minutes: "【架空】議事録 2ページ".to_owned(),
        meeting_id: row.meeting_id.filter(|_| council == Council::RegionalMedical),
        recorded_by: ctx.account_id()?,
        recorded_at: ctx.now,
    };
    record::save_opinion(txn, opinion).await?;
    record::save(txn, row).await?;
    audit::record(txn, &ctx, AuditEntry::on("support_application", row.id.0).change(council.code(), (), true)).await
}

/// The grant as planned, where the rules name an amount.
fn amounts(statement: &Statement) -> Vec<DecidedAmount> {
    let amount = |scheme, outcome: &Outcome| match outcome {
        Outcome::Determined { eligible_yen, subsidy_yen, .. } => {
            Some(DecidedAmount { scheme, cost_yen: *eligible_yen, subsidy_yen: *subsidy_yen })
        }
        Outcome::Undetermined { .. } | Outcome::NotOpen { .. } | Outcome::NotEligible { .. } => None,
    };
    statement.lines.iter().filter_map(|line| amount(line.scheme, &line.outcome)).collect()
}

async fn budget(txn: &DatabaseTransaction, scene: &Scene, fiscal_year: i32) -> ApiResult<()> {
    let ctx = scene.ctx("officer", 70.0, "save_support_budget")?;
    for (scheme, amount_yen) in
        [(SchemeCode::ClinicEquipment, 60_000_000), (SchemeCode::ClinicSettlement, 45_000_000), (SchemeCode::SubstituteDoctor, 5_000_000)]
    {
        let row = support_budget::Model {
            prefecture_code: MIYAGI.to_owned(),
            fiscal_year,
            scheme,
            amount_yen,
            source: Source {
                title: "【架空】当初予算".to_owned(),
                section: "画面を試すための見本です。金額は実在しません。".to_owned(),
                url: None,
            },
            saved_by: Some(ctx.account_id()?),
            saved_at: ctx.now,
            version: 1,
            withdrawn_at: None,
        };
        // A budget that an officer entered stays as it is.
        let known = support_budget::Entity::find_by_id((row.prefecture_code.clone(), fiscal_year, scheme)).one(txn).await?;
        if known.is_none() {
            support_budget::Entity::insert(row.into_active_model()).exec_without_returning(txn).await?;
            audit::record(txn, &ctx, AuditEntry::on("support_budget", None).change(scheme.code(), (), amount_yen)).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::validate::Validate;

    #[test]
    fn every_application_says_that_it_is_fictional_and_could_be_written_by_a_person() {
        for story in &STORIES {
            assert!(story.purpose.starts_with("【架空】"));
            assert_eq!(plan(story.institution).validate().map_err(|v| v.into_errors()), Ok(()));
        }
    }
}

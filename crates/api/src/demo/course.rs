//! The course of an application for support, each step allowed by the same lifecycle that the product obeys.

use super::scene::Scene;
use crate::{
    ctx::Ctx,
    entity::{support_application, support_opinion},
    error::{ApiError, ApiResult},
    features::support::record::{self, NewStep},
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::{CouncilMeetingId, InstitutionId, PriorityAreaId},
    money::Yen,
    subsidy::{Component, Outcome, Plan, Statement},
    support::{
        ApplicationEvent, ApplicationStatus, Council, DecidedAmount, FixedAmount, Party, SupportClaim, SupportDecision, SupportFixing,
        SupportPayment, SupportReport, WorkedDays, transition,
    },
    time::{fiscal_year, fiscal_year_period, japan_date},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};

/// The prefecture of every application of the demo.
pub const MIYAGI: &str = "04";

const SUMMARY: &str = "【架空】計画のとおりに実施しました。支出は領収書のとおりです。";
const MEND_PLAN: &str = "【架空】見積書の日付が入っていません。日付の入ったものを添えて、もう一度ご提出ください。";
const MEND_REPORT: &str = "【架空】領収書の合計が報告の金額と合いません。内訳をご確認ください。";
const TURNED_DOWN: &str = "【架空】保険者協議会の合意が得られませんでした。";
const WITHDRAWN: &str = "【架空】計画していた工事を見送ることになりました。";

/// Something that happened to an application, so many days ago.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// A step of one side.
    Take(f64, ApplicationEvent),
    /// A council spoke; whether it agreed.
    Hear(f64, Council, bool),
}

/// An application as it is begun.
#[derive(Debug)]
pub struct Beginning {
    /// The institution.
    pub institution_id: InstitutionId,
    /// The area.
    pub priority_area_id: PriorityAreaId,
    /// The plan that support is asked for.
    pub plan: Plan,
    /// Why.
    pub purpose: String,
    /// How many days ago it is begun.
    pub days: f64,
    /// The number in the prefecture's notices about it.
    pub notice: String,
}

/// The meetings that an application is brought to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Meetings {
    /// The regional medical council's.
    pub regional: Option<CouncilMeetingId>,
    /// The insurers' council's.
    pub insurers: Option<CouncilMeetingId>,
}

struct Course<'a> {
    txn: &'a DatabaseTransaction,
    scene: &'a Scene,
    row: support_application::Model,
    notice: String,
    meetings: Meetings,
    agreements: usize,
}

/// Writes an application with everything that happened to it.
///
/// # Errors
/// When an act is not allowed where it stands, or the database fails.
pub async fn run(txn: &DatabaseTransaction, scene: &Scene, begun: Beginning, acts: &[Act], meetings: Meetings) -> ApiResult<()> {
    let ctx = scene.ctx("hospital", begun.days, "create_support_application")?;
    let row = support_application::Model {
        id: ctx.new_id(),
        reference_number: None,
        institution_id: begun.institution_id,
        priority_area_id: begun.priority_area_id,
        prefecture_code: MIYAGI.to_owned(),
        fiscal_year: fiscal_year(japan_date(scene.now)),
        status: ApplicationStatus::Draft,
        status_since: ctx.now,
        plan: begun.plan,
        purpose: begun.purpose,
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
    if acts.is_empty() {
        return Ok(());
    }
    let mut course = Course { txn, scene, row, notice: begun.notice, meetings, agreements: 0 };
    for act in acts {
        match act {
            Act::Take(days, event) => course.take(*days, *event).await?,
            Act::Hear(days, council, agreed) => course.hear(*days, *council, *agreed).await?,
        }
        course.row.version += 1;
    }
    // Nobody reads it in between, so it is written back once.
    course.row.into_active_model().reset_all().update(txn).await?;
    Ok(())
}

impl Course<'_> {
    async fn take(&mut self, days: f64, event: ApplicationEvent) -> ApiResult<()> {
        let party = match (event.is_institutions(), self.agreements) {
            (true, _) => Party::Institution,
            (false, 2) => Party::PrefectureAgreed,
            (false, _) => Party::Prefecture,
        };
        let who = if party == Party::Institution { "hospital" } else { "officer" };
        let ctx = self.scene.ctx(who, days, operation(event))?;
        let before = self.row.status;
        let to = transition(before, event, party).map_err(ApiError::internal)?;
        self.write_down(&ctx, event).await?;
        (self.row.status, self.row.status_since) = (to, ctx.now);
        let reason = reason(event);
        let step = NewStep { event: Some(event), to, by_officer: party != Party::Institution, reason: reason.to_owned() };
        record::insert_step(self.txn, &ctx, self.row.id, step).await?;
        let mut entry = AuditEntry::on("support_application", self.row.id.0).change("status", before, to);
        entry.reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        audit::record(self.txn, &ctx, entry).await
    }

    /// Writes into the application what a step adds to it.
    async fn write_down(&mut self, ctx: &Ctx, event: ApplicationEvent) -> ApiResult<()> {
        let (txn, today) = (self.txn, japan_date(ctx.now));
        let reference = format!("【架空】医政第{}号", self.notice);
        let row = &mut self.row;
        match event {
            ApplicationEvent::Submit => {
                let statement = record::reckon(txn, &row.plan, record::day_of(ctx.now, row.fiscal_year)).await?;
                record::link_rules(txn, row.id, &statement).await?;
                row.statement = Some(statement);
                row.submitted = Some(record::submitted(ctx, row));
                record::add_revision(txn, ctx, row).await?;
                record::number(txn, row).await?;
            }
            ApplicationEvent::Propose => row.meeting_id = self.meetings.regional,
            ApplicationEvent::Decide => {
                let amounts = row.statement.as_ref().map(amounts).unwrap_or_default();
                row.decision = Some(SupportDecision {
                    decided_on: today,
                    reference,
                    amounts,
                    report_by: fiscal_year_period(row.fiscal_year).and_then(|year| year.until),
                });
            }
            ApplicationEvent::Report => {
                let amounts = row.decision.iter().flat_map(|decision| decision.amounts.iter().map(spent)).collect();
                let report = SupportReport { summary: SUMMARY.to_owned(), amounts, days_worked: worked(&row.plan) };
                record::add_report(txn, ctx, row.id, report.clone()).await?;
                row.report = Some(report);
            }
            ApplicationEvent::Fix => {
                let most = record::fixable(txn, row).await?;
                let amounts = most.iter().map(|most| FixedAmount { scheme: most.scheme, subsidy_yen: most.most_yen }).collect();
                row.fixing = Some(SupportFixing { fixed_on: today, reference, amounts });
            }
            ApplicationEvent::Claim => {
                let amount_yen = row.fixing.as_ref().map(SupportFixing::total).unwrap_or_default();
                row.claim = Some(SupportClaim { claimed_on: today, amount_yen });
            }
            ApplicationEvent::Pay => {
                row.payment = row.claim.as_ref().map(|claim| SupportPayment { paid_on: today, amount_yen: claim.amount_yen });
            }
            ApplicationEvent::Return
            | ApplicationEvent::Check
            | ApplicationEvent::Select
            | ApplicationEvent::TurnDown
            | ApplicationEvent::Apply
            | ApplicationEvent::ReturnReport
            | ApplicationEvent::CheckReport
            | ApplicationEvent::Withdraw => {}
            ApplicationEvent::WithdrawClaim | ApplicationEvent::Undo => {
                return Err(ApiError::internal("the demo does not tell of this step"));
            }
        }
        Ok(())
    }

    async fn hear(&mut self, days: f64, council: Council, agreed: bool) -> ApiResult<()> {
        let ctx = self.scene.ctx("officer", days, "record_council_opinion")?;
        self.agreements += usize::from(agreed);
        let opinion = support_opinion::Model {
            application_id: self.row.id,
            council,
            agreed,
            stated_on: japan_date(ctx.now),
            minutes: "【架空】議事録 2ページ".to_owned(),
            meeting_id: match council {
                Council::RegionalMedical => self.row.meeting_id,
                Council::Insurers => self.meetings.insurers,
            },
            recorded_by: ctx.account_id()?,
            recorded_at: ctx.now,
        };
        record::save_opinion(self.txn, opinion).await?;
        let entry = AuditEntry::on("support_application", self.row.id.0).change(council.code(), (), agreed);
        audit::record(self.txn, &ctx, entry).await
    }
}

/// The operation by which a step is taken, as the audit trail calls it.
fn operation(event: ApplicationEvent) -> &'static str {
    match event {
        ApplicationEvent::Submit => "submit_support_application",
        ApplicationEvent::Return => "return_support_application",
        ApplicationEvent::Check => "check_support_application",
        ApplicationEvent::Propose => "propose_support_application",
        ApplicationEvent::Select => "select_support_application",
        ApplicationEvent::TurnDown => "turn_down_support_application",
        ApplicationEvent::Apply => "apply_support_application",
        ApplicationEvent::Decide => "decide_support_application",
        ApplicationEvent::Report => "report_support_application",
        ApplicationEvent::ReturnReport => "return_support_report",
        ApplicationEvent::CheckReport => "check_support_report",
        ApplicationEvent::Fix => "fix_support_amount",
        ApplicationEvent::Claim => "claim_support_application",
        ApplicationEvent::WithdrawClaim => "withdraw_support_claim",
        ApplicationEvent::Pay => "pay_support_application",
        ApplicationEvent::Undo => "undo_support_application",
        ApplicationEvent::Withdraw => "withdraw_support_application",
    }
}

/// The reason that the demo gives for a step; blank where none is asked for.
fn reason(event: ApplicationEvent) -> &'static str {
    match event {
        ApplicationEvent::Return => MEND_PLAN,
        ApplicationEvent::TurnDown => TURNED_DOWN,
        ApplicationEvent::ReturnReport => MEND_REPORT,
        ApplicationEvent::Withdraw => WITHDRAWN,
        _ => "",
    }
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

/// The days that were worked: a few less than planned, where a scheme counts them.
fn worked(plan: &Plan) -> Vec<WorkedDays> {
    let counted =
        |component: &Component| component.counted().map(|(_, days)| WorkedDays { scheme: component.scheme(), days: days - days / 25 });
    plan.components.iter().filter_map(counted).collect()
}

/// Reported amounts for a decided one: 24/25 of it, in whole thousands of yen.
fn spent(decided: &DecidedAmount) -> DecidedAmount {
    let less = |Yen(yen): Yen| Yen(yen / 25 * 24 / 1_000 * 1_000);
    DecidedAmount { scheme: decided.scheme, cost_yen: less(decided.cost_yen), subsidy_yen: less(decided.subsidy_yen) }
}

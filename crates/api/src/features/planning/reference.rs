//! Loads what Miyagi has published of its council's meetings of fiscal 2026, with the areas that it designated.
//!
//! Every word is from the council's document (宮城県地域医療対策協議会 資料2). What it does not state is left out, and a note says so. What an
//! officer changed since is never written over.

use crate::{
    entity::council_meeting,
    error::ApiResult,
    features::priority_area::miyagi::{self, MIYAGI, source},
    platform::{AppState, db, import::Report},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::CouncilMeetingId,
    subsidy::SchemeCode::{
        ClinicEquipment, ClinicFacility, ClinicSettlement, DispatchingInstitution, DoctorsAllowance, SubstituteDoctor, WorkEnvironment,
    },
    support::{AgendaItem, Council, MeetingRound},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use uuid::{Uuid, uuid};

/// Loads the designated areas and the meetings. A second run changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn load_designations(state: &AppState) -> ApiResult<Report> {
    let now = state.clock.now();
    db::transaction(&state.db, async |txn| {
        let mut report = Report::new("Miyagi's designated areas and its council's meetings of fiscal 2026");
        miyagi::designate(txn, now, &mut report).await?;
        for (id, round, season, agenda) in meetings() {
            let changed = announce(txn, CouncilMeetingId(id), round, season, &agenda, now).await?;
            report.take(1, changed);
        }
        Ok(report)
    })
    .await
}

async fn announce(
    txn: &DatabaseTransaction,
    id: CouncilMeetingId,
    round: MeetingRound,
    season: &str,
    agenda: &[AgendaItem],
    now: DateTime<Utc>,
) -> ApiResult<u64> {
    let meeting = council_meeting::Model {
        id,
        prefecture_code: MIYAGI.to_owned(),
        council: Council::RegionalMedical,
        fiscal_year: 2026,
        round,
        held_on: None,
        agenda: serde_json::to_value(agenda)?,
        minutes: None,
        source: source(&format!("{SCHEDULE}：{season}")),
        created_at: now,
        version: 1,
    };
    let keep = OnConflict::new().do_nothing().to_owned();
    let insert = council_meeting::Entity::insert(meeting.into_active_model().reset_all()).on_conflict(keep);
    Ok(insert.exec_without_returning(txn).await?)
}

/// The section of the document that names the meetings.
const SCHEDULE: &str = "令和8年度の開催スケジュール(想定)について";

/// Each meeting with the season that the document expects it in.
fn meetings() -> [(Uuid, MeetingRound, &'static str, Vec<AgendaItem>); 4] {
    let item = |ja: &str, en: &str, schemes: &[_]| AgendaItem { ja: ja.to_owned(), en: en.to_owned(), schemes: schemes.to_vec() };
    [
        (
            uuid!("01971930-8c00-7002-8000-000020260001"),
            MeetingRound::First,
            "春～夏頃（第1回）",
            vec![
                item(
                    "中間見直し(素案)の協議：医師等の確保に関する部分の中間見直し",
                    "Discussion of the interim review (outline): interim review of the part on securing doctors and other staff",
                    &[],
                ),
                item(
                    "中間見直し(素案)の協議：医師偏在是正プランの策定",
                    "Discussion of the interim review (outline): drawing up the correction plan",
                    &[],
                ),
                item(
                    "支援対象医療機関の選定：①診療所の承継・開業支援事業",
                    "Selection of the institutions to be supported: (1) support for the succession and opening of clinics",
                    &[ClinicFacility, ClinicEquipment, ClinicSettlement],
                ),
                item(
                    "支援対象医療機関の選定：③医師の勤務・生活環境改善のための施設整備事業・代替医師確保支援事業",
                    "Selection of the institutions to be supported: (3) building work and substitute doctors, to improve doctors' work and living environment",
                    &[WorkEnvironment, SubstituteDoctor],
                ),
                item(
                    "支援対象医療機関の選定：③派遣元医療機関等への支援事業",
                    "Selection of the institutions to be supported: (3) support for institutions that dispatch doctors, and others",
                    &[DispatchingInstitution],
                ),
            ],
        ),
        (
            uuid!("01971930-8c00-7002-8000-000020260002"),
            MeetingRound::Second,
            "秋頃（第2回）",
            vec![
                item("中間見直し(中間案)の協議", "Discussion of the interim review (interim plan)", &[]),
                item(
                    "②医師手当事業 ※令和8年度以降に国から示される支援対象医師の要件、補助基準額、支援期間に基づき、支援対象医療機関の選定作業に入る可能性がある。",
                    "(2) Doctor's allowance programme. Note: selection of the institutions to be supported may begin, on the basis of the requirements for supported doctors, the base amounts and the periods of support that the nation gives from fiscal 2026 on.",
                    &[DoctorsAllowance],
                ),
            ],
        ),
        (
            uuid!("01971930-8c00-7002-8000-000020260003"),
            MeetingRound::Third,
            "冬頃（第3回）",
            vec![item("中間見直し(最終案)の協議", "Discussion of the interim review (final plan)", &[])],
        ),
        (
            uuid!("01971930-8c00-7002-8000-000020260004"),
            MeetingRound::Written,
            "令和9年3月頃（第4回、書面開催）",
            vec![item(
                "「臨床研修の募集定員」に関する協議（令和9年3月頃、書面開催）",
                "Discussion of the recruitment quotas for clinical training (in writing, about March 2027)",
                &[],
            )],
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{support::SaveCouncilMeeting, validate::Validate};

    #[test]
    fn what_is_loaded_could_be_entered_by_an_officer() {
        for (_, round, season, agenda) in meetings() {
            let meeting = SaveCouncilMeeting {
                council: Council::RegionalMedical,
                fiscal_year: 2026,
                round,
                held_on: None,
                agenda,
                minutes: None,
                source: source(&format!("{SCHEDULE}：{season}")),
            };
            assert_eq!(meeting.validate().map_err(|v| v.into_errors()), Ok(()));
        }
    }
}

//! Loads what Miyagi has published: its designated areas and the council's meetings of fiscal 2026.
//!
//! Every word is from the council's document (宮城県地域医療対策協議会 資料2). What it does not state is left out, and a note says so. What an
//! officer changed since is never written over.

use crate::{
    entity::{council_meeting, priority_area, priority_area_version},
    error::{ApiError, ApiResult},
    platform::{AppState, db, import::Report},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CouncilMeetingId, PriorityAreaId, PriorityAreaVersionId},
    region::priority_area::{AreaShape, AreaStatus},
    source::Source,
    subsidy::SchemeCode::{
        ClinicEquipment, ClinicFacility, ClinicSettlement, DispatchingInstitution, DoctorsAllowance, SubstituteDoctor, WorkEnvironment,
    },
    support::{AgendaItem, Agreement, Council, MeetingRound},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use uuid::{Uuid, uuid};

const MIYAGI: &str = "04";
const DOCUMENT: &str = "宮城県地域医療対策協議会 資料2（総合的な対策パッケージの具体的な取組）";

struct Designation {
    area: Uuid,
    version: Uuid,
    code: &'static str,
    name: &'static str,
    name_en: &'static str,
}

/// The same on every installation, so that an area can be linked to and loaded again.
const DESIGNATIONS: [Designation; 3] = [
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000401"),
        version: uuid!("01971930-8c00-7001-8000-000000000401"),
        code: "0401",
        name: "仙南",
        name_en: "Sennan",
    },
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000406"),
        version: uuid!("01971930-8c00-7001-8000-000000000406"),
        code: "0406",
        name: "大崎・栗原",
        name_en: "Osaki and Kurihara",
    },
    Designation {
        area: uuid!("01971930-8c00-7000-8000-000000000409"),
        version: uuid!("01971930-8c00-7001-8000-000000000409"),
        code: "0409",
        name: "石巻・登米・気仙沼",
        name_en: "Ishinomaki, Tome and Kesennuma",
    },
];

/// Loads the designated areas and the meetings. A second run changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn load_designations(state: &AppState) -> ApiResult<Report> {
    let now = state.clock.now();
    db::transaction(&state.db, async |txn| {
        let mut report = Report::new("Miyagi's designated areas and its council's meetings of fiscal 2026");
        for designation in &DESIGNATIONS {
            let changed = designate(txn, designation, now).await?;
            report.take(1, u64::from(changed));
        }
        for (id, round, agenda) in meetings() {
            let changed = announce(txn, CouncilMeetingId(id), round, &agenda, now).await?;
            report.take(1, changed);
        }
        Ok(report)
    })
    .await
}

/// An area that is there already has its history from the officers.
async fn designate(txn: &DatabaseTransaction, designation: &Designation, now: DateTime<Utc>) -> ApiResult<bool> {
    let id = PriorityAreaId(designation.area);
    if priority_area::Entity::find_by_id(id).one(txn).await?.is_some() {
        return Ok(false);
    }
    let area = priority_area::Model {
        id,
        prefecture_code: MIYAGI.to_owned(),
        name: designation.name.to_owned(),
        name_en: designation.name_en.to_owned(),
        version: 1,
    };
    area.into_active_model().reset_all().insert(txn).await?;
    let day = NaiveDate::from_ymd_opt(2025, 5, 29).ok_or_else(|| ApiError::internal("no day"))?;
    let version = priority_area_version::Model {
        id: PriorityAreaVersionId(designation.version),
        priority_area_id: id,
        status: AreaStatus::Designated,
        shape: AreaShape::SecondaryMedicalArea { code: designation.code.to_owned() },
        valid_from: day,
        valid_until: None,
        source: source("診療所の承継・開業支援事業 ①重点医師偏在対策支援区域"),
        regional_medical_council: Some(Agreement {
            agreed_on: day,
            minutes: format!("{DOCUMENT}：令和7年5月29日に開催した地域医療対策協議会において御協議いただき、先行的に区域を指定"),
        }),
        insurers_council: None,
        note: "保険者協議会の合意の日は、この資料に書かれていません。 / The document does not state when the insurers' council agreed."
            .to_owned(),
        created_by: None,
        created_at: now,
    };
    version.into_active_model().reset_all().insert(txn).await?;
    Ok(true)
}

async fn announce(
    txn: &DatabaseTransaction,
    id: CouncilMeetingId,
    round: MeetingRound,
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
        source: source("令和8年度の開催スケジュール(想定)について"),
        created_at: now,
        version: 1,
    };
    let keep = OnConflict::new().do_nothing().to_owned();
    let insert = council_meeting::Entity::insert(meeting.into_active_model().reset_all()).on_conflict(keep);
    Ok(insert.exec_without_returning(txn).await?)
}

fn source(section: &str) -> Source {
    Source { title: DOCUMENT.to_owned(), section: section.to_owned(), url: None }
}

fn meetings() -> [(Uuid, MeetingRound, Vec<AgendaItem>); 4] {
    let item = |ja: &str, en: &str, schemes: &[_]| AgendaItem { ja: ja.to_owned(), en: en.to_owned(), schemes: schemes.to_vec() };
    [
        (
            uuid!("01971930-8c00-7002-8000-000020260001"),
            MeetingRound::First,
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
            vec![item("中間見直し(最終案)の協議", "Discussion of the interim review (final plan)", &[])],
        ),
        (
            uuid!("01971930-8c00-7002-8000-000020260004"),
            MeetingRound::Written,
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
        for (_, round, agenda) in meetings() {
            let meeting = SaveCouncilMeeting {
                council: Council::RegionalMedical,
                fiscal_year: 2026,
                round,
                held_on: None,
                agenda,
                minutes: None,
                source: source("令和8年度の開催スケジュール(想定)について"),
            };
            assert_eq!(meeting.validate().map_err(|v| v.into_errors()), Ok(()));
        }
    }
}

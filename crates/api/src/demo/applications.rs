//! Fictional applications for support in Miyagi's areas, at different points of their course, and a fictional budget to hold them against.

use super::{
    course::{self, Act, Beginning, MIYAGI, Meetings},
    scene::Scene,
};
use crate::{
    entity::support_budget,
    error::ApiResult,
    features::{planning::council, priority_area},
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::InstitutionId,
    institution::InstitutionKind,
    money::Yen,
    region::priority_area::AreaShape,
    source::Source,
    subsidy::{Component, Construction, Opening, Plan, SchemeCode},
    support::{ApplicationEvent, Council},
    time::{fiscal_year, japan_date},
};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};
use std::collections::BTreeMap;

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
            Act::Hear(36.4, Council::RegionalMedical, true),
            Act::Hear(30.2, Council::Insurers, true),
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
            Act::Hear(6.2, Council::RegionalMedical, true),
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
        let begun = Beginning {
            institution_id: *institution,
            priority_area_id: area.id,
            plan: plan(story.institution),
            purpose: story.purpose.to_owned(),
            days: story.begun,
            notice: "000".to_owned(),
        };
        course::run(txn, scene, begun, story.acts, Meetings { regional: meeting, insurers: None }).await?;
    }
    budget(txn, scene, year).await
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

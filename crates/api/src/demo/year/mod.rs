//! A year of Miyagi's officer as it is in life: applications in every state, the councils' meetings, correction plans, and budgets that were
//! entered again. For whoever wants to see lists, files and sums at that size.

mod planning;

use super::{
    course::{self, Act, Beginning, MIYAGI, Meetings},
    crowd,
    institutions::{self, Entry},
    scene::Scene,
    story::Story,
};
use crate::{entity::municipality, error::ApiResult, features::priority_area};
use domain::{
    ids::{CouncilMeetingId, InstitutionId, PriorityAreaId},
    institution::InstitutionKind,
    money::Yen,
    region::priority_area::{AreaShape, PriorityArea},
    subsidy::{Component, Construction, Opening, Plan},
    support::{
        ApplicationEvent as E,
        Council::{self, Insurers, RegionalMedical},
        MeetingRound::{self, First, Second, Third},
    },
    time::{fiscal_year, japan_date},
};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// An application that the first meetings spoke of.
const HEARD_FIRST: [Act; 5] = [
    Act::Take(112.0, E::Submit),
    Act::Take(106.0, E::Check),
    Act::Take(98.0, E::Propose),
    Act::Hear(92.0, RegionalMedical, true),
    Act::Hear(88.0, Insurers, true),
];
/// One that both councils agreed to, and for which the grant was decided.
const DECIDED: [Act; 3] = [Act::Take(84.0, E::Select), Act::Take(74.0, E::Apply), Act::Take(60.0, E::Decide)];
/// An application that the second meetings spoke of.
const HEARD_SECOND: [Act; 5] = [
    Act::Take(52.0, E::Submit),
    Act::Take(46.0, E::Check),
    Act::Take(38.0, E::Propose),
    Act::Hear(21.0, RegionalMedical, true),
    Act::Hear(17.0, Insurers, true),
];

/// How many applications took a course, the meetings that they were brought to, and what happened to them.
type Course = (usize, MeetingRound, &'static [&'static [Act]]);

/// A hundred and twenty applications. Their last states are, in this order: draft, submitted, returned, checked, before the councils, selected, not
/// selected, applied, decided, reported, report returned, report checked, fixed, claimed, paid, withdrawn.
const COURSES: [Course; 20] = [
    (6, Third, &[]),
    (10, Third, &[&[Act::Take(5.0, E::Submit)]]),
    (5, Third, &[&[Act::Take(18.0, E::Submit), Act::Take(9.0, E::Return)]]),
    (5, Third, &[&[Act::Take(30.0, E::Submit), Act::Take(12.0, E::Check)]]),
    (3, Third, &[&[Act::Take(38.0, E::Submit), Act::Take(33.0, E::Return), Act::Take(27.0, E::Submit), Act::Take(11.0, E::Check)]]),
    (
        6,
        Second,
        &[&[Act::Take(40.0, E::Submit), Act::Take(34.0, E::Check), Act::Take(26.0, E::Propose), Act::Hear(21.0, RegionalMedical, true)]],
    ),
    (6, Third, &[&[Act::Take(33.0, E::Submit), Act::Take(25.0, E::Check), Act::Take(8.0, E::Propose)]]),
    (8, Second, &[&HEARD_SECOND, &[Act::Take(13.0, E::Select)]]),
    (
        4,
        First,
        &[&[
            Act::Take(112.0, E::Submit),
            Act::Take(106.0, E::Check),
            Act::Take(98.0, E::Propose),
            Act::Hear(92.0, RegionalMedical, true),
            Act::Hear(88.0, Insurers, false),
            Act::Take(84.0, E::TurnDown),
        ]],
    ),
    (9, Second, &[&HEARD_SECOND, &[Act::Take(14.0, E::Select), Act::Take(6.0, E::Apply)]]),
    (14, First, &[&HEARD_FIRST, &DECIDED]),
    (8, Second, &[&HEARD_SECOND, &[Act::Take(14.0, E::Select), Act::Take(11.0, E::Apply), Act::Take(4.0, E::Decide)]]),
    (7, First, &[&HEARD_FIRST, &DECIDED, &[Act::Take(20.0, E::Report)]]),
    (3, First, &[&HEARD_FIRST, &DECIDED, &[Act::Take(24.0, E::Report), Act::Take(12.0, E::ReturnReport)]]),
    (
        4,
        First,
        &[
            &HEARD_FIRST,
            &DECIDED,
            &[Act::Take(40.0, E::Report), Act::Take(34.0, E::ReturnReport), Act::Take(26.0, E::Report), Act::Take(9.0, E::CheckReport)],
        ],
    ),
    (5, First, &[&HEARD_FIRST, &DECIDED, &[Act::Take(36.0, E::Report), Act::Take(28.0, E::CheckReport), Act::Take(14.0, E::Fix)]]),
    (
        5,
        First,
        &[
            &HEARD_FIRST,
            &DECIDED,
            &[Act::Take(42.0, E::Report), Act::Take(34.0, E::CheckReport), Act::Take(25.0, E::Fix), Act::Take(7.0, E::Claim)],
        ],
    ),
    (
        8,
        First,
        &[
            &HEARD_FIRST,
            &DECIDED,
            &[
                Act::Take(48.0, E::Report),
                Act::Take(40.0, E::CheckReport),
                Act::Take(32.0, E::Fix),
                Act::Take(24.0, E::Claim),
                Act::Take(5.0, E::Pay),
            ],
        ],
    ),
    (2, Third, &[&[Act::Take(30.0, E::Submit), Act::Take(15.0, E::Withdraw)]]),
    (2, First, &[&HEARD_FIRST, &DECIDED, &[Act::Take(19.0, E::Withdraw)]]),
];
/// How much earlier an application was begun than its first act, in days.
const WRITING: f64 = 4.0;
/// By how much courses lie apart at most, in days. No council speaks sooner after an act of a side, and no act is younger.
const APART: f64 = 2.5;

/// Writes the year.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<()> {
    let today = japan_date(scene.now);
    let year = fiscal_year(today);
    let areas = priority_area::query::on_day(txn, Some(MIYAGI), today).await?;
    let meetings = planning::meetings(txn, scene, year).await?;
    let places = places(txn, &areas).await?;
    if !places.is_empty() {
        applications(txn, scene, &places, &meetings).await?;
    }
    planning::earlier_plan(txn, scene, year - 1, &areas).await?;
    planning::budgets(txn, scene, year).await
}

/// The municipalities of the areas that are secondary medical areas, each with its area.
async fn places(txn: &DatabaseTransaction, areas: &[PriorityArea]) -> ApiResult<Vec<(municipality::Model, PriorityAreaId)>> {
    use municipality::Column;
    let find = municipality::Entity::find().filter(Column::PrefectureCode.eq(MIYAGI)).order_by_asc(Column::Code);
    let area_of = |place: &municipality::Model| {
        let holds = |area: &&PriorityArea| match &area.version.shape {
            AreaShape::SecondaryMedicalArea { code } => place.area_code.as_ref() == Some(code),
            _ => false,
        };
        areas.iter().find(holds).map(|area| area.id)
    };
    Ok(find.all(txn).await?.into_iter().filter_map(|place| area_of(&place).map(|area| (place, area))).collect())
}

async fn applications(
    txn: &DatabaseTransaction,
    scene: &Scene,
    places: &[(municipality::Model, PriorityAreaId)],
    meetings: &BTreeMap<(Council, MeetingRound), CouncilMeetingId>,
) -> ApiResult<()> {
    let templates = institutions::entries()?;
    let courses = COURSES.iter().flat_map(|course| std::iter::repeat_n(course, course.0));
    let mut owner = None;
    for (n, (_, round, parts)) in courses.enumerate() {
        let number = crowd::INSTITUTIONS + n + 1;
        let organization = match owner.filter(|_| n % crowd::OF_ONE != 0) {
            Some(known) => known,
            None => crowd::organization(txn, scene, number.div_ceil(crowd::OF_ONE)).await?,
        };
        owner = Some(organization);
        let (place, area) = &places[n % places.len()];
        let content = crowd::elsewhere(&templates[n % templates.len()], place, number);
        let kind = content.public.kind.unwrap_or(InstitutionKind::Clinic);
        // Every third has a page; the others are still being written. All were begun before their applications.
        let (story, earlier) = if n % 3 == 0 { (Story::Published, 65.5) } else { (Story::Draft, 116.5) };
        let entry = Entry { key: String::new(), organization: String::new(), story, content };
        let institution_id = institutions::write_one(txn, scene, &entry, (organization, "hospital"), earlier).await?;
        let acts = apart(n, &parts.concat());
        let begun = Beginning { days: begun(&acts), notice: format!("{number:03}"), ..beginning(institution_id, *area, kind, n) };
        let brought = |council| meetings.get(&(council, *round)).copied();
        let meetings = Meetings { regional: brought(RegionalMedical), insurers: brought(Insurers) };
        course::run(txn, scene, begun, &acts, meetings).await?;
    }
    Ok(())
}

/// The acts, those of a side a little later the higher the number, so that not everything happens at one moment.
fn apart(n: usize, acts: &[Act]) -> Vec<Act> {
    #[expect(clippy::cast_precision_loss, reason = "a number of the demo")]
    let later = APART * (n * 7 % 20) as f64 / 20.0;
    let moved = |act: &Act| match *act {
        Act::Take(days, event) => Act::Take(days - later, event),
        Act::Hear(..) => *act,
    };
    acts.iter().map(moved).collect()
}

fn begun(acts: &[Act]) -> f64 {
    match acts.first() {
        Some(Act::Take(days, _) | Act::Hear(days, ..)) => days + WRITING,
        None => WRITING,
    }
}

/// Plan and purpose of the `n`th application; both vary with `n`.
fn beginning(institution_id: InstitutionId, priority_area_id: PriorityAreaId, institution_kind: InstitutionKind, n: usize) -> Beginning {
    let count = i32::try_from(n).unwrap_or_default();
    let yen = |least: i64, more: i64| Some(Yen(least + more * i64::from(count)));
    let equipment = Component::ClinicEquipment { sites: 1, cost_yen: yen(6_400_000, 90_000) };
    let duties = 24 + count % 48;
    let substitutes = Component::SubstituteDoctor { duties, cost_yen: Some(Yen(55_000 * i64::from(duties))) };
    let (purpose, components) = match (institution_kind, n / 2 % 3) {
        (InstitutionKind::Clinic, 0) => ("【架空】古くなった医療機器を更新し、外来と訪問診療を続けます。", vec![equipment]),
        (InstitutionKind::Clinic, 1) => (
            "【架空】引き継いだ診療所に医療機器を入れ、週5日の診療に戻します。",
            vec![equipment, Component::ClinicSettlement { days: 70 + count % 60, cost_yen: yen(9_000_000, 20_000) }],
        ),
        (InstitutionKind::Clinic, _) => (
            "【架空】耐震のため診療所を建て替え、医療機器を更新します。",
            vec![
                Component::ClinicFacility {
                    beds: 0,
                    attached_housing: n.is_multiple_of(4),
                    construction: Some(Construction::Wood),
                    cost_yen: yen(38_000_000, 150_000),
                },
                equipment,
            ],
        ),
        (InstitutionKind::Hospital, 0) => {
            ("【架空】土日祝日の日直・宿直に代替医師を確保し、常勤医が休めるようにします。", vec![substitutes])
        }
        (InstitutionKind::Hospital, 1) => (
            "【架空】宿直室と医局を改修し、代替医師を確保します。",
            vec![
                Component::WorkEnvironment { construction: Construction::ReinforcedConcrete, cost_yen: yen(12_000_000, 100_000) },
                substitutes,
            ],
        ),
        (InstitutionKind::Hospital, _) => {
            let days = 40 + count % 60;
            let cost_yen = Some(Yen(58_000 * i64::from(days)));
            (
                "【架空】区域内の診療所への医師の派遣を新たに始めます。",
                vec![Component::DispatchingInstitution { days, new_dispatch: true, cost_yen }],
            )
        }
    };
    let opening =
        (institution_kind == InstitutionKind::Clinic).then_some(if n.is_multiple_of(2) { Opening::Succession } else { Opening::Opening });
    let plan = Plan { prefecture_code: Some(MIYAGI.to_owned()), institution_kind, opening, components };
    Beginning { institution_id, priority_area_id, plan, purpose: purpose.to_owned(), days: WRITING, notice: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        support::{ApplicationStatus, Party, check_complete, transition},
        validate::{Validate, Violations},
    };
    use std::collections::BTreeSet;
    use strum::IntoEnumIterator;
    use uuid::Uuid;

    /// The state that a course ends in, by the lifecycle.
    fn ends_in(parts: &[&[Act]]) -> ApplicationStatus {
        let mut agreements = 0;
        parts.concat().iter().fold(ApplicationStatus::Draft, |status, act| match act {
            Act::Hear(_, _, agreed) => {
                agreements += usize::from(*agreed);
                status
            }
            Act::Take(_, event) => {
                let officer = if agreements == 2 { Party::PrefectureAgreed } else { Party::Prefecture };
                transition(status, *event, if event.is_institutions() { Party::Institution } else { officer }).unwrap()
            }
        })
    }

    #[test]
    fn a_hundred_and_twenty_applications_end_in_every_state() {
        assert_eq!(COURSES.iter().map(|course| course.0).sum::<usize>(), 120);
        let ends: BTreeSet<_> = COURSES.iter().map(|(_, _, parts)| ends_in(parts)).collect();
        assert_eq!(ends, ApplicationStatus::iter().collect::<BTreeSet<_>>());
    }

    #[test]
    fn whatever_the_number_acts_follow_each_other_and_lie_in_the_past() {
        for (n, (_, _, parts)) in (0..20).flat_map(|n| COURSES.iter().map(move |course| (n, course))) {
            let acts = apart(n, &parts.concat());
            let mut days: Vec<f64> = vec![begun(&acts)];
            days.extend(acts.iter().map(|act| match act {
                Act::Take(days, _) | Act::Hear(days, ..) => *days,
            }));
            assert!(days.is_sorted_by(|before, after| before > after), "{days:?}");
            assert!(days.first().is_some_and(|first| *first < 117.0) && days.last().is_some_and(|last| *last > 0.0), "{days:?}");
        }
    }

    #[test]
    fn every_plan_is_fictional_and_could_be_submitted() {
        for n in 0..120 {
            for kind in InstitutionKind::iter() {
                let begun = beginning(InstitutionId(Uuid::nil()), PriorityAreaId(Uuid::nil()), kind, n);
                assert!(begun.purpose.starts_with("【架空】"));
                assert_eq!(begun.plan.validate().map_err(|v| v.into_errors()), Ok(()));
                let mut lacking = Violations::default();
                check_complete(&begun.plan, &begun.purpose, &mut lacking);
                assert!(lacking.is_empty());
            }
        }
    }
}

//! Miyagi's official figures of fiscal 2025, as the prefecture's council published them.

use super::{ComponentFigures, FigureStage, Figures};
use crate::source::Source;

/// The figures of one area at one stage; the area is absent on the line of totals.
pub type StatedLine = (Option<&'static str>, FigureStage, Figures);

const fn part(applications: i64, cost_thousand: i64, subsidy_thousand: i64) -> ComponentFigures {
    ComponentFigures { applications, cost_thousand, subsidy_thousand, undetermined: 0 }
}

const fn line(clinics: (i64, i64), parts: [ComponentFigures; 3], total_thousand: i64) -> Figures {
    let [facility, equipment, settlement] = parts;
    Figures { successions: clinics.0, openings: clinics.1, facility, equipment, settlement, total_thousand }
}

/// The table "支援対象医療機関" with its document. The plan is of 29 May 2025.
#[must_use]
pub fn miyagi_2025() -> (Source, [StatedLine; 8]) {
    use FigureStage::{Decision, Plan};
    let source = Source {
        title: "宮城県地域医療対策協議会 資料2（総合的な対策パッケージの具体的な取組。資料に作成者の記載はなく、内容から判断しています）"
            .to_owned(),
        section: "診療所の承継・開業支援事業 ②支援対象医療機関（単位：件、千円）".to_owned(),
        url: None,
    };
    let (sennan, osaki, ishinomaki) = (Some("仙南"), Some("大崎・栗原"), Some("石巻・登米・気仙沼"));
    let lines = [
        (sennan, Decision, line((3, 0), [part(3, 100_819, 50_410), part(3, 49_500, 24_750), part(2, 32_581, 21_720)], 96_880)),
        (sennan, Plan, line((4, 0), [part(4, 160_819, 80_410), part(4, 65_500, 32_750), part(4, 87_071, 58_046)], 171_206)),
        (osaki, Decision, line((4, 3), [part(4, 82_275, 41_137), part(6, 67_575, 33_787), part(4, 25_981, 17_318)], 92_242)),
        (osaki, Plan, line((5, 3), [part(4, 82_275, 41_138), part(6, 67_575, 33_788), part(7, 125_495, 83_662)], 158_588)),
        (ishinomaki, Decision, line((1, 2), [part(3, 117_184, 58_592), part(3, 40_370, 20_185), part(1, 7_691, 5_127)], 83_904)),
        (ishinomaki, Plan, line((1, 2), [part(3, 117_184, 58_592), part(3, 40_370, 20_185), part(1, 7_620, 5_080)], 83_857)),
        (None, Decision, line((8, 5), [part(10, 300_278, 150_139), part(12, 157_445, 78_722), part(7, 66_253, 44_165)], 273_026)),
        (None, Plan, line((10, 5), [part(11, 360_278, 180_140), part(13, 173_445, 86_723), part(12, 220_186, 146_788)], 413_651)),
    ];
    (source, lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::support::{FigureNote, StatedFigure, SupportTableRow, notes};

    fn row(area: Option<&str>) -> SupportTableRow {
        let (_, lines) = miyagi_2025();
        let at = |stage| lines.iter().find(|(name, at, _)| *name == area && *at == stage).unwrap().2;
        let (plan, decision) = (at(FigureStage::Plan), at(FigureStage::Decision));
        SupportTableRow {
            priority_area_id: None,
            area_name: area.unwrap_or("合計").to_owned(),
            area_name_en: String::new(),
            plan,
            decision: Some(decision),
            difference: Some(plan.minus(decision)),
        }
    }

    fn rows() -> [SupportTableRow; 3] {
        [row(Some("仙南")), row(Some("大崎・栗原")), row(Some("石巻・登米・気仙沼"))]
    }

    #[test]
    fn all_sums_of_the_table_hold() {
        let total = row(None);
        assert_eq!(rows().iter().map(|row| row.plan).sum::<Figures>(), total.plan);
        assert_eq!(rows().iter().filter_map(|row| row.decision).sum::<Figures>(), total.decision.unwrap());
    }

    #[test]
    fn one_clinic_of_sennan_was_withdrawn() {
        let difference = row(Some("仙南")).difference.unwrap();
        assert_eq!(difference.successions, 1);
        assert_eq!(difference.facility, Some(part(1, 60_000, 30_000)));
        assert_eq!(difference.equipment, Some(part(1, 16_000, 8_000)));
    }

    #[test]
    fn stated_figures_that_differ_from_the_rule_are_noted_and_no_other() {
        use StatedFigure::{EquipmentSubsidy, FacilitySubsidy, SettlementSubsidy};
        let found: Vec<_> = notes(&rows(), &row(None))
            .into_iter()
            .map(|FigureNote { area_name, area_name_en: _, stage, figure, stated_thousand, worked_out_thousand }| {
                (area_name.unwrap_or_default(), stage, figure, stated_thousand, worked_out_thousand)
            })
            .collect();
        let note = |area: &str, stage, figure, stated, worked| (area.to_owned(), stage, figure, stated, worked);
        assert_eq!(
            found,
            [
                note("仙南", FigureStage::Plan, FacilitySubsidy, 80_410, 80_409),
                note("仙南", FigureStage::Plan, SettlementSubsidy, 58_046, 58_047),
                note("仙南", FigureStage::Decision, FacilitySubsidy, 50_410, 50_409),
                note("大崎・栗原", FigureStage::Plan, FacilitySubsidy, 41_138, 41_137),
                note("大崎・栗原", FigureStage::Plan, EquipmentSubsidy, 33_788, 33_787),
                note("大崎・栗原", FigureStage::Plan, SettlementSubsidy, 83_662, 83_663),
                note("大崎・栗原", FigureStage::Decision, SettlementSubsidy, 17_318, 17_320),
            ]
        );
    }
}

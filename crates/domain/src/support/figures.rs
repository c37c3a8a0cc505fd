//! Tables of support as prefectures publish them: the decision, and in brackets the plan, area by area, in thousands of yen.
//!
//! Official figures are kept as stated. Where arithmetic on the same table gives another figure, a note says so; nothing is corrected.

use crate::export::TableFormat;
use crate::ids::PriorityAreaId;
use crate::source::Source;
use crate::subsidy::SchemeCode;
use serde::{Deserialize, Serialize};

/// Applications, eligible cost and subsidy of one scheme in one area; in thousands of yen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComponentFigures {
    /// Applications (申請件数).
    pub applications: i64,
    /// Eligible cost (対象経費), thousand yen.
    pub cost_thousand: i64,
    /// Subsidy (補助金額), thousand yen.
    pub subsidy_thousand: i64,
    /// How many of the applications the rules leave without an amount; they are in neither cost nor subsidy.
    #[serde(default)]
    pub undetermined: i64,
}

/// One line of the table: an area at one stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Figures {
    /// Clinics taken over (承継).
    pub successions: i64,
    /// Clinics opened (開業).
    pub openings: i64,
    /// Facilities (施設整備).
    pub facility: ComponentFigures,
    /// Equipment (設備整備).
    pub equipment: ComponentFigures,
    /// Settlement (定着支援).
    pub settlement: ComponentFigures,
    /// Subsidy in all (補助金額合計), thousand yen.
    pub total_thousand: i64,
}

impl Figures {
    /// Adds another line, figure by figure.
    fn plus(self, other: Self) -> Self {
        let part = |a: ComponentFigures, b: ComponentFigures| ComponentFigures {
            applications: a.applications + b.applications,
            cost_thousand: a.cost_thousand + b.cost_thousand,
            subsidy_thousand: a.subsidy_thousand + b.subsidy_thousand,
            undetermined: a.undetermined + b.undetermined,
        };
        Figures {
            successions: self.successions + other.successions,
            openings: self.openings + other.openings,
            facility: part(self.facility, other.facility),
            equipment: part(self.equipment, other.equipment),
            settlement: part(self.settlement, other.settlement),
            total_thousand: self.total_thousand + other.total_thousand,
        }
    }

    /// What is left of this line after another: plan minus decision.
    #[must_use]
    pub fn minus(self, other: Self) -> FiguresDifference {
        let part = |a: ComponentFigures, b: ComponentFigures| {
            (a.undetermined + b.undetermined == 0).then(|| ComponentFigures {
                applications: a.applications - b.applications,
                cost_thousand: a.cost_thousand - b.cost_thousand,
                subsidy_thousand: a.subsidy_thousand - b.subsidy_thousand,
                undetermined: 0,
            })
        };
        let (facility, equipment, settlement) =
            (part(self.facility, other.facility), part(self.equipment, other.equipment), part(self.settlement, other.settlement));
        let all_known = facility.is_some() && equipment.is_some() && settlement.is_some();
        FiguresDifference {
            successions: self.successions - other.successions,
            openings: self.openings - other.openings,
            facility,
            equipment,
            settlement,
            total_thousand: all_known.then_some(self.total_thousand - other.total_thousand),
        }
    }

    /// How many applications of the line the rules leave without an amount.
    #[must_use]
    pub fn undetermined(&self) -> i64 {
        [self.facility, self.equipment, self.settlement].iter().map(|part| part.undetermined).sum()
    }

    /// The figures in the order of the official table's columns; no amount where none of the applications has one.
    #[must_use]
    pub fn columns(&self) -> [Option<i64>; 12] {
        let of = |part: ComponentFigures| {
            let known = part.undetermined == 0 || part.undetermined < part.applications;
            [Some(part.applications), known.then_some(part.cost_thousand), known.then_some(part.subsidy_thousand)]
        };
        let ([a, b, c], [d, e, f], [g, h, i]) = (of(self.facility), of(self.equipment), of(self.settlement));
        [Some(self.successions), Some(self.openings), a, b, c, d, e, f, g, h, i, Some(self.total_thousand)]
    }
}

/// Plan minus decision. A scheme of which an amount is undetermined has no difference, and the line no total.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiguresDifference {
    /// Clinics taken over (承継).
    pub successions: i64,
    /// Clinics opened (開業).
    pub openings: i64,
    /// Facilities (施設整備); absent where an amount is undetermined.
    pub facility: Option<ComponentFigures>,
    /// Equipment (設備整備); absent where an amount is undetermined.
    pub equipment: Option<ComponentFigures>,
    /// Settlement (定着支援); absent where an amount is undetermined.
    pub settlement: Option<ComponentFigures>,
    /// Subsidy in all (補助金額合計), thousand yen; absent where an amount is undetermined.
    pub total_thousand: Option<i64>,
}

impl FiguresDifference {
    /// The figures in the order of the official table's columns.
    #[must_use]
    pub fn columns(&self) -> [Option<i64>; 12] {
        let of = |part: Option<ComponentFigures>| match part {
            Some(part) => [Some(part.applications), Some(part.cost_thousand), Some(part.subsidy_thousand)],
            None => [None; 3],
        };
        let ([a, b, c], [d, e, f], [g, h, i]) = (of(self.facility), of(self.equipment), of(self.settlement));
        [Some(self.successions), Some(self.openings), a, b, c, d, e, f, g, h, i, self.total_thousand]
    }
}

/// Applications in a table whose amount the rules leave undetermined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenAmounts<'a> {
    /// The area's row.
    pub row: &'a SupportTableRow,
    /// The stage.
    pub stage: FigureStage,
    /// The scheme.
    pub scheme: SchemeCode,
    /// How many applications.
    pub count: i64,
}

/// Where a table's amounts are not all that was applied for, area by area.
pub fn open_amounts(table: &SupportTable) -> impl Iterator<Item = OpenAmounts<'_>> {
    table.rows.iter().flat_map(|row| {
        [(FigureStage::Plan, Some(row.plan)), (FigureStage::Decision, row.decision)].into_iter().flat_map(move |(stage, line)| {
            let line = line.unwrap_or_default();
            let parts = [
                (SchemeCode::ClinicFacility, line.facility),
                (SchemeCode::ClinicEquipment, line.equipment),
                (SchemeCode::ClinicSettlement, line.settlement),
            ];
            let open = parts.into_iter().filter(|(_, part)| part.undetermined > 0);
            open.map(move |(scheme, part)| OpenAmounts { row, stage, scheme, count: part.undetermined })
        })
    })
}

impl std::iter::Sum for Figures {
    fn sum<I: Iterator<Item = Self>>(lines: I) -> Self {
        lines.fold(Figures::default(), Figures::plus)
    }
}

crate::institution::terms! {
    /// At which stage figures were stated.
    FigureStage {
        /// When the council discussed them.
        Plan = "計画", "Plan";
        /// When the grants were decided.
        Decision = "交付決定", "Decision";
    }
}

/// An area of the table with both stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportTableRow {
    /// The area, where it is one of the priority support areas kept here.
    pub priority_area_id: Option<PriorityAreaId>,
    /// Its name as the table writes it.
    pub area_name: String,
    /// Its name in English; may be blank.
    pub area_name_en: String,
    /// As discussed.
    pub plan: Figures,
    /// As decided; absent while nothing is.
    pub decision: Option<Figures>,
    /// Plan minus decision; absent while nothing is decided.
    pub difference: Option<FiguresDifference>,
}

crate::institution::terms! {
    /// Where a table's figures come from.
    FigureOrigin {
        /// An official document, as stated.
        Stated = "公表資料のとおり", "As stated in the official document";
        /// The applications kept here.
        Applications = "本システムの申請から集計", "From the applications kept here";
    }
}

/// Which figure a note is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FigureNote {
    /// The area; absent for the total.
    pub area_name: Option<String>,
    /// The area's name in English; absent for the total, and may be blank.
    pub area_name_en: Option<String>,
    /// The stage.
    pub stage: FigureStage,
    /// Which figure.
    pub figure: StatedFigure,
    /// As stated, thousand yen.
    pub stated_thousand: i64,
    /// By the rule or by adding up, thousand yen, fractions of a thousand cut off.
    pub worked_out_thousand: i64,
}

crate::institution::terms! {
    /// A figure of the table that arithmetic can be held against.
    StatedFigure {
        /// Facility subsidy: half of the eligible cost.
        FacilitySubsidy = "施設整備の補助金額（対象経費×1/2）", "Facility subsidy (eligible cost × 1/2)";
        /// Equipment subsidy: half of the eligible cost.
        EquipmentSubsidy = "設備整備の補助金額（対象経費×1/2）", "Equipment subsidy (eligible cost × 1/2)";
        /// Settlement subsidy: two thirds of the eligible cost.
        SettlementSubsidy = "定着支援の補助金額（対象経費×2/3）", "Settlement subsidy (eligible cost × 2/3)";
        /// The sum over the three.
        Total = "補助金額合計（3事業の合計）", "Total subsidy (sum of the three)";
        /// The sum over the areas.
        Sum = "区域の合計", "Sum of the areas";
    }
}

/// A prefecture's table of a fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportTable {
    /// Two digits.
    pub prefecture_code: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Where the figures come from.
    pub origin: FigureOrigin,
    /// The document, for stated figures.
    pub source: Option<Source>,
    /// Area by area.
    pub rows: Vec<SupportTableRow>,
    /// The last line: as stated in the document, or the sum.
    pub total: SupportTableRow,
    /// Where a stated figure differs from arithmetic.
    pub notes: Vec<FigureNote>,
    /// How many of the applications are of institutions made up for demonstration.
    #[serde(default)]
    pub fictional_applications: u32,
}

/// A subsidy by the rule: cost × combined public rate, cut to the thousand. Facilities and equipment 1/3 + 1/6, settlement 4/9 + 2/9.
fn by_rule(figure: StatedFigure, cost_thousand: i64) -> i64 {
    let (numerator, denominator) = match figure {
        StatedFigure::SettlementSubsidy => (2, 3),
        StatedFigure::FacilitySubsidy | StatedFigure::EquipmentSubsidy | StatedFigure::Total | StatedFigure::Sum => (1, 2),
    };
    cost_thousand * numerator / denominator
}

/// Compares every stated figure of a table with the rule (subsidy = cost × combined rate, cut to the thousand) and with the sums.
///
/// The rule is applied to an area's sum, since single applications are not published; rounding each of them can explain a difference
/// of as many thousands as there were applications.
#[must_use]
pub fn notes(rows: &[SupportTableRow], total: &SupportTableRow) -> Vec<FigureNote> {
    let mut notes = Vec::new();
    for (row, is_total) in rows.iter().map(|row| (row, false)).chain([(total, true)]) {
        let stages = [(FigureStage::Plan, Some(row.plan)), (FigureStage::Decision, row.decision)];
        for (stage, line) in stages.into_iter().filter_map(|(stage, line)| Some((stage, line?))) {
            let mut note = |figure, stated_thousand, worked_out_thousand| {
                if stated_thousand != worked_out_thousand {
                    let (area_name, area_name_en) =
                        if is_total { (None, None) } else { (Some(row.area_name.clone()), Some(row.area_name_en.clone())) };
                    notes.push(FigureNote { area_name, area_name_en, stage, figure, stated_thousand, worked_out_thousand });
                }
            };
            if !is_total {
                for (figure, part) in [
                    (StatedFigure::FacilitySubsidy, line.facility),
                    (StatedFigure::EquipmentSubsidy, line.equipment),
                    (StatedFigure::SettlementSubsidy, line.settlement),
                ] {
                    note(figure, part.subsidy_thousand, by_rule(figure, part.cost_thousand));
                }
            }
            let parts = line.facility.subsidy_thousand + line.equipment.subsidy_thousand + line.settlement.subsidy_thousand;
            note(StatedFigure::Total, line.total_thousand, parts);
            if is_total {
                let sum: Figures = rows
                    .iter()
                    .map(|row| match stage {
                        FigureStage::Plan => row.plan,
                        FigureStage::Decision => row.decision.unwrap_or_default(),
                    })
                    .sum();
                note(StatedFigure::Sum, line.total_thousand, sum.total_thousand);
            }
        }
    }
    notes
}

/// A table that can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportTableSummary {
    /// Two digits.
    pub prefecture_code: String,
    /// Fiscal year.
    pub fiscal_year: i32,
    /// Where the figures come from.
    pub origin: FigureOrigin,
}

/// Whose tables are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SupportTableQuery {
    /// Only this prefecture's, two digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<String>,
}

/// As which file a table is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ExportSupportTable {
    /// The kind of file; `csv` when absent.
    #[cfg_attr(feature = "openapi", param(inline))]
    #[serde(default)]
    pub format: TableFormat,
}

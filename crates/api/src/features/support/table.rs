//! Tables of what was planned and decided: official figures as stated, or worked out from the applications.

use super::{
    claims::{self, Claim},
    query,
};
use crate::{
    entity::{priority_area, support_application, support_figure},
    error::ApiResult,
    features::priority_area::recorded,
    platform::{AppState, db, import::Report},
};
use domain::{
    ids::PriorityAreaId,
    money::Yen,
    problem::ProblemCode,
    region::prefecture,
    subsidy::{Opening, SchemeCode},
    support::{
        ComponentFigures, FigureOrigin, FigureStage, Figures, SupportTable, SupportTableRow, SupportTableSummary, miyagi_2025, notes,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use std::collections::BTreeMap;

const MIYAGI: &str = "04";

/// Loads the official figures. A second run changes nothing; the database lets nobody change them at all.
///
/// # Errors
/// When the database fails.
pub async fn load(state: &AppState) -> ApiResult<Report> {
    db::transaction(&state.db, async |txn| {
        let mut report = Report::new("official figures of support, Miyagi, fiscal 2025");
        let (source, lines) = miyagi_2025();
        for (position, (area_name, stage, figures)) in (1..).zip(lines) {
            let row = support_figure::Model {
                prefecture_code: MIYAGI.to_owned(),
                fiscal_year: 2025,
                position,
                area_name: area_name.map(ToOwned::to_owned),
                stage,
                figures,
                source: source.clone(),
            };
            let keep = OnConflict::new().do_nothing().to_owned();
            let insert = support_figure::Entity::insert(row.into_active_model()).on_conflict(keep);
            report.take(1, insert.exec_without_returning(txn).await?);
        }
        Ok(report)
    })
    .await
}

/// Which tables there are, the latest year first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, prefecture: Option<&str>) -> ApiResult<Vec<SupportTableSummary>> {
    #[derive(FromQueryResult)]
    struct Row {
        prefecture_code: String,
        fiscal_year: i32,
        stated: bool,
    }
    let sql = format!(
        "SELECT prefecture_code, fiscal_year, bool_or(stated) AS stated FROM (
            SELECT prefecture_code, fiscal_year, TRUE AS stated FROM support_figure
            UNION ALL
            SELECT a.prefecture_code, a.fiscal_year, FALSE FROM support_application a WHERE {}
        ) known
        WHERE $1::text IS NULL OR prefecture_code = $1
        GROUP BY prefecture_code, fiscal_year ORDER BY prefecture_code, fiscal_year DESC",
        query::was_selected()
    );
    let values = [prefecture.map(ToOwned::to_owned).into()];
    let rows = db::rows::<Row>(db, sql, values).await?;
    let origin = |stated| if stated { FigureOrigin::Stated } else { FigureOrigin::Applications };
    let summary =
        |row: Row| SupportTableSummary { prefecture_code: row.prefecture_code, fiscal_year: row.fiscal_year, origin: origin(row.stated) };
    Ok(rows.into_iter().map(summary).collect())
}

/// A prefecture's table of a fiscal year: the official one where there is one, else that of the applications, which may be empty.
///
/// # Errors
/// `not_found` for what is no prefecture or no year.
pub async fn get(db: &impl ConnectionTrait, code: &str, fiscal_year: i32) -> ApiResult<SupportTable> {
    if prefecture(code).is_none() || !(2025..=2100).contains(&fiscal_year) {
        return Err(ProblemCode::NotFound.into());
    }
    let stated = support_figure::Entity::find()
        .filter(support_figure::Column::PrefectureCode.eq(code))
        .filter(support_figure::Column::FiscalYear.eq(fiscal_year))
        .order_by_asc(support_figure::Column::Position)
        .all(db)
        .await?;
    let of_prefecture = priority_area::Column::PrefectureCode.eq(code);
    if stated.is_empty() {
        let areas = priority_area::Entity::find().filter(of_prefecture).all(db).await?;
        let selected = query::ever_selected(db, code, fiscal_year).await?;
        Ok(worked_out(code, fiscal_year, &areas, selected))
    } else {
        // A document names areas by their names: one that was entered by mistake may have the name of another.
        let areas = recorded().filter(of_prefecture).all(db).await?;
        Ok(as_stated(code, fiscal_year, &areas, stated))
    }
}

fn as_stated(code: &str, fiscal_year: i32, areas: &[priority_area::Model], lines: Vec<support_figure::Model>) -> SupportTable {
    let source = lines.first().map(|line| line.source.clone());
    let mut rows: Vec<SupportTableRow> = Vec::new();
    let mut total = total_row();
    for line in lines {
        let target = match &line.area_name {
            None => &mut total,
            Some(name) => {
                let known = rows.iter().position(|row| row.area_name == *name).unwrap_or_else(|| {
                    let area = areas.iter().find(|area| area.name == *name);
                    let name_en = area.map(|area| area.name_en.clone()).unwrap_or_default();
                    rows.push(row(area.map(|area| area.id), name.clone(), name_en));
                    rows.len() - 1
                });
                &mut rows[known]
            }
        };
        match line.stage {
            FigureStage::Plan => target.plan = line.figures,
            FigureStage::Decision => target.decision = Some(line.figures),
        }
    }
    for line in rows.iter_mut().chain([&mut total]) {
        line.difference = line.decision.map(|decision| line.plan.minus(decision));
    }
    let notes = notes(&rows, &total);
    SupportTable {
        prefecture_code: code.to_owned(),
        fiscal_year,
        origin: FigureOrigin::Stated,
        source,
        rows,
        total,
        notes,
        fictional_applications: 0,
    }
}

/// The plan is what both councils agreed to, whatever became of it; the decision is what was decided and not taken back.
fn worked_out(
    code: &str,
    fiscal_year: i32,
    areas: &[priority_area::Model],
    selected: Vec<(support_application::Model, bool)>,
) -> SupportTable {
    let fictional = selected.iter().filter(|(_, fictional)| *fictional).count();
    let mut by_area: BTreeMap<PriorityAreaId, Vec<support_application::Model>> = BTreeMap::new();
    for (application, _) in selected {
        by_area.entry(application.priority_area_id).or_default().push(application);
    }
    let is_decided = |row: &support_application::Model| row.decision.is_some() && row.status.is_committed();
    // Once something is decided, an area of which nothing is has a decision of nothing: so that the columns add up.
    let any_decided = by_area.values().flatten().any(is_decided);
    let rows: Vec<SupportTableRow> = by_area
        .into_iter()
        .map(|(id, applications)| {
            let plan = figures(applications.iter(), claims::stated);
            let decision = any_decided.then(|| figures(applications.iter().filter(|row| is_decided(row)), claims::decided));
            let area = areas.iter().find(|area| area.id == id);
            let (area_name, area_name_en) = area.map(|area| (area.name.clone(), area.name_en.clone())).unwrap_or_default();
            SupportTableRow {
                priority_area_id: Some(id),
                area_name,
                area_name_en,
                plan,
                decision,
                difference: decision.map(|decision| plan.minus(decision)),
            }
        })
        .collect();
    let mut total = total_row();
    total.plan = rows.iter().map(|row| row.plan).sum();
    total.decision = any_decided.then(|| rows.iter().filter_map(|row| row.decision).sum());
    total.difference = total.decision.map(|decision| total.plan.minus(decision));
    SupportTable {
        prefecture_code: code.to_owned(),
        fiscal_year,
        origin: FigureOrigin::Applications,
        source: None,
        rows,
        total,
        notes: Vec::new(),
        fictional_applications: u32::try_from(fictional).unwrap_or(u32::MAX),
    }
}

/// The line of totals, which no document names.
fn total_row() -> SupportTableRow {
    row(None, "合計".to_owned(), "Total".to_owned())
}

fn row(priority_area_id: Option<PriorityAreaId>, area_name: String, area_name_en: String) -> SupportTableRow {
    SupportTableRow { priority_area_id, area_name, area_name_en, plan: Figures::default(), decision: None, difference: None }
}

/// The line of one area: amounts are added to the yen and cut to thousands once.
fn figures<'a>(
    applications: impl Iterator<Item = &'a support_application::Model>,
    claim: fn(&support_application::Model, SchemeCode) -> Option<Claim>,
) -> Figures {
    const PARTS: [SchemeCode; 3] = [SchemeCode::ClinicFacility, SchemeCode::ClinicEquipment, SchemeCode::ClinicSettlement];
    let mut line = Figures::default();
    let mut sums = [(0_i64, Yen::ZERO, Yen::ZERO, 0_i64); 3];
    for application in applications {
        let mut counts = false;
        for (scheme, (applied, costs, subsidies, undetermined)) in PARTS.into_iter().zip(&mut sums) {
            let Some(claim) = claim(application, scheme) else { continue };
            counts = true;
            *applied += 1;
            match claim {
                Claim::Known { cost, subsidy } => {
                    *costs = [*costs, cost].into_iter().sum();
                    *subsidies = [*subsidies, subsidy].into_iter().sum();
                }
                Claim::Undetermined => *undetermined += 1,
            }
        }
        match application.plan.opening.filter(|_| counts) {
            Some(Opening::Succession) => line.successions += 1,
            Some(Opening::Opening) => line.openings += 1,
            None => {}
        }
    }
    let [facility, equipment, settlement] = sums.map(|(applications, cost, subsidy, undetermined)| ComponentFigures {
        applications,
        cost_thousand: cost.0.div_euclid(1000),
        subsidy_thousand: subsidy.0.div_euclid(1000),
        undetermined,
    });
    let total_thousand = facility.subsidy_thousand + equipment.subsidy_thousand + settlement.subsidy_thousand;
    Figures { facility, equipment, settlement, total_thousand, ..line }
}

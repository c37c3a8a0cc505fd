//! Imports secondary medical areas that were worked out to meet criteria for candidate areas, from a CSV file.
//!
//! They stand in a table of their own and become priority areas by no way: what is proposed or designated comes from officers only. The file
//! is taken whole or not at all, since an area that is missing would read as one that meets no criterion.

use crate::{
    entity::computed_candidate_area,
    error::ApiResult,
    platform::{
        AppState,
        import::{BrokenRow, Report, SourceFile, Table, run_import},
    },
};
use domain::{atlas::Dataset, region::prefecture};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use std::{collections::HashMap, path::Path};

const COLUMNS: [&str; 5] = ["area_code", "area_name", "index", "crit1_lowest_in_pref", "crit2_few_area_in_few_pref"];

/// Imports the areas in place of those that are there. A second run changes nothing.
///
/// # Errors
/// When the file cannot be read, lacks a column or has a broken row, or the database fails; then nothing has changed.
pub async fn import_candidates(state: &AppState, path: &Path, edition: &str) -> ApiResult<Report> {
    let table = Table::open(path)?.watched(state.progress);
    let source = SourceFile::new(Dataset::ComputedCandidates, edition, path);
    run_import(state, &source, BrokenRow::SpoilsTheFile, async |txn| {
        let mut report = Report::new(&path.display().to_string());
        let mut rows = Vec::new();
        let mut seen = HashMap::new();
        table
            .read(COLUMNS, async |line, cells| {
                match cells.and_then(|cells| Ok(row(cells)?)) {
                    Ok(row) => match seen.insert(row.area_code.clone(), line) {
                        Some(first) => report.refuse(line, format!("{} is already on line {first}", row.area_code)),
                        None => {
                            rows.push(row);
                            report.take(1, 0);
                        }
                    },
                    Err(reason) => report.refuse(line, reason),
                }
                Ok(())
            })
            .await?;
        let changed = write(txn, rows).await?;
        report.take(0, changed);
        Ok(report)
    })
    .await
}

fn row([code, name, index, lowest, few]: [&str; 5]) -> Result<computed_candidate_area::Model, String> {
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) || prefecture(&code[..2]).is_none() {
        return Err(format!("`{code}` is no area's code"));
    }
    if name.is_empty() {
        return Err(format!("the area {code} has no name"));
    }
    let flag = |what: &str, text: &str| match text {
        "0" => Ok(false),
        "1" => Ok(true),
        other => Err(format!("`{other}` in `{what}` is neither 0 nor 1")),
    };
    let row = computed_candidate_area::Model {
        area_code: code.to_owned(),
        area_name: name.to_owned(),
        index_tenths: tenths(index).ok_or_else(|| format!("`{index}` is no index"))?,
        lowest_in_prefecture: flag(COLUMNS[3], lowest)?,
        few_in_few: flag(COLUMNS[4], few)?,
    };
    if row.lowest_in_prefecture || row.few_in_few { Ok(row) } else { Err(format!("the area {code} meets none of the criteria")) }
}

/// A number above 0 and below 10,000 with at most one decimal, in tenths.
fn tenths(text: &str) -> Option<i32> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let number = (digits(whole, 4) && digits(tenth, 1)).then(|| Some(whole.parse::<i32>().ok()? * 10 + tenth.parse::<i32>().ok()?))??;
    (number > 0).then_some(number)
}

async fn write(txn: &impl ConnectionTrait, rows: Vec<computed_candidate_area::Model>) -> ApiResult<u64> {
    use computed_candidate_area::Column;
    if rows.is_empty() {
        return Ok(0);
    }
    let codes: Vec<String> = rows.iter().map(|row| row.area_code.clone()).collect();
    let gone = computed_candidate_area::Entity::delete_many().filter(Column::AreaCode.is_not_in(codes)).exec(txn).await?.rows_affected;
    let conflict = OnConflict::column(Column::AreaCode)
        .update_columns([Column::AreaName, Column::IndexTenths, Column::LowestInPrefecture, Column::FewInFew])
        .action_and_where(Expr::cust("computed_candidate_area.* IS DISTINCT FROM excluded.*"))
        .to_owned();
    let models = rows.into_iter().map(|row| row.into_active_model().reset_all());
    let written = computed_candidate_area::Entity::insert_many(models).on_conflict(conflict).exec_without_returning(txn).await?;
    Ok(gone + written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_kept_to_the_tenth() {
        assert_eq!((tenths("139.3"), tenths("112"), tenths("0.1")), (Some(1393), Some(1120), Some(1)));
        for text in ["", "0", "0.0", "-1", "1.23", "1.", ".5", "1e3", "12345", "１２"] {
            assert_eq!(tenths(text), None, "{text}");
        }
    }

    #[test]
    fn who_meets_no_criterion_is_no_candidate() {
        assert!(row(["0401", "仙南", "139.3", "1", "0"]).is_ok());
        assert!(row(["0401", "仙南", "139.3", "0", "0"]).unwrap_err().contains("none of the criteria"));
        assert!(row(["0401", "仙南", "139.3", "yes", "0"]).unwrap_err().contains("crit1_lowest_in_pref"));
        assert!(row(["9901", "仙南", "139.3", "1", "0"]).is_err());
    }
}

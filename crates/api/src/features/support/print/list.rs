//! The applications of a prefecture as a table to take along.

use crate::{
    ctx::Ctx,
    entity::support_application,
    error::ApiResult,
    features::support::listing,
    platform::{
        auth::officer,
        export::{Cell, Column, Sheet, Table},
    },
};
use domain::{
    money::Yen,
    region::prefecture_label,
    support::{SupportApplicationQuery, SupportApplicationSummary, SupportFixing},
    time::{fiscal_year_text, japan_date},
};
use sea_orm::ConnectionTrait;

/// Every application of the officer's prefecture that is asked for, with the name of the file: what was calculated, decided, fixed and paid.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture, `too_many` at `format` when it is longer than a workbook may be.
pub async fn list(db: &impl ConnectionTrait, ctx: &Ctx, wanted: &SupportApplicationQuery) -> ApiResult<(Sheet, String)> {
    let locale = ctx.locale;
    let place = prefecture_label(&officer::prefecture(db, ctx).await?, locale);
    let rows = listing::all_submitted(db, ctx, wanted).await?;
    let amounts: Vec<[Option<Yen>; 4]> = rows.iter().map(|(_, row)| amounts(row)).collect();
    let mut lines: Vec<Vec<Cell>> =
        rows.iter().zip(&amounts).map(|((summary, row), amounts)| line(summary, row, amounts, locale)).collect();
    let mut sums = vec![locale.pick("合計", "Total").into()];
    sums.extend((0..8).map(|_| Cell::Blank));
    sums.extend((0..4).map(|at| Cell::Yen(amounts.iter().filter_map(|amounts| amounts[at]).sum::<Yen>().0)));
    lines.push(sums);
    let columns = [
        ("申請番号", "Number"),
        ("医療機関", "Institution"),
        ("種別", "Kind"),
        ("区域", "Area"),
        ("年度", "Fiscal year"),
        ("補助事業", "Schemes"),
        ("状態", "State"),
        ("この状態になった日", "Since"),
        ("支払の日", "Paid on"),
        ("計算した補助額（円）", "Calculated (¥)"),
        ("交付決定額（円）", "Decided (¥)"),
        ("確定額（円）", "Fixed (¥)"),
        ("支払額（円）", "Paid (¥)"),
    ];
    let sheet = Sheet {
        locale,
        title: locale.pick("補助の申請", "Subsidy applications").to_owned(),
        subtitle: place.clone(),
        table: Table { columns: columns.map(|(ja, en)| Column::new(locale.pick(ja, en))).to_vec(), rows: lines, total_rows: 1 },
        made_at: ctx.now,
        ..Sheet::default()
    };
    Ok((sheet, format!("{}_{place}_{}", locale.pick("補助の申請", "subsidy-applications"), japan_date(ctx.now))))
}

/// Calculated, decided, fixed and paid.
fn amounts(row: &support_application::Model) -> [Option<Yen>; 4] {
    let decided = row.decision.as_ref().map(|decision| decision.amounts.iter().map(|amount| amount.subsidy_yen).sum());
    let fixed = row.fixing.as_ref().map(SupportFixing::total);
    [row.statement.as_ref().map(|statement| statement.subsidy_yen), decided, fixed, row.payment.as_ref().map(|payment| payment.amount_yen)]
}

fn line(
    summary: &SupportApplicationSummary,
    row: &support_application::Model,
    amounts: &[Option<Yen>; 4],
    locale: domain::locale::Locale,
) -> Vec<Cell> {
    let schemes: Vec<&str> = summary.schemes.iter().map(|scheme| scheme.label(locale)).collect();
    let mut cells: Vec<Cell> = vec![
        summary.reference_number.clone().into(),
        summary.institution_name.clone().into(),
        summary.kind.label(locale).into(),
        locale.name(&summary.area_name, &summary.area_name_en).into(),
        fiscal_year_text(summary.fiscal_year, locale).into(),
        schemes.join(locale.pick("、", ", ")).into(),
        summary.status.label(locale).into(),
        japan_date(summary.status_since).into(),
        row.payment.as_ref().map(|payment| payment.paid_on).into(),
    ];
    cells.extend(amounts.map(|amount| amount.map_or(Cell::Blank, |amount| Cell::Yen(amount.0))));
    cells
}

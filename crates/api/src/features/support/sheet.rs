//! A table to take along, with the columns of the official one.

use crate::platform::export::{Cell, Column, Sheet, Table, figure};
use chrono::{DateTime, Utc};
use domain::{
    locale::Locale,
    region::prefecture_label,
    support::{FigureNote, FigureStage, OpenAmounts, SupportTable, SupportTableRow, open_amounts},
    time::fiscal_year_text,
};

/// The sheet of a table, and the name of its file without the ending.
#[must_use]
pub fn of(table: &SupportTable, locale: Locale, made_at: DateTime<Utc>) -> (Sheet, String) {
    let place = prefecture_label(&table.prefecture_code, locale);
    let year = fiscal_year_text(table.fiscal_year, locale);
    let open = open_amounts(table).next().is_some();
    let mut rows: Vec<Vec<Cell>> = table.rows.iter().flat_map(|row| lines(row, open, locale)).collect();
    let totals = lines(&table.total, open, locale);
    let total_rows = totals.len();
    rows.extend(totals);
    let mut notes: Vec<String> = table.notes.iter().map(|note| sentence(note, locale)).collect();
    notes.extend(open_amounts(table).map(|open| unknown(&open, locale)));
    if table.fictional_applications > 0 {
        let count = table.fictional_applications;
        notes.push(match locale {
            Locale::Ja => format!("デモ用の架空の医療機関の申請{count}件を含みます。"),
            Locale::En => format!("Includes {count} made-up application(s) for demonstration."),
        });
    }
    let source = match (&table.source, table.origin) {
        (Some(source), _) => format!("{} {}", source.title, source.section),
        (None, origin) => origin.label(locale).to_owned(),
    };
    let title = locale.pick("診療所の承継・開業支援事業 支援対象医療機関", "Support for the succession and opening of clinics");
    let unit = locale.pick("単位：件、千円", "in cases and thousands of yen");
    let sheet = Sheet {
        locale,
        title: title.to_owned(),
        subtitle: match locale {
            Locale::Ja => format!("{place} {year}（{unit}）"),
            Locale::En => format!("{place}, {year} ({unit})"),
        },
        table: Table { columns: columns(open, locale), rows, total_rows },
        notes,
        source,
        made_at,
    };
    let name = match locale {
        Locale::Ja => format!("支援対象医療機関_{place}_{year}"),
        Locale::En => format!("support-{}-{}", table.prefecture_code, table.fiscal_year),
    };
    (sheet, name)
}

/// Those of the official table; beside them, where there are any, how many applications have no amount.
fn columns(open: bool, locale: Locale) -> Vec<Column> {
    let mut columns = vec![
        Column::new(locale.pick("区域", "Area")),
        Column::new(locale.pick("段階", "Stage")),
        Column::of(locale.pick("支援対象", "Clinics"), locale.pick("承継（件）", "Successions")),
        Column::of(locale.pick("支援対象", "Clinics"), locale.pick("開業（件）", "Openings")),
    ];
    for part in [locale.pick("施設整備", "Building"), locale.pick("設備整備", "Equipment"), locale.pick("定着支援", "Settlement")]
    {
        columns.push(Column::of(part, locale.pick("申請件数（件）", "Applications")));
        columns.push(Column::of(part, locale.pick("対象経費（千円）", "Eligible cost (¥1,000)")));
        columns.push(Column::of(part, locale.pick("補助金額（千円）", "Subsidy (¥1,000)")));
    }
    columns.push(Column::new(locale.pick("補助金額合計（千円）", "Subsidy in all (¥1,000)")));
    if open {
        columns.push(Column::new(locale.pick("金額が定まらない申請（件）", "Applications without an amount")));
    }
    columns
}

/// Plan, decision and what is left between them; the plan alone while nothing is decided.
fn lines(row: &SupportTableRow, open: bool, locale: Locale) -> Vec<Vec<Cell>> {
    let difference = locale.pick("計画−交付決定", "Plan minus decision");
    [
        (FigureStage::Plan.label(locale), Some((row.plan.columns(), Some(row.plan.undetermined())))),
        (FigureStage::Decision.label(locale), row.decision.map(|decision| (decision.columns(), Some(decision.undetermined())))),
        (difference, row.difference.map(|difference| (difference.columns(), None))),
    ]
    .into_iter()
    .filter_map(|(stage, figures)| {
        let (figures, undetermined) = figures?;
        let mut cells = line(locale.name(&row.area_name, &row.area_name_en), stage, figures);
        if open {
            cells.push(undetermined.map_or_else(|| "".into(), Cell::Integer));
        }
        Some(cells)
    })
    .collect()
}

/// Counts as they are, amounts in thousands; a figure that cannot be named stays blank.
fn line(area: &str, stage: &str, figures: [Option<i64>; 12]) -> Vec<Cell> {
    const COUNTS: [usize; 5] = [0, 1, 2, 5, 8];
    let figure = |(n, figure): (usize, Option<i64>)| match figure {
        None => "".into(),
        Some(figure) if COUNTS.contains(&n) => Cell::Integer(figure),
        Some(figure) => Cell::ThousandYen(figure),
    };
    [area.into(), stage.into()].into_iter().chain(figures.into_iter().enumerate().map(figure)).collect()
}

fn unknown(open: &OpenAmounts<'_>, locale: Locale) -> String {
    let OpenAmounts { row, stage, scheme, count } = open;
    let area = locale.name(&row.area_name, &row.area_name_en);
    let (stage, scheme) = (stage.label(locale), scheme.label(locale));
    match locale {
        Locale::Ja => format!("{area}・{stage}・{scheme}：{count}件は算定ルールでは金額が定まらないため、金額に含めていません。"),
        Locale::En => {
            format!("{area}, {stage}, {scheme}: the rules leave the amount of {count} undetermined; the amounts do not include it.")
        }
    }
}

fn sentence(note: &FigureNote, locale: Locale) -> String {
    let area = match (&note.area_name, &note.area_name_en) {
        (Some(name), name_en) => locale.name(name, name_en.as_deref().unwrap_or_default()),
        (None, _) => locale.pick("合計", "Total"),
    };
    let (stage, what) = (note.stage.label(locale), note.figure.label(locale));
    let (stated, worked_out) = (figure(note.stated_thousand, locale), figure(note.worked_out_thousand, locale));
    match locale {
        Locale::Ja => format!("{area}・{stage}・{what}：公表値{stated}千円、計算値{worked_out}千円。公表値のまま掲載しています。"),
        Locale::En => format!("{area}, {stage}, {what}: stated {stated}, worked out {worked_out} (¥1,000). The stated figure is kept."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::support::{FigureOrigin, miyagi_2025};

    #[test]
    fn an_area_that_is_not_decided_has_its_plan_only() {
        let (_, stated) = miyagi_2025();
        let row = SupportTableRow {
            priority_area_id: None,
            area_name: "仙南".to_owned(),
            area_name_en: String::new(),
            plan: stated[1].2,
            decision: None,
            difference: None,
        };
        let table = SupportTable {
            prefecture_code: "04".to_owned(),
            fiscal_year: 2027,
            origin: FigureOrigin::Applications,
            source: None,
            rows: vec![row.clone()],
            total: row,
            notes: Vec::new(),
            fictional_applications: 1,
        };
        let (sheet, name) = of(&table, Locale::Ja, DateTime::UNIX_EPOCH);
        assert_eq!(sheet.table.rows.len(), 2);
        assert_eq!(sheet.table.columns.len(), sheet.table.rows[0].len());
        assert_eq!(sheet.source, "本システムの申請から集計");
        assert!(sheet.notes[0].contains("架空"));
        assert_eq!(name, "支援対象医療機関_宮城県_令和9年度");
    }
}

//! The staff's list as a table to take along.

use crate::platform::export::{Cell, Column, Sheet, Table};
use chrono::{DateTime, Utc};
use domain::{
    locale::Locale,
    region::prefecture_label,
    registration::RegistrationSummary,
    time::{instant_text, japan_date},
};

/// The sheet of some registrations, and the name of its file without the ending.
#[must_use]
pub fn of(rows: &[RegistrationSummary], locale: Locale, made_at: DateTime<Utc>) -> (Sheet, String) {
    let title = locale.pick("登録の一覧", "Registrations");
    let sheet = Sheet {
        locale,
        title: title.to_owned(),
        subtitle: match locale {
            Locale::Ja => format!("{}件", rows.len()),
            Locale::En => format!("Rows: {}", rows.len()),
        },
        table: Table { columns: columns(locale), rows: rows.iter().map(|one| row(one, locale)).collect(), total_rows: 0 },
        notes: Vec::new(),
        source: locale.pick("GMネットワーク", "GM Network").to_owned(),
        made_at,
    };
    (sheet, format!("{}_{}", locale.pick("登録の一覧", "registrations"), japan_date(made_at)))
}

fn columns(locale: Locale) -> Vec<Column> {
    let labels = match locale {
        Locale::Ja => [
            "受付番号",
            "名称",
            "種別",
            "法人",
            "都道府県",
            "年度",
            "状態",
            "この状態になった日時",
            "最終更新",
            "修正依頼",
            "掲載の一時停止",
            "架空",
        ],
        Locale::En => [
            "Reference number",
            "Name",
            "Kind",
            "Organization",
            "Prefecture",
            "Fiscal year",
            "State",
            "In this state since",
            "Last change",
            "Correction waits",
            "Page paused",
            "Made up",
        ],
    };
    labels.into_iter().map(Column::new).collect()
}

fn row(one: &RegistrationSummary, locale: Locale) -> Vec<Cell> {
    let yes = |is: bool| Cell::text(if is { locale.pick("あり", "yes") } else { "" });
    vec![
        one.reference_number.clone().into(),
        one.name.clone().into(),
        one.kind.map(|kind| kind.label(locale)).into(),
        one.organization_name.clone().into(),
        prefecture_label(&one.prefecture_code, locale).into(),
        Cell::Integer(i64::from(one.fiscal_year)),
        one.status.label(locale).into(),
        instant_text(one.status_since, locale).into(),
        instant_text(one.updated_at, locale).into(),
        yes(one.change_requested),
        yes(one.paused),
        yes(one.fictional),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_cell() {
        for locale in [Locale::Ja, Locale::En] {
            let (sheet, name) = of(&[], locale, DateTime::UNIX_EPOCH);
            assert_eq!(sheet.table.columns.len(), 12);
            assert!(name.ends_with("1970-01-01"), "{name}");
        }
    }
}

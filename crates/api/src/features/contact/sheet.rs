//! The secretariat's list of messages as a table to take along.

use super::list::ContactLine;
use crate::platform::export::{Cell, Column, Sheet, Table};
use chrono::{DateTime, Utc};
use domain::{
    locale::Locale,
    time::{instant_text, japan_date},
};

/// The sheet of some messages, and the name of its file without the ending.
#[must_use]
pub fn of(lines: &[ContactLine], locale: Locale, made_at: DateTime<Utc>) -> (Sheet, String) {
    let sheet = Sheet {
        locale,
        title: locale.pick("お問い合わせの一覧", "Messages").to_owned(),
        subtitle: match locale {
            Locale::Ja => format!("{}件", lines.len()),
            Locale::En => format!("Rows: {}", lines.len()),
        },
        table: Table { columns: columns(locale), rows: lines.iter().map(|one| row(one, locale)).collect(), total_rows: 0 },
        notes: Vec::new(),
        source: locale.pick("GMネットワーク", "GM Network").to_owned(),
        made_at,
    };
    (sheet, format!("{}_{}", locale.pick("お問い合わせの一覧", "messages"), japan_date(made_at)))
}

fn columns(locale: Locale) -> Vec<Column> {
    let labels = match locale {
        Locale::Ja => ["受付番号", "件名", "申し出の医療機関", "申し出た法人", "受信日時", "返信の数", "対応済みにした日時"],
        Locale::En => {
            ["Reference number", "Subject", "Institution claimed", "Organization that claims it", "Received", "Answers", "Settled"]
        }
    };
    labels.into_iter().map(Column::new).collect()
}

fn row(one: &ContactLine, locale: Locale) -> Vec<Cell> {
    vec![
        one.reference_number.clone().into(),
        one.subject.clone().into(),
        one.institution_name.clone().into(),
        one.organization_name.clone().into(),
        instant_text(one.received_at, locale).into(),
        Cell::Integer(one.answers),
        one.settled_at.map(|at| instant_text(at, locale)).into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_cell() {
        let line = ContactLine {
            reference_number: "C-2026-000001".to_owned(),
            subject: "費用について".to_owned(),
            institution_name: None,
            organization_name: None,
            received_at: DateTime::UNIX_EPOCH,
            answers: 0,
            settled_at: None,
        };
        for locale in [Locale::Ja, Locale::En] {
            let (sheet, name) = of(std::slice::from_ref(&line), locale, DateTime::UNIX_EPOCH);
            assert_eq!(sheet.table.columns.len(), sheet.table.rows[0].len());
            assert!(name.ends_with("1970-01-01"), "{name}");
        }
    }
}

//! What was planned and decided in a prefecture and fiscal year.

use super::super::{
    head::Head,
    labels,
    template::{Body, Frame, Link},
};
use super::areas::{frame, to_areas};
use crate::{app::AppState, ctx::Actor, error::ApiResult, features::support};
use domain::{
    locale::Locale,
    money::Yen,
    region::Prefecture,
    support::{FigureNote, FigureOrigin, SupportTable, SupportTableRow, open_amounts},
    time::full_fiscal_year_text,
};
use routes::api;
use serde_json::{Value, json};
use std::fmt::Display;

/// A prefecture's table of a fiscal year.
///
/// # Errors
/// `not_found` for a year that is none.
pub async fn table(state: &AppState, head: &Head, of: &Prefecture, fiscal_year: i32, locale: Locale) -> ApiResult<Body> {
    let table = support::table(state.recent(&Actor::Visitor), of.code, fiscal_year).await?;
    let (name, year): (&dyn Display, &dyn Display) = (&of.label(locale), &full_fiscal_year_text(fiscal_year, locale));
    let title = labels::fill("support.tables.title", locale, &[("prefecture", name), ("year", year)]);
    let areas = routes::support_areas_in(of.code);
    let above = [to_areas(locale), Link::new(of.label(locale), areas.clone())];
    let is_decided = rows(&table).any(|row| row.difference.is_some());
    let open: Vec<_> = open_amounts(&table)
        .map(|open| {
            let values: [(&str, &dyn Display); 4] = [
                ("area", &area_name(open.row, locale)),
                ("stage", &open.stage.label(locale)),
                ("scheme", &open.scheme.label(locale)),
                ("count", &open.count),
            ];
            labels::fill("support.tables.undetermined", locale, &values)
        })
        .collect();
    let files = [("csv", "csv"), ("csv_shift_jis", "sjis"), ("xlsx", "xlsx")].map(|(format, text)| {
        let address = format!("/api/v1/support-tables/{}/{fiscal_year}/export?format={format}", of.code);
        json!({ "href": address, "text": labels::text(&format!("support.tables.{text}"), locale) })
    });
    let is_stated = table.origin == FigureOrigin::Stated;
    let it = json!({
        "stated": is_stated,
        "fictional": table.fictional_applications,
        "rows": rows(&table).map(|row| line(row, &areas, locale)).collect::<Vec<_>>(),
        "decided": is_decided,
        "open": open,
        "source": table.source,
        "files": files,
        "notes": table.notes.iter().map(|one| note(one, locale)).collect::<Vec<_>>(),
        "areas": areas,
    });
    Body::new("table", Frame { title, ..frame(head, &above, locale) }, it).giving(&api::get_support_table(of.code, fiscal_year), &table)
}

/// Area by area, and the total.
fn rows(table: &SupportTable) -> impl Iterator<Item = &SupportTableRow> {
    table.rows.iter().chain([&table.total])
}

fn line(row: &SupportTableRow, areas: &str, locale: Locale) -> Value {
    let numbers = |figures: Option<[Option<i64>; 12]>| figures.unwrap_or([None; 12]).map(number);
    json!({
        "name": area_name(row, locale),
        "href": row.priority_area_id.map(|id| format!("{areas}/{id}")),
        "decision": numbers(row.decision.map(|decision| decision.columns())),
        "plan": numbers(Some(row.plan.columns())),
        "difference": numbers(row.difference.map(|difference| difference.columns())),
    })
}

fn number(figure: Option<i64>) -> String {
    figure.map_or_else(|| "–".to_owned(), |figure| Yen(figure).to_string())
}

fn area_name(row: &SupportTableRow, locale: Locale) -> String {
    locale.name(&row.area_name, &row.area_name_en).to_owned()
}

fn note(note: &FigureNote, locale: Locale) -> String {
    let area = match &note.area_name {
        Some(name) => locale.name(name, note.area_name_en.as_deref().unwrap_or_default()),
        None => labels::text("support.tables.sum", locale),
    };
    let values: [(&str, &dyn Display); 5] = [
        ("area", &area),
        ("stage", &note.stage.label(locale)),
        ("figure", &note.figure.label(locale)),
        ("stated", &Yen(note.stated_thousand)),
        ("worked_out", &Yen(note.worked_out_thousand)),
    ];
    labels::fill("support.tables.note", locale, &values)
}

//! Imports hospitals from the open data of 医療情報ネット (`01-1_hospital_facility_info_YYYYMMDD`, zip or CSV).
//!
//! Traps of the real file: coordinates (0, 0) and blank beds mean "unknown"; ids are 5 to 13 characters, since leading zeros
//! were lost; the municipality has three digits and belongs to the prefecture's column; addresses of sites are typed by hand.

use crate::{
    app::AppState,
    entity::{municipality, registry_institution},
    error::{ApiError, ApiResult},
    features::region,
    platform::import::{BrokenRow, Delivery, Report, Table, bring_in},
};
use chrono::NaiveDate;
use domain::{atlas::Dataset, institution::InstitutionKind, region::prefecture, text};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

const COLUMNS: [&str; 11] = [
    "ID",
    "正式名称",
    "正式名称（フリガナ）",
    "機関区分",
    "都道府県コード",
    "市区町村コード",
    "所在地",
    "所在地座標（緯度）",
    "所在地座標（経度）",
    "案内用ホームページアドレス",
    "合計病床数",
];
/// Rows of one statement; Postgres takes at most 65,535 parameters.
const BATCH: usize = 1000;

/// Imports the hospitals of one edition; `edition` when the file's name does not end with its day. A second run changes nothing.
///
/// Rows that cannot be taken are left out one by one: thousands of hospitals write their own rows, so an edition may have wrong
/// ones at any time, nobody here can correct them, and one of them must not keep all the others out.
///
/// # Errors
/// When the file cannot be read, lacks a column or names no edition, or the database fails.
pub async fn import_hospitals(state: &AppState, path: &Path, edition: Option<NaiveDate>) -> ApiResult<Report> {
    let edition = edition.or_else(|| edition_of(path)).ok_or_else(|| {
        ApiError::internal(format!(
            "{}: of which day is it? Its name does not end with one (…_20250601.zip); say it with --edition",
            path.display()
        ))
    })?;
    let table = Table::open(path)?;
    let delivery = Delivery::new(Dataset::Hospitals, edition.to_string(), path);
    bring_in(state, &delivery, BrokenRow::IsLeftOut, async |txn| {
        let known: Vec<String> =
            municipality::Entity::find().select_only().column(municipality::Column::Code).into_tuple().all(txn).await?;
        let mut reader = Reader { edition: edition.to_string(), known: known.into_iter().collect(), seen: HashMap::new() };
        let mut report = Report::new(&path.display().to_string());
        let mut batch = Vec::with_capacity(BATCH);
        table
            .read(COLUMNS, async |line, cells| {
                match cells.and_then(|cells| reader.row(line, cells, &mut report)) {
                    Ok(row) => batch.push(row),
                    Err(reason) => report.refuse(line, reason),
                }
                if batch.len() == BATCH {
                    write(txn, std::mem::take(&mut batch), &mut report).await?;
                }
                Ok(())
            })
            .await?;
        write(txn, batch, &mut report).await?;
        Ok(report)
    })
    .await
}

/// The day at the end of a file's name.
#[must_use]
pub fn edition_of(path: &Path) -> Option<NaiveDate> {
    let stem = path.file_stem()?.to_str()?;
    NaiveDate::parse_from_str(stem.get(stem.len().checked_sub(8)?..)?, "%Y%m%d").ok()
}

struct Reader {
    edition: String,
    known: HashSet<String>,
    seen: HashMap<String, u64>,
}

impl Reader {
    fn row(&mut self, line: u64, cells: [&str; 11], report: &mut Report) -> Result<registry_institution::ActiveModel, String> {
        let [code, name, name_kana, kind, prefecture_code, municipality, address, latitude, longitude, website, beds] = cells;
        if !(1..=20).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(format!("`{code}` is no id"));
        }
        let kind = match kind {
            "1" => InstitutionKind::Hospital,
            "2" => InstitutionKind::Clinic,
            other => return Err(format!("`{other}` is neither a hospital nor a clinic")),
        };
        if name.is_empty() || address.is_empty() {
            return Err("name or address is blank".to_owned());
        }
        let found = prefecture(prefecture_code).ok_or_else(|| format!("there is no prefecture `{prefecture_code}`"))?;
        let beds = match beds {
            "" => None,
            text => Some(
                text.parse::<i32>()
                    .ok()
                    .filter(|beds| (0..=10_000).contains(beds))
                    .ok_or_else(|| format!("`{text}` is no number of beds"))?,
            ),
        };
        let position = position(latitude, longitude)?;
        if let Some(first) = self.seen.insert(code.to_owned(), line) {
            return Err(format!("the id {code} is already on line {first}"));
        }
        let full = format!("{prefecture_code}{municipality}");
        let municipality_code = Some(region::present_code(&full)).filter(|code| self.known.contains(*code)).map(ToOwned::to_owned);
        for (what, blank) in
            [("coordinates", position.is_none()), ("beds", beds.is_none()), ("a municipality", municipality_code.is_none())]
        {
            if blank {
                report.leave_blank(what);
            }
        }
        let name_kana = text::kana(name_kana).unwrap_or_else(|| text::tidy(name_kana));
        Ok(registry_institution::ActiveModel {
            code: Set(code.to_owned()),
            edition: Set(self.edition.clone()),
            name: Set(name.to_owned()),
            name_kana: Set(name_kana),
            kind: Set(kind),
            prefecture_code: Set(found.code.to_owned()),
            municipality_code: Set(municipality_code),
            postal_code: Set(None),
            address: Set(address.to_owned()),
            latitude: Set(position.map(|(latitude, _)| latitude)),
            longitude: Set(position.map(|(_, longitude)| longitude)),
            beds: Set(beds),
            website: Set(site(website)),
            gone_in: Set(None),
        })
    }
}

/// Degrees within Japan, or nothing where the list has none or (0, 0).
fn position(latitude: &str, longitude: &str) -> Result<Option<(f64, f64)>, String> {
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let parse = |text: &str| text.parse::<f64>().map_err(|_| format!("`{latitude}, {longitude}` are no coordinates"));
    match (parse(latitude)?, parse(longitude)?) {
        (0.0, 0.0) => Ok(None),
        (north, east) if (20.0..=46.0).contains(&north) && (122.0..=154.0).contains(&east) => Ok(Some((north, east))),
        _ => Err(format!("`{latitude}, {longitude}` is not in Japan")),
    }
}

/// A site's address that can be linked to; people forget the beginning.
fn site(text: &str) -> Option<String> {
    text::web_address(text).or_else(|| text.starts_with("www.").then(|| text::web_address(&format!("http://{text}")))?)
}

async fn write(txn: &impl ConnectionTrait, batch: Vec<registry_institution::ActiveModel>, report: &mut Report) -> ApiResult<()> {
    use registry_institution::Column as C;
    if batch.is_empty() {
        return Ok(());
    }
    let rows = batch.len() as u64;
    let columns = [
        C::Edition,
        C::Name,
        C::NameKana,
        C::Kind,
        C::PrefectureCode,
        C::MunicipalityCode,
        C::PostalCode,
        C::Address,
        C::Latitude,
        C::Longitude,
        C::Beds,
        C::Website,
        C::GoneIn,
    ];
    // The whole row is compared, so that a second run writes nothing.
    let conflict = OnConflict::column(C::Code)
        .update_columns(columns)
        .action_and_where(Expr::cust("registry_institution.* IS DISTINCT FROM excluded.*"))
        .to_owned();
    let changed = registry_institution::Entity::insert_many(batch).on_conflict(conflict).exec_without_returning(txn).await?;
    report.take(rows, changed);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edition_is_the_day_at_the_end_of_the_name() {
        assert_eq!(edition_of(Path::new("/x/01-1_hospital_facility_info_20250601.zip")), NaiveDate::from_ymd_opt(2025, 6, 1));
        assert_eq!(edition_of(Path::new("hospitals.csv")), None);
        assert_eq!(edition_of(Path::new("病院.csv")), None);
    }

    #[test]
    fn zero_degrees_are_unknown_and_elsewhere_is_refused() {
        assert_eq!(position("0", "0.000000"), Ok(None));
        assert_eq!(position("", ""), Ok(None));
        assert_eq!(position("38.26", "140.87"), Ok(Some((38.26, 140.87))));
        assert!(position("140.87", "38.26").is_err());
        assert!(position("north", "1").is_err());
    }

    #[test]
    fn a_site_is_linked_only_when_it_can_be() {
        assert_eq!(site("www.example.jp/").as_deref(), Some("http://www.example.jp/"));
        assert_eq!(site("http//www.example.jp"), None);
        assert_eq!(site(""), None);
    }
}

//! Reads hospitals from the open data of 医療情報ネット (`01-1_hospital_facility_info_YYYYMMDD`, zip or CSV).
//!
//! Traps of the real file: coordinates (0, 0) and blank beds mean "unknown"; ids are 5 to 13 characters, since leading zeros
//! were lost; the municipality has three digits and belongs to the prefecture's column; addresses of sites are typed by hand.

use super::staged_import::{ImportedRow, StagedImport};
use crate::{
    entity::municipality,
    error::ApiResult,
    features::places,
    platform::import::{Progress, Reason, Report, SourceFile, Table},
};
use domain::{institution::InstitutionKind, region::prefecture, text};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use std::collections::{HashMap, HashSet};

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

/// Reads a file into an edition on its way in.
///
/// Rows that cannot be taken are left out one by one: thousands of hospitals write their own rows, so an edition may have wrong
/// ones at any time, nobody here can correct them, and one of them must not keep all the others out.
///
/// # Errors
/// When the file cannot be read or lacks a column, or the database fails.
pub async fn read(
    txn: &DatabaseTransaction,
    source: &SourceFile,
    progress: Progress,
    staged: &mut StagedImport<'_>,
    report: &mut Report,
) -> ApiResult<()> {
    let known: Vec<String> = municipality::Entity::find().select_only().column(municipality::Column::Code).into_tuple().all(txn).await?;
    let mut reader = Reader { known: known.into_iter().collect(), seen: HashMap::new() };
    let shape = Table::open(&source.path)?
        .watched(progress)
        .read(COLUMNS, async |line, cells| match cells.and_then(|cells| reader.row(line, cells, report)) {
            Ok(row) => staged.put(row).await,
            Err(reason) => {
                report.refuse(line, reason);
                Ok(())
            }
        })
        .await?;
    if shape.unread > 0 {
        let (unread, columns) = (shape.unread, shape.columns);
        report.note(
            format!("{columns}列のうち、ここでは使わない{unread}列は読んでいません"),
            format!("{unread} of its {columns} columns are not needed and were not read"),
        );
    }
    Ok(())
}

struct Reader {
    known: HashSet<String>,
    seen: HashMap<String, u64>,
}

impl Reader {
    fn row(&mut self, line: u64, cells: [&str; 11], report: &mut Report) -> Result<ImportedRow, Reason> {
        let [code, name, name_kana, kind, prefecture_code, municipality, address, latitude, longitude, website, beds] = cells;
        if !(1..=20).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(Reason::new(format!("「{code}」はIDではありません"), format!("`{code}` is no id")));
        }
        let kind = match kind {
            "1" => InstitutionKind::Hospital,
            "2" => InstitutionKind::Clinic,
            other => {
                return Err(Reason::new(
                    format!("機関区分「{other}」は病院（1）でも診療所（2）でもありません"),
                    format!("`{other}` is neither a hospital nor a clinic"),
                ));
            }
        };
        if name.is_empty() || address.is_empty() {
            return Err(Reason::new("名称か所在地が空です", "name or address is blank"));
        }
        let found = prefecture(prefecture_code).ok_or_else(|| no_prefecture(prefecture_code))?;
        let beds = match beds {
            "" => None,
            text => Some(
                text.parse::<i32>()
                    .ok()
                    .filter(|beds| (0..=10_000).contains(beds))
                    .ok_or_else(|| Reason::new(format!("病床数「{text}」は数ではありません"), format!("`{text}` is no number of beds")))?,
            ),
        };
        let position = position(latitude, longitude)?;
        if let Some(first) = self.seen.insert(code.to_owned(), line) {
            return Err(Reason::new(format!("ID {code}は{first}行目にもあります"), format!("the id {code} is already on line {first}")));
        }
        let full = format!("{prefecture_code}{municipality}");
        let municipality_code = Some(places::present_code(&full)).filter(|code| self.known.contains(*code)).map(ToOwned::to_owned);
        for (what, blank) in
            [("coordinates", position.is_none()), ("beds", beds.is_none()), ("a municipality", municipality_code.is_none())]
        {
            if blank {
                report.leave_blank(what);
            }
        }
        let name_kana = text::kana(name_kana).unwrap_or_else(|| text::normalize_line_ends(name_kana));
        Ok(ImportedRow {
            code: code.to_owned(),
            name: name.to_owned(),
            name_kana,
            kind,
            prefecture_code: found.code.to_owned(),
            municipality_code,
            postal_code: None,
            address: address.to_owned(),
            position,
            beds,
            website: site(website),
        })
    }
}

/// The reason of a row of a prefecture that does not exist.
pub(super) fn no_prefecture(code: &str) -> Reason {
    Reason::new(format!("都道府県「{code}」はありません"), format!("there is no prefecture `{code}`"))
}

/// Degrees within Japan, or nothing where the list has none or (0, 0).
fn position(latitude: &str, longitude: &str) -> Result<Option<(f64, f64)>, Reason> {
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let parse = |text: &str| {
        text.parse::<f64>().map_err(|_| {
            Reason::new(
                format!("「{latitude}, {longitude}」は緯度・経度ではありません"),
                format!("`{latitude}, {longitude}` are no coordinates"),
            )
        })
    };
    match (parse(latitude)?, parse(longitude)?) {
        (0.0, 0.0) => Ok(None),
        (north, east) if (20.0..=46.0).contains(&north) && (122.0..=154.0).contains(&east) => Ok(Some((north, east))),
        _ => Err(Reason::new(
            format!("「{latitude}, {longitude}」は日本の中にありません"),
            format!("`{latitude}, {longitude}` is not in Japan"),
        )),
    }
}

/// A site's address that can be linked to; people forget the beginning.
fn site(text: &str) -> Option<String> {
    text::web_address(text).or_else(|| text.starts_with("www.").then(|| text::web_address(&format!("http://{text}")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

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

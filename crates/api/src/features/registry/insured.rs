//! Imports the insured medical institutions (保険医療機関) of the regional bureaus of health and welfare: `YYYYMM_all_med_inst_cd`, zip or CSV.
//!
//! Traps of the real file: no header; 536 rows are there twice; no reading, no kind and no municipality; three rules for the check
//! digit, depending on the bureau. A code here is the prefecture and the seven digits with a hyphen between them, since some
//! hospitals of the other list have ids that look the same without it.

use super::{
    hospitals::no_prefecture,
    matching::Hospitals,
    place::Places,
    staged_import::{ImportedRow, StagedImport},
};
use crate::{
    entity::municipality,
    error::ApiResult,
    platform::import::{Progress, Reason, Report, SourceFile, Table},
};
use domain::{
    institution::{InstitutionKind, is_insurer_code},
    region::prefecture,
    search::{fold, fold_parts},
    text,
};
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use std::collections::HashMap;

const COLUMNS: [&str; 5] = ["prefecture and code", "code", "name", "postal code", "address"];
/// Rows that could not be placed and are named in the report; the number of all of them is there in any case.
const NAMED: usize = 50;

/// Reads a file into an edition on its way in.
///
/// # Errors
/// When the file cannot be read, or the database fails.
pub async fn read(
    txn: &DatabaseTransaction,
    source: &SourceFile,
    progress: Progress,
    staged: &mut StagedImport<'_>,
    report: &mut Report,
) -> ApiResult<()> {
    let mut reader = Reader::new(txn).await?;
    Table::without_header(&source.path)?
        .watched(progress)
        .read(COLUMNS, async |line, cells| match cells.and_then(|cells| reader.row(line, cells, report)) {
            Ok(Some(row)) => staged.put(row).await,
            Ok(None) => Ok(()),
            Err(reason) => {
                report.refuse(line, reason);
                Ok(())
            }
        })
        .await?;
    reader.report(report);
    Ok(())
}

struct Reader {
    places: Places,
    hospitals: Hospitals,
    /// Where a code stood first, and what its row said.
    seen: HashMap<String, (u64, String)>,
    repeated: u64,
    unplaced: Vec<(u64, String)>,
}

impl Reader {
    async fn new(txn: &DatabaseTransaction) -> ApiResult<Self> {
        let municipalities: Vec<(String, String)> = municipality::Entity::find()
            .select_only()
            .columns([municipality::Column::Code, municipality::Column::Name])
            .into_tuple()
            .all(txn)
            .await?;
        Ok(Reader {
            places: Places::new(municipalities),
            hospitals: Hospitals::read(txn).await?,
            seen: HashMap::new(),
            repeated: 0,
            unplaced: Vec::new(),
        })
    }

    /// A row; nothing when it is there twice, word for word.
    fn row(&mut self, line: u64, cells: [&str; 5], report: &mut Report) -> Result<Option<ImportedRow>, Reason> {
        let [whole, short, name, postal_code, address] = cells;
        if whole.len() != 9 || whole.get(2..) != Some(short) || !whole.bytes().all(|b| b.is_ascii_digit()) {
            let en = format!("`{whole}`, `{short}` are no code of an institution");
            return Err(Reason::new(format!("「{whole}」「{short}」は医療機関コードではありません"), en));
        }
        if !is_insurer_code(whole) {
            let ja = format!("医療機関コード{whole}の検査数字が、3つの計算方法のどれにも合いません");
            return Err(Reason::new(ja, format!("the check digit of {whole} is wrong by all three rules")));
        }
        let prefecture_code = &whole[..2];
        if prefecture(prefecture_code).is_none() {
            return Err(no_prefecture(prefecture_code));
        }
        if name.is_empty() || address.is_empty() {
            return Err(Reason::new("名称か所在地が空です", "name or address is blank"));
        }
        let no_postal_code =
            || Reason::new(format!("「{postal_code}」は郵便番号ではありません"), format!("`{postal_code}` is no postal code"));
        let postal_code = match postal_code {
            "" => None,
            digits => Some(text::postal_code(digits).ok_or_else(no_postal_code)?),
        };
        let code = format!("{prefecture_code}-{short}");
        let key = fold_parts([name, address]);
        match self.seen.get(&code) {
            Some((_, first)) if *first == key => {
                self.repeated += 1;
                return Ok(None);
            }
            Some((first, _)) => {
                return Err(Reason::new(
                    format!("医療機関コード{whole}は{first}行目にもあり、名称か所在地が違います"),
                    format!("the code {whole} is already on line {first}, with another name or address"),
                ));
            }
            None => self.seen.insert(code.clone(), (line, key)),
        };
        let municipality_code = self.places.find(prefecture_code, address).map(ToOwned::to_owned);
        if municipality_code.is_none() {
            report.leave_blank("a municipality");
            self.unplaced.push((line, address.to_owned()));
        }
        let is_hospital = self.hospitals.like(municipality_code.as_deref(), &fold(name)).next().is_some();
        // Medical Care Act, article 3: nothing else may be called a hospital.
        let kind = if is_hospital || name.contains("病院") { InstitutionKind::Hospital } else { InstitutionKind::Clinic };
        Ok(Some(ImportedRow {
            code,
            name: name.to_owned(),
            name_kana: String::new(),
            kind,
            prefecture_code: prefecture_code.to_owned(),
            municipality_code,
            postal_code,
            address: address.to_owned(),
            position: None,
            beds: None,
            website: None,
        }))
    }

    fn report(&self, report: &mut Report) {
        if self.repeated > 0 {
            let rows = self.repeated;
            report
                .note(format!("一字一句同じ行が{rows}行あり、1行として扱いました"), format!("{rows} rows are there twice, word for word"));
        }
        for (line, address) in self.unplaced.iter().take(NAMED) {
            report.note(
                format!("{line}行目は市区町村を特定できませんでした：{address}"),
                format!("line {line} could not be placed: {address}"),
            );
        }
    }
}

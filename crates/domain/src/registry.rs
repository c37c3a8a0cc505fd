//! The official lists of institutions: editions that staff upload, look at and apply, and what an edition says about institutions here.
//!
//! Invariant: a list is somebody else's. An edition replaces the one before and never the other way round; what it says about an
//! institution here is shown to people and changes nothing by itself.

use crate::{
    atlas::Dataset,
    finding::Finding,
    ids::{InstitutionId, RegistrationId, RegistryDifferenceId, RegistryImportId},
    institution::terms,
    locale::Bilingual,
    problem::FieldCode,
    validate::{Validate, Violations},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The largest file that can be uploaded; the largest real one has 3.2 MB.
pub const FILE_MAX: usize = 40 << 20;
/// Rows of each kind that a report shows.
pub const SAMPLES_MAX: usize = 20;
/// Rows that were left out and are named one by one; the number of all of them is there in any case.
pub const REFUSED_MAX: usize = 100;
/// Characters of a file's name that are kept.
pub const FILE_NAME_MAX: usize = 120;

terms! {
    /// What became of a file that was uploaded.
    RegistryImportState {
        /// What it would change is known; nobody has decided.
        Previewed = "確認待ち", "Waiting";
        /// It is in.
        Applied = "反映済み", "Applied";
        /// Somebody decided against it.
        Discarded = "破棄", "Discarded";
        /// It cannot be taken.
        Failed = "取り込めません", "Cannot be taken";
    }
}

terms! {
    /// What an official list says of an institution.
    RegistryField {
        /// 名称
        Name = "名称", "Name";
        /// フリガナ
        NameKana = "フリガナ", "Reading";
        /// 区分
        Kind = "区分", "Kind";
        /// 郵便番号
        PostalCode = "郵便番号", "Postal code";
        /// 所在地
        Address = "所在地", "Address";
        /// 市区町村
        Municipality = "市区町村", "Municipality";
        /// 緯度・経度
        Position = "緯度・経度", "Position";
        /// 病床数
        Beds = "病床数", "Beds";
        /// ウェブサイト
        Website = "ウェブサイト", "Website";
        /// 掲載の有無: the edition that names it.
        Listed = "一覧への掲載", "In the list";
    }
}

/// One thing that an edition says otherwise than the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryChange {
    /// What it is about.
    pub field: RegistryField,
    /// What the edition before said; absent where it said nothing.
    pub before: Option<String>,
    /// What the edition says; absent where it says nothing. `listed` has none when the institution is gone from the list.
    pub after: Option<String>,
}

/// The changes of an institution, as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(transparent)]
pub struct RegistryChanges(pub Vec<RegistryChange>);

/// A row of a list, as an example of those that are new, changed or gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrySample {
    /// The list's own id.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Two digits.
    pub prefecture_code: String,
    /// The address as the list writes it.
    pub address: String,
    /// What is different; empty for rows that are new or gone.
    pub changes: Vec<RegistryChange>,
    /// Whether an institution here started from it; such rows come first.
    pub registered: bool,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefusedRow {
    /// Its line in the file.
    pub line: u64,
    /// Why, in both languages.
    pub reason: Bilingual,
}

/// Something that is missing in rows that were taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlankCount {
    /// What is missing, in both languages.
    pub what: Bilingual,
    /// In how many rows.
    pub rows: u64,
}

/// What a file that is uploaded says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct UploadRegistry {
    /// `hospitals` or `insured_institutions`.
    #[cfg_attr(feature = "openapi", param(example = "insured_institutions"))]
    pub dataset: Dataset,
    /// Its edition: a day such as `2025-06-01` for hospitals, a month such as `2025-08` for insured institutions. Taken from the file's name when
    /// absent.
    #[cfg_attr(feature = "openapi", param(example = "2026-10"))]
    pub edition: Option<String>,
    /// The file's name; folders in it are left out.
    #[cfg_attr(feature = "openapi", param(example = "202610_official_list.csv"))]
    pub file_name: String,
}

impl UploadRegistry {
    /// The edition that was said, else the one that the file's name tells.
    #[must_use]
    pub fn edition(&self) -> Option<String> {
        let said = self.edition.as_deref().map(str::trim).filter(|edition| !edition.is_empty());
        said.map(ToOwned::to_owned).or_else(|| edition_of(self.dataset, &self.file_name))
    }
}

impl Validate for UploadRegistry {
    fn check(&self, v: &mut Violations) {
        v.require("dataset", is_registry(self.dataset), FieldCode::UnknownValue);
        match self.edition() {
            None => v.add("edition", FieldCode::Required),
            Some(edition) => v.require("edition", is_edition(self.dataset, &edition), FieldCode::NotAnEdition),
        }
    }
}

/// What a file changes, or would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct RegistryReport {
    /// Rows that can be taken.
    pub taken: u64,
    /// Rows that the list did not have before.
    pub new: u64,
    /// Rows of which the list says something else now.
    pub changed: u64,
    /// Rows that the list does not have any more. They are kept, and not offered.
    pub gone: u64,
    /// Rows that were left out.
    pub refused_count: u64,
    /// The first of them.
    pub refused: Vec<RefusedRow>,
    /// What is missing in rows that were taken.
    pub blank: Vec<BlankCount>,
    /// What else there is to know, in both languages.
    pub notes: Vec<Bilingual>,
    /// The first rows that are new.
    pub new_rows: Vec<RegistrySample>,
    /// The first rows that changed.
    pub changed_rows: Vec<RegistrySample>,
    /// The first rows that are gone.
    pub gone_rows: Vec<RegistrySample>,
}

/// A report as it is stored: what it says in words is kept as codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct StoredReport {
    /// The report without the parts that follow.
    pub counts: RegistryReport,
    /// The first rows that were left out, by their line.
    pub refused: Vec<(u64, Finding)>,
    /// What is missing in rows that were taken, by its word in English, and in how many.
    pub blank: Vec<(String, u64)>,
    /// What else there is to know.
    pub notes: Vec<Finding>,
}

impl StoredReport {
    /// The report for people.
    #[must_use]
    pub fn told(self) -> RegistryReport {
        let RegistryReport { refused, blank, notes, .. } = &self.counts;
        let refused = refused.iter().cloned().chain(self.refused.iter().map(|(line, why)| RefusedRow { line: *line, reason: why.texts() }));
        let blank = blank.iter().cloned().chain(self.blank.iter().map(|(what, rows)| BlankCount { what: missing(what), rows: *rows }));
        let notes = notes.iter().cloned().chain(self.notes.iter().map(Finding::texts));
        let (refused, blank, notes) = (refused.collect(), blank.collect(), notes.collect());
        RegistryReport { refused, blank, notes, ..self.counts }
    }
}

/// What is missing, in both languages.
fn missing(what: &str) -> Bilingual {
    let ja = match what {
        "coordinates" => "緯度・経度",
        "beds" => "病床数",
        "a municipality" => "市区町村",
        other => other,
    };
    Bilingual::new(ja, what)
}

/// How a report lies in the database. Rows of earlier versions have its sentences.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Codes { counts: RegistryReport, refused: Vec<(u64, Finding)>, blank: Vec<(String, u64)>, notes: Vec<Finding> },
    Sentences(RegistryReport),
}

impl From<Stored> for StoredReport {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Codes { counts, refused, blank, notes } => StoredReport { counts, refused, blank, notes },
            Stored::Sentences(counts) => StoredReport { counts, ..StoredReport::default() },
        }
    }
}

/// A file of an official list that staff uploaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryImport {
    /// Id of the import.
    pub id: RegistryImportId,
    /// `hospitals` or `insured_institutions`.
    pub dataset: Dataset,
    /// Its edition: a day for hospitals, a month for insured institutions.
    pub edition: String,
    /// The file's name.
    pub file_name: String,
    /// Its size in bytes.
    pub size: i64,
    /// What became of it.
    pub state: RegistryImportState,
    /// What it changes; absent where it cannot be taken.
    pub report: Option<RegistryReport>,
    /// Why it cannot be taken and what to do, in both languages.
    pub failure: Option<Bilingual>,
    /// Who handed it in.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Who applied or discarded it.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<DateTime<Utc>>,
}

/// What an edition says otherwise about an institution here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistryDifference {
    /// Id of the difference.
    pub id: RegistryDifferenceId,
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its latest registration that was uploaded.
    pub registration_id: RegistrationId,
    /// What the institution calls itself.
    pub name: String,
    /// Its row in the list.
    pub registry_code: String,
    /// The list.
    pub dataset: Dataset,
    /// The edition that says so.
    pub edition: String,
    /// What is different.
    pub changes: Vec<RegistryChange>,
    /// When the edition came in.
    pub found_at: DateTime<Utc>,
    /// When somebody took note of it.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Who.
    pub acknowledged_by: Option<String>,
}

/// Whether a dataset is an official list of institutions.
#[must_use]
pub fn is_registry(dataset: Dataset) -> bool {
    matches!(dataset, Dataset::Hospitals | Dataset::InsuredInstitutions)
}

/// An edition as a list's source calls it: a day (`2025-06-01`) for hospitals, a month (`2025-08`) for insured institutions. As texts, later
/// editions come after earlier ones.
#[must_use]
pub fn is_edition(dataset: Dataset, text: &str) -> bool {
    let day = |text: &str| {
        text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok_and(|day| day.format("%Y-%m-%d").to_string() == text)
    };
    match dataset {
        Dataset::Hospitals => day(text),
        Dataset::InsuredInstitutions => day(&format!("{text}-01")),
        _ => false,
    }
}

/// The edition that a published file's name tells: `…_20250601.zip`, `202508_….zip`.
#[must_use]
pub fn edition_of(dataset: Dataset, file_name: &str) -> Option<String> {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let edition = match dataset {
        Dataset::Hospitals => {
            let day = stem.get(stem.len().checked_sub(8)?..)?;
            format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..)?)
        }
        Dataset::InsuredInstitutions if stem.get(6..7).is_none_or(|next| next == "_") => format!("{}-{}", stem.get(..4)?, stem.get(4..6)?),
        _ => return None,
    };
    is_edition(dataset, &edition).then_some(edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_its_edition_by_its_name() {
        let hospitals = |name| edition_of(Dataset::Hospitals, name);
        assert_eq!(hospitals("01-1_hospital_facility_info_20250601.zip").as_deref(), Some("2025-06-01"));
        for other in ["hospitals.csv", "病院.csv", "x_20251301.zip", "x_2025060１.zip", "", ".zip"] {
            assert_eq!(hospitals(other), None, "{other}");
        }
        let insured = |name| edition_of(Dataset::InsuredInstitutions, name);
        assert_eq!(insured("202508_all_med_inst_cd.zip").as_deref(), Some("2025-08"));
        assert_eq!(insured("202508.csv").as_deref(), Some("2025-08"));
        for other in ["202513_all.zip", "20250801.csv", "all_med_inst_cd.zip", "病院.csv", "２０2508_x.csv"] {
            assert_eq!(insured(other), None, "{other}");
        }
        assert_eq!(edition_of(Dataset::MedicalAreas, "202508_x.csv"), None);
    }

    #[test]
    fn an_edition_is_a_day_or_a_month_in_one_way_of_writing() {
        assert!(is_edition(Dataset::Hospitals, "2025-06-01") && is_edition(Dataset::InsuredInstitutions, "2025-08"));
        for other in ["2025-6-1", "2025-02-30", "2025-06", "", "+025-06-01", "2025-06-01 "] {
            assert!(!is_edition(Dataset::Hospitals, other), "{other}");
        }
        for other in ["2025-8", "2025-13", "2025-08-01", ""] {
            assert!(!is_edition(Dataset::InsuredInstitutions, other), "{other}");
        }
    }
}

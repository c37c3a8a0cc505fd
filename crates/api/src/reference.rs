//! Reference data: official facts that the product starts with and that anybody can check. Loading again changes nothing.

use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
    features::{
        atlas::{self, IndexEdition},
        places, planning, priority_area, registry, subsidy, support,
    },
    platform::import::{Report, SourceFile},
};
use domain::atlas::{Dataset, RegionLevel};
use std::path::{Path, PathBuf};

/// What the table of medical areas is called by its source, which dates it no further.
pub const AREAS_EDITION: &str = "A38";
/// The edition of the outlines.
pub const OUTLINES_EDITION: &str = "N03-2021";
/// When the index was published; the files do not say the day.
pub const INDEX_EDITION: &str = "2024-01";
/// The list of hospitals carries its day at the end of its name.
const HOSPITALS: &str = "01-1_hospital_facility_info_";
/// The list of insured institutions carries its month at the beginning.
const INSURED: &str = "_all_med_inst_cd";

/// The files that a data folder may hold, in the order in which they build on each other. A finer file comes after a coarser one.
const FILES: [(&str, Dataset, &str); 8] = [
    ("municipality_to_330areas.csv", Dataset::MedicalAreas, AREAS_EDITION),
    ("prefectures.topojson", Dataset::PrefectureOutlines, OUTLINES_EDITION),
    ("iryoken2_330.topojson", Dataset::SecondaryMedicalAreaOutlines, OUTLINES_EDITION),
    ("municipalities.topojson", Dataset::MunicipalityOutlines, OUTLINES_EDITION),
    ("miyagi_municipalities.topojson", Dataset::MunicipalityOutlines, OUTLINES_EDITION),
    ("prefecture_index_2024.csv", Dataset::PrefectureIndex, INDEX_EDITION),
    ("physician_index_2024_330areas.csv", Dataset::SecondaryMedicalAreaIndex, INDEX_EDITION),
    ("candidate_areas.csv", Dataset::ComputedCandidates, INDEX_EDITION),
];

/// Loads what ships with the program, and from the data folder, where there is one, what of it can be imported; tells what was
/// loaded, a line each.
///
/// # Errors
/// When a file cannot be read or the database fails.
pub async fn load(state: &AppState) -> ApiResult<Vec<String>> {
    let reports = [
        places::load(&state.db).await?,
        planning::load_designations(state).await?,
        subsidy::load(state).await?,
        support::load(state).await?,
    ];
    let mut lines: Vec<String> = reports.iter().map(ToString::to_string).collect();
    if let Some(folder) = &state.config.data_dir {
        lines.extend(import_all(state, folder).await?);
    }
    Ok(lines)
}

/// Imports what is there of the files that are known by their names. A file that was imported before and is still the same is not
/// read again.
///
/// # Errors
/// When the folder or one of the files cannot be read, or the database fails. Other files have been imported then.
pub async fn import_all(state: &AppState, folder: &Path) -> ApiResult<Vec<String>> {
    let files = std::fs::read_dir(folder).map_err(|error| ApiError::internal(format!("{} cannot be read: {error}", folder.display())))?;
    let mut files: Vec<PathBuf> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut hospitals: Vec<&PathBuf> = files.iter().filter(|path| is_hospitals(path)).collect();
    let mut sources: Vec<SourceFile> = FILES
        .iter()
        .map(|(name, dataset, edition)| SourceFile::new(*dataset, *edition, &folder.join(name)))
        .filter(|source| source.path.exists())
        .collect();
    // The latest edition only.
    if let Some((path, edition)) = hospitals.pop().and_then(|path| edition_of(Dataset::Hospitals, path).map(|edition| (path, edition))) {
        sources.push(SourceFile::new(Dataset::Hospitals, edition, path));
    }
    // After the hospitals, which it is matched with.
    let insured =
        files.iter().rev().filter(|path| is_insured(path)).find_map(|path| Some((path, edition_of(Dataset::InsuredInstitutions, path)?)));
    if let Some((path, edition)) = insured {
        sources.push(SourceFile::new(Dataset::InsuredInstitutions, edition, path));
    }
    let mut lines = Vec::new();
    let mut failures = Vec::new();
    for source in sources {
        if source.is_in(&state.db).await? {
            lines.push(format!("{}: unchanged since it was imported", source.path.display()));
            continue;
        }
        match import(state, &source).await {
            Ok(report) => lines.push(report.to_string()),
            Err(error) => failures.push(error.to_string()),
        }
    }
    if failures.is_empty() { Ok(lines) } else { Err(ApiError::internal(failures.join("; "))) }
}

fn edition_of(dataset: Dataset, path: &Path) -> Option<String> {
    domain::registry::edition_of(dataset, path.file_name()?.to_str()?)
}

fn is_hospitals(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(HOSPITALS))
}

fn is_insured(path: &Path) -> bool {
    path.file_stem().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(INSURED))
}

async fn import(state: &AppState, source: &SourceFile) -> ApiResult<Report> {
    let SourceFile { dataset, edition, path, .. } = source;
    match dataset {
        Dataset::MedicalAreas => places::import_areas(state, path, edition).await,
        Dataset::ComputedCandidates => priority_area::import_candidates(state, path, edition).await,
        Dataset::Hospitals => registry::import_hospitals(state, path, Some(edition)).await,
        Dataset::InsuredInstitutions => registry::import_insured(state, path, Some(edition)).await,
        Dataset::PrefectureOutlines => atlas::import_outlines(state, path, RegionLevel::Prefecture, edition).await,
        Dataset::SecondaryMedicalAreaOutlines => atlas::import_outlines(state, path, RegionLevel::SecondaryMedicalArea, edition).await,
        Dataset::MunicipalityOutlines => atlas::import_outlines(state, path, RegionLevel::Municipality, edition).await,
        Dataset::PrefectureIndex | Dataset::SecondaryMedicalAreaIndex => {
            let edition: IndexEdition = edition.parse().map_err(ApiError::internal)?;
            atlas::import_indices(state, path, &edition).await
        }
    }
}

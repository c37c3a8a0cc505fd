//! Which institutions can apply.

use crate::client::{self, ClientError};
use domain::ids::InstitutionId;
use domain::institution::InstitutionKind;
use domain::registration::RegistrationSummary;

/// An institution that can apply.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The institution.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Hospital or clinic.
    pub kind: InstitutionKind,
    /// Two digits.
    pub prefecture: String,
}

/// The institutions of the reader's organizations.
pub(super) async fn places() -> Result<Vec<Place>, ClientError> {
    let mut rows = Vec::new();
    for organization in client::organization::list_organizations().await?.items {
        rows.extend(client::registration::list_organization_registrations(&organization.id.to_string()).await?);
    }
    Ok(applicants(rows))
}

/// Each institution once, as its latest registration describes it. One that is not described yet has nothing to reckon with.
fn applicants(mut rows: Vec<RegistrationSummary>) -> Vec<Place> {
    rows.sort_by_key(|row| std::cmp::Reverse((row.fiscal_year, row.updated_at)));
    let mut places: Vec<Place> = Vec::new();
    for row in rows {
        let known = places.iter().any(|place| place.id == row.institution_id);
        if let Some(kind) = row.kind.filter(|_| !known && !row.name.is_empty() && !row.prefecture_code.is_empty()) {
            places.push(Place { id: row.institution_id, name: row.name, kind, prefecture: row.prefecture_code });
        }
    }
    places.sort_by(|a, b| a.name.cmp(&b.name));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::registration::{PauseState, RegistrationStatus};
    use uuid::Uuid;

    fn row(institution: u128, name: &str, kind: Option<InstitutionKind>, year: i32) -> RegistrationSummary {
        let day = chrono::DateTime::UNIX_EPOCH;
        RegistrationSummary {
            id: Uuid::from_u128(institution).into(),
            institution_id: Uuid::from_u128(institution).into(),
            organization_id: Uuid::from_u128(1).into(),
            organization_name: String::new(),
            name: name.to_owned(),
            kind,
            prefecture_code: "04".to_owned(),
            status: RegistrationStatus::Published,
            fiscal_year: year,
            reference_number: None,
            status_since: day,
            updated_at: day,
            paused: false,
            pause: PauseState::Shown,
            change_requested: false,
            fictional: false,
        }
    }

    #[test]
    fn an_institution_appears_once_under_its_latest_name() {
        let clinic = Some(InstitutionKind::Clinic);
        let rows =
            vec![row(1, "古い名", clinic, 2025), row(1, "新しい名", clinic, 2026), row(2, "", None, 2026), row(3, "あ", clinic, 2026)];
        let names: Vec<_> = applicants(rows).into_iter().map(|place| place.name).collect();
        assert_eq!(names, ["あ", "新しい名"]);
    }
}

//! Documents of an application and their versions.
//!
//! A document that was not submitted yet can be removed. Once it was, it stays, and a new version stands beside it.

use crate::ids::SupportDocumentId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The most that a document may be, bytes: 10 MiB.
pub const DOCUMENT_MAX: usize = 10 * 1024 * 1024;
/// The most documents of an application; earlier versions are not counted.
pub const DOCUMENTS_MAX: usize = 20;
/// The most documents that an organization adds within a year, in all its applications. The largest groups here run about seventy institutions;
/// each may fill an application, and nearly half of them a second one.
pub const ORGANIZATION_DOCUMENTS_MAX: i64 = 2_000;
/// The most bytes of them: 4 GiB, which is 2 MiB for each, the size of a scanned page or two.
pub const ORGANIZATION_BYTES_MAX: i64 = 4 * 1024 * 1024 * 1024;

/// A version of a document of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SupportDocument {
    /// The version's own id.
    pub id: SupportDocumentId,
    /// Its file name.
    pub name: String,
    /// `application/pdf`, `image/png` or `image/jpeg`.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content, 64 hexadecimal digits.
    pub sha256: String,
    /// The version that this one stands in for, which was submitted before.
    pub replaces_id: Option<SupportDocumentId>,
    /// When it was added.
    pub uploaded_at: DateTime<Utc>,
    /// Who added it; absent once that account is deleted.
    pub uploaded_by: Option<String>,
    /// When it was submitted; it can be removed as long as it was not.
    pub submitted_at: Option<DateTime<Utc>>,
}

/// How a document is called, and what it stands in for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AddSupportDocument {
    /// Its file name; folders in it are left out.
    #[cfg_attr(feature = "openapi", param(example = "見積書.pdf"))]
    pub name: String,
    /// The document that it is a new version of: one that was submitted and has no newer version. Absent for another document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<SupportDocumentId>,
}

/// The documents, each as the list of its versions, newest first.
#[must_use]
pub fn versions(documents: &[SupportDocument]) -> Vec<Vec<&SupportDocument>> {
    let is_first = |document: &&SupportDocument| document.replaces_id.is_none_or(|id| documents.iter().all(|other| other.id != id));
    let versions_from = |first| {
        let next = |version: &&SupportDocument| documents.iter().find(|other| other.replaces_id == Some(version.id));
        let mut versions: Vec<_> = std::iter::successors(Some(first), next).take(documents.len()).collect();
        versions.reverse();
        versions
    };
    documents.iter().filter(is_first).map(versions_from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn document(id: u128, replaces: Option<u128>) -> SupportDocument {
        SupportDocument {
            id: SupportDocumentId(Uuid::from_u128(id)),
            name: format!("{id}.pdf"),
            media_type: "application/pdf".into(),
            size: 1,
            sha256: "0".repeat(64),
            replaces_id: replaces.map(|id| SupportDocumentId(Uuid::from_u128(id))),
            uploaded_at: DateTime::UNIX_EPOCH,
            uploaded_by: None,
            submitted_at: None,
        }
    }

    fn names(documents: &[SupportDocument]) -> Vec<Vec<&str>> {
        versions(documents).into_iter().map(|versions| versions.into_iter().map(|version| version.name.as_str()).collect()).collect()
    }

    #[test]
    fn versions_stand_with_their_document_newest_first() {
        let documents = [document(1, None), document(2, None), document(3, Some(1)), document(4, Some(3))];
        assert_eq!(names(&documents), [vec!["4.pdf", "3.pdf", "1.pdf"], vec!["2.pdf"]]);
        assert_eq!(names(&[]), Vec::<Vec<&str>>::new());
    }

    #[test]
    fn a_version_whose_predecessor_is_not_shown_is_still_listed() {
        assert_eq!(names(&[document(2, Some(1))]), [vec!["2.pdf"]]);
    }
}

//! The audit trail.

use super::{ClientError, get};
use crate::paths::api;
use domain::account::{AuditEntry, AuditQuery};
use domain::page::Page;

/// Acts, the latest first.
pub async fn list_audit_entries(filter: AuditQuery) -> Result<Page<AuditEntry>, ClientError> {
    let pairs = [
        ("subject_type", filter.subject_type),
        ("subject_id", filter.subject_id.map(|id| id.to_string())),
        ("actor_account_id", filter.actor_account_id.map(|id| id.to_string())),
        ("operation", filter.operation),
        ("from", filter.from.map(|day| day.to_string())),
        ("to", filter.to.map(|day| day.to_string())),
        ("q", filter.q),
        ("cursor", filter.cursor),
    ];
    get(api::list_audit_entries().with(&pairs)).await
}

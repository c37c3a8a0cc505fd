//! Documents of an application: added and replaced while the institution writes in it, kept once they were submitted.

use crate::{
    ctx::Ctx,
    entity::{support_application, support_document},
    error::{ApiError, ApiResult},
    features::support::{
        policy::{self, Side},
        query, repo,
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        db,
        http::{
            rate_limit::{self, Limit},
            upload::Upload,
        },
    },
};
use chrono::TimeDelta;
use domain::{
    ids::{InstitutionId, SupportApplicationId, SupportDocumentId},
    problem::{FieldCode, ProblemCode},
    support::{AddSupportDocument, DOCUMENTS_MAX, ORGANIZATION_BYTES_MAX, ORGANIZATION_DOCUMENTS_MAX, SupportDocument, versions},
    text,
    validate::Violations,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, IntoActiveModel, Statement};
use serde_json::json;

/// Enough for somebody who begins again and again, and no way to fill the disk.
const UPLOADS: Limit = Limit { name: "support_document", tries: 60, window: TimeDelta::hours(1) };
/// How long an added document counts for its organization.
const YEAR: TimeDelta = TimeDelta::days(365);
/// Characters of a file's name that are kept.
const NAME_MAX: usize = 120;

/// Adds a document, or a new version of one that was submitted.
///
/// # Errors
/// `not_found`, `wrong_state` once the application was submitted, `unsupported_media_type` when the content is not what it says,
/// `invalid_input` when there are too many, `invalid_parameter` when what it replaces was not submitted, `conflict` when that has a newer
/// version already, `upload_quota_reached`, `too_many_requests`.
pub async fn add(
    state: &AppState,
    ctx: &Ctx,
    id: SupportApplicationId,
    named: &AddSupportDocument,
    upload: &Upload,
) -> ApiResult<SupportDocument> {
    upload.require_genuine()?;
    rate_limit::count(state, ctx.now, UPLOADS, &ctx.account_id()?.to_string()).await?;
    let size = i64::try_from(upload.content.len()).map_err(ApiError::internal)?;
    db::transaction(&state.db, async |txn| {
        let row = lock_editable(txn, ctx, id).await?;
        require_place(&query::documents(txn, id, Side::Institution).await?, named.replaces)?;
        require_room(txn, ctx, row.institution_id, size).await?;
        let document = support_document::Model {
            id: ctx.new_id(),
            application_id: row.id,
            name: file_name(&named.name, upload.media_type),
            media_type: upload.media_type.to_owned(),
            size,
            content: upload.content.clone(),
            uploaded_by: ctx.account_id()?,
            uploaded_at: ctx.now,
            replaces_id: named.replaces,
            submitted_at: None,
        };
        let document_id = document.id;
        support_document::Entity::insert(document.into_active_model()).exec_without_returning(txn).await?;
        let added = shown(txn, id, document_id, Side::Institution).await?;
        let written = json!({ "id": added.id, "size": size, "sha256": added.sha256, "replaces_id": added.replaces_id });
        audit::record(txn, ctx, AuditEntry::on("support_application", id.0).change("document", (), written)).await?;
        Ok(added)
    })
    .await
}

/// Demands that there is room for one more document, or that the one to be replaced was submitted and has no newer version.
fn require_place(documents: &[SupportDocument], replaces: Option<SupportDocumentId>) -> ApiResult<()> {
    if let Some(replaces) = replaces {
        let submitted = documents.iter().any(|document| document.id == replaces && document.submitted_at.is_some());
        if !submitted {
            return Err(ApiError::parameter("replaces", FieldCode::UnknownValue));
        }
        let replaced = documents.iter().any(|document| document.replaces_id == Some(replaces));
        return if replaced { Err(ApiError::because(ProblemCode::Conflict, "it has a newer version")) } else { Ok(()) };
    }
    if versions(documents).len() < DOCUMENTS_MAX {
        return Ok(());
    }
    let mut violations = Violations::default();
    violations.add_with("documents", FieldCode::TooMany, json!({ "max": DOCUMENTS_MAX }));
    Err(violations.into())
}

/// A document as a side sees it in the list.
async fn shown(db: &impl ConnectionTrait, id: SupportApplicationId, document: SupportDocumentId, side: Side) -> ApiResult<SupportDocument> {
    let found = query::documents(db, id, side).await?.into_iter().find(|shown| shown.id == document);
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// A document for a reader of its application.
///
/// # Errors
/// `not_found`.
pub async fn read(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    id: SupportApplicationId,
    document: SupportDocumentId,
) -> ApiResult<(SupportDocument, Vec<u8>)> {
    let application = support_application::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let side = policy::side(db, ctx, &application).await?;
    let row = support_document::Entity::find_by_id(document).one(db).await?.filter(|row| row.application_id == id);
    let row = row.ok_or(ProblemCode::NotFound)?;
    Ok((shown(db, id, document, side).await?, row.content))
}

/// Removes a document that was not submitted yet.
///
/// # Errors
/// `not_found`, `wrong_state` once the application was submitted, `document_submitted` when this document was.
pub async fn remove(state: &AppState, ctx: &Ctx, id: SupportApplicationId, document: SupportDocumentId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        lock_editable(txn, ctx, id).await?;
        let removed = shown(txn, id, document, Side::Institution).await?;
        if removed.submitted_at.is_some() {
            return Err(ProblemCode::DocumentSubmitted.into());
        }
        support_document::Entity::delete_by_id(document).exec(txn).await?;
        let written = json!({ "id": document, "sha256": removed.sha256 });
        audit::record(txn, ctx, AuditEntry::on("support_application", id.0).change("document", written, ())).await
    })
    .await
}

async fn lock_editable(txn: &DatabaseTransaction, ctx: &Ctx, id: SupportApplicationId) -> ApiResult<support_application::Model> {
    let row = repo::lock(txn, id).await?;
    match policy::side(txn, ctx, &row).await? {
        Side::Prefecture => Err(ProblemCode::NotAllowed.into()),
        Side::Institution if row.status.is_editable() => Ok(row),
        Side::Institution => Err(ProblemCode::WrongState.into()),
    }
}

/// Refuses a document of `size` bytes that goes beyond what the institution's organization may add within a year. Two who add at once take turns.
async fn require_room(txn: &DatabaseTransaction, ctx: &Ctx, institution: InstitutionId, size: i64) -> ApiResult<()> {
    #[derive(FromQueryResult)]
    struct Added {
        count: i64,
        bytes: i64,
    }
    let lock = "SELECT 1 FROM organization WHERE id = (SELECT organization_id FROM institution WHERE id = $1) FOR NO KEY UPDATE";
    db::execute(txn, lock, [institution.0.into()]).await?;
    let sql = "SELECT count(*) AS count, coalesce(sum(d.size), 0)::bigint AS bytes
               FROM institution i JOIN institution own ON own.organization_id = i.organization_id
               JOIN support_application a ON a.institution_id = own.id JOIN support_document d ON d.application_id = a.id
               WHERE i.id = $1 AND d.uploaded_at > $2";
    let values = [institution.0.into(), (ctx.now - YEAR).into()];
    let added = Added::find_by_statement(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).one(txn).await?;
    match added {
        Some(Added { count, bytes }) if count >= ORGANIZATION_DOCUMENTS_MAX || bytes + size > ORGANIZATION_BYTES_MAX => {
            Err(ProblemCode::UploadQuotaReached.into())
        }
        Some(_) | None => Ok(()),
    }
}

/// A name without folders, control characters and marks that turn the direction of writing, with the ending of its type.
fn file_name(given: &str, media_type: &str) -> String {
    let endings: &[&str] = match media_type {
        "image/png" => &[".png"],
        "image/jpeg" => &[".jpg", ".jpeg"],
        _ => &[".pdf"],
    };
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = text::composed(last).chars().filter(|c| !text::is_hidden(*c) && !"\"<>|:*?".contains(*c)).collect();
    let clean = clean.trim_matches([' ', '.', '\u{3000}']);
    let known = endings.iter().find(|ending| clean.to_lowercase().ends_with(**ending));
    // Endings are ASCII, so cutting as many bytes stays between letters.
    let stem = known.map_or(clean, |ending| &clean[..clean.len() - ending.len()]);
    let stem: String = stem.chars().take(NAME_MAX).collect();
    let stem = if stem.trim().is_empty() { "document" } else { stem.trim() };
    format!("{stem}{}", known.or(endings.first()).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_letters_and_loses_its_tricks() {
        assert_eq!(file_name("見積書.pdf", "application/pdf"), "見積書.pdf");
        assert_eq!(file_name("../../etc/passwd", "application/pdf"), "passwd.pdf");
        assert_eq!(file_name("C:\\書類\\写真.JPEG", "image/jpeg"), "写真.jpeg");
        assert_eq!(file_name("invoice\u{202e}fdp.exe", "application/pdf"), "invoicefdp.exe.pdf");
        assert_eq!(file_name("ヒ\u{309A}ヨ.pdf", "application/pdf"), "ピヨ.pdf", "as macOS spells names");
        assert_eq!(file_name("\r\n\"", "image/png"), "document.png");
        assert_eq!(file_name(&"あ".repeat(500), "image/png").chars().count(), NAME_MAX + 4);
    }
}

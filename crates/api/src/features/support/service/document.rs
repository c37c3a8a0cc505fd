//! Documents of an application, while the institution writes in it.

use crate::{
    app::AppState,
    ctx::Ctx,
    entity::{support_application, support_document},
    error::{ApiError, ApiResult},
    features::support::{
        policy::{self, Side},
        query, repo,
    },
    platform::{
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
    ids::{SupportApplicationId, SupportDocumentId},
    problem::{FieldCode, ProblemCode},
    support::{DOCUMENTS_MAX, SupportDocument},
    text,
    validate::Violations,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde_json::json;

/// Enough for somebody who begins again and again, and no way to fill the disk.
const UPLOADS: Limit = Limit { name: "support_document", tries: 60, window: TimeDelta::hours(1) };
/// Characters of a file's name that are kept.
const NAME_MAX: usize = 120;

/// Adds a document.
///
/// # Errors
/// `not_found`, `wrong_state` once it was handed in, `unsupported_media_type` when the content is not what it says, `invalid_input`,
/// `too_many_requests`.
pub async fn add(state: &AppState, ctx: &Ctx, id: SupportApplicationId, name: &str, upload: &Upload) -> ApiResult<SupportDocument> {
    if sniffed(&upload.content) != Some(upload.media_type) {
        return Err(ApiError::because(ProblemCode::UnsupportedMediaType, "the first bytes are those of another type"));
    }
    rate_limit::count(state, ctx.now, UPLOADS, &ctx.account_id()?.to_string()).await?;
    let size = upload.content.len();
    db::transaction(&state.db, async |txn| {
        let row = lock_editable(txn, ctx, id).await?;
        let count = support_document::Entity::find().filter(support_document::Column::ApplicationId.eq(id)).count(txn).await?;
        if count >= DOCUMENTS_MAX as u64 {
            let mut violations = Violations::default();
            violations.add_with("documents", FieldCode::TooMany, json!({ "max": DOCUMENTS_MAX }));
            return Err(violations.into());
        }
        let document = support_document::Model {
            id: ctx.new_id(),
            application_id: row.id,
            name: file_name(name, upload.media_type),
            media_type: upload.media_type.to_owned(),
            size: i64::try_from(size).map_err(ApiError::internal)?,
            content: upload.content.clone(),
            uploaded_by: ctx.account_id()?,
            uploaded_at: ctx.now,
        };
        let shown = SupportDocument {
            id: document.id,
            name: document.name.clone(),
            media_type: document.media_type.clone(),
            size: size as u64,
            uploaded_at: ctx.now,
        };
        let entry = AuditEntry::on("support_application", id.0).change("document", (), json!({ "id": shown.id, "size": size }));
        support_document::Entity::insert(document.into_active_model()).exec_without_returning(txn).await?;
        audit::record(txn, ctx, entry).await?;
        Ok(shown)
    })
    .await
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
    let shown =
        query::documents(db, &application, side).await?.into_iter().find(|shown| shown.id == document).ok_or(ProblemCode::NotFound)?;
    Ok((shown, row.content))
}

/// Takes a document back.
///
/// # Errors
/// `not_found`, `wrong_state` once the application was handed in.
pub async fn remove(state: &AppState, ctx: &Ctx, id: SupportApplicationId, document: SupportDocumentId) -> ApiResult<()> {
    db::transaction(&state.db, async |txn| {
        lock_editable(txn, ctx, id).await?;
        let removed = support_document::Entity::delete_many()
            .filter(support_document::Column::Id.eq(document))
            .filter(support_document::Column::ApplicationId.eq(id))
            .exec(txn)
            .await?;
        if removed.rows_affected == 0 {
            return Err(ProblemCode::NotFound.into());
        }
        audit::record(txn, ctx, AuditEntry::on("support_application", id.0).change("document", json!({ "id": document }), ())).await
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

/// What the first bytes say that a file is. Browsers say what its name says.
fn sniffed(content: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 3] = [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    MARKS.iter().find(|(mark, _)| content.starts_with(mark)).map(|(_, media_type)| *media_type)
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

    #[test]
    fn the_first_bytes_say_what_a_file_is() {
        assert_eq!(sniffed(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(sniffed(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(sniffed(b"<html>"), None);
        assert_eq!(sniffed(b""), None);
    }
}

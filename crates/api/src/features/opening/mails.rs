//! Mails to the members of an opening's organization. They name the institution and the title, which the members wrote themselves, and lead to
//! the opening's page.

use crate::{
    ctx::Ctx,
    entity::opening,
    error::ApiResult,
    platform::{
        db,
        mail::{self, Mail, Recipient},
    },
};
use domain::{ids::AccountId, opening::valid_until, text};
use sea_orm::{ConnectionTrait, FromQueryResult};

#[derive(FromQueryResult)]
struct RecipientRow {
    id: AccountId,
}

/// Writes to every member. `event` tells what happened from what happened before to the same opening.
///
/// # Errors
/// When the database fails.
pub async fn to_members(
    txn: &impl ConnectionTrait,
    ctx: &Ctx,
    template: &str,
    row: &opening::Model,
    event: impl std::fmt::Display,
) -> ApiResult<()> {
    let sql = "SELECT a.id FROM institution i JOIN organization_member m ON m.organization_id = i.organization_id
               JOIN account a ON a.id = m.account_id
               WHERE i.id = $1 AND a.deleted_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM account_suspension u WHERE u.account_id = a.id) ORDER BY a.id";
    let recipients = db::rows::<RecipientRow>(txn, sql, [row.institution_id.0.into()]).await?;
    let institution = super::query::institution_name(txn, row.institution_id).await?;
    // One that was emptied while it was paused is known by what it was called before.
    let published = if text::is_blank(&row.content.title) { super::repo::last_published(txn, row.id).await? } else { None };
    let title = published.map_or_else(|| row.content.title.clone(), |kept| kept.content.title);
    for RecipientRow { id } in recipients {
        let mut mail = Mail::new(template, Recipient::Account(id), format!("{}:{event}", row.id))
            .line("institution", &institution)
            .line("title", &title)
            .param("opening_id", row.id.to_string())
            .instant("at", ctx.now);
        if let Some(confirmed_at) = row.confirmed_at {
            mail = mail.param("valid_until", valid_until(confirmed_at, None).to_string());
        }
        mail::enqueue(txn, ctx, mail).await?;
    }
    Ok(())
}

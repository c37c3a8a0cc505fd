//! Fictional openings of the demo's institutions, at different points of their course.

use super::{institutions, scene::Scene};
use crate::{
    entity::opening,
    error::{ApiError, ApiResult},
    features::opening::record,
    platform::audit::{self, AuditEntry},
};
use domain::{
    ids::InstitutionId,
    opening::{OpeningContent, OpeningEvent, OpeningParty, OpeningStatus, transition},
};
use sea_orm::DatabaseTransaction;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Why the secretariat took one down.
const REASON: &str = "題名が年齢の条件のように読めるためです。年齢に触れない題名で、新しい募集を作ってください。";

/// An opening of the demo.
#[derive(Debug, Deserialize)]
struct Entry {
    institution: String,
    /// So many days ago it was started.
    begun: f64,
    /// The steps of its lifecycle, each with how many days ago it was taken.
    steps: Vec<(f64, OpeningEvent)>,
    content: OpeningContent,
}

/// Writes the openings with everything that happened to them.
///
/// # Errors
/// When the database fails, or an opening is of no institution of the demo.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene, written: &BTreeMap<String, InstitutionId>) -> ApiResult<()> {
    let openings: Vec<Entry> = serde_json::from_str(include_str!("openings.json"))?;
    let institutions = institutions::entries()?;
    for entry in openings {
        let unknown = || ApiError::internal(format!("the demo has no institution `{}`", entry.institution));
        let id = *written.get(&entry.institution).ok_or_else(unknown)?;
        let institution = institutions.iter().find(|one| one.key == entry.institution).ok_or_else(unknown)?;
        let (_, member) = scene.organization(&institution.organization)?;
        write_one(txn, scene, &entry, id, member).await?;
    }
    Ok(())
}

async fn write_one(
    txn: &DatabaseTransaction,
    scene: &Scene,
    entry: &Entry,
    institution_id: InstitutionId,
    member: &'static str,
) -> ApiResult<()> {
    let ctx = scene.ctx(member, entry.begun, "create_opening")?;
    let row = opening::Model {
        id: ctx.new_id(),
        institution_id,
        status: OpeningStatus::Draft,
        content: entry.content.clone().normalized(),
        search_key: String::new(),
        search_key_version: 0,
        posted_at: None,
        confirmed_at: None,
        asked: 0,
        taken_down_reason: None,
        created_by: ctx.account_id()?,
        created_at: ctx.now,
        updated_at: ctx.now,
        version: 1,
    };
    let mut row = record::insert(txn, row).await?;
    audit::record(txn, &ctx, AuditEntry::on("opening", row.id.0).change("status", (), row.status)).await?;
    for (days, event) in &entry.steps {
        let (who, by, reason) = match event {
            OpeningEvent::TakeDown => ("secretariat", OpeningParty::Secretariat, Some(REASON)),
            _ => (member, OpeningParty::Institution, None),
        };
        let operation = format!("{event}_opening");
        let ctx = scene.ctx(who, *days, &operation)?;
        let before = row.status;
        row.status = transition(before, *event, by).map_err(ApiError::internal)?;
        if row.status == OpeningStatus::Open {
            row.posted_at = row.posted_at.or(Some(ctx.now));
            row.confirmed_at = Some(ctx.now);
        }
        row.taken_down_reason = reason.map(ToOwned::to_owned);
        row = record::save(txn, &ctx, row).await?;
        if event.needs_complete() {
            record::keep_revision(txn, &ctx, &row).await?;
        }
        let mut trail = AuditEntry::on("opening", row.id.0).change("status", before, row.status);
        trail.reason = row.taken_down_reason.clone();
        audit::record(txn, &ctx, trail).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::validate::Validate;

    #[test]
    fn every_course_is_allowed_and_what_was_published_was_complete() {
        let openings: Vec<Entry> = serde_json::from_str(include_str!("openings.json")).unwrap();
        let mut reached = std::collections::BTreeSet::new();
        for entry in openings {
            let title = entry.content.title.clone();
            assert_eq!(entry.content.validate_draft(), Ok(()), "{title}");
            assert!(entry.steps.is_empty() || entry.content.validate() == Ok(()), "{title}: {:?}", entry.content.validate());
            let end = entry.steps.iter().fold(OpeningStatus::Draft, |from, (_, event)| {
                let by = if *event == OpeningEvent::TakeDown { OpeningParty::Secretariat } else { OpeningParty::Institution };
                transition(from, *event, by).unwrap_or_else(|denied| panic!("{title}: {denied}"))
            });
            reached.insert(end);
            let days: Vec<f64> = [entry.begun].into_iter().chain(entry.steps.iter().map(|(days, _)| *days)).collect();
            assert!(days.windows(2).all(|pair| pair[0] > pair[1]) && days[0] < 40.0, "{title}");
        }
        assert_eq!(reached.len(), 5, "every state is there");
    }
}

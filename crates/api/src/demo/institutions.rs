//! Institutions, and the courses of their registrations.

use super::{
    scene::Scene,
    story::{Step, Story},
};
use crate::{
    entity::{change_request, institution, registration},
    error::{ApiError, ApiResult},
    features::registration::record,
    platform::audit::{self, AuditEntry},
};
use domain::{
    change_request::ChangeRequestStatus,
    ids::{ChangeRequestId, InstitutionId, OrganizationId},
    registration::{RegistrationContent, RegistrationEvent, RegistrationStatus, last_day, transition},
    time::{fiscal_year, japan_date},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An institution of the demo.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Short name.
    pub key: String,
    /// Whose it is.
    pub organization: String,
    /// How far it has got.
    pub story: Story,
    /// What is written.
    pub content: RegistrationContent,
}

/// The institutions of the demo.
///
/// # Errors
/// When the file is not of its shape; a test makes sure that it is.
pub fn entries() -> ApiResult<Vec<Entry>> {
    Ok(serde_json::from_str(include_str!("institutions.json"))?)
}

/// Writes the institutions with everything that happened to them.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<BTreeMap<String, InstitutionId>> {
    let mut written = BTreeMap::new();
    let mut earlier = 0.0;
    for entry in entries()? {
        let owner = scene.organization(&entry.organization)?;
        let id = write_one(txn, scene, &entry, owner, if waits(entry.story) { 0.0 } else { earlier }).await?;
        written.insert(entry.key, id);
        earlier += 3.3;
    }
    Ok(written)
}

/// Writes an institution of an organization, for which somebody acts, with everything that happened to it: `earlier` days earlier than its story says.
///
/// # Errors
/// When the database fails.
pub async fn write_one(
    txn: &DatabaseTransaction,
    scene: &Scene,
    entry: &Entry,
    (organization_id, member): (OrganizationId, &'static str),
    earlier: f64,
) -> ApiResult<InstitutionId> {
    let steps = entry.story.steps(member, earlier);
    let begun = scene.ctx(member, steps.first().map_or(0.0, |step| step.days), "create_registration")?;
    let institution = institution::Model {
        id: begun.new_id(),
        organization_id,
        registry_code: None,
        fictional: true,
        paused_at: None,
        pause_reason: None,
        own_paused_at: None,
        own_pause_reason: None,
        own_resumes_on: None,
        created_at: begun.now,
    };
    let id = institution.id;
    institution.clone().into_active_model().reset_all().insert(txn).await?;
    let row = run(txn, scene, entry, id, &steps).await?;
    match entry.story {
        Story::ChangeRequested => ask_for_correction(txn, scene, member, &row).await?,
        Story::Paused => pause(txn, scene, institution).await?,
        Story::Draft | Story::Submitted | Story::SecretariatReview | Story::Returned | Story::CommitteeCheck | Story::Published => {}
    }
    Ok(id)
}

/// What waits for somebody waits as long as its story says, so that the queues show ages of a few days.
fn waits(story: Story) -> bool {
    matches!(story, Story::Draft | Story::Submitted | Story::SecretariatReview | Story::Returned | Story::CommitteeCheck)
}

async fn run(txn: &DatabaseTransaction, scene: &Scene, entry: &Entry, id: InstitutionId, steps: &[Step]) -> ApiResult<registration::Model> {
    let content = entry.content.clone().normalized();
    let mut row: Option<registration::Model> = None;
    for step in steps {
        let ctx = scene.ctx(step.who, step.days, step.operation)?;
        let next = match (row, step.event) {
            (Some(before), Some(event)) => {
                let mut after = before.clone();
                after.status = transition(before.status, event, step.by).map_err(ApiError::internal)?;
                after.status_since = ctx.now;
                after.reason = step.reason.map(ToOwned::to_owned);
                match event {
                    RegistrationEvent::Submit => {
                        if after.reference_number.is_none() {
                            after.reference_number = Some(record::next_reference(txn, after.fiscal_year).await?);
                        } else {
                            after.content = content.clone();
                        }
                    }
                    RegistrationEvent::Forward => after.secretariat_checked_by = Some(ctx.account_id()?),
                    RegistrationEvent::Return => after.secretariat_checked_by = None,
                    RegistrationEvent::Confirm => {
                        after.committee_confirmed_by = Some(ctx.account_id()?);
                        after.expires_on = Some(last_day(after.fiscal_year));
                    }
                    RegistrationEvent::StartReview
                    | RegistrationEvent::Withdraw
                    | RegistrationEvent::Revoke
                    | RegistrationEvent::Expire => {}
                }
                let after = record::save(txn, &ctx, after).await?;
                let mut trail = AuditEntry::on("registration", after.id.0).change("status", before.status, after.status);
                trail.reason = after.reason.clone();
                audit::record(txn, &ctx, trail).await?;
                after
            }
            _ => {
                let begun = registration::Model {
                    id: ctx.new_id(),
                    institution_id: id,
                    // The year of today, also where the course began before April: the demo is to show pages, not their end.
                    fiscal_year: fiscal_year(japan_date(scene.now)),
                    status: RegistrationStatus::Draft,
                    status_since: ctx.now,
                    reference_number: None,
                    content: first_version(entry, &content),
                    reason: None,
                    secretariat_checked_by: None,
                    committee_confirmed_by: None,
                    expires_on: None,
                    search_key: String::new(),
                    created_at: ctx.now,
                    updated_at: ctx.now,
                    version: 1,
                };
                let begun = record::insert(txn, begun).await?;
                audit::record(txn, &ctx, AuditEntry::on("registration", begun.id.0).change("status", (), begun.status)).await?;
                begun
            }
        };
        record::add_step(txn, &ctx, &next, step.event, step.by, step.reason).await?;
        if step.event == Some(RegistrationEvent::Submit) {
            record::add_revision(txn, &ctx, &next).await?;
        }
        if next.status == RegistrationStatus::Published {
            record::refresh(txn, &ctx, id).await?;
        }
        row = Some(next);
    }
    row.ok_or_else(|| ApiError::internal("a course without steps"))
}

/// The first version that was submitted. If the entry is submitted again, this one lacks something, so that staff see a difference.
fn first_version(entry: &Entry, content: &RegistrationContent) -> RegistrationContent {
    let mut first = content.clone();
    if entry.story == Story::CommitteeCheck {
        first.public.guidance = "ご相談に応じます。".to_owned();
        first.public.beds = None;
        first.restricted.hours = "月〜金 9:00〜18:00。".to_owned();
    }
    first
}

async fn ask_for_correction(txn: &DatabaseTransaction, scene: &Scene, member: &str, row: &registration::Model) -> ApiResult<()> {
    let ctx = scene.ctx(member, 1.6, "create_change_request")?;
    let mut content = row.content.clone();
    content.public.beds = Some(92);
    content.public.employment.push(domain::institution::Employment::PartTime);
    content.public.headline = "浜のまちの92床。救急から看取りまで、地域のチームで診ます。".to_owned();
    content.restricted.hours = "月〜金 8:30〜17:00。週休2日。週3日からの非常勤も始めました。".to_owned();
    let request = change_request::Model {
        id: ctx.new_id::<ChangeRequestId>(),
        registration_id: row.id,
        status: ChangeRequestStatus::Requested,
        base_content: row.content.clone(),
        content: content.normalized(),
        note: "病床数の変更（98床から92床）と、非常勤の募集を始めたことの反映をお願いします。".to_owned(),
        requested_by: ctx.account_id()?,
        requested_at: ctx.now,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    let trail =
        AuditEntry::on("change_request", request.id.0).diff(&request.base_content, &request.content).change("status", (), request.status);
    request.into_active_model().reset_all().insert(txn).await?;
    audit::record(txn, &ctx, trail).await?;
    record::save(txn, &ctx, row.clone()).await?;
    Ok(())
}

async fn pause(txn: &DatabaseTransaction, scene: &Scene, row: institution::Model) -> ApiResult<()> {
    let ctx = scene.ctx("secretariat", 4.5, "pause_institution")?;
    let reason = "院長の交代にともない、受け入れ体制を確認しています。確認できしだい掲載を再開します。";
    let id = row.id;
    let paused = institution::Model { paused_at: Some(ctx.now), pause_reason: Some(reason.to_owned()), ..row };
    paused.into_active_model().reset_all().update(txn).await?;
    record::refresh(txn, &ctx, id).await?;
    audit::record(txn, &ctx, AuditEntry::on("institution", id.0).change("paused", false, true).reason(reason)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::validate::Validate;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_submitted_could_be_submitted() {
        for entry in entries().unwrap() {
            assert!(entry.content.public.name.starts_with("架空"), "{}", entry.key);
            assert_eq!(entry.content.validate_draft(), Ok(()), "{}", entry.key);
            if entry.story != Story::Draft {
                assert_eq!(entry.content.validate().map_err(|v| v.into_errors()), Ok(()), "{}", entry.key);
            }
        }
    }

    #[test]
    fn the_directory_has_something_in_many_prefectures_and_in_three_areas_of_miyagi() {
        let shown = |story| matches!(story, Story::Published | Story::ChangeRequested);
        let entries = entries().unwrap();
        let prefectures: BTreeSet<_> =
            entries.iter().filter(|e| shown(e.story)).map(|e| e.content.public.prefecture_code.clone()).collect();
        assert!(prefectures.len() >= 8, "{prefectures:?}");
        assert!(entries.iter().filter(|e| e.content.public.prefecture_code == "04").count() >= 4);
        let stories: BTreeSet<_> = entries.iter().map(|e| format!("{:?}", e.story)).collect();
        assert_eq!(stories.len(), 8, "every story is told");
    }
}

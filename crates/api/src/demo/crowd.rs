//! Hundreds of fictional institutions, for whoever wants to see the secretariat's queues as a full year leaves them. They are the institutions of the
//! demo over and over, with other names and places.

use super::{
    institutions::{self, Entry},
    scene::Scene,
    story::Story,
};
use crate::{
    entity::{municipality, organization},
    error::ApiResult,
    platform::audit::{self, AuditEntry},
};
use domain::{ids::OrganizationId, institution::InstitutionKind, registration::RegistrationContent};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryOrder};

/// How many institutions there are.
pub(super) const INSTITUTIONS: usize = 400;
/// Institutions of one organization.
pub(super) const OF_ONE: usize = 5;
/// Distance in the list of municipalities from one institution's to the next one's, so that every prefecture gets some.
const STRIDE: usize = 37;
/// How much earlier than its story says the last institution's course lies, in days; the others' lie in between.
const LONGEST: f64 = 60.0;

/// The state that institutions are left in, and how many of every twenty. Fifteen wait for the secretariat or the committee.
const STORIES: [(Story, usize); 8] = [
    (Story::Submitted, 7),
    (Story::SecretariatReview, 4),
    (Story::CommitteeCheck, 4),
    (Story::Returned, 1),
    (Story::Published, 1),
    (Story::ChangeRequested, 1),
    (Story::Paused, 1),
    (Story::Draft, 1),
];

/// Writes the organizations and institutions.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, scene: &Scene) -> ApiResult<()> {
    let places = municipality::Entity::find().order_by_asc(municipality::Column::Code).all(txn).await?;
    let stories: Vec<Story> = STORIES.iter().flat_map(|(story, times)| std::iter::repeat_n(*story, *times)).collect();
    let templates = institutions::entries()?;
    for first in (0..INSTITUTIONS).step_by(OF_ONE) {
        let owner = organization(txn, scene, first / OF_ONE + 1).await?;
        for number in first..first + OF_ONE {
            let template = &templates[number % templates.len()];
            let content = elsewhere(template, &places[number * STRIDE % places.len()], number + 1);
            let entry = Entry { key: String::new(), organization: String::new(), story: stories[number * 7 % stories.len()], content };
            #[expect(clippy::cast_precision_loss, reason = "a number of the demo")]
            let earlier = LONGEST * number as f64 / INSTITUTIONS as f64;
            institutions::write_one(txn, scene, &entry, (owner, "hospital"), earlier).await?;
        }
    }
    Ok(())
}

/// The content of an institution of the demo, with another name and place.
pub(super) fn elsewhere(template: &Entry, place: &municipality::Model, number: usize) -> RegistrationContent {
    let mut content = template.content.clone();
    let public = &mut content.public;
    let kind = match public.kind {
        Some(InstitutionKind::Clinic) => ("診療所", "シンリョウジョ"),
        Some(InstitutionKind::Hospital) | None => ("病院", "ビョウイン"),
    };
    public.name = format!("架空{}第{number}{}", place.name, kind.0);
    public.name_kana = format!("カクウダイ{}", kind.1);
    public.name_en = String::new();
    public.address_line = format!("架空町{number}番地");
    public.prefecture_code.clone_from(&place.prefecture_code);
    public.municipality_code.clone_from(&place.code);
    content
}

/// Writes an organization without members. The trail names the demo's hospital member, who does not join, so that this person's own lists stay short.
pub(super) async fn organization(txn: &DatabaseTransaction, scene: &Scene, number: usize) -> ApiResult<OrganizationId> {
    let ctx = scene.ctx("hospital", 119.0, "create_organization")?;
    let id: OrganizationId = ctx.new_id();
    let row = organization::Model { id, name: format!("医療法人 架空第{number}会"), created_at: ctx.now, version: 1 };
    row.into_active_model().reset_all().insert(txn).await?;
    audit::record(txn, &ctx, AuditEntry::on("organization", id.0)).await?;
    Ok(id)
}

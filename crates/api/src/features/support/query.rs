//! Reads of applications, straight into what is shown.

use super::{
    policy::{self, Side},
    present::{self, Whole},
    registers,
};
use crate::{
    ctx::Ctx,
    entity::{account, support_application, support_application_revision, support_application_step, support_opinion},
    error::ApiResult,
    features::subsidy,
    platform::db,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, InstitutionId, PriorityAreaId, SupportApplicationId, SupportDocumentId},
    institution::InstitutionKind,
    problem::ProblemCode,
    subsidy::{SubsidyRule, statement},
    support::{
        ApplicationEvent, ApplicationStatus, Council, CouncilOpinion, SupportApplication, SupportApplicationSummary, SupportDocument,
        SupportFixing,
    },
    time::japan_date,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap, btree_map::Entry};
use strum::IntoEnumIterator;
use uuid::Uuid;

/// What is known of an institution, listed or not.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Institution {
    id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Hospital or clinic, where a registration says so.
    pub kind: Option<InstitutionKind>,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
    /// Whether it has a public page.
    pub listed: bool,
}

/// Institutions by id for the two sides of their applications: from their public page, else from what was written of them last.
///
/// # Errors
/// When the database fails.
pub async fn institutions(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = InstitutionId>,
) -> ApiResult<HashMap<InstitutionId, Institution>> {
    let sql =
        "SELECT i.id, i.fictional, l.institution_id IS NOT NULL AS listed, COALESCE(l.name, r.content #>> '{public,name}', '') AS name,
                      COALESCE(l.kind, r.content #>> '{public,kind}') AS kind
               FROM institution i
               LEFT JOIN listing l ON l.institution_id = i.id
               LEFT JOIN LATERAL (SELECT content FROM registration WHERE institution_id = i.id ORDER BY id DESC LIMIT 1) r
                   ON l.institution_id IS NULL
               WHERE i.id = ANY($1)";
    by_id(db, sql, ids).await
}

/// Institutions by the names that the public may read: from their public page, else from the official register. The name is blank where
/// neither says it.
///
/// # Errors
/// When the database fails.
pub async fn public_institutions(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = InstitutionId>,
) -> ApiResult<HashMap<InstitutionId, Institution>> {
    let sql = "SELECT i.id, i.fictional, l.institution_id IS NOT NULL AS listed, COALESCE(l.name, r.name, '') AS name, COALESCE(l.kind, r.kind) AS kind
               FROM institution i
               LEFT JOIN listing l ON l.institution_id = i.id
               LEFT JOIN registry_institution r ON r.code = i.registry_code
               WHERE i.id = ANY($1)";
    by_id(db, sql, ids).await
}

async fn by_id(
    db: &impl ConnectionTrait,
    sql: &str,
    ids: impl IntoIterator<Item = InstitutionId>,
) -> ApiResult<HashMap<InstitutionId, Institution>> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    let rows = db::rows::<Institution>(db, sql, [ids.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// What the councils said.
///
/// # Errors
/// When the database fails.
pub async fn opinions(db: &impl ConnectionTrait, id: SupportApplicationId) -> ApiResult<Vec<CouncilOpinion>> {
    let rows = support_opinion::Entity::find().filter(support_opinion::Column::ApplicationId.eq(id)).all(db).await?;
    let mut opinions: Vec<CouncilOpinion> = rows.into_iter().map(opinion).collect();
    opinions.sort_by_key(|opinion| opinion.council);
    Ok(opinions)
}

/// The day on which an event last happened to an application.
///
/// # Errors
/// When the database fails.
pub async fn last_day_of(db: &impl ConnectionTrait, id: SupportApplicationId, event: ApplicationEvent) -> ApiResult<Option<NaiveDate>> {
    use support_application_step::Column as C;
    let find = support_application_step::Entity::find().filter(C::ApplicationId.eq(id)).filter(C::Event.eq(event));
    let last = find.order_by_desc(C::At).limit(1).one(db).await?;
    Ok(last.map(|step| japan_date(step.at)))
}

/// Whether both councils agreed.
#[must_use]
pub fn both_agreed(opinions: &[CouncilOpinion]) -> bool {
    [Council::RegionalMedical, Council::Insurers]
        .into_iter()
        .all(|council| opinions.iter().any(|opinion| opinion.council == council && opinion.agreed))
}

/// Documents that a side reads, without their content, in the order in which they were added: the prefecture those that were submitted.
///
/// # Errors
/// When the database fails.
pub async fn documents(db: &impl ConnectionTrait, id: SupportApplicationId, side: Side) -> ApiResult<Vec<SupportDocument>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: SupportDocumentId,
        name: String,
        media_type: String,
        size: i64,
        sha256: String,
        replaces_id: Option<SupportDocumentId>,
        uploaded_at: DateTime<Utc>,
        uploaded_by: Option<String>,
        submitted_at: Option<DateTime<Utc>>,
    }
    let sql =
        "SELECT d.id, d.name, d.media_type, d.size, d.sha256, d.replaces_id, d.uploaded_at, d.submitted_at, a.display_name AS uploaded_by
               FROM support_document d LEFT JOIN account a ON a.id = d.uploaded_by AND a.deleted_at IS NULL
               WHERE d.application_id = $1 AND ($2 OR d.submitted_at IS NOT NULL) ORDER BY d.id";
    let values: [Value; 2] = [id.0.into(), (side == Side::Institution).into()];
    let rows = db::rows::<Row>(db, sql, values).await?;
    let document = |row: Row| {
        let Row { id, name, media_type, size, sha256, replaces_id, uploaded_at, uploaded_by, submitted_at } = row;
        let size = u64::try_from(size).unwrap_or_default();
        SupportDocument { id, name, media_type, size, sha256, replaces_id, uploaded_at, uploaded_by, submitted_at }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// An application as its reader sees it.
///
/// # Errors
/// `not_found`.
pub async fn get(db: &impl ConnectionTrait, ctx: &Ctx, id: SupportApplicationId) -> ApiResult<SupportApplication> {
    let row = support_application::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let side = policy::side(db, ctx, &row).await?;
    let conflict_of_interest = policy::has_conflict(db, ctx, &row).await?;
    let row = policy::as_read_by(side, row);
    let steps = support_application_step::Entity::find()
        .filter(support_application_step::Column::ApplicationId.eq(id))
        .order_by_asc(support_application_step::Column::Id)
        .all(db)
        .await?;
    let submissions = support_application_revision::Entity::find()
        .filter(support_application_revision::Column::ApplicationId.eq(id))
        .order_by_asc(support_application_revision::Column::Number)
        .all(db)
        .await?;
    // Officers stay nameless towards institutions; they read the names of both sides.
    let named: BTreeSet<AccountId> = steps
        .iter()
        .filter(|step| side == Side::Prefecture || !step.by_officer)
        .map(|step| step.author_account_id)
        .chain(submissions.iter().map(|submission| submission.created_by))
        .collect();
    let accounts =
        account::Entity::find().filter(account::Column::Id.is_in(named)).filter(account::Column::DeletedAt.is_null()).all(db).await?;
    let names = accounts.into_iter().map(|account| (account.id, account.display_name)).collect();
    let live = if policy::is_live(side, &row) {
        registers::reckon(db, &row.plan, registers::day_of(ctx.now, row.fiscal_year)).await.map(Some)?
    } else {
        None
    };
    let whole = Whole {
        fixable: registers::fixable(db, &row).await?,
        opinions: opinions(db, id).await?,
        documents: documents(db, id, side).await?,
        summary: summaries(db, ctx.now, side, vec![row.clone()]).await?.pop().ok_or(ProblemCode::NotFound)?,
        row,
        side,
        conflict_of_interest,
        steps,
        submissions,
        names,
        live,
    };
    Ok(present::application(whole))
}

/// The applications of the actor's organizations, latest change first.
///
/// # Errors
/// When the database fails.
pub async fn mine(db: &impl ConnectionTrait, ctx: &Ctx) -> ApiResult<Vec<SupportApplicationSummary>> {
    let sql = "SELECT s.* FROM support_application s JOIN institution i ON i.id = s.institution_id
               JOIN organization_member m ON m.organization_id = i.organization_id
               WHERE m.account_id = $1 ORDER BY s.status_since DESC, s.id DESC";
    let rows = db::rows(db, sql, [ctx.account_id()?.0.into()]).await?;
    summaries(db, ctx.now, Side::Institution, rows).await
}

pub(super) fn opinion(row: support_opinion::Model) -> CouncilOpinion {
    CouncilOpinion { council: row.council, agreed: row.agreed, on: row.stated_on, minutes: row.minutes }
}

/// Applications that bind money of a prefecture's year.
///
/// # Errors
/// When the database fails.
pub async fn committed(db: &impl ConnectionTrait, prefecture: &str, fiscal_year: i32) -> ApiResult<Vec<support_application::Model>> {
    in_states(db, prefecture, fiscal_year, ApplicationStatus::is_committed).await
}

/// Applications of a prefecture's year that have not been before both councils yet.
///
/// # Errors
/// When the database fails.
pub async fn before_councils(db: &impl ConnectionTrait, prefecture: &str, fiscal_year: i32) -> ApiResult<Vec<support_application::Model>> {
    in_states(db, prefecture, fiscal_year, ApplicationStatus::is_before_councils).await
}

async fn in_states(
    db: &impl ConnectionTrait,
    prefecture: &str,
    fiscal_year: i32,
    wanted: fn(ApplicationStatus) -> bool,
) -> ApiResult<Vec<support_application::Model>> {
    use support_application::Column as C;
    let states = ApplicationStatus::iter().filter(|status| wanted(*status));
    let find = support_application::Entity::find()
        .filter(C::PrefectureCode.eq(prefecture))
        .filter(C::FiscalYear.eq(fiscal_year))
        .filter(C::Status.is_in(states));
    Ok(find.order_by_asc(C::Id).all(db).await?)
}

/// Applications of a prefecture's year that were submitted and are not over without support: from the submission to the payment.
///
/// # Errors
/// When the database fails.
pub async fn under_way(db: &impl ConnectionTrait, prefecture: &str, fiscal_year: i32) -> ApiResult<Vec<support_application::Model>> {
    in_states(db, prefecture, fiscal_year, |status| status.is_before_councils() || status.is_committed()).await
}

/// Holds for an application `a` that both councils agreed to, whatever became of it; not for one whose selection was undone.
pub fn was_selected() -> String {
    let selected = db::terms([ApplicationStatus::Selected]);
    let (undone, before) = (db::terms([ApplicationEvent::Undo]), db::terms([ApplicationStatus::Proposed]));
    format!(
        "EXISTS (SELECT 1 FROM support_application_step s WHERE s.application_id = a.id AND s.to_status IN ({selected})
             AND NOT EXISTS (SELECT 1 FROM support_application_step u WHERE u.application_id = a.id AND u.id > s.id
                 AND u.event IN ({undone}) AND u.to_status IN ({before})))"
    )
}

/// Applications of a prefecture's year that both councils agreed to, whatever became of them, and whether each is made up. None whose
/// selection was undone.
///
/// # Errors
/// When the database fails.
pub async fn ever_selected(
    db: &impl ConnectionTrait,
    prefecture: &str,
    fiscal_year: i32,
) -> ApiResult<Vec<(support_application::Model, bool)>> {
    let sql = format!(
        "SELECT a.* FROM support_application a WHERE a.prefecture_code = $1 AND a.fiscal_year = $2 AND {} ORDER BY a.id",
        was_selected()
    );
    let rows: Vec<support_application::Model> = db::rows(db, sql, [prefecture.into(), fiscal_year.into()]).await?;
    let institutions = institutions(db, rows.iter().map(|row| row.institution_id)).await?;
    let fictional = |row: &support_application::Model| institutions.get(&row.institution_id).is_some_and(|known| known.fictional);
    Ok(rows
        .into_iter()
        .map(|row| {
            let made_up = fictional(&row);
            (row, made_up)
        })
        .collect())
}

/// Rows of lists for a side, in the order given.
pub(super) async fn summaries(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    side: Side,
    rows: Vec<support_application::Model>,
) -> ApiResult<Vec<SupportApplicationSummary>> {
    let rows: Vec<_> = rows.into_iter().map(|row| policy::as_read_by(side, row)).collect();
    let institutions = institutions(db, rows.iter().map(|row| row.institution_id)).await?;
    let areas = area_names(db, rows.iter().map(|row| row.priority_area_id)).await?;
    let mut rules: BTreeMap<NaiveDate, Vec<SubsidyRule>> = BTreeMap::new();
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let subsidy = match (&row.decision, &row.statement) {
            _ if row.fixing.is_some() => row.fixing.as_ref().map(SupportFixing::total).unwrap_or_default(),
            (Some(decision), _) => decision.amounts.iter().map(|amount| amount.subsidy_yen).sum(),
            (None, Some(frozen)) if !policy::is_live(side, &row) => frozen.subsidy_yen,
            (None, _) => {
                let on = registers::day_of(now, row.fiscal_year);
                let rules = match rules.entry(on) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(wanted) => wanted.insert(subsidy::rules_in_force(db, on).await?),
                };
                statement(&row.plan, rules, on).subsidy_yen
            }
        };
        let area = areas.get(&row.priority_area_id).cloned().unwrap_or_default();
        shown.push(present::summary(&row, institutions.get(&row.institution_id), area, subsidy));
    }
    Ok(shown)
}

/// Names of areas, in Japanese and in English.
async fn area_names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PriorityAreaId>,
) -> ApiResult<HashMap<PriorityAreaId, (String, String)>> {
    use crate::entity::priority_area::{Column, Entity};
    let ids: BTreeSet<PriorityAreaId> = ids.into_iter().collect();
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, (row.name, row.name_en))).collect())
}

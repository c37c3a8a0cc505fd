//! Reads of inquiries, straight into what is shown.

use super::{
    party::parties,
    policy::{self, VISIBLE_TO_MEMBER},
    present::{self, Thread},
    repo,
};
use crate::{
    ctx::Ctx,
    entity::{account, doctor, inquiry, inquiry_message, inquiry_step},
    error::{ApiError, ApiResult},
    platform::{db, http::page},
};
use chrono::{DateTime, Utc};
use domain::{
    actor::Permission,
    doctor::{LicenceStatus, SaveDoctorProfile},
    ids::{AccountId, InquiryId, InstitutionId},
    inquiry::{Inquiry, InquiryParty, InquiryQuery, InquirySide, InquiryStatus, InquirySummary},
    page::Page,
    problem::{FieldCode, ProblemCode},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Value};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A doctor: the profile, and the address of the account.
#[derive(Debug, Clone)]
pub struct Person {
    /// The profile.
    pub profile: SaveDoctorProfile,
    /// How far the licence was checked.
    pub licence: LicenceStatus,
    /// The account's address.
    pub email: String,
}

/// The doctors among the accounts; whoever left is missing.
///
/// # Errors
/// When the database fails.
pub async fn people(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = AccountId>) -> ApiResult<HashMap<AccountId, Person>> {
    let ids: HashSet<AccountId> = ids.into_iter().collect();
    let profiles = doctor::Entity::find().filter(doctor::Column::AccountId.is_in(ids.iter().copied())).all(db).await?;
    let accounts =
        account::Entity::find().filter(account::Column::Id.is_in(ids)).filter(account::Column::DeletedAt.is_null()).all(db).await?;
    let mut emails: HashMap<AccountId, String> = accounts.into_iter().map(|account| (account.id, account.email)).collect();
    let person = |row: doctor::Model| {
        let email = emails.remove(&row.account_id)?;
        Some((row.account_id, Person { email, licence: row.licence_status, profile: row.into() }))
    };
    Ok(profiles.into_iter().filter_map(person).collect())
}

/// A row of a list.
#[derive(Debug, FromQueryResult)]
pub struct SummaryRow {
    /// The inquiry.
    pub id: InquiryId,
    /// The doctor.
    pub doctor_account_id: AccountId,
    /// The institution.
    pub institution_id: InstitutionId,
    /// Where it stands.
    pub status: InquiryStatus,
    /// When identity was shared.
    pub identity_shared_at: Option<DateTime<Utc>>,
    /// Last message or step.
    pub last_activity_at: DateTime<Utc>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// Whether the reader's side has not seen the last activity.
    pub unread: bool,
    /// The last message.
    pub last_message: String,
    /// Who wrote it.
    pub last_message_by: InquirySide,
}

/// The inquiries of one side of the reader, latest activity first.
///
/// # Errors
/// `not_allowed` when the reader is never on that side, `invalid_cursor`.
pub async fn list(db: &impl ConnectionTrait, ctx: &Ctx, query: &InquiryQuery) -> ApiResult<Page<InquirySummary>> {
    let (read_at, mine) = match query.side {
        InquirySide::Doctor => {
            ctx.require(Permission::AskInstitution)?;
            ("q.doctor_read_at", "q.doctor_account_id = $1")
        }
        InquirySide::Institution => {
            ctx.require(Permission::AnswerInquiry)?;
            ("q.institution_read_at", VISIBLE_TO_MEMBER)
        }
        InquirySide::System => return Err(ApiError::parameter("side", FieldCode::UnknownValue)),
    };
    let wanted = query.page();
    let after: Option<(DateTime<Utc>, InquiryId)> = page::decode(&wanted)?;
    let mut values: Vec<Value> = vec![ctx.account_id()?.0.into(), (i64::from(wanted.size()) + 1).into()];
    let mut condition = mine.to_owned();
    if let Some((at, id)) = after {
        values.extend([at.into(), id.0.into()]);
        condition.push_str(" AND (q.last_activity_at, q.id) < ($3, $4)");
    }
    let sql = format!(
        "SELECT q.id, q.doctor_account_id, q.institution_id, q.status, q.identity_shared_at, q.last_activity_at, q.created_at,
                COALESCE({read_at} < q.last_activity_at, true) AS unread, left(m.body, 500) AS last_message, m.side AS last_message_by
         FROM inquiry q
         JOIN institution i ON i.id = q.institution_id
         JOIN LATERAL (SELECT body, side FROM inquiry_message WHERE inquiry_id = q.id ORDER BY id DESC LIMIT 1) m ON true
         WHERE {condition}
         ORDER BY q.last_activity_at DESC, q.id DESC LIMIT $2"
    );
    let rows = db::rows::<SummaryRow>(db, sql, values).await?;
    let parties = parties(db, rows.iter().map(|row| row.institution_id)).await?;
    let people = people(db, rows.iter().map(|row| row.doctor_account_id)).await?;
    let show = |row: SummaryRow| {
        let party = parties.get(&row.institution_id).cloned().unwrap_or_else(|| nameless(row.institution_id));
        let person = people.get(&row.doctor_account_id);
        present::summary(row, party, person)
    };
    Ok(page::cut(rows, &wanted, |row| (row.last_activity_at, row.id), show))
}

/// Unread conversations are counted up to this many.
const MOST_UNREAD: i64 = 100;

/// How many inquiries have something new for a person, on whichever side. Asked with every page, so it reads nothing but unread rows
/// (`inquiry_unread_by_doctor_idx`, `inquiry_unread_by_institution_idx`).
///
/// # Errors
/// When the database fails.
pub async fn count_unread(db: &impl ConnectionTrait, account: AccountId) -> ApiResult<u32> {
    let sql = format!(
        "SELECT count(*) AS n FROM (
             SELECT q.id FROM inquiry q WHERE q.doctor_account_id = $1 AND q.doctor_read_at < q.last_activity_at
             UNION
             SELECT q.id FROM organization_member own
             JOIN institution i ON i.organization_id = own.organization_id
             JOIN inquiry q ON q.institution_id = i.id
             WHERE own.account_id = $1 AND (q.institution_read_at IS NULL OR q.institution_read_at < q.last_activity_at)
               AND {VISIBLE_TO_MEMBER}
             LIMIT $2) unread"
    );
    let row = db::query_one(db, sql, [account.0.into(), MOST_UNREAD.into()]).await?;
    let count: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
    Ok(u32::try_from(count).unwrap_or_default())
}

/// A whole inquiry, for somebody on one of its sides.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn get(db: &impl ConnectionTrait, ctx: &Ctx, id: InquiryId) -> ApiResult<Inquiry> {
    let row = inquiry::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let side = policy::side(db, ctx, &row).await?;
    thread(db, row, side).await
}

/// A whole inquiry, read by one of its sides: afterwards nothing in it is unread for that side.
///
/// # Errors
/// `not_found` for whoever is on neither side.
pub async fn read(db: &impl ConnectionTrait, ctx: &Ctx, id: InquiryId) -> ApiResult<Inquiry> {
    let row = inquiry::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    let side = policy::side(db, ctx, &row).await?;
    let seen = row.last_activity_at;
    let inquiry = thread(db, row, side).await?;
    repo::mark_read(db, id, side, seen).await?;
    Ok(inquiry)
}

/// The institution of an inquiry, for somebody on one of its sides.
///
/// # Errors
/// `not_found` for everybody else.
pub async fn institution_of(db: &impl ConnectionTrait, ctx: &Ctx, id: InquiryId) -> ApiResult<InquiryParty> {
    let row = inquiry::Entity::find_by_id(id).one(db).await?.ok_or(ProblemCode::NotFound)?;
    policy::side(db, ctx, &row).await?;
    Ok(parties(db, [row.institution_id]).await?.remove(&row.institution_id).unwrap_or_else(|| nameless(row.institution_id)))
}

/// An inquiry with everything that belongs to it.
pub async fn thread(db: &impl ConnectionTrait, row: inquiry::Model, side: InquirySide) -> ApiResult<Inquiry> {
    let messages = inquiry_message::Entity::find()
        .filter(inquiry_message::Column::InquiryId.eq(row.id))
        .order_by_asc(inquiry_message::Column::Id)
        .all(db)
        .await?;
    let steps = inquiry_step::Entity::find()
        .filter(inquiry_step::Column::InquiryId.eq(row.id))
        .order_by_asc(inquiry_step::Column::Id)
        .all(db)
        .await?;
    let writers: HashSet<Uuid> = messages.iter().filter(|m| m.side == InquirySide::Institution).map(|m| m.author_account_id.0).collect();
    let accounts =
        account::Entity::find().filter(account::Column::Id.is_in(writers)).filter(account::Column::DeletedAt.is_null()).all(db).await?;
    let members = accounts.into_iter().map(|account| (account.id, account.display_name)).collect();
    let party = parties(db, [row.institution_id]).await?.remove(&row.institution_id).unwrap_or_else(|| nameless(row.institution_id));
    let person = people(db, [row.doctor_account_id]).await?.remove(&row.doctor_account_id);
    Ok(present::inquiry(Thread { inquiry: row, side, party, person, messages, steps, members }))
}

/// An institution always has a row; this only keeps a list whole if one ever had not.
fn nameless(institution_id: InstitutionId) -> InquiryParty {
    InquiryParty { institution_id, name: String::new(), prefecture_code: String::new(), listed: false, fictional: false }
}

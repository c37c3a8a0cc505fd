//! Quotes that the two sides of an inquiry keep in it.

use crate::{
    ctx::Ctx,
    entity::subsidy_quote,
    error::ApiResult,
    features::{
        inquiry,
        subsidy::{designation, document, policy, present, query, repo},
    },
    platform::{
        AppState,
        audit::{self, AuditEntry},
        export::{date, pdf::Document},
        http::{
            IdempotencyKey,
            idempotency::once,
            rate_limit::{self, Limit},
        },
    },
};
use chrono::TimeDelta;
use domain::{
    ids::{InquiryId, SubsidyQuoteId, SubsidyRuleId},
    region::priority_area::Coverage,
    subsidy::{
        dto::{CreateInquiryQuote, InquiryQuote},
        statement,
    },
    time::japan_date,
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;

/// Each quote is a mail to somebody.
const QUOTES: Limit = Limit { name: "inquiry_quote", tries: 60, window: TimeDelta::hours(1) };

/// Keeps a quote by today's rules.
///
/// # Errors
/// `not_found` for whoever is on neither side, `wrong_state` when the inquiry has ended, `scheme_closed`, `too_many_requests`.
pub async fn create(
    state: &AppState,
    ctx: &Ctx,
    key: &IdempotencyKey,
    inquiry_id: InquiryId,
    input: &CreateInquiryQuote,
) -> ApiResult<InquiryQuote> {
    rate_limit::count(state, ctx.now, QUOTES, &ctx.account_id()?.to_string()).await?;
    // The stored answer is the id alone: the quote lies in a table that a doctor can have erased.
    let id = once(state, ctx, key, &(inquiry_id, input), async |txn| {
        let id: SubsidyQuoteId = ctx.new_id();
        let side = inquiry::contribute_quote(txn, ctx, inquiry_id, id).await?;
        let designation = designation_today(txn, ctx, inquiry_id).await?;
        let rules = repo::hold_rules(txn).await?;
        let statement = policy::require_open(statement(&input.plan, &rules, japan_date(ctx.now)).with_designation(designation))?;
        let used: BTreeSet<SubsidyRuleId> = statement.lines.iter().filter_map(|line| Some(line.rule.as_ref()?.id)).collect();
        let used: Vec<SubsidyRuleId> = used.into_iter().collect();
        let row = subsidy_quote::Model {
            id,
            inquiry_id,
            side,
            author_account_id: ctx.account_id()?,
            plan: input.plan.clone(),
            statement,
            created_at: ctx.now,
        };
        repo::insert_quote(txn, row, &used).await?;
        let entry = AuditEntry::on("subsidy_quote", id.0).change("inquiry_id", None::<InquiryId>, inquiry_id);
        audit::record(txn, ctx, entry.change("rules", None::<Vec<SubsidyRuleId>>, &used)).await?;
        Ok(id)
    })
    .await?;
    let designation = designation_today(&state.db, ctx, inquiry_id).await?;
    let row = query::quote(&state.db, inquiry_id, id).await?;
    Ok(present::quote(row, &query::rules(&state.db, None, None).await?, japan_date(ctx.now), designation))
}

/// The quotes of an inquiry, the latest first, each beside what its plan would be paid today.
///
/// # Errors
/// `not_found` for whoever is on neither side.
pub async fn list(db: &impl ConnectionTrait, ctx: &Ctx, inquiry_id: InquiryId) -> ApiResult<Vec<InquiryQuote>> {
    let designation = designation_today(db, ctx, inquiry_id).await?;
    let rules = query::rules(db, None, None).await?;
    let today = japan_date(ctx.now);
    Ok(query::quotes(db, inquiry_id).await?.into_iter().map(|row| present::quote(row, &rules, today, designation)).collect())
}

/// Whether the institution of an inquiry stands in a designated area today; for its two sides only.
async fn designation_today(db: &impl ConnectionTrait, ctx: &Ctx, inquiry_id: InquiryId) -> ApiResult<Coverage> {
    let institution = inquiry::institution_of(db, ctx, inquiry_id).await?;
    let today = japan_date(ctx.now);
    Ok(designation::of_institution(db, institution.institution_id, &institution.prefecture_code, today).await?.0)
}

/// A quote as it was kept, as a document with the name of its file.
///
/// # Errors
/// `not_found` for whoever is on neither side.
pub async fn print(db: &impl ConnectionTrait, ctx: &Ctx, inquiry_id: InquiryId, id: SubsidyQuoteId) -> ApiResult<(Document, String)> {
    let institution = inquiry::institution_of(db, ctx, inquiry_id).await?;
    let row = query::quote(db, inquiry_id, id).await?;
    let locale = ctx.locale;
    let mut facts = vec![(locale.pick("医療機関", "Institution").to_owned(), institution.name)];
    facts.extend(document::facts_of(&row.plan, locale));
    facts.push((locale.pick("保存日", "Kept on").to_owned(), date(japan_date(row.created_at), locale)));
    let name = document::file_name(&row.statement, locale);
    Ok((document::statement_document(&row.statement, locale, facts, ctx.now), name))
}

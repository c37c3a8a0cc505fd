//! A prefecture's budget against what is committed.

use super::{
    claims::{self, Claim},
    query,
};
use crate::{
    ctx::Ctx,
    entity::{support_application, support_budget},
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        audit::{self, AuditEntry},
        auth::officer,
        db,
    },
};
use domain::{
    money::Yen,
    problem::ProblemCode,
    subsidy::SchemeCode,
    support::{BudgetLine, BudgetTotal, SaveSupportBudget, SupportBudget, WithdrawSupportBudget},
    text::normalize_line_ends,
    time::{fiscal_year, japan_date},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use strum::IntoEnumIterator;

/// The budget of the officer's prefecture in a fiscal year.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture.
pub async fn get(db: &impl ConnectionTrait, ctx: &Ctx, fiscal_year: i32) -> ApiResult<SupportBudget> {
    let prefecture_code = officer::prefecture(db, ctx).await?;
    let budgets = support_budget::Entity::find()
        .filter(support_budget::Column::PrefectureCode.eq(&prefecture_code))
        .filter(support_budget::Column::FiscalYear.eq(fiscal_year))
        .filter(support_budget::Column::WithdrawnAt.is_null())
        .all(db)
        .await?;
    let committed = query::committed(db, &prefecture_code, fiscal_year).await?;
    let waiting = query::before_councils(db, &prefecture_code, fiscal_year).await?;
    let lines: Vec<_> = SchemeCode::iter().filter_map(|scheme| line(scheme, &budgets, &committed, &waiting)).collect();
    let total = BudgetTotal::of(&lines);
    Ok(SupportBudget { prefecture_code, fiscal_year, lines, total })
}

/// Enters the budget of a scheme, in place of what was entered before. Versions go on rising also after a budget was taken back, so that none
/// that was read before is taken for the present one.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture, `version_mismatch` when somebody entered it meanwhile.
pub async fn save(state: &AppState, ctx: &Ctx, input: &SaveSupportBudget) -> ApiResult<SupportBudget> {
    db::transaction(&state.db, async |txn| {
        let prefecture_code = officer::prefecture(txn, ctx).await?;
        write(txn, ctx, prefecture_code, input).await
    })
    .await?;
    get(&state.db, ctx, input.fiscal_year).await
}

/// Enters the budget of a scheme of a prefecture, as [`save`] does.
///
/// # Errors
/// `version_mismatch` when somebody entered it meanwhile.
pub async fn write(txn: &DatabaseTransaction, ctx: &Ctx, prefecture_code: String, input: &SaveSupportBudget) -> ApiResult<()> {
    let key = (prefecture_code.clone(), input.fiscal_year, input.scheme);
    let known = support_budget::Entity::find_by_id(key).lock_exclusive().one(txn).await?;
    let before = known.as_ref().filter(|known| known.withdrawn_at.is_none());
    if before.map(|before| before.version) != input.version {
        return Err(ProblemCode::VersionMismatch.into());
    }
    let row = support_budget::Model {
        prefecture_code,
        fiscal_year: input.fiscal_year,
        scheme: input.scheme,
        amount_yen: input.amount_yen.0,
        source: input.source.clone(),
        saved_by: Some(ctx.account_id()?),
        saved_at: ctx.now,
        version: known.as_ref().map_or(0, |known| known.version) + 1,
        withdrawn_at: None,
    };
    // A budget has no id of its own: its prefecture, year and scheme say which one it is.
    let entry = AuditEntry::on("support_budget", None)
        .change("prefecture_code", &row.prefecture_code, &row.prefecture_code)
        .change("fiscal_year", row.fiscal_year, row.fiscal_year)
        .change(row.scheme.code(), before.map(|before| (before.amount_yen, &before.source)), (row.amount_yen, &row.source));
    let written = match known {
        Some(_) => row.into_active_model().reset_all().update(txn).await.map(|_| 1)?,
        None => {
            // Another first entry may have come between.
            let keep = OnConflict::new().do_nothing().to_owned();
            support_budget::Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(txn).await?
        }
    };
    if written == 0 {
        return Err(ProblemCode::VersionMismatch.into());
    }
    audit::record(txn, ctx, entry).await
}

/// Takes back the budget of a scheme in a fiscal year that has not begun. What it said stays in the trail.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture, `not_found` while none is entered, `version_mismatch`, `wrong_state` once the year
/// has begun or while an application of the year binds money under the scheme.
pub async fn withdraw(state: &AppState, ctx: &Ctx, year: i32, input: &WithdrawSupportBudget) -> ApiResult<SupportBudget> {
    db::transaction(&state.db, async |txn| {
        let prefecture_code = officer::prefecture(txn, ctx).await?;
        let find = support_budget::Entity::find_by_id((prefecture_code.clone(), year, input.scheme)).lock_exclusive();
        let before = find.one(txn).await?.filter(|known| known.withdrawn_at.is_none()).ok_or(ProblemCode::NotFound)?;
        if before.version != input.version {
            return Err(ProblemCode::VersionMismatch.into());
        }
        if year <= fiscal_year(japan_date(ctx.now)) {
            return Err(ApiError::because(ProblemCode::WrongState, "the fiscal year has begun"));
        }
        let committed = query::committed(txn, &prefecture_code, year).await?;
        if committed.iter().any(|row| claims::committed(row, input.scheme).is_some()) {
            return Err(ApiError::because(ProblemCode::WrongState, "money of the year is committed under the scheme"));
        }
        let entry = AuditEntry::on("support_budget", None)
            .reason(normalize_line_ends(&input.reason))
            .change("prefecture_code", &prefecture_code, &prefecture_code)
            .change("fiscal_year", year, year)
            .change(input.scheme.code(), (before.amount_yen, &before.source), ());
        let row = support_budget::Model {
            saved_by: Some(ctx.account_id()?),
            saved_at: ctx.now,
            version: before.version + 1,
            withdrawn_at: Some(ctx.now),
            ..before
        };
        row.into_active_model().reset_all().update(txn).await?;
        audit::record(txn, ctx, entry).await
    })
    .await?;
    get(&state.db, ctx, year).await
}

/// A scheme's line; none for a scheme that nobody can apply for, while it has no budget.
fn line(
    scheme: SchemeCode,
    budgets: &[support_budget::Model],
    committed: &[support_application::Model],
    waiting: &[support_application::Model],
) -> Option<BudgetLine> {
    let budget = budgets.iter().find(|budget| budget.scheme == scheme);
    if budget.is_none() && matches!(scheme, SchemeCode::WideAreaMatching | SchemeCode::RecurrentEducation) {
        return None;
    }
    let (mut committed_yen, mut undetermined) = (Yen::ZERO, 0);
    for claim in committed.iter().filter_map(|row| claims::committed(row, scheme)) {
        match claim {
            Claim::Known { subsidy, .. } => committed_yen = [committed_yen, subsidy].into_iter().sum(),
            Claim::Undetermined => undetermined += 1,
        }
    }
    let known = |claim: Option<Claim>| match claim {
        Some(Claim::Known { subsidy, .. }) => Some(subsidy),
        Some(Claim::Undetermined) | None => None,
    };
    let budget_yen = budget.map(|budget| Yen(budget.amount_yen));
    Some(BudgetLine {
        scheme,
        budget_yen,
        before_councils_yen: waiting.iter().filter_map(|row| known(claims::stated(row, scheme))).sum(),
        committed_yen,
        decided_yen: committed.iter().filter_map(|row| known(claims::decided(row, scheme))).sum(),
        fixed_yen: committed.iter().filter_map(|row| claims::fixed(row, scheme)).sum(),
        paid_yen: committed.iter().filter(|row| row.payment.is_some()).filter_map(|row| claims::fixed(row, scheme)).sum(),
        remaining_yen: budget_yen.and_then(|budget| budget.checked_sub(committed_yen)),
        undetermined,
        source: budget.map(|budget| budget.source.clone()),
        version: budget.map(|budget| budget.version),
    })
}

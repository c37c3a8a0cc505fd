//! A prefecture's budget against what is committed.

use super::{
    claims::{self, Claim},
    query,
};
use crate::{
    ctx::Ctx,
    entity::{support_application, support_budget},
    error::ApiResult,
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
    support::{BudgetLine, SaveSupportBudget, SupportBudget},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::OnConflict,
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
        .all(db)
        .await?;
    let committed = query::committed(db, &prefecture_code, fiscal_year).await?;
    let lines = SchemeCode::iter().filter_map(|scheme| line(scheme, &budgets, &committed)).collect();
    Ok(SupportBudget { prefecture_code, fiscal_year, lines })
}

/// Enters the budget of a scheme, in place of what was entered before.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture, `version_mismatch` when somebody entered it meanwhile.
pub async fn save(state: &AppState, ctx: &Ctx, input: &SaveSupportBudget) -> ApiResult<SupportBudget> {
    db::transaction(&state.db, async |txn| {
        let prefecture_code = officer::prefecture(txn, ctx).await?;
        let key = (prefecture_code.clone(), input.fiscal_year, input.scheme);
        let before = support_budget::Entity::find_by_id(key).lock_exclusive().one(txn).await?;
        if before.as_ref().map(|before| before.version) != input.version {
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
            version: input.version.unwrap_or(0) + 1,
        };
        // A budget has no id of its own: its prefecture, year and scheme say which one it is.
        let entry = AuditEntry::on("support_budget", None)
            .change("prefecture_code", &row.prefecture_code, &row.prefecture_code)
            .change("fiscal_year", row.fiscal_year, row.fiscal_year)
            .change(row.scheme.code(), before.map(|before| (before.amount_yen, before.source)), (row.amount_yen, &row.source));
        let written = match input.version {
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
    })
    .await?;
    get(&state.db, ctx, input.fiscal_year).await
}

/// A scheme's line; none for a scheme that nobody can apply for, while it has no budget.
fn line(scheme: SchemeCode, budgets: &[support_budget::Model], committed: &[support_application::Model]) -> Option<BudgetLine> {
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
    let budget_yen = budget.map(|budget| Yen(budget.amount_yen));
    Some(BudgetLine {
        scheme,
        budget_yen,
        committed_yen,
        remaining_yen: budget_yen.and_then(|budget| budget.checked_sub(committed_yen)),
        undetermined,
        source: budget.map(|budget| budget.source.clone()),
        version: budget.map(|budget| budget.version),
    })
}

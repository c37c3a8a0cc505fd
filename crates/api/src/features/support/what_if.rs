//! What if: an area were designated, or rates were others. Reads only.

use super::{claims, query, registers};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    features::{priority_area, subsidy},
    platform::auth::officer,
};
use domain::{
    ids::InstitutionId,
    institution::InstitutionKind,
    money::Rate,
    problem::ProblemCode,
    region::priority_area::{AreaInstitution, AreaShape, AreaStatus, Coverage, Place},
    subsidy::{Determined, Outcome, Plan, Rates, SchemeCode, Shares, Statement, SubsidyRule, statement},
    support::{RateChange, WhatIf, WhatIfInstitution, WhatIfResult},
    time::fiscal_year,
};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};
use strum::IntoEnumIterator;

/// Tries an area or rates out in the officer's prefecture.
///
/// # Errors
/// `not_allowed` for whoever is no officer of a prefecture, `scheme_closed` when the plan names a scheme that is not open on the day.
pub async fn try_out(db: &impl ConnectionTrait, ctx: &Ctx, wanted: &WhatIf) -> ApiResult<WhatIfResult> {
    let prefecture = officer::prefecture(db, ctx).await?;
    let rules = subsidy::rules_in_force(db, wanted.on).await?;
    let (now, then) = (Reckoner::new(&wanted.plan, &prefecture, &rules, wanted), {
        let changed = changed(rules.clone(), &wanted.rates);
        Reckoner::new(&wanted.plan, &prefecture, &changed, wanted)
    });
    now.require_open()?;
    let designated: Vec<AreaShape> = priority_area::query::on_day(db, Some(&prefecture), wanted.on)
        .await?
        .into_iter()
        .filter(|area| area.version.status == AreaStatus::Designated)
        .map(|area| area.version.shape)
        .collect();
    let mut result = WhatIfResult {
        institutions: Vec::new(),
        unplaced: Vec::new(),
        before: Shares::default(),
        after: Shares::default(),
        applications_before: Shares::default(),
        applications_after: Shares::default(),
        applications_undetermined: 0,
        undetermined: Vec::new(),
    };
    let mut kinds = BTreeSet::new();
    let listed = priority_area::institutions::listed(db, &prefecture).await?.into_iter().map(|(known, place)| (known, place, true));
    let applying = applying(db, &prefecture, fiscal_year(wanted.on)).await?.into_iter().map(|(known, place)| (known, place, false));
    for (institution, place, listed) in listed.chain(applying) {
        let before = strongest(&designated, &place);
        let after = strongest(designated.iter().chain(&wanted.shape), &place);
        let (kind, inside) = (institution.kind, |coverage| coverage == Coverage::Inside);
        let row = shown(institution, listed, inside(before).then(|| now.shares(kind)), inside(after).then(|| then.shares(kind)));
        match after {
            Coverage::Inside => {
                kinds.insert(kind);
                result.institutions.push(row);
            }
            Coverage::Partly | Coverage::Unknown => result.unplaced.push(row),
            Coverage::Outside => {}
        }
    }
    result.before = result.institutions.iter().filter_map(|row| row.before).sum();
    result.after = result.institutions.iter().filter_map(|row| row.after).sum();
    let open = now.undetermined(&kinds).union(&then.undetermined(&kinds)).copied().collect::<BTreeSet<_>>();
    result.undetermined = SchemeCode::iter().filter(|scheme| open.contains(scheme)).collect();
    (result.applications_before, result.applications_after, result.applications_undetermined) =
        applications(db, &prefecture, wanted).await?;
    Ok(result)
}

/// What the areas say of a place: inside when one holds it, not to be told when none does and one may.
fn strongest<'a>(shapes: impl IntoIterator<Item = &'a AreaShape>, place: &Place) -> Coverage {
    let mut found = Coverage::Outside;
    for shape in shapes {
        match shape.holds(place) {
            Coverage::Inside => return Coverage::Inside,
            Coverage::Outside => {}
            open @ (Coverage::Partly | Coverage::Unknown) => found = open,
        }
    }
    found
}

fn shown(institution: AreaInstitution, listed: bool, before: Option<Shares>, after: Option<Shares>) -> WhatIfInstitution {
    let AreaInstitution { id: institution_id, name, fictional, .. } = institution;
    WhatIfInstitution { institution_id, name, listed, before, after, fictional }
}

/// Institutions without a public page whose applications of the year the prefecture has, with the kinds that these state.
async fn applying(db: &impl ConnectionTrait, prefecture: &str, fiscal_year: i32) -> ApiResult<Vec<(AreaInstitution, Place)>> {
    let rows = query::under_way(db, prefecture, fiscal_year).await?;
    let kinds: BTreeMap<InstitutionId, InstitutionKind> = rows.iter().map(|row| (row.institution_id, row.plan.institution_kind)).collect();
    let known = query::institutions(db, kinds.keys().copied()).await?;
    let places = priority_area::institutions::unlisted(db, kinds.keys().copied()).await?;
    let applying = places.into_iter().filter_map(|(id, place)| {
        let (kind, known) = (*kinds.get(&id)?, known.get(&id)?);
        Some((AreaInstitution { id, name: known.name.clone(), kind, fictional: known.fictional }, place))
    });
    Ok(applying.collect())
}

/// Rules with other rates. What nation and prefecture leave is the operator's.
fn changed(mut rules: Vec<SubsidyRule>, rates: &[RateChange]) -> Vec<SubsidyRule> {
    for rule in &mut rules {
        if let Some(change) = rates.iter().find(|change| change.scheme == rule.scheme)
            && let Some(operator) = change.national.checked_add(change.prefecture).and_then(rest)
        {
            rule.terms.rates = Determined::Known { value: Rates::shared(change.national, change.prefecture, operator) };
        }
    }
    rules
}

/// What a rate leaves of the whole.
fn rest(rate: Rate) -> Option<Rate> {
    Rate::new(rate.denominator().checked_sub(rate.numerator())?, rate.denominator())
}

/// What one plan is paid by one set of rules, for a hospital and for a clinic.
struct Reckoner(Vec<(InstitutionKind, Statement)>);

impl Reckoner {
    fn new(plan: &Plan, prefecture: &str, rules: &[SubsidyRule], wanted: &WhatIf) -> Self {
        let of = |kind| {
            let plan = Plan { prefecture_code: Some(prefecture.to_owned()), institution_kind: kind, ..plan.clone() };
            (kind, statement(&plan, rules, wanted.on))
        };
        Reckoner(InstitutionKind::iter().map(of).collect())
    }

    fn of(&self, kind: InstitutionKind) -> Option<&Statement> {
        self.0.iter().find(|(of, _)| *of == kind).map(|(_, statement)| statement)
    }

    fn shares(&self, kind: InstitutionKind) -> Shares {
        self.of(kind).map(|statement| statement.totals).unwrap_or_default()
    }

    fn require_open(&self) -> ApiResult<()> {
        let closed = self.0.iter().flat_map(|(_, one)| &one.lines).find(|line| matches!(line.outcome, Outcome::NotOpen { .. }));
        closed.map_or(Ok(()), |line| Err(ApiError::because(ProblemCode::SchemeClosed, line.scheme.code())))
    }

    fn undetermined(&self, kinds: &BTreeSet<InstitutionKind>) -> BTreeSet<SchemeCode> {
        let lines = || self.0.iter().filter(|(kind, _)| kinds.contains(kind)).flat_map(|(_, one)| &one.lines);
        let open = |scheme: SchemeCode| lines().any(|line| line.scheme == scheme && matches!(line.outcome, Outcome::Undetermined { .. }));
        SchemeCode::iter().filter(|scheme| open(*scheme)).collect()
    }
}

/// Committed applications of the fiscal year: by the rules that each rests on, and by the same rules with the rates tried out; and how many
/// have a scheme in neither.
async fn applications(db: &impl ConnectionTrait, prefecture: &str, wanted: &WhatIf) -> ApiResult<(Shares, Shares, u32)> {
    let rows = query::committed(db, prefecture, fiscal_year(wanted.on)).await?;
    let (mut before, mut after) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    let mut undetermined = 0;
    for row in &rows {
        let Some(frozen) = &row.statement else { continue };
        let rules = registers::frozen_rules(db, frozen).await?;
        let plan = claims::committed_plan(row);
        let now = statement(&plan, &rules, frozen.on);
        let then = statement(&plan, &changed(rules, &wanted.rates), frozen.on);
        let open = |one: &Statement| one.lines.iter().any(|line| matches!(line.outcome, Outcome::Undetermined { .. }));
        undetermined += u32::from(open(&now) || open(&then));
        before.push(now.totals);
        after.push(then.totals);
    }
    Ok((before.into_iter().sum(), after.into_iter().sum(), undetermined))
}

//! Loads the rules that the council's document gives.

use super::{query, repo};
use crate::{
    error::ApiResult,
    platform::{AppState, db, import::Report},
};
use domain::{
    ids::SubsidyRuleId,
    subsidy::{NewRule, official_rules},
};
use sha2::{Digest, Sha256};

/// Enters the official rules that are not there yet. A rule of the secretariat goes before them: where one of the scheme holds on any day
/// of an official rule's period, or the official rule was entered once and corrected since, nothing is written.
///
/// # Errors
/// When the database fails.
pub async fn load(state: &AppState) -> ApiResult<Report> {
    let now = state.clock.now();
    db::transaction(&state.db, async |txn| {
        let mut report = Report::new("rules of support as official documents give them");
        let mut known = query::rules(txn, None, None).await?;
        for new in official_rules() {
            let id = id_of(&new);
            let taken = known.iter().any(|rule| rule.id == id || (rule.scheme == new.scheme && rule.period().overlaps(&period(&new))));
            if !taken {
                let row = repo::insert(txn, id, now, new).await?;
                known.push(super::present::rule(row));
            }
            report.take(1, u64::from(!taken));
        }
        Ok(report)
    })
    .await
}

fn period(rule: &NewRule) -> domain::time::EffectivePeriod {
    domain::time::EffectivePeriod { from: rule.valid_from, until: rule.valid_until }
}

/// The same on every server, so that a rule can be linked to.
fn id_of(rule: &NewRule) -> SubsidyRuleId {
    let hash = Sha256::digest(format!("gm-network:official-subsidy-rule:{}:{}", rule.scheme.code(), rule.valid_from));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    SubsidyRuleId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

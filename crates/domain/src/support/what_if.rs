//! What if: an area were designated, or a rate were changed. Nothing is written.

use crate::ids::InstitutionId;
use crate::money::Rate;
use crate::region::priority_area::AreaShape;
use crate::subsidy::{Plan, SchemeCode, Shares};
use crate::time::fiscal_year;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A rate tried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RateChange {
    /// The scheme.
    pub scheme: SchemeCode,
    /// The nation's share.
    pub national: Rate,
    /// The prefecture's share; what is left is the operator's.
    pub prefecture: Rate,
}

/// What to try out in the officer's own prefecture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIf {
    /// The day; its fiscal year's rules apply.
    pub on: NaiveDate,
    /// An area that would be designated beside the present ones.
    #[serde(default)]
    pub shape: Option<AreaShape>,
    /// Rates that would be others.
    #[serde(default)]
    pub rates: Vec<RateChange>,
    /// What every listed institution in the areas would plan.
    pub plan: Plan,
}

impl Validate for WhatIf {
    fn check(&self, v: &mut Violations) {
        if !(2025..=2100).contains(&fiscal_year(self.on)) {
            v.add_with("on", FieldCode::OutOfRange, json!({ "min": "2025-04-01", "max": "2101-03-31" }));
        }
        if let Some(shape) = &self.shape {
            v.nested("shape", |v| shape.check(v));
        }
        for (n, change) in self.rates.iter().enumerate() {
            let twice = self.rates.iter().take(n).any(|other| other.scheme == change.scheme);
            v.require(&format!("rates/{n}/scheme"), !twice, FieldCode::Duplicate);
            let sum = change.national.checked_add(change.prefecture);
            v.require(&format!("rates/{n}/prefecture"), sum.is_some_and(|sum| sum <= Rate::ONE), FieldCode::RatesExceedOne);
        }
        v.nested("plan", |v| self.plan.check(v));
    }
}

/// One institution, listed or applying for support, under the present areas and rules, and under those tried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIfInstitution {
    /// The institution.
    pub institution_id: InstitutionId,
    /// Its name.
    pub name: String,
    /// Whether it has a public page.
    pub listed: bool,
    /// Shares now; absent while it stands in no designated area.
    pub before: Option<Shares>,
    /// Shares then; absent when it would stand in none.
    pub after: Option<Shares>,
    /// Whether it is made up for demonstration.
    pub fictional: bool,
}

/// What would change, in yen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhatIfResult {
    /// Institutions in an area now or then: the listed ones, and those without a public page that apply for support in the fiscal year.
    pub institutions: Vec<WhatIfInstitution>,
    /// Those whose place cannot be told from what is known of them.
    pub unplaced: Vec<WhatIfInstitution>,
    /// The sum now.
    pub before: Shares,
    /// The sum then.
    pub after: Shares,
    /// Committed applications of the fiscal year by the rules that each rests on, at the cost that was decided where it was; not what
    /// was decided to be paid.
    pub applications_before: Shares,
    /// The same by the same rules with the rates tried out.
    pub applications_after: Shares,
    /// Committed applications with a scheme whose amount the rules leave undetermined; that scheme is in neither sum.
    pub applications_undetermined: u32,
    /// Schemes of the plan whose amount the rules leave undetermined; they are in none of the sums.
    pub undetermined: Vec<SchemeCode>,
}

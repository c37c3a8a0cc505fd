//! What an institution wants to do, scheme by scheme.

use super::{Construction, Opening, SchemeCode, ServiceUnit};
use crate::institution::InstitutionKind;
use crate::money::Yen;
use crate::region::prefecture;
use crate::validate::{FieldCode, Validate, Violations};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The highest cost that a plan can name: ¥100 billion.
pub const MAX_COST: Yen = Yen(100_000_000_000);

/// One institution's plan for one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Plan {
    /// Where it is, two digits; may be left out.
    #[serde(default)]
    pub prefecture_code: Option<String>,
    /// Hospital or clinic.
    pub institution_kind: InstitutionKind,
    /// Whether a clinic is taken over or opened; absent where it simply goes on.
    #[serde(default)]
    pub opening: Option<Opening>,
    /// What it wants support for, each scheme at most once.
    pub components: Vec<Component>,
}

/// What is planned under one scheme. A cost that is left out is taken to reach the base amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "scheme", rename_all = "snake_case")]
pub enum Component {
    /// 診療所の施設整備
    ClinicFacility {
        /// Beds, 0 to 19.
        #[serde(default)]
        beds: i32,
        /// Whether doctors' and nurses' housing is one building with the practice.
        #[serde(default)]
        attached_housing: bool,
        /// How it is built, where known.
        #[serde(default)]
        construction: Option<Construction>,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 診療所の設備整備
    ClinicEquipment {
        /// Sites (か所) of this one institution, 1 to 20. Other institutions have plans of their own, each rounded by itself.
        #[serde(default = "one")]
        sites: i32,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 診療所の地域への定着支援
    ClinicSettlement {
        /// Days actually practised in the fiscal year, 0 to 366.
        days: i32,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 医師の勤務・生活環境改善のための施設整備
    WorkEnvironment {
        /// How it is built.
        construction: Construction,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 代替医師確保支援
    SubstituteDoctor {
        /// Day and night duties on weekends and holidays in the fiscal year, 0 to 732.
        duties: i32,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 派遣元医療機関支援
    DispatchingInstitution {
        /// Days dispatched in the fiscal year, 0 to 366.
        days: i32,
        /// Whether the dispatch is new.
        new_dispatch: bool,
        /// Eligible cost in yen.
        #[serde(default)]
        cost_yen: Option<Yen>,
    },
    /// 医師手当
    DoctorsAllowance {},
}

fn one() -> i32 {
    1
}

impl Component {
    /// The scheme it belongs to.
    #[must_use]
    pub fn scheme(&self) -> SchemeCode {
        match self {
            Component::ClinicFacility { .. } => SchemeCode::ClinicFacility,
            Component::ClinicEquipment { .. } => SchemeCode::ClinicEquipment,
            Component::ClinicSettlement { .. } => SchemeCode::ClinicSettlement,
            Component::WorkEnvironment { .. } => SchemeCode::WorkEnvironment,
            Component::SubstituteDoctor { .. } => SchemeCode::SubstituteDoctor,
            Component::DispatchingInstitution { .. } => SchemeCode::DispatchingInstitution,
            Component::DoctorsAllowance {} => SchemeCode::DoctorsAllowance,
        }
    }

    /// The cost that the plan names, if it does.
    #[must_use]
    pub fn cost_yen(&self) -> Option<Yen> {
        match self {
            Component::ClinicFacility { cost_yen, .. }
            | Component::ClinicEquipment { cost_yen, .. }
            | Component::ClinicSettlement { cost_yen, .. }
            | Component::WorkEnvironment { cost_yen, .. }
            | Component::SubstituteDoctor { cost_yen, .. }
            | Component::DispatchingInstitution { cost_yen, .. } => *cost_yen,
            Component::DoctorsAllowance {} => None,
        }
    }

    /// The same with another cost, such as the one that was decided.
    #[must_use]
    pub fn with_cost(mut self, cost: Yen) -> Self {
        match &mut self {
            Component::ClinicFacility { cost_yen, .. }
            | Component::ClinicEquipment { cost_yen, .. }
            | Component::ClinicSettlement { cost_yen, .. }
            | Component::WorkEnvironment { cost_yen, .. }
            | Component::SubstituteDoctor { cost_yen, .. }
            | Component::DispatchingInstitution { cost_yen, .. } => *cost_yen = Some(cost),
            Component::DoctorsAllowance {} => {}
        }
        self
    }
}

impl Component {
    /// What the scheme's subsidy counts, and how many of it are planned; `None` for schemes that count neither days nor duties.
    #[must_use]
    pub fn counted(&self) -> Option<(ServiceUnit, i32)> {
        match self {
            Component::ClinicSettlement { days, .. } | Component::DispatchingInstitution { days, .. } => Some((ServiceUnit::Day, *days)),
            Component::SubstituteDoctor { duties, .. } => Some((ServiceUnit::Duty, *duties)),
            Component::ClinicFacility { .. }
            | Component::ClinicEquipment { .. }
            | Component::WorkEnvironment { .. }
            | Component::DoctorsAllowance {} => None,
        }
    }

    /// The same with at most so many days or duties, such as those that were worked.
    #[must_use]
    pub fn with_at_most(mut self, count: i32) -> Self {
        match &mut self {
            Component::ClinicSettlement { days, .. } | Component::DispatchingInstitution { days, .. } => *days = count.min(*days),
            Component::SubstituteDoctor { duties, .. } => *duties = count.min(*duties),
            Component::ClinicFacility { .. }
            | Component::ClinicEquipment { .. }
            | Component::WorkEnvironment { .. }
            | Component::DoctorsAllowance {} => {}
        }
        self
    }
}

impl SchemeCode {
    /// The most days or duties of a fiscal year; `None` for schemes whose subsidy counts neither.
    #[must_use]
    pub fn most_counted(self) -> Option<i64> {
        use SchemeCode as S;
        match self {
            S::ClinicSettlement | S::DispatchingInstitution => Some(MAX_DAYS),
            S::SubstituteDoctor => Some(MAX_DUTIES),
            S::ClinicFacility
            | S::ClinicEquipment
            | S::WorkEnvironment
            | S::DoctorsAllowance
            | S::WideAreaMatching
            | S::RecurrentEducation => None,
        }
    }
}

/// As many components as there are schemes that an institution can plan for.
const MAX_COMPONENTS: usize = 7;
/// A leap year.
const MAX_DAYS: i64 = 366;
/// Day and night duty on every day of a leap year.
const MAX_DUTIES: i64 = 2 * MAX_DAYS;

impl Validate for Plan {
    fn check(&self, v: &mut Violations) {
        if let Some(code) = &self.prefecture_code {
            v.require("prefecture_code", prefecture(code).is_some(), FieldCode::UnknownValue);
        }
        v.required_list("components", &self.components, MAX_COMPONENTS);
        let mut seen = BTreeSet::new();
        for (n, component) in self.components.iter().enumerate() {
            v.nested(&format!("components/{n}"), |v| {
                v.require("scheme", seen.insert(component.scheme()), FieldCode::Duplicate);
                component.check(v);
            });
        }
    }
}

impl Validate for Component {
    fn check(&self, v: &mut Violations) {
        match self {
            // Medical Care Act, article 1-5: a clinic has at most 19 beds.
            Component::ClinicFacility { beds, .. } => v.range("beds", i64::from(*beds), 0, 19),
            Component::ClinicEquipment { sites, .. } => v.range("sites", i64::from(*sites), 1, 20),
            Component::ClinicSettlement { days, .. } | Component::DispatchingInstitution { days, .. } => {
                v.range("days", i64::from(*days), 0, MAX_DAYS);
            }
            Component::SubstituteDoctor { duties, .. } => v.range("duties", i64::from(*duties), 0, MAX_DUTIES),
            Component::WorkEnvironment { .. } | Component::DoctorsAllowance {} => {}
        }
        if let Some(cost) = self.cost_yen() {
            v.range("cost_yen", cost.0, 0, MAX_COST.0);
        }
    }
}

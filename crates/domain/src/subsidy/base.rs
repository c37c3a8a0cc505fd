//! How a base amount (補助基準額) is worked out, as far as a document says.

use super::{Construction, SchemeCode};
use crate::locale::Bilingual;
use crate::money::Yen;
use crate::validate::{FieldCode, Violations};
use serde::{Deserialize, Serialize};

/// A value that a document gives, or the reason why nobody can name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Determined<T> {
    /// The document gives it.
    Known {
        /// What it says.
        value: T,
    },
    /// The document does not.
    Undetermined {
        /// What is missing, for readers.
        reason: Bilingual,
    },
}

impl<T> Determined<T> {
    /// The value, where there is one.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Determined::Known { value } => Some(value),
            Determined::Undetermined { .. } => None,
        }
    }
}

/// How a base amount is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Base {
    /// Standard floor area × unit price.
    FloorArea {
        /// Standard areas by number of beds, smallest first; the last one has no upper bound.
        tiers: Vec<AreaTier>,
        /// Added for staff housing attached to the building; absent where the scheme knows none.
        #[cfg_attr(feature = "openapi", schema(format = Int64, maximum = 4294967295u32))]
        attached_housing_m2: Option<u32>,
        /// Price per m² by construction.
        unit_prices: Determined<UnitPrices>,
    },
    /// An amount for each site.
    PerSite {
        /// For one site.
        per_site_yen: Yen,
    },
    /// A fixed amount and an amount for each day practised, up to a number of days.
    Settlement {
        /// The last number of days for which the document gives the formula.
        #[cfg_attr(feature = "openapi", schema(format = Int64, maximum = 4294967295u32))]
        max_days: u32,
        /// Whatever the number of days.
        fixed_yen: Yen,
        /// For each day practised.
        per_day_yen: Yen,
        /// Why there is no amount for more days.
        beyond: Bilingual,
    },
    /// An amount for each duty or day.
    PerUnit {
        /// What is counted.
        unit: ServiceUnit,
        /// For one of them.
        per_unit_yen: Yen,
    },
    /// A fixed amount to the body that runs the scheme; institutions get nothing from it.
    FixedAmount {
        /// Who gets it.
        recipient: Bilingual,
    },
    /// No document says.
    Undetermined {
        /// What is missing.
        reason: Bilingual,
    },
}

/// A standard area and the number of beds up to which it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaTier {
    /// The most beds; absent without an upper bound.
    #[cfg_attr(feature = "openapi", schema(format = Int64, maximum = 4294967295u32))]
    pub beds_up_to: Option<u32>,
    /// Standard area in m².
    #[cfg_attr(feature = "openapi", schema(format = Int64, maximum = 4294967295u32))]
    pub square_metres: u32,
}

/// The tiers as ranges of beds: the fewest, the most if there is an upper bound, and the area in m².
pub fn tier_ranges(tiers: &[AreaTier]) -> impl Iterator<Item = (u32, Option<u32>, u32)> {
    let lowest = std::iter::once(0).chain(tiers.iter().map(|tier| tier.beds_up_to.map_or(0, |beds| beds + 1)));
    tiers.iter().zip(lowest).map(|(tier, lowest)| (lowest, tier.beds_up_to, tier.square_metres))
}

/// Price per m² by construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitPrices {
    /// 鉄筋コンクリート
    pub reinforced_concrete_yen: Yen,
    /// ブロック
    pub block_yen: Yen,
    /// 木造
    pub wood_yen: Yen,
}

impl UnitPrices {
    /// The price for a construction.
    #[must_use]
    pub fn of(&self, construction: Construction) -> Yen {
        match construction {
            Construction::ReinforcedConcrete => self.reinforced_concrete_yen,
            Construction::Block => self.block_yen,
            Construction::Wood => self.wood_yen,
        }
    }
}

crate::institution::terms! {
    /// What a scheme counts.
    ServiceUnit {
        /// 日直・宿直
        Duty = "回", "duties";
        /// 延日数
        Day = "日", "days";
    }
}

impl Bilingual {
    /// A reason that readers see in place of an amount: there in both languages.
    pub(super) fn check_reason(&self, field: &str, v: &mut Violations) {
        v.nested(field, |v| {
            v.required_text("ja", &self.ja, 1000);
            v.required_text("en", &self.en, 1000);
        });
    }
}

/// The highest amount for one site, day, duty or m²: ¥10 billion.
const MAX_AMOUNT: i64 = 10_000_000_000;
/// The largest standard area in m².
const MAX_AREA: i64 = 10_000;

impl Base {
    /// Checks the numbers, and that a plan for the scheme says what this kind of base counts.
    pub(super) fn check(&self, scheme: SchemeCode, v: &mut Violations) {
        v.require("kind", self.fits(scheme), FieldCode::UnknownValue);
        match self {
            Base::FloorArea { tiers, attached_housing_m2, unit_prices } => {
                check_tiers(tiers, v);
                if let Some(area) = attached_housing_m2 {
                    v.range("attached_housing_m2", i64::from(*area), 1, MAX_AREA);
                }
                match unit_prices {
                    Determined::Known { value } => v.nested("unit_prices/value", |v| {
                        v.range("reinforced_concrete_yen", value.reinforced_concrete_yen.0, 1, MAX_AMOUNT);
                        v.range("block_yen", value.block_yen.0, 1, MAX_AMOUNT);
                        v.range("wood_yen", value.wood_yen.0, 1, MAX_AMOUNT);
                    }),
                    Determined::Undetermined { reason } => reason.check_reason("unit_prices/reason", v),
                }
            }
            Base::PerSite { per_site_yen } => v.range("per_site_yen", per_site_yen.0, 1, MAX_AMOUNT),
            Base::Settlement { max_days, fixed_yen, per_day_yen, beyond } => {
                v.range("max_days", i64::from(*max_days), 1, 366);
                v.range("fixed_yen", fixed_yen.0, 0, MAX_AMOUNT);
                v.range("per_day_yen", per_day_yen.0, 0, MAX_AMOUNT);
                beyond.check_reason("beyond", v);
            }
            Base::PerUnit { per_unit_yen, .. } => v.range("per_unit_yen", per_unit_yen.0, 1, MAX_AMOUNT),
            Base::FixedAmount { recipient } => recipient.check_reason("recipient", v),
            Base::Undetermined { reason } => reason.check_reason("reason", v),
        }
    }

    fn fits(&self, scheme: SchemeCode) -> bool {
        use SchemeCode as S;
        match self {
            Base::FloorArea { .. } => matches!(scheme, S::ClinicFacility | S::WorkEnvironment),
            Base::PerSite { .. } => scheme == S::ClinicEquipment,
            Base::Settlement { .. } | Base::PerUnit { unit: ServiceUnit::Day, .. } => {
                matches!(scheme, S::ClinicSettlement | S::DispatchingInstitution)
            }
            Base::PerUnit { unit: ServiceUnit::Duty, .. } => scheme == S::SubstituteDoctor,
            Base::FixedAmount { .. } => matches!(scheme, S::WideAreaMatching | S::RecurrentEducation),
            Base::Undetermined { .. } => true,
        }
    }
}

/// Areas come smallest first, each with a bound but the last, so that every number of beds has exactly one.
fn check_tiers(tiers: &[AreaTier], v: &mut Violations) {
    v.required_list("tiers", tiers, 10);
    let mut above = None;
    for (n, tier) in tiers.iter().enumerate() {
        v.nested(&format!("tiers/{n}"), |v| {
            v.range("square_metres", i64::from(tier.square_metres), 1, MAX_AREA);
            match tier.beds_up_to {
                Some(beds) => {
                    let lowest = above.map_or(0, |beds: u32| i64::from(beds) + 1);
                    v.range("beds_up_to", i64::from(beds), lowest, 3000);
                    v.require("beds_up_to", n + 1 < tiers.len(), FieldCode::UnknownValue);
                    above = Some(beds);
                }
                None => v.require("beds_up_to", n + 1 == tiers.len(), FieldCode::Required),
            }
        });
    }
}

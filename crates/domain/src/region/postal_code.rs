//! Where a postal code is.

use crate::institution::terms;
use serde::{Deserialize, Serialize};

terms! {
    /// What the position of a place rests on.
    PlacePrecision {
        /// The official positions of the hospitals with this very code.
        Hospitals = "同じ郵便番号の病院の位置", "the hospitals with this postal code";
        /// The official positions of the hospitals in this town.
        Town = "同じ町の病院の位置", "the hospitals in this town";
        /// The official positions of the two hospitals in the municipality whose postal codes come nearest among those with the same first five digits.
        Neighbours = "近い郵便番号の病院の位置", "hospitals with nearby postal codes";
        /// The middle of the municipality: of its hospitals, which are where people live; without any, of its outline.
        Municipality = "市区町村の中央", "the middle of the municipality";
        /// Nothing: there is no position.
        Unknown = "不明", "unknown";
    }
}

/// The place that a postal code stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostalCodePlace {
    /// `NNN-NNNN`, however it was asked for.
    pub postal_code: String,
    /// Two digits.
    pub prefecture_code: String,
    /// JIS X 0402 with the prefecture, five digits; the first one where the code belongs to several.
    pub municipality_code: String,
    /// 仙台市青葉区
    pub municipality_name: String,
    /// Sendai-shi Aoba-ku
    pub municipality_name_en: String,
    /// 国分町; blank where the code stands for a whole municipality or for several towns.
    pub town: String,
    /// Degrees north; absent where no position is known.
    pub latitude: Option<f64>,
    /// Degrees east; absent where no position is known.
    pub longitude: Option<f64>,
    /// What the position rests on.
    pub precision: PlacePrecision,
}

//! From rows to what travels.

use crate::entity::{priority_area, priority_area_version};
use domain::{
    region::priority_area::{AreaVersion, PriorityArea, WithdrawnAreaVersion},
    time::{EffectivePeriod, japan_date},
};

/// A version.
#[must_use]
pub fn version(row: priority_area_version::Model) -> AreaVersion {
    AreaVersion {
        id: row.id,
        status: row.status,
        shape: row.shape,
        period: EffectivePeriod { from: row.valid_from, until: row.valid_until },
        source: row.source,
        regional_medical_council: row.regional_medical_council,
        insurers_council: row.insurers_council,
        note: row.note,
    }
}

/// A version that was taken back; `None` for one that was not.
#[must_use]
pub fn withdrawn(row: priority_area_version::Model) -> Option<WithdrawnAreaVersion> {
    let withdrawn_on = japan_date(row.withdrawn_at?);
    Some(WithdrawnAreaVersion { version: version(row), withdrawn_on })
}

/// An area with what holds on the day asked for.
#[must_use]
pub fn area(row: &priority_area::Model, held: AreaVersion) -> PriorityArea {
    PriorityArea {
        id: row.id,
        prefecture_code: row.prefecture_code.clone(),
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        version: held,
    }
}

//! Priority support areas (重点医師偏在対策支援区域): where the subsidies apply, from when until when, and who agreed.
//!
//! An area is designated by its prefecture after both councils were heard, by whole secondary medical areas, municipalities or parts of them
//! (seeds: council material, "重点医師偏在対策支援区域" and "総合的な対策パッケージ"). A version is never changed: it is closed and followed by the next,
//! or taken back before its first day.

mod dto;

pub use dto::*;

use super::address::folded;
use crate::geo::LatLng;
use crate::institution::terms;
use crate::validate::{FieldCode, Validate, Violations};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

terms! {
    /// What an area is on a day.
    AreaStatus {
        /// Proposed; the prefecture has not designated it. No subsidy applies.
        Candidate = "候補（未指定）", "Candidate, not designated";
        /// Designated by the prefecture.
        Designated = "指定区域", "Designated";
        /// No longer an area.
        Ended = "終了", "Ended";
    }
}

/// Where an area is. Any of the ways in which the document says that one can be chosen, down to a single spot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AreaShape {
    /// A whole secondary medical area.
    SecondaryMedicalArea {
        /// Its code, four digits.
        code: String,
    },
    /// One or more whole municipalities.
    Municipalities {
        /// Their codes, five digits each.
        codes: Vec<String>,
    },
    /// A named district of a municipality.
    District {
        /// The municipality, five digits.
        municipality_code: String,
        /// The district as addresses write it.
        name: String,
    },
    /// An island of a municipality.
    Island {
        /// The municipality, five digits.
        municipality_code: String,
        /// The island as addresses write it.
        name: String,
    },
    /// One spot, such as the place of a single clinic.
    Spot {
        /// Where.
        position: LatLng,
        /// What people call it.
        name: String,
    },
    /// Everything within a distance of a point.
    Radius {
        /// The middle.
        position: LatLng,
        /// Metres.
        radius_m: u32,
    },
}

/// How far from its position a spot reaches, metres: positions of official lists are exact to about that.
pub const SPOT_M: u32 = 100;

/// A place that may lie in an area; the more is known of it, the more can be answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// Municipality, five digits.
    pub municipality_code: Option<String>,
    /// Secondary medical area of the municipality, four digits.
    pub area_code: Option<String>,
    /// The address as written.
    pub address: Option<String>,
    /// The position.
    pub position: Option<LatLng>,
}

terms! {
    /// Whether an area holds a place.
    Coverage {
        /// It does.
        Inside = "区域内", "Inside";
        /// It holds a part of it: of a municipality, only a district, say.
        Partly = "一部が区域内", "Partly inside";
        /// It does not.
        Outside = "区域外", "Outside";
        /// What is known of the place does not tell.
        Unknown = "判定できません", "Cannot be told";
    }
}

/// What holds a place, the most telling first: a designated area before a candidate, the whole before a part.
#[must_use]
pub fn holder<'a>(areas: &'a [PriorityArea], place: &Place) -> Option<(&'a PriorityArea, Coverage)> {
    let found = areas.iter().filter_map(|area| match area.version.shape.holds(place) {
        coverage @ (Coverage::Inside | Coverage::Partly) => Some((area, coverage)),
        Coverage::Outside | Coverage::Unknown => None,
    });
    found.min_by_key(|(area, coverage)| {
        let status = match area.version.status {
            AreaStatus::Designated => 0,
            AreaStatus::Candidate => 1,
            AreaStatus::Ended => 2,
        };
        (status, *coverage != Coverage::Inside)
    })
}

/// The last day of a version once the one that followed it is taken back: the last day that it had until then, or the day before the next
/// version that stands, whichever comes first; open where there is neither.
#[must_use]
pub fn resumed_until(former: Option<NaiveDate>, next_from: Option<NaiveDate>) -> Option<NaiveDate> {
    let before_next = next_from.and_then(|first| first.pred_opt());
    match (former, before_next) {
        (Some(former), Some(before_next)) => Some(former.min(before_next)),
        (former, before_next) => former.or(before_next),
    }
}

impl AreaShape {
    /// Whether the shape holds a place. Never guesses: what cannot be told is [`Coverage::Unknown`].
    #[must_use]
    pub fn holds(&self, place: &Place) -> Coverage {
        match self {
            AreaShape::SecondaryMedicalArea { code } => same(place.area_code.as_ref(), |area| area == code),
            AreaShape::Municipalities { codes } => same(place.municipality_code.as_ref(), |code| codes.contains(code)),
            AreaShape::District { municipality_code, name } | AreaShape::Island { municipality_code, name } => {
                match (&place.municipality_code, &place.address) {
                    (None, _) => Coverage::Unknown,
                    (Some(code), _) if code != municipality_code => Coverage::Outside,
                    (Some(_), None) if place.position.is_some() => Coverage::Unknown,
                    (Some(_), None) => Coverage::Partly,
                    (Some(_), Some(address)) if folded(address).contains(&folded(name)) => Coverage::Inside,
                    (Some(_), Some(_)) => Coverage::Outside,
                }
            }
            AreaShape::Spot { position, .. } => within(*position, SPOT_M, place.position),
            AreaShape::Radius { position, radius_m } => within(*position, *radius_m, place.position),
        }
    }
}

fn same(known: Option<&String>, belongs: impl Fn(&String) -> bool) -> Coverage {
    match known {
        None => Coverage::Unknown,
        Some(code) if belongs(code) => Coverage::Inside,
        Some(_) => Coverage::Outside,
    }
}

fn within(middle: LatLng, metres: u32, position: Option<LatLng>) -> Coverage {
    match position {
        None => Coverage::Unknown,
        Some(position) if middle.distance_m(position) <= f64::from(metres) => Coverage::Inside,
        Some(_) => Coverage::Outside,
    }
}

impl Validate for AreaShape {
    fn check(&self, v: &mut Violations) {
        let code = |v: &mut Violations, field: &str, code: &str, digits: usize| {
            v.require(field, code.len() == digits && code.bytes().all(|b| b.is_ascii_digit()), FieldCode::UnknownValue);
        };
        match self {
            AreaShape::SecondaryMedicalArea { code: area } => code(v, "code", area, 4),
            AreaShape::Municipalities { codes } => {
                v.required_list("codes", codes, 200);
                for (n, municipality) in codes.iter().enumerate() {
                    let field = format!("codes/{n}");
                    code(v, &field, municipality, 5);
                    v.require(&field, !codes.iter().take(n).any(|other| other == municipality), FieldCode::Duplicate);
                }
            }
            AreaShape::District { municipality_code, name } | AreaShape::Island { municipality_code, name } => {
                code(v, "municipality_code", municipality_code, 5);
                v.required_name("name", name, 100);
            }
            AreaShape::Spot { position, name } => {
                v.require("position", position.in_japan(), FieldCode::NotInJapan);
                v.required_name("name", name, 100);
            }
            AreaShape::Radius { position, radius_m } => {
                v.require("position", position.in_japan(), FieldCode::NotInJapan);
                v.range("radius_m", i64::from(*radius_m), 1, 100_000);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::support::Agreement;

    fn place(municipality: &str, area: &str) -> Place {
        Place { municipality_code: Some(municipality.into()), area_code: Some(area.into()), ..Place::default() }
    }

    #[test]
    fn a_whole_area_holds_its_municipalities() {
        let shape = AreaShape::SecondaryMedicalArea { code: "0401".into() };
        assert_eq!(shape.holds(&place("04206", "0401")), Coverage::Inside);
        assert_eq!(shape.holds(&place("04101", "0403")), Coverage::Outside);
        assert_eq!(shape.holds(&Place::default()), Coverage::Unknown);
    }

    #[test]
    fn a_district_holds_addresses_that_name_it() {
        let shape = AreaShape::District { municipality_code: "04202".into(), name: "牡鹿地区".replace("地区", "") };
        let mut there = place("04202", "0409");
        assert_eq!(shape.holds(&there), Coverage::Partly);
        there.address = Some("宮城県石巻市 牡鹿 1-1".into());
        assert_eq!(shape.holds(&there), Coverage::Inside);
        there.address = Some("宮城県石巻市穀町14-1".into());
        assert_eq!(shape.holds(&there), Coverage::Outside);
    }

    #[test]
    fn a_radius_holds_what_is_near_enough() {
        let middle = LatLng { latitude: 38.43, longitude: 141.30 };
        let shape = AreaShape::Radius { position: middle, radius_m: 2_000 };
        let at = |latitude: f64| Place { position: Some(LatLng { latitude, longitude: 141.30 }), ..Place::default() };
        assert_eq!(shape.holds(&at(38.4479)), Coverage::Inside);
        assert_eq!(shape.holds(&at(38.4481)), Coverage::Outside);
    }

    #[test]
    fn a_version_goes_on_to_its_former_end_or_to_the_next_version() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
        assert_eq!(resumed_until(None, None), None);
        assert_eq!(resumed_until(day(9, 30), None), day(9, 30));
        assert_eq!(resumed_until(None, day(10, 1)), day(9, 30));
        assert_eq!(resumed_until(day(12, 31), day(10, 1)), day(9, 30));
        assert_eq!(resumed_until(day(8, 31), day(10, 1)), day(8, 31));
    }

    #[test]
    fn a_designation_needs_both_councils() {
        let version = |status| NewAreaVersion {
            status,
            shape: AreaShape::SecondaryMedicalArea { code: "0401".into() },
            valid_from: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            valid_until: None,
            source: Source::default(),
            regional_medical_council: Some(Agreement::default()),
            insurers_council: None,
            note: String::new(),
        };
        assert!(version(AreaStatus::Candidate).is_agreed());
        assert!(!version(AreaStatus::Designated).is_agreed());
    }
}

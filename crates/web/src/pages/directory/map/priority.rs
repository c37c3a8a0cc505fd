//! Priority areas where the map shows a prefecture: a pattern and words, never a colour alone.

use crate::components::region::{MapScope, RegionStyle};
use crate::components::support::as_of::today;
use crate::i18n::locale;
use crate::state::Query;
use crate::state::query::Outcome;
use crate::{client, t};
use domain::atlas::{OutlineCollection, RegionLevel};
use domain::geo::Polygon;
use domain::region::Municipality;
use domain::region::priority_area::{AreaStatus, Coverage, Place, PriorityArea};

/// What is known of a prefecture's priority areas today; `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Priority {
    areas: Query<Vec<PriorityArea>>,
    municipalities: Query<Vec<Municipality>>,
    outlines: Query<OutlineCollection>,
}

/// How something looks, and what it is in words.
pub(super) type Found = Option<(RegionStyle, String)>;

/// How it looks, known or not.
pub(super) fn tone_of(found: &Found) -> RegionStyle {
    found.as_ref().map_or(RegionStyle::Unknown, |(tone, _)| *tone)
}

/// A region's label with what it is, if that is known.
pub(super) fn with_state(region: String, found: &Found) -> String {
    match found {
        Some((_, state)) => t!(map.page.region_state, region = region, state = state),
        None => region,
    }
}

/// What the patterns say.
pub(super) fn legend() -> Vec<(RegionStyle, String)> {
    vec![
        (RegionStyle::Designated, t!(map.page.designated).to_owned()),
        (RegionStyle::Candidate, t!(map.page.candidate).to_owned()),
        (RegionStyle::Plain, t!(support.areas.not_an_area).to_owned()),
    ]
}

impl Priority {
    pub(super) fn read(prefecture: String) -> Self {
        let (listed, drawn) = (prefecture.clone(), prefecture.clone());
        Priority {
            areas: Query::new(move || client::support::list_priority_areas(Some(prefecture.clone()), Some(today().to_string()), None)),
            municipalities: Query::new(move || {
                let prefecture = listed.clone();
                async move { client::region::list_municipalities(&prefecture).await }
            }),
            outlines: Query::new(move || client::atlas::list_outlines(RegionLevel::Municipality, Some(drawn.clone()), None)),
        }
    }

    /// What came of reading it.
    pub(super) fn outcomes(self) -> [Outcome; 3] {
        [self.areas.outcome(), self.municipalities.outcome(), self.outlines.outcome()]
    }

    /// How a secondary medical area looks, and what it is in words, tracked; nothing until it is known.
    pub(super) fn of_area(self, code: &str) -> Found {
        let whole = Place { area_code: Some(code.to_owned()), ..Place::default() };
        let areas = self.areas.get()?;
        if let Some(status) = status_of(&areas, &whole, Coverage::Inside) {
            return Some((tone(status), words(status).to_owned()));
        }
        let parts = self.municipalities.get()?;
        let parts = parts.iter().filter(|one| one.area_code.as_deref() == Some(code)).map(place_of);
        let held = |place: Place| status_of(&areas, &place, Coverage::Inside).or_else(|| status_of(&areas, &place, Coverage::Partly));
        Some(match parts.filter_map(held).min_by_key(|status| order(*status)) {
            // The parts are drawn on their own.
            Some(status) => (RegionStyle::Plain, t!(map.page.partly, status = words(status))),
            None => (RegionStyle::Plain, t!(support.areas.not_an_area).to_owned()),
        })
    }

    /// How a municipality looks, and what it is in words, tracked; nothing until it is known.
    pub(super) fn of_municipality(self, municipality: &Municipality) -> Found {
        let areas = self.areas.get()?;
        let place = place_of(municipality);
        Some(match (status_of(&areas, &place, Coverage::Inside), status_of(&areas, &place, Coverage::Partly)) {
            (Some(status), _) => (tone(status), words(status).to_owned()),
            (None, Some(status)) => (RegionStyle::Plain, t!(map.page.partly, status = words(status))),
            (None, None) => (RegionStyle::Plain, t!(support.areas.not_an_area).to_owned()),
        })
    }

    /// The prefecture's municipalities within a secondary medical area, tracked.
    pub(super) fn municipalities_of(self, area: &str) -> Vec<Municipality> {
        let all = self.municipalities.get().unwrap_or_default();
        all.into_iter().filter(|one| one.area_code.as_deref() == Some(area)).collect()
    }

    /// Municipalities that are priority areas where the whole area is none: they are drawn over it, where their outlines are loaded.
    pub(super) fn parts(self) -> Vec<(Vec<Polygon>, RegionStyle)> {
        let (Some(areas), Some(outlines)) = (self.areas.get(), self.outlines.get()) else { return Vec::new() };
        let municipalities = self.municipalities.get().unwrap_or_default();
        let shade = |one: &Municipality| {
            let whole = Place { area_code: one.area_code.clone(), ..Place::default() };
            let status = status_of(&areas, &place_of(one), Coverage::Inside)?;
            let outline = outlines.features.iter().find(|outline| outline.id == one.code)?;
            status_of(&areas, &whole, Coverage::Inside).is_none().then(|| (outline.geometry.coordinates.clone(), tone(status)))
        };
        municipalities.iter().filter_map(shade).collect()
    }
}

/// What the map of an area is of.
pub(super) fn scope(area: &str) -> MapScope {
    MapScope::Within(area.to_owned())
}

fn place_of(one: &Municipality) -> Place {
    Place { municipality_code: Some(one.code.clone()), area_code: one.area_code.clone(), ..Place::default() }
}

/// The most telling status of the areas that hold a place in this way; one that ended is none any more.
fn status_of(areas: &[PriorityArea], place: &Place, coverage: Coverage) -> Option<AreaStatus> {
    let holds = |area: &&PriorityArea| area.version.status != AreaStatus::Ended && area.version.shape.holds(place) == coverage;
    areas.iter().filter(holds).map(|area| area.version.status).min_by_key(|status| order(*status))
}

fn order(status: AreaStatus) -> u8 {
    match status {
        AreaStatus::Designated => 0,
        AreaStatus::Candidate => 1,
        AreaStatus::Ended => 2,
    }
}

fn tone(status: AreaStatus) -> RegionStyle {
    match status {
        AreaStatus::Designated => RegionStyle::Designated,
        AreaStatus::Candidate => RegionStyle::Candidate,
        AreaStatus::Ended => RegionStyle::Plain,
    }
}

fn words(status: AreaStatus) -> &'static str {
    status.label(locale())
}

//! A secondary medical area: its municipalities, and every institution there.

use super::super::model;
use super::super::state::Filters;
use super::priority::{self, Priority};
use crate::components::listing::{listing_name, listing_place, untranslated};
use crate::components::region::{MapOverlay, MapPoint, MapRegion, RegionMap};
use crate::components::support::areas::municipality_name;
use crate::components::ui::{EmptyState, table};
use crate::i18n::{locale, number};
use crate::state::query::{Outcome, failures};
use crate::state::{Pages, Query};
use crate::{client, paths, t};
use domain::directory::{DirectoryQuery, DirectorySort, FoundListing, InstitutionCluster, PositionPrecision, Suggestion};
use domain::geo::{BoundingBox, LatLng};
use leptos::prelude::*;

/// Cells along the longer side of the map: as many as circles have room, which are larger on a telephone (styles/map.css).
fn cells() -> u16 {
    let narrow = window().match_media("(max-width: 40rem)").ok().flatten().is_some_and(|query| query.matches());
    if narrow { 8 } else { 16 }
}

/// Rows read at once.
const ROWS: u16 = 50;

pub(super) fn area(filters: Filters, code: String) -> AnyView {
    let priority = Priority::read(code.get(..2).unwrap_or_default().to_owned());
    let bounds = RwSignal::new(None);
    let clusters = points(filters, bounds);
    let settings = Query::new(client::atlas::get_map_settings);
    let here = StoredValue::new(code.clone());
    let regions = Signal::derive(move || {
        let region = |one: &domain::region::Municipality| {
            let found = priority.of_municipality(one);
            let name = municipality_name(one);
            let label = priority::with_state(name.clone(), &found);
            MapRegion { code: one.code.clone(), name, tone: priority::tone_of(&found), label, href: String::new() }
        };
        priority.municipalities_of(&here.get_value()).iter().map(region).collect::<Vec<_>>()
    });
    let over = Signal::derive(move || MapOverlay { points: clusters.points(filters), settings: settings.get(), ..MapOverlay::default() });
    let mut outcomes = vec![filters.facets.outcome(), filters.areas_read.outcome(), clusters.outcome()];
    outcomes.extend(priority.outcomes());
    view! {
        {failures(outcomes)}
        <div class="map-view">
            <div>
                <RegionMap scope=priority::scope(&code) title=t!(map.page.institutions_here) regions=regions legend=priority::legend() over=over bounds=bounds/>
                {move || clusters.unplaced(filters)}
            </div>
            <div class="map-view__table">{institutions(filters)}</div>
        </div>
    }
    .into_any()
}

/// Every institution of the area, by name: what the map's points stand for.
fn institutions(filters: Filters) -> AnyView {
    let pages = Pages::new(move |cursor| {
        let query =
            DirectoryQuery { sort: Some(DirectorySort::Kana), limit: Some(ROWS), cursor, ..filters.query.with(DirectoryQuery::counted) };
        let restricted = filters.restricted.get();
        async move { filters.ask(restricted, async |restricted| client::directory::list_institutions(&query, restricted).await).await }
    });
    pages.view(8, move |rows: Vec<FoundListing>| {
        if rows.is_empty() {
            return view! { <EmptyState title=t!(directory.empty.title) text=t!(map.page.nobody)/> }.into_any();
        }
        let rows = rows
            .into_iter()
            .map(|found| {
                let (name, place) = (listing_name(&found.summary), listing_place(&found.summary));
                let lang = untranslated(&found.summary.name_en);
                vec![view! { <a lang=lang href=paths::listing(found.summary.institution_id)>{name}</a> }.into_any(), place.into_any()]
            })
            .collect();
        table(t!(map.page.institutions_here), &[t!(map.page.institution), t!(directory.listing.place)], rows)
    })
}

/// The institutions of the part of the map that is shown; `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Clusters {
    read: Query<Vec<InstitutionCluster>>,
    bounds: RwSignal<Option<BoundingBox>>,
}

/// Reads them as soon as it is known what the map shows.
pub(super) fn points(filters: Filters, bounds: RwSignal<Option<BoundingBox>>) -> Clusters {
    let read = Query::new(move || {
        let (query, restricted, bounds) = (filters.query.with(DirectoryQuery::counted), filters.restricted.get(), bounds.get());
        async move {
            match bounds {
                Some(bounds) => {
                    let ask = async |restricted| client::directory::get_institution_clusters(&query, restricted, bounds, cells()).await;
                    filters.ask(restricted, ask).await
                }
                None => Ok(Vec::new()),
            }
        }
    });
    Clusters { read, bounds }
}

impl Clusters {
    /// What came of reading them.
    pub(super) fn outcome(self) -> Outcome {
        self.read.outcome()
    }

    /// As points of the map, tracked. Those of the question before are no answer to one that failed.
    pub(super) fn points(self, filters: Filters) -> Vec<MapPoint> {
        if self.read.error().with(Option::is_some) {
            return Vec::new();
        }
        let query = filters.query.get();
        self.read.get().unwrap_or_default().iter().map(|cluster| point(cluster, &query)).collect()
    }

    /// How many stand in the list and nowhere on the map, tracked.
    pub(super) fn unplaced(self, filters: Filters) -> Option<AnyView> {
        let placed: u64 = self.read.with(|clusters| clusters.iter().map(|cluster| cluster.count).sum())?;
        if self.read.loading().get() || self.read.error().with(Option::is_some) || self.bounds.with(Option::is_none) {
            return None;
        }
        let missing = filters.settled(|facets| facets.total)?.checked_sub(placed).filter(|missing| *missing > 0)?;
        Some(view! { <p class="small">{t!(map.page.unplaced, count = number(missing))}</p> }.into_any())
    }
}

fn point(cluster: &InstitutionCluster, query: &DirectoryQuery) -> MapPoint {
    let approximate = cluster.precision == PositionPrecision::Municipality;
    let (label, href) = match &cluster.institution {
        Some(one) if approximate => (t!(map.page.about_there, name = name(one)), paths::listing(one.institution_id)),
        Some(one) => (name(one), paths::listing(one.institution_id)),
        None => {
            let place = LatLng { latitude: cluster.latitude, longitude: cluster.longitude };
            let near = model::near(query, Some(rounded(place)));
            let list = model::Asked { query: near, place: None };
            (t!(map.page.cluster, count = number(cluster.count)), model::address(paths::DIRECTORY, &list))
        }
    };
    MapPoint { longitude: cluster.longitude, latitude: cluster.latitude, count: cluster.count, label, href, approximate }
}

/// A hundred metres are as near as the middle of several places is.
fn rounded(place: LatLng) -> LatLng {
    let thousandths = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    LatLng { latitude: thousandths(place.latitude), longitude: thousandths(place.longitude) }
}

fn name(one: &Suggestion) -> String {
    locale().name(&one.name, &one.name_en).to_owned()
}

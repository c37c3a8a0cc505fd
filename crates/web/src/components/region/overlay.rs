//! What lies on the regions of a map: numbers, parts under a pattern, points; and below them, where that is configured, tiles.

use super::region_style::RegionStyle;
use crate::t;
use domain::atlas::MapSettings;
use domain::drawing::{Projection, path};
use domain::geo::{BoundingBox, Polygon};
use domain::math;
use leptos::ev;
use leptos::prelude::*;

/// Tiles along the longer side of the paper; those at the edges are cut.
const TILES: f64 = 5.0;
const COARSEST: f64 = 5.0;
const FINEST: f64 = 16.0;
/// The narrowest region that a number fits on, in units of the paper.
const ROOM: i32 = 110;

/// What lies on the regions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MapOverlay {
    /// Numbers to be written on regions that have room for them, by code.
    pub counts: Vec<(String, u64)>,
    /// Parts of regions under a pattern.
    pub shades: Vec<(Vec<Polygon>, RegionStyle)>,
    /// Points, each a link.
    pub points: Vec<MapPoint>,
    /// Tiles to draw below.
    pub settings: Option<MapSettings>,
}

/// A point, or several things at about one place.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPoint {
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// How many stand there; a number is written from two on.
    pub count: u64,
    /// What it is, in words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it only stands about there.
    pub approximate: bool,
}

impl MapOverlay {
    /// The number of a region that has one, where there is room.
    pub fn count_on(&self, code: &str, polygons: &[Polygon], projection: Projection) -> Option<u64> {
        let count = self.counts.iter().find(|(known, _)| known == code)?.1;
        let bounds = BoundingBox::of(polygons)?;
        let ((left, top), (right, bottom)) = (projection.place(bounds.west, bounds.north), projection.place(bounds.east, bounds.south));
        (right - left >= ROOM && bottom - top >= ROOM).then_some(count)
    }

    /// Parts of regions, without a name of their own: the regions' names say it.
    pub fn draw_shades(&self, projection: Projection) -> AnyView {
        let shade = |(polygons, tone): &(Vec<Polygon>, RegionStyle)| {
            let d = path(polygons, projection);
            let over = tone.pattern().map(|fill| view! { <path class="map__pattern" d=d.clone() fill=fill/> });
            view! { <g class="map__shade"><path class=tone.class() d=d/>{over}</g> }
        };
        self.shades.iter().map(shade).collect_view().into_any()
    }

    /// The points, the larger first, so that none covers a smaller one.
    pub fn draw_points(&self, projection: Projection, go: Callback<(ev::MouseEvent, String)>) -> AnyView {
        let mut points: Vec<&MapPoint> = self.points.iter().collect();
        points.sort_by_key(|point| std::cmp::Reverse(point.count));
        // Below all points, so that what a finger needs of one covers no other.
        let reach = points.iter().map(|point| draw_reach(point, projection, go)).collect_view();
        let points = points.into_iter().map(|point| draw_point(point, projection, go)).collect_view();
        view! { <g aria-hidden="true">{reach}</g>{points} }.into_any()
    }

    /// The tiles and their credit.
    pub fn draw_tiles(&self, projection: Projection) -> Option<(AnyView, String)> {
        let settings = self.settings.as_ref()?;
        let url = settings.tile_url.as_ref()?;
        let images = tiles(projection.shown()).into_iter().map(|tile| draw_tile(url, tile, projection)).collect_view().into_any();
        Some((images, settings.attribution.clone().unwrap_or_default()))
    }
}

/// Around a point that is too small for a finger: leads where the point does, for who touches and for nobody else.
fn draw_reach(point: &MapPoint, projection: Projection, go: Callback<(ev::MouseEvent, String)>) -> AnyView {
    let (x, y) = projection.place(point.longitude, point.latitude);
    let (label, href, target) = (point.label.clone(), point.href.clone(), point.href.clone());
    let approximate = point.approximate;
    view! {
        <g>
            <a href=href tabindex="-1" on:click=move |click| go.run((click, target.clone()))>
                <title>{label}</title>
                <circle class="map__reach" class:map__reach--approximate=approximate cx=x.to_string() cy=y.to_string()/>
            </a>
        </g>
    }
    .into_any()
}

fn draw_point(point: &MapPoint, projection: Projection, go: Callback<(ev::MouseEvent, String)>) -> AnyView {
    let (x, y) = projection.place(point.longitude, point.latitude);
    let (x, y) = (x.to_string(), y.to_string());
    let number = (point.count > 1).then(|| {
        view! { <text class="map__count" x=x.clone() y=y.clone() aria-hidden="true">{crate::i18n::number(point.count)}</text> }
    });
    let class = match point.count {
        0..2 => "map__point",
        2..10 => "map__point map__point--few",
        10..100 => "map__point map__point--some",
        100..1000 => "map__point map__point--many",
        _ => "map__point map__point--most",
    };
    let approximate = point.approximate;
    let (label, href) = (point.label.clone(), point.href.clone());
    let (tip, target) = (label.clone(), href.clone());
    view! {
        // A link of SVG and not of HTML, which is told by what it stands in.
        <g>
            <a class="map__region map__place" href=href aria-label=label on:click=move |click| go.run((click, target.clone()))>
                <title>{tip}</title>
                <circle class=class class:map__point--approximate=approximate cx=x.clone() cy=y.clone()/>
                {number}
            </a>
        </g>
    }
    .into_any()
}

/// A tile of the world: how far it is divided, column, row.
type Tile = (u32, u32, u32);

/// The tiles that cover a rectangle.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between the coarsest and the finest; columns and rows of the world"
)]
fn tiles(shown: BoundingBox) -> Vec<Tile> {
    let zoom = math::log2(360.0 * TILES / (shown.east - shown.west)).floor().clamp(COARSEST, FINEST) as u32;
    let count = f64::from(1_u32 << zoom);
    let column = |longitude: f64| ((longitude + 180.0) / 360.0 * count).min(count - 1.0).max(0.0) as u32;
    let row = |latitude: f64| {
        ((1.0 - math::asinh(math::tan(latitude.to_radians())) / std::f64::consts::PI) / 2.0 * count).min(count - 1.0).max(0.0) as u32
    };
    let rows = row(shown.north)..=row(shown.south);
    rows.flat_map(|y| (column(shown.west)..=column(shown.east)).map(move |x| (zoom, x, y))).collect()
}

/// The north-western corner of a tile.
fn corner(zoom: u32, x: u32, y: u32) -> (f64, f64) {
    let count = f64::from(1_u32 << zoom);
    let north = math::atan(math::sinh(std::f64::consts::PI * (1.0 - 2.0 * f64::from(y) / count))).to_degrees();
    (f64::from(x) / count * 360.0 - 180.0, north)
}

/// A tile is a little of the world: there, stretching it is as good as projecting it.
fn draw_tile(url: &str, (zoom, x, y): Tile, projection: Projection) -> AnyView {
    let place = |x, y| {
        let (east, north) = corner(zoom, x, y);
        projection.place(east, north)
    };
    let ((left, top), (right, bottom)) = (place(x, y), place(x + 1, y + 1));
    let href = url.replace("{z}", &zoom.to_string()).replace("{x}", &x.to_string()).replace("{y}", &y.to_string());
    view! {
        <image
            href=href
            x=left.to_string()
            y=top.to_string()
            width=(right - left).to_string()
            height=(bottom - top).to_string()
            preserveAspectRatio="none"
        />
    }
    .into_any()
}

/// How a point that only stands about there is told.
pub fn approximate_note() -> AnyView {
    view! { <p class="small">{t!(map.approximate)}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_cover_what_is_shown_and_no_more() {
        let shown = BoundingBox { west: 140.2, south: 37.7, east: 141.8, north: 39.1 };
        let tiles = tiles(shown);
        assert!((9..=60).contains(&tiles.len()), "{}", tiles.len());
        let (zoom, x, y) = tiles[0];
        let (west, north) = corner(zoom, x, y);
        assert!(west <= shown.west && north >= shown.north);
        let (zoom, x, y) = tiles[tiles.len() - 1];
        let (east, south) = corner(zoom, x + 1, y + 1);
        assert!(east >= shown.east && south <= shown.south);
        let (_, within) = corner(zoom, x, y);
        assert!(within > shown.south, "the last row is needed");
    }

    #[test]
    fn the_world_has_its_corners() {
        let (west, north) = corner(0, 0, 0);
        assert!((west + 180.0).abs() < 1e-9 && (north - 85.051_128_78).abs() < 1e-6);
    }

    #[test]
    fn a_number_is_written_where_there_is_room() {
        let projection = Projection::fit(BoundingBox { west: 140.0, south: 37.0, east: 142.0, north: 39.0 });
        let square = |side: f64| vec![vec![vec![[140.0, 37.0], [140.0 + side, 37.0], [140.0 + side, 37.0 + side], [140.0, 37.0]]]];
        let over = MapOverlay { counts: vec![("04".to_owned(), 12)], ..MapOverlay::default() };
        assert_eq!(over.count_on("04", &square(1.0), projection), Some(12));
        assert_eq!(over.count_on("04", &square(0.01), projection), None);
        assert_eq!(over.count_on("05", &square(1.0), projection), None);
    }
}

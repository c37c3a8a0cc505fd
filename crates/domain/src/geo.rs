//! Points and shapes on the map: distance, bounding boxes, and whether a point lies within a shape.
//!
//! Degrees of latitude and longitude (JGD2011, which equals WGS 84 for every use here). Shapes are GeoJSON: longitude first.

use crate::{
    math,
    number::{self, grouped},
};
use serde::{Deserialize, Serialize};

/// The mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LatLng {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

impl LatLng {
    /// A point on the earth, or nothing for numbers that are none.
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        // NaN lies in no range.
        let valid = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        valid.then_some(LatLng { latitude, longitude })
    }

    /// Whether it lies in the rectangle around Japan. Swapped degrees and (0, 0), which lists use for "unknown", do not.
    #[must_use]
    pub fn in_japan(self) -> bool {
        BoundingBox::JAPAN.contains(self)
    }

    /// The distance to another point over the ground in metres (haversine: within 0.5 % of the ellipsoid).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        let north = math::sin((other.latitude - self.latitude).to_radians() / 2.0);
        let east = math::sin((other.longitude - self.longitude).to_radians() / 2.0);
        let square = north * north + math::cos(self.latitude.to_radians()) * math::cos(other.latitude.to_radians()) * east * east;
        2.0 * EARTH_RADIUS_M * math::asin(square.sqrt().min(1.0))
    }
}

/// A position of a shape: longitude, latitude.
pub type Position = [f64; 2];
/// A closed line: the last position is the first.
pub type Ring = Vec<Position>;
/// An outer ring, then the holes in it.
pub type Polygon = Vec<Ring>;

/// A shape of any number of polygons, as in GeoJSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct MultiPolygon {
    /// What GeoJSON calls it.
    #[serde(rename = "type")]
    pub kind: MultiPolygonKind,
    /// Polygons, their rings, the positions of each: longitude, latitude.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<Vec<Vec<f64>>>>))]
    pub coordinates: Vec<Polygon>,
}

/// The only kind of shape in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MultiPolygonKind {
    /// Polygons.
    MultiPolygon,
}

impl MultiPolygon {
    /// A shape of these polygons.
    #[must_use]
    pub fn new(coordinates: Vec<Polygon>) -> Self {
        MultiPolygon { kind: MultiPolygonKind::MultiPolygon, coordinates }
    }
}

/// A rectangle of degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Least longitude.
    pub west: f64,
    /// Least latitude.
    pub south: f64,
    /// Greatest longitude.
    pub east: f64,
    /// Greatest latitude.
    pub north: f64,
}

impl BoundingBox {
    /// Every island of Japan.
    pub const JAPAN: BoundingBox = BoundingBox { west: 122.0, south: 20.0, east: 154.0, north: 46.0 };

    /// The least rectangle around some polygons; nothing around nothing.
    #[must_use]
    pub fn of(polygons: &[Polygon]) -> Option<Self> {
        let mut positions = polygons.iter().flatten().flatten();
        let first = positions.next()?;
        let start = BoundingBox { west: first[0], south: first[1], east: first[0], north: first[1] };
        Some(positions.fold(start, |b, p| BoundingBox {
            west: b.west.min(p[0]),
            south: b.south.min(p[1]),
            east: b.east.max(p[0]),
            north: b.north.max(p[1]),
        }))
    }

    /// Reads west, south, east and north with commas between them; nothing when that is no rectangle with an inside on the earth.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',').map(|part| number::decimal(part.trim()));
        let mut next = || parts.next().flatten();
        let found = BoundingBox { west: next()?, south: next()?, east: next()?, north: next()? };
        let on_earth = LatLng::new(found.south, found.west).is_some() && LatLng::new(found.north, found.east).is_some();
        (parts.next().is_none() && on_earth && found.west < found.east && found.south < found.north).then_some(found)
    }

    /// The least rectangle around two.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        BoundingBox {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether a point lies in it or on its edge.
    #[must_use]
    pub fn contains(self, point: LatLng) -> bool {
        (self.west..=self.east).contains(&point.longitude) && (self.south..=self.north).contains(&point.latitude)
    }

    /// As in GeoJSON: west, south, east, north.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.west, self.south, self.east, self.north]
    }
}

/// Whether a point lies within a shape: in one of its polygons and in none of that polygon's holes. On the very edge either answer
/// is possible, but two shapes that share an edge exactly never both hold a point of it.
#[must_use]
pub fn contains(polygons: &[Polygon], point: LatLng) -> bool {
    polygons.iter().any(|polygon| polygon.iter().filter(|ring| crosses_odd(ring, point)).count() % 2 == 1)
}

/// Whether a line from the point to the east crosses the ring an odd number of times.
fn crosses_odd(ring: &[Position], point: LatLng) -> bool {
    let mut inside = false;
    for edge in ring.windows(2) {
        let ([x1, y1], [x2, y2]) = (edge[0], edge[1]);
        if (y1 > point.latitude) != (y2 > point.latitude) {
            let x = x1 + (point.latitude - y1) / (y2 - y1) * (x2 - x1);
            inside ^= point.longitude < x;
        }
    }
    inside
}

/// Leaves out what cannot be seen: positions nearer than `tolerance` degrees to the line without them (Douglas and Peucker). Ends stay.
#[must_use]
pub fn simplify(line: &[Position], tolerance: f64) -> Vec<Position> {
    let mut kept = vec![false; line.len()];
    let mut parts = vec![(0, line.len().saturating_sub(1))];
    while let Some((from, to)) = parts.pop() {
        let (Some(a), Some(b)) = (line.get(from), line.get(to)) else { continue };
        kept[from] = true;
        kept[to] = true;
        let mut farthest = (tolerance, None);
        for (n, position) in line.iter().enumerate().take(to).skip(from + 1) {
            let distance = from_segment(*position, *a, *b);
            if distance > farthest.0 {
                farthest = (distance, Some(n));
            }
        }
        if let Some(n) = farthest.1 {
            parts.extend([(from, n), (n, to)]);
        }
    }
    line.iter().zip(kept).filter_map(|(position, kept)| kept.then_some(*position)).collect()
}

fn from_segment(p: Position, a: Position, b: Position) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 { 0.0 } else { (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length).clamp(0.0, 1.0) };
    (p[0] - a[0] - along * dx).hypot(p[1] - a[1] - along * dy)
}

/// A distance in words, such as 800 m, 3.4 km or 1,235 km: no more exact than a place on a map is.
#[must_use]
pub fn distance_text(metres: u64) -> String {
    match metres {
        0..950 => format!("{} m", ((metres + 50) / 100 * 100).max(100)),
        950..10_000 => {
            let tenths = (metres + 50) / 100;
            format!("{}.{} km", tenths / 10, tenths % 10)
        }
        _ => format!("{} km", grouped((metres + 500) / 1000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(latitude: f64, longitude: f64) -> LatLng {
        LatLng::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_distance_is_no_more_exact_than_a_place() {
        for (metres, text) in
            [(0, "100 m"), (849, "800 m"), (949, "900 m"), (950, "1.0 km"), (3_449, "3.4 km"), (9_999, "10.0 km"), (1_234_500, "1,235 km")]
        {
            assert_eq!(distance_text(metres), text);
        }
    }

    #[test]
    fn a_rectangle_is_read_in_the_order_of_geojson() {
        let found = BoundingBox::parse("140.2, 37.7,141.7,39.1").unwrap();
        assert_eq!(found.to_array(), [140.2, 37.7, 141.7, 39.1]);
        for text in [
            "",
            "140,37,141",
            "140,37,141,39,1",
            "141,37,140,39",
            "140,39,141,37",
            "140,37,141,99",
            "a,b,c,d",
            "140,37,140,39",
            "NaN,1,2,3",
        ] {
            assert_eq!(BoundingBox::parse(text), None, "{text}");
        }
    }

    fn square(west: f64, south: f64, side: f64) -> Ring {
        vec![[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
    }

    #[test]
    fn numbers_that_are_no_place_make_no_point() {
        for (latitude, longitude) in [(f64::NAN, 0.0), (91.0, 0.0), (0.0, 181.0), (f64::INFINITY, 140.0)] {
            assert_eq!(LatLng::new(latitude, longitude), None);
        }
        assert!(at(38.26, 140.87).in_japan());
        assert!(!at(0.0, 0.0).in_japan());
    }

    #[test]
    fn distances_are_those_of_the_earth() {
        // Sendai station to Shiroishi station.
        let metres = at(38.2601, 140.8824).distance_m(at(38.0025, 140.6259));
        assert!((36_300.0..=36_800.0).contains(&metres), "{metres}");
        // A degree of latitude.
        assert!((at(38.0, 140.0).distance_m(at(39.0, 140.0)) - 111_195.0).abs() < 10.0);
        assert!(at(38.0, 140.0).distance_m(at(38.0, 140.0)).abs() < f64::EPSILON);
        // Half around the earth: no rounding makes the root leave its domain.
        assert!((at(90.0, 0.0).distance_m(at(-90.0, 0.0)) - std::f64::consts::PI * EARTH_RADIUS_M).abs() < 1.0);
    }

    #[test]
    fn a_point_in_a_hole_is_outside_and_an_island_in_it_inside() {
        let shape = vec![vec![square(140.0, 38.0, 1.0), square(140.25, 38.25, 0.5)], vec![square(140.4, 38.4, 0.1)]];
        assert!(contains(&shape, at(38.1, 140.1)));
        assert!(!contains(&shape, at(38.3, 140.3)), "in the hole");
        assert!(contains(&shape, at(38.45, 140.45)), "on the island");
        assert!(!contains(&shape, at(38.1, 139.9)));
        assert!(!contains(&[], at(38.1, 140.1)));
    }

    #[test]
    fn neighbours_never_share_a_point_of_their_border() {
        let (west, east) = (vec![vec![square(140.0, 38.0, 1.0)]], vec![vec![square(141.0, 38.0, 1.0)]]);
        for point in [at(38.5, 141.0), at(38.0, 141.0), at(39.0, 141.0)] {
            assert!(!(contains(&west, point) && contains(&east, point)), "{point:?}");
        }
        assert!(contains(&east, at(38.5, 141.0)));
    }

    #[test]
    fn a_bounding_box_holds_every_position() {
        let shape = vec![vec![square(140.0, 38.0, 1.0)], vec![square(142.0, 36.0, 0.5)]];
        let bounds = BoundingBox::of(&shape).unwrap();
        assert_eq!(bounds.to_array(), [140.0, 36.0, 142.5, 39.0]);
        assert!(bounds.contains(at(36.0, 142.5)) && !bounds.contains(at(35.9, 142.0)));
        assert_eq!(BoundingBox::of(&[]), None);
    }

    #[test]
    fn only_what_cannot_be_seen_is_left_out() {
        let line = [[0.0, 0.0], [1.0, 0.001], [2.0, 0.0], [2.0, 1.0], [2.001, 2.0], [2.0, 3.0]];
        assert_eq!(simplify(&line, 0.01), [[0.0, 0.0], [2.0, 0.0], [2.0, 3.0]]);
        assert_eq!(simplify(&line, 0.0), line);
        assert!(simplify(&[], 0.1).is_empty());
    }

    proptest! {
        #[test]
        fn what_a_shape_holds_its_box_holds(x in 139.0..142.0_f64, y in 37.0..40.0_f64) {
            let shape = vec![vec![vec![[140.0, 38.0], [141.0, 38.2], [140.5, 39.0], [140.0, 38.0]]]];
            prop_assert!(!contains(&shape, at(y, x)) || BoundingBox::of(&shape).unwrap().contains(at(y, x)));
        }

        #[test]
        fn distance_is_the_same_both_ways(a in 24.0..46.0_f64, b in 122.0..150.0_f64, c in 24.0..46.0_f64, d in 122.0..150.0_f64) {
            let (there, back) = (at(a, b).distance_m(at(c, d)), at(c, d).distance_m(at(a, b)));
            prop_assert!((there - back).abs() < 1e-6);
        }
    }
}

//! From degrees to the paper of the map. Equirectangular, with east narrowed by the cosine of the middle latitude: at the size of a country
//! nobody sees the difference.

use crate::{
    geo::{BoundingBox, MultiPolygon, Polygon},
    math,
};

/// The paper. The same for every map, so that nothing jumps when it is drawn.
pub const WIDTH: f64 = 4000.0;
/// Its height.
pub const HEIGHT: f64 = 3000.0;
const MARGIN: f64 = 60.0;

const OKINAWA: &str = "47";
const TOKYO: &str = "13";

/// How far the map of the country moves an island, in degrees north and east, as every map of Japan does: Okinawa into the Sea of Japan, and
/// Tokyo's Ogasawara Islands nearer to the coast. Both stand in a corner of their own there.
#[must_use]
pub fn inset(prefecture: &str, polygon: &Polygon) -> (f64, f64) {
    let southern = || polygon.iter().flatten().all(|[_, latitude]| *latitude < 29.0);
    match prefecture {
        OKINAWA => (15.6, 7.0),
        TOKYO if southern() => (6.0, 3.5),
        _ => (0.0, 0.0),
    }
}

/// The shape as the map of the country has it: what stays where it is, and what is moved.
#[must_use]
pub fn with_insets(prefecture: &str, shape: &MultiPolygon) -> (Vec<Polygon>, Vec<Polygon>) {
    let (mut stays, mut moved) = (Vec::new(), Vec::new());
    for polygon in &shape.coordinates {
        let (north, east) = inset(prefecture, polygon);
        let place = |[longitude, latitude]: &[f64; 2]| [longitude + east, latitude + north];
        let placed = polygon.iter().map(|ring| ring.iter().map(place).collect()).collect();
        if (north, east) == (0.0, 0.0) { stays.push(placed) } else { moved.push(placed) }
    }
    (stays, moved)
}

/// What the map of a prefecture or a part of it shows: Tokyo without its islands, which reach a thousand kilometres into the ocean and would
/// leave a speck of the city; unless the islands are all there is.
#[must_use]
pub fn without_far_islands(shapes: Vec<(&str, Vec<Polygon>)>) -> Vec<Vec<Polygon>> {
    let far = |code: &str, polygon: &Polygon| code.starts_with(TOKYO) && polygon.iter().flatten().all(|[_, latitude]| *latitude < 35.0);
    let some_near = shapes.iter().any(|(code, polygons)| polygons.iter().any(|polygon| !far(code, polygon)));
    let near = |(code, mut polygons): (&str, Vec<Polygon>)| {
        polygons.retain(|polygon| !some_near || !far(code, polygon));
        polygons
    };
    shapes.into_iter().map(near).collect()
}

/// Where degrees lie on the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    west: f64,
    north: f64,
    per_degree_east: f64,
    per_degree_north: f64,
    left: f64,
    top: f64,
}

impl Projection {
    /// Fits a rectangle of degrees into the middle of the paper.
    #[must_use]
    pub fn fit(bounds: BoundingBox) -> Self {
        let narrowing = math::cos(((bounds.north + bounds.south) / 2.0).to_radians());
        let (wide, high) = ((bounds.east - bounds.west).max(1e-6) * narrowing, (bounds.north - bounds.south).max(1e-6));
        let scale = ((WIDTH - 2.0 * MARGIN) / wide).min((HEIGHT - 2.0 * MARGIN) / high);
        Projection {
            west: bounds.west,
            north: bounds.north,
            per_degree_east: scale * narrowing,
            per_degree_north: scale,
            left: (WIDTH - wide * scale) / 2.0,
            top: (HEIGHT - high * scale) / 2.0,
        }
    }

    /// The degrees that the whole paper shows.
    #[must_use]
    pub fn shown(self) -> BoundingBox {
        BoundingBox {
            west: self.west - self.left / self.per_degree_east,
            east: self.west + (WIDTH - self.left) / self.per_degree_east,
            north: self.north + self.top / self.per_degree_north,
            south: self.north - (HEIGHT - self.top) / self.per_degree_north,
        }
    }

    /// Units from the left and from the top.
    #[expect(clippy::cast_possible_truncation, reason = "rounded, and the paper is small")]
    #[must_use]
    pub fn place(self, longitude: f64, latitude: f64) -> (i32, i32) {
        let x = self.left + (longitude - self.west) * self.per_degree_east;
        let y = self.top + (self.north - latitude) * self.per_degree_north;
        (x.round() as i32, y.round() as i32)
    }
}

/// The `d` of a path: every ring in whole units. Rings that are smaller than a unit vanish.
#[must_use]
pub fn path(polygons: &[Polygon], projection: Projection) -> String {
    let mut d = String::new();
    for ring in polygons.iter().flatten() {
        let mut last = None;
        let mut points = Vec::with_capacity(ring.len());
        for [longitude, latitude] in ring {
            let place = projection.place(*longitude, *latitude);
            if last != Some(place) {
                points.push(place);
                last = Some(place);
            }
        }
        if points.len() < 3 {
            continue;
        }
        for (n, (x, y)) in points.into_iter().enumerate() {
            d.push(if n == 0 { 'M' } else { 'L' });
            push(&mut d, x);
            d.push(' ');
            push(&mut d, y);
        }
        d.push('Z');
    }
    d
}

fn push(text: &mut String, number: i32) {
    text.push_str(&number.to_string());
}

/// Where the name is written: in the middle of the widest part of the greatest polygon, rather near its middle than at its ends.
#[must_use]
pub fn middle(polygons: &[Polygon], projection: Projection) -> Option<(i32, i32)> {
    let size = |b: &BoundingBox| (b.east - b.west) * (b.north - b.south);
    let boxes = polygons.iter().filter_map(|polygon| Some((polygon, BoundingBox::of(std::slice::from_ref(polygon))?)));
    let (polygon, bounds) = boxes.max_by(|(_, a), (_, b)| size(a).total_cmp(&size(b)))?;
    let mut best = (0.0, (bounds.west + bounds.east) / 2.0, (bounds.south + bounds.north) / 2.0);
    for tenth in 2..=8 {
        let off_middle = f64::from(i32::abs(tenth - 5)) / 10.0;
        let latitude = bounds.south + (bounds.north - bounds.south) * f64::from(tenth) / 10.0;
        let crossings = crossings(polygon, latitude);
        for within in crossings.chunks_exact(2) {
            let worth = (within[1] - within[0]) * (1.0 - off_middle);
            if worth > best.0 {
                best = (worth, (within[0] + within[1]) / 2.0, latitude);
            }
        }
    }
    Some(projection.place(best.1, best.2))
}

/// Where a parallel enters and leaves a polygon, from west to east.
fn crossings(polygon: &Polygon, latitude: f64) -> Vec<f64> {
    let edges = polygon.iter().flat_map(|ring| ring.windows(2));
    let mut found: Vec<f64> = Vec::new();
    for edge in edges.filter(|edge| (edge[0][1] > latitude) != (edge[1][1] > latitude)) {
        let longitude = edge[0][0] + (latitude - edge[0][1]) / (edge[1][1] - edge[0][1]) * (edge[1][0] - edge[0][0]);
        found.insert(found.partition_point(|known| *known < longitude), longitude);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds() -> BoundingBox {
        BoundingBox { west: 140.0, south: 37.0, east: 142.0, north: 39.0 }
    }

    #[test]
    fn north_is_up_and_everything_lies_on_the_paper() {
        let projection = Projection::fit(bounds());
        let (left, top) = projection.place(140.0, 39.0);
        let (right, bottom) = projection.place(142.0, 37.0);
        assert!(0 < left && left < right && right < 4000 && 0 < top && top < bottom && bottom < 3000);
        // A degree east is shorter than a degree north.
        let ratio = f64::from(right - left) / f64::from(bottom - top);
        assert!((ratio - 38.0_f64.to_radians().cos()).abs() < 0.001, "{ratio}");
    }

    #[test]
    fn rings_become_closed_paths_and_specks_vanish() {
        let speck = vec![[140.0, 38.0], [140.000_01, 38.0], [140.000_01, 38.000_01], [140.0, 38.0]];
        let ring = vec![[140.0, 37.0], [142.0, 37.0], [142.0, 39.0], [140.0, 37.0]];
        let shape = [vec![speck], vec![ring]];
        let d = path(&shape, Projection::fit(bounds()));
        assert_eq!((d.matches('M').count(), d.matches('L').count(), d.matches('Z').count()), (1, 3, 1), "{d}");
    }

    #[test]
    fn a_name_stands_within_its_region() {
        // An angle: the middle of its box is outside.
        let ring = vec![[140.0, 37.0], [142.0, 37.0], [142.0, 37.6], [140.4, 37.6], [140.4, 39.0], [140.0, 39.0], [140.0, 37.0]];
        let projection = Projection::fit(bounds());
        assert_eq!(middle(&[vec![ring]], projection), Some(projection.place(141.0, 37.4)));
        assert_eq!(middle(&[], projection), None);
    }

    #[test]
    fn only_far_islands_are_moved() {
        let island =
            |longitude: f64, latitude: f64| vec![vec![[longitude, latitude], [longitude + 0.1, latitude], [longitude, latitude + 0.1]]];
        let tokyo = MultiPolygon::new(vec![island(139.5, 35.6), island(142.2, 27.0)]);
        let (stays, moved) = with_insets("13", &tokyo);
        assert_eq!((stays, moved[0][0][0]), (vec![island(139.5, 35.6)], [145.7, 33.0]));
        let okinawa = MultiPolygon::new(vec![island(127.7, 26.2)]);
        assert_eq!(with_insets("47", &okinawa).1.len(), 1);
        assert_eq!(with_insets("04", &okinawa).0, okinawa.coordinates);
    }

    #[test]
    fn far_islands_leave_room_for_the_city() {
        let island =
            |longitude: f64, latitude: f64| vec![vec![[longitude, latitude], [longitude + 0.1, latitude], [longitude, latitude + 0.1]]];
        let (city, oshima) = (island(139.5, 35.6), island(139.4, 34.7));
        let whole = without_far_islands(vec![("1301", vec![city.clone()]), ("1313", vec![oshima.clone()])]);
        assert_eq!(whole, [vec![city], vec![]]);
        assert_eq!(without_far_islands(vec![("13361", vec![oshima.clone()])]), [vec![oshima]]);
        let amami = island(129.4, 28.3);
        assert_eq!(without_far_islands(vec![("4609", vec![amami.clone()])]), [vec![amami]]);
    }

    #[test]
    fn the_paper_shows_more_than_what_is_fitted_into_it() {
        let projection = Projection::fit(bounds());
        let shown = projection.shown();
        assert_eq!((projection.place(shown.west, shown.north), projection.place(shown.east, shown.south)), ((0, 0), (4000, 3000)));
        assert!(shown.west < 140.0 && shown.east > 142.0 && shown.north > 39.0 && shown.south < 37.0);
    }

    #[test]
    fn one_point_is_no_reason_to_divide_by_nothing() {
        let point = BoundingBox { west: 140.0, south: 38.0, east: 140.0, north: 38.0 };
        let (x, y) = Projection::fit(point).place(140.0, 38.0);
        assert!((0..=4000).contains(&x) && (0..=3000).contains(&y));
    }
}

//! From degrees to the paper of the map. Equirectangular, with east narrowed by the cosine of the middle latitude: at the size of a country
//! nobody sees the difference.

use domain::geo::{BoundingBox, MultiPolygon};

/// The paper. The same for every map, so that nothing jumps when it is drawn.
pub const WIDTH: f64 = 4000.0;
/// Its height.
pub const HEIGHT: f64 = 3000.0;
const MARGIN: f64 = 60.0;

/// How far the inset moves Okinawa north and east, in degrees: into the Sea of Japan, where maps of Japan put it.
pub const INSET: (f64, f64) = (15.6, 7.0);

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
    pub fn fit(bounds: BoundingBox) -> Self {
        let narrowing = ((bounds.north + bounds.south) / 2.0).to_radians().cos();
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

    /// Units from the left and from the top.
    #[expect(clippy::cast_possible_truncation, reason = "rounded, and the paper is small")]
    pub fn place(self, longitude: f64, latitude: f64) -> (i32, i32) {
        let x = self.left + (longitude - self.west) * self.per_degree_east;
        let y = self.top + (self.north - latitude) * self.per_degree_north;
        (x.round() as i32, y.round() as i32)
    }
}

/// The `d` of a path: every ring in whole units, moved north and east first. Rings that are smaller than a unit vanish.
pub fn path(shape: &MultiPolygon, projection: Projection, (north, east): (f64, f64)) -> String {
    let mut d = String::new();
    for ring in shape.coordinates.iter().flatten() {
        let mut last = None;
        let mut points = Vec::with_capacity(ring.len());
        for [longitude, latitude] in ring {
            let place = projection.place(longitude + east, latitude + north);
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

/// The middle of a shape's greatest polygon: where its name is written.
pub fn middle(shape: &MultiPolygon, projection: Projection) -> Option<(i32, i32)> {
    let size = |b: &BoundingBox| (b.east - b.west) * (b.north - b.south);
    let boxes = shape.coordinates.iter().filter_map(|polygon| BoundingBox::of(std::slice::from_ref(polygon)));
    let greatest = boxes.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    Some(projection.place((greatest.west + greatest.east) / 2.0, (greatest.south + greatest.north) / 2.0))
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
        let shape = MultiPolygon::new(vec![vec![speck], vec![ring]]);
        let d = path(&shape, Projection::fit(bounds()), (0.0, 0.0));
        assert_eq!((d.matches('M').count(), d.matches('L').count(), d.matches('Z').count()), (1, 3, 1), "{d}");
        let projection = Projection::fit(bounds());
        assert_eq!(middle(&shape, projection), Some(projection.place(141.0, 38.0)));
    }

    #[test]
    fn one_point_is_no_reason_to_divide_by_nothing() {
        let point = BoundingBox { west: 140.0, south: 38.0, east: 140.0, north: 38.0 };
        let (x, y) = Projection::fit(point).place(140.0, 38.0);
        assert!((0..=4000).contains(&x) && (0..=3000).contains(&y));
    }
}

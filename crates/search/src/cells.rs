//! Counting what is found by where it is.

use super::{
    IndexError,
    facts::Facts,
    index::{Snapshot, is_approximate, unpack},
};
use domain::{
    geo::{BoundingBox, LatLng},
    search::Words,
};
use tantivy::DocAddress;

/// The most cells to a side.
pub const MOST_CELLS: u16 = 48;

/// A rectangle of degrees, cut into cells of equal size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    bounds: BoundingBox,
    columns: usize,
    rows: usize,
}

impl Grid {
    /// Cells that are about as wide as they are high, `cells` of them (1 to [`MOST_CELLS`]) along the longer side. Nothing for a
    /// rectangle without an inside.
    #[must_use]
    pub fn new(bounds: BoundingBox, cells: u16) -> Option<Self> {
        let height = bounds.north - bounds.south;
        // A degree east is shorter than a degree north.
        let width = (bounds.east - bounds.west) * ((bounds.north + bounds.south) / 2.0).to_radians().cos();
        let usable = width > 0.0 && height > 0.0 && (1..=MOST_CELLS).contains(&cells);
        let side = width.max(height) / f64::from(cells);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and the most cells")]
        let along = |length: f64| (length / side).round().clamp(1.0, f64::from(cells)) as usize;
        usable.then(|| Grid { bounds, columns: along(width), rows: along(height) })
    }

    /// The number of the cell that a place lies in; nothing outside.
    fn cell(&self, place: LatLng) -> Option<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "within the rectangle, and there are few cells"
        )]
        let part = |at: f64, from: f64, to: f64, count: usize| (((at - from) / (to - from) * count as f64) as usize).min(count - 1);
        let BoundingBox { west, south, east, north } = self.bounds;
        self.bounds
            .contains(place)
            .then(|| part(place.latitude, south, north, self.rows) * self.columns + part(place.longitude, west, east, self.columns))
    }
}

/// What was found in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// How many.
    pub count: u64,
    /// The middle of their places.
    pub place: LatLng,
    /// Whether the place of any is only about right.
    pub approximate: bool,
    /// What the owner put there, of a single one.
    pub body: Option<String>,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    count: u64,
    north: f64,
    east: f64,
    approximate: bool,
    first: Option<DocAddress>,
}

impl Snapshot {
    /// Counts the entries that hold every word and whose facts `accept` takes by the cell of their place, in the order of the cells, from
    /// the south-west. What has no place, or one outside, is not counted.
    ///
    /// # Errors
    /// When the files of the index cannot be read.
    pub fn cells(&self, words: &Words, grid: Grid, accept: impl Fn(Facts) -> bool) -> Result<Vec<Cell>, IndexError> {
        let mut sums = vec![Sum::default(); grid.columns * grid.rows];
        for (ordinal, part) in (0..).zip(&self.parts) {
            let alive = self.searcher.segment_reader(ordinal).alive_bitset();
            self.matching(ordinal, part, words)?.for_each(|doc| {
                if alive.is_some_and(|alive| alive.is_deleted(doc)) || !accept(part.columns.facts[doc as usize]) {
                    return;
                }
                let packed = part.columns.place.get_val(doc);
                let Some(place) = unpack(packed) else { return };
                let Some(sum) = grid.cell(place).and_then(|cell| sums.get_mut(cell)) else { return };
                sum.count += 1;
                sum.north += place.latitude;
                sum.east += place.longitude;
                sum.approximate |= is_approximate(packed);
                sum.first.get_or_insert(DocAddress::new(ordinal, doc));
            });
        }
        let found = sums.into_iter().filter(|sum| sum.count > 0).map(|sum| {
            #[expect(clippy::cast_precision_loss, reason = "no country has as many institutions")]
            let share = 1.0 / sum.count as f64;
            let body = sum.first.filter(|_| sum.count == 1).map(|address| self.body(address)).transpose()?;
            let place = LatLng { latitude: sum.north * share, longitude: sum.east * share };
            Ok(Cell { count: sum.count, place, approximate: sum.approximate, body })
        });
        Ok(found.collect::<tantivy::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JAPAN: BoundingBox = BoundingBox::JAPAN;

    #[test]
    fn cells_are_about_square_and_no_more_than_asked_for() {
        let grid = Grid::new(JAPAN, 24).unwrap();
        assert!((20..=24).contains(&grid.columns) && (20..=24).contains(&grid.rows), "{grid:?}");
        let narrow = Grid::new(BoundingBox { west: 140.0, south: 38.0, east: 140.001, north: 39.0 }, 10).unwrap();
        assert_eq!((narrow.columns, narrow.rows), (1, 10));
        for (bounds, cells) in
            [(JAPAN, 0), (JAPAN, MOST_CELLS + 1), (BoundingBox { east: 122.0, ..JAPAN }, 5), (BoundingBox { north: 0.0, ..JAPAN }, 5)]
        {
            assert_eq!(Grid::new(bounds, cells), None);
        }
    }

    #[test]
    fn every_place_within_has_one_cell_and_edges_belong_to_the_last() {
        let grid = Grid::new(JAPAN, 8).unwrap();
        assert_eq!(grid.cell(LatLng { latitude: 20.0, longitude: 122.0 }), Some(0));
        assert_eq!(grid.cell(LatLng { latitude: 46.0, longitude: 154.0 }), Some(grid.columns * grid.rows - 1));
        assert_eq!(grid.cell(LatLng { latitude: 19.9, longitude: 130.0 }), None);
    }
}

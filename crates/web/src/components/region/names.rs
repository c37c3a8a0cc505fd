//! Names and numbers on a map, none on another.

use leptos::prelude::*;

/// The height of a line, in lines of text.
const LINE: i32 = 120;
/// How far a name may leave its place, in hundredths of its letters' size: nearest first.
const SHIFTS: [i32; 7] = [0, 60, -60, 120, -120, 180, -180];

/// The label of a region.
pub struct MapName {
    pub lines: Vec<String>,
    pub place: (i32, i32),
}

impl MapName {
    /// A name, a line for each of several places that an area is named after, and its number.
    pub fn new(name: &str, count: Option<String>, place: (i32, i32)) -> Self {
        Self { lines: name.split_inclusive('・').map(ToOwned::to_owned).chain(count).collect(), place }
    }

    /// Half its width and height, where letters are `size` large.
    fn half(&self, size: i32) -> (i32, i32) {
        // A Japanese letter is as wide as high, a Latin one about six tenths.
        let width = |line: &String| line.chars().map(|letter| if letter.is_ascii() { 6 } else { 10 }).sum::<i32>();
        let lines = i32::try_from(self.lines.len()).unwrap_or(1);
        (self.lines.iter().map(width).max().unwrap_or(0) * size / 20, lines * LINE * size / 200)
    }
}

/// The heights at which the names stand: moved up or down where another would lie below, absent where there is no room at all.
fn heights(names: &[MapName], size: i32) -> Vec<Option<i32>> {
    let mut taken: Vec<(i32, i32, i32, i32)> = Vec::new();
    let height = |name: &MapName| {
        let ((x, y), (half_width, half_height)) = (name.place, name.half(size));
        let is_free = |y: &i32| {
            let apart = |(other_x, other_y, other_width, other_height): &(i32, i32, i32, i32)| {
                (x - other_x).abs() >= half_width + other_width || (y - other_y).abs() >= half_height + other_height
            };
            taken.iter().all(apart)
        };
        let found = SHIFTS.iter().map(|shift| y + shift * size / 100).find(is_free)?;
        taken.push((x, found, half_width, half_height));
        Some(found)
    };
    names.iter().map(height).collect()
}

/// The names as the map writes them. On a telephone letters are larger (`styles/map.css`).
pub fn draw_names(names: &[MapName]) -> Vec<AnyView> {
    let narrow = !window().match_media("(min-width: 40rem)").ok().flatten().is_some_and(|query| query.matches());
    let heights = heights(names, if narrow { 150 } else { 100 });
    names.iter().zip(heights).filter_map(|(name, y)| Some(draw(name, y?))).collect()
}

fn draw(name: &MapName, y: i32) -> AnyView {
    // Half of the lines stand above the middle.
    let first = ["0em", "-0.6em", "-1.2em", "-1.8em"].get(name.lines.len().saturating_sub(1)).copied().unwrap_or("-1.8em");
    let lines = name
        .lines
        .iter()
        .enumerate()
        .map(|(n, part)| {
            view! { <tspan x=name.place.0.to_string() dy=if n == 0 { first } else { "1.2em" }>{part.clone()}</tspan> }
        })
        .collect_view();
    view! { <text class="map__name" y=y.to_string() aria-hidden="true">{lines}</text> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_make_room_for_each_other_or_give_way() {
        let at = |name: &str, x, y| MapName::new(name, None, (x, y));
        let names = [at("仙台", 100, 100), at("仙南", 120, 110), at("大崎・栗原", 900, 100), at("石巻", 110, 90), at("登米", 100, 105)];
        assert_eq!(heights(&names, 100), [Some(100), Some(230), Some(100), Some(-30), None]);
    }
}

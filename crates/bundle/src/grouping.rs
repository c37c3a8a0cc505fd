//! Which pieces of the client become one part.
//!
//! wasm_split writes a module for each group of pages and one for each set of groups that share something: hundreds, of which a page needs dozens.
//! Pieces are merged two at a time, the pair first that costs the least: what is loaded in vain by the groups that need only one of them, less a
//! request for each group that needs both. It ends when every merge would cost something.

/// What a request costs, in bytes of a module that is not compressed yet. Of 15, 30, 45, 60, 90 and 130 thousand, this gave the pages of visitors
/// few bytes in at most four parts; with less, single merges are cheap that make the next ones dear.
const REQUEST: i64 = 130_000;

/// How much more weighs what visitors load: first visits begin there, and who signed in has most of it already.
const VISITORS_WEIGHT: i64 = 100;

/// A set of groups, a bit each.
pub type Groups = u32;

/// Some of the client, and who needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is in it, by name.
    pub pieces: Vec<String>,
    /// The groups that need it.
    pub groups: Groups,
    /// Bytes before compression.
    pub size: i64,
}

/// The parts that these pieces become, in the order of their first pieces.
pub fn merged(mut parts: Vec<Part>, visitors: Groups) -> Vec<Part> {
    loop {
        let pairs = (0..parts.len()).flat_map(|a| (a + 1..parts.len()).map(move |b| (a, b)));
        let cheapest = pairs.map(|(a, b)| (cost(&parts[a], &parts[b], visitors), a, b)).min().filter(|&(cost, ..)| cost < 0);
        let Some((_, a, b)) = cheapest else { return parts };
        let other = parts.remove(b);
        let part = &mut parts[a];
        part.pieces.extend(other.pieces);
        part.groups |= other.groups;
        part.size += other.size;
    }
}

/// What merging costs.
fn cost(a: &Part, b: &Part, visitors: Groups) -> i64 {
    let weight =
        |groups: Groups| i64::from((groups & visitors).count_ones()) * VISITORS_WEIGHT + i64::from((groups & !visitors).count_ones());
    a.size * weight(b.groups & !a.groups) + b.size * weight(a.groups & !b.groups) - REQUEST * weight(a.groups & b.groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, groups: Groups, size: i64) -> Part {
        Part { pieces: vec![name.to_owned()], groups, size }
    }

    fn names(parts: Vec<Part>) -> Vec<String> {
        parts.into_iter().map(|part| part.pieces.join(" ")).collect()
    }

    #[test]
    fn what_travels_together_and_what_is_small_is_merged() {
        let parts = vec![part("a", 0b001, 500_000), part("b", 0b010, 500_000), part("ab", 0b011, 400_000), part("abc", 0b111, 1000)];
        assert_eq!(names(merged(parts, 0b011)), ["a", "b", "ab abc"]);
    }

    #[test]
    fn what_visitors_would_load_in_vain_stays_apart() {
        let parts = vec![part("a", 0b01, 500_000), part("ab", 0b11, 50_000)];
        assert_eq!(names(merged(parts.clone(), 0b01)), ["a ab"]);
        assert_eq!(names(merged(parts, 0b10)), ["a", "ab"]);
    }
}

//! Which pieces of the client become one part.
//!
//! wasm_split writes a module for each group of pages and one for each set of groups that share something: hundreds, of which a page needs dozens.
//! Pieces are merged two at a time, the pair first that costs the least: what is loaded in vain by the groups that need only one of them, less the
//! price of a request for each group that needs both. It ends when every merge would cost something and no group needs more parts than it may.

/// What a request costs at first, in bytes of a module that is not compressed yet. It rises for the groups that would need too many parts: a price that is
/// high from the beginning makes cheap single merges that make the next ones dear.
const REQUEST: i64 = 20_000;

/// What is asked for a group of pages.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How much its bytes weigh beside those of other groups.
    pub weight: i64,
    /// The most parts that it may need.
    pub most: usize,
}

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

/// The parts that these pieces become, in the order of their first pieces. A group is the bit of its place in `wanted`.
pub fn merged(mut parts: Vec<Part>, wanted: &[Wanted]) -> Vec<Part> {
    let mut prices: Vec<i64> = wanted.iter().map(|group| group.weight * REQUEST).collect();
    while merge_cheapest(&mut parts, wanted, &prices) {}
    loop {
        let count = |bit: usize| parts.iter().filter(|part| part.groups & (1 << bit) != 0).count();
        let over: Vec<usize> = (0..wanted.len()).filter(|&bit| count(bit) > wanted[bit].most.max(1)).collect();
        if over.is_empty() {
            return parts;
        }
        if !merge_cheapest(&mut parts, wanted, &prices) {
            for bit in over {
                prices[bit] += prices[bit] / 4;
            }
        }
    }
}

/// Merges the pair that costs the least. Returns `false` if every merge would cost something.
fn merge_cheapest(parts: &mut Vec<Part>, wanted: &[Wanted], prices: &[i64]) -> bool {
    let pairs = (0..parts.len()).flat_map(|a| (a + 1..parts.len()).map(move |b| (a, b)));
    let cheapest = pairs.map(|(a, b)| (cost(&parts[a], &parts[b], wanted, prices), a, b)).min().filter(|&(cost, ..)| cost < 0);
    let Some((_, a, b)) = cheapest else { return false };
    let other = parts.remove(b);
    let part = &mut parts[a];
    part.pieces.extend(other.pieces);
    part.groups |= other.groups;
    part.size += other.size;
    true
}

/// What merging costs.
fn cost(a: &Part, b: &Part, wanted: &[Wanted], prices: &[i64]) -> i64 {
    let mut cost = 0;
    for (bit, (group, price)) in wanted.iter().zip(prices).enumerate() {
        cost += match (a.groups >> bit & 1, b.groups >> bit & 1) {
            (1, 1) => -price,
            (1, 0) => b.size * group.weight,
            (0, 1) => a.size * group.weight,
            _ => 0,
        };
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    const VISITED: Wanted = Wanted { weight: 100, most: 9 };
    const OTHER: Wanted = Wanted { weight: 1, most: 9 };

    fn part(name: &str, groups: Groups, size: i64) -> Part {
        Part { pieces: vec![name.to_owned()], groups, size }
    }

    fn names(parts: Vec<Part>) -> Vec<String> {
        parts.into_iter().map(|part| part.pieces.join(" ")).collect()
    }

    #[test]
    fn what_travels_together_and_what_is_small_is_merged() {
        let parts = vec![part("a", 0b001, 500_000), part("b", 0b010, 500_000), part("ab", 0b011, 400_000), part("abc", 0b111, 1000)];
        assert_eq!(names(merged(parts, &[VISITED, VISITED, OTHER])), ["a", "b", "ab abc"]);
    }

    #[test]
    fn what_visitors_would_load_in_vain_stays_apart() {
        let parts = vec![part("a", 0b01, 500_000), part("ab", 0b11, 15_000)];
        assert_eq!(names(merged(parts.clone(), &[VISITED, OTHER])), ["a ab"]);
        assert_eq!(names(merged(parts, &[OTHER, VISITED])), ["a", "ab"]);
    }

    #[test]
    fn a_group_gets_no_more_parts_than_it_may() {
        let parts = vec![part("a", 0b001, 500_000), part("ab", 0b011, 400_000), part("abc", 0b111, 300_000), part("ac", 0b101, 200_000)];
        let few = Wanted { weight: 1, most: 2 };
        let merged = merged(parts, &[few, OTHER, OTHER]);
        assert_eq!(merged.iter().filter(|part| part.groups & 1 != 0).count(), 2);
    }
}

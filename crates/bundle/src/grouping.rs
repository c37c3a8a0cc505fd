//! Which pieces of the client become one part.
//!
//! wasm_split writes a module for each group of pages and one for each set of groups that share something: hundreds, of which a page needs dozens.
//! Pieces are merged two at a time, the pair first that costs the least: what is loaded in vain by the groups that need only one of them, less the
//! price of a request for each group that needs both. It ends when every merge would cost something and no group needs more parts than it may. Then what
//! several groups share moves from part to part while that makes pages cheaper: an early merge can be a bad one after the later ones.

use std::{cmp::Reverse, collections::BTreeMap};

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
pub fn merged(pieces: Vec<Part>, wanted: &[Wanted]) -> Vec<Part> {
    let same = same_groups(&pieces);
    let mut places: Vec<Vec<usize>> = Vec::new();
    for part in greedily(pieces, wanted) {
        // What the same groups need is merged first of all, so that it is in one part.
        places.push((0..same.len()).filter(|&at| part.pieces.contains(&same[at].pieces[0])).collect());
    }
    settle(&same, &mut places, wanted);
    places.into_iter().filter(|place| !place.is_empty()).map(|place| together(place.iter().map(|&at| &same[at]))).collect()
}

/// Pieces that the same groups need, as one each.
fn same_groups(pieces: &[Part]) -> Vec<Part> {
    let mut by_groups: BTreeMap<Groups, Vec<&Part>> = BTreeMap::new();
    for piece in pieces {
        by_groups.entry(piece.groups).or_default().push(piece);
    }
    by_groups.into_values().map(|pieces| together(pieces.into_iter())).collect()
}

fn together<'a>(parts: impl Iterator<Item = &'a Part>) -> Part {
    parts.fold(Part { pieces: Vec::new(), groups: 0, size: 0 }, |mut whole, part| {
        whole.pieces.extend_from_slice(&part.pieces);
        whole.groups |= part.groups;
        whole.size += part.size;
        whole
    })
}

/// Moves what the same groups need to the place where it costs least, the largest first, until nothing is gained, and so that no group needs more parts than
/// before or than it may.
fn settle(same: &[Part], places: &mut [Vec<usize>], wanted: &[Wanted]) {
    let of = |place: &[usize]| place.iter().fold((0, 0), |(groups, size), &at| (groups | same[at].groups, size + same[at].size));
    let needs = |places: &[Vec<usize>], bit: usize| places.iter().filter(|place| of(place).0 & (1 << bit) != 0).count();
    let price = |(groups, size): (Groups, i64)| -> i64 {
        let needing = wanted.iter().enumerate().filter(|(bit, _)| groups & (1 << bit) != 0);
        needing.map(|(_, group)| group.weight * (size + REQUEST)).sum()
    };
    let mut order: Vec<usize> = (0..same.len()).collect();
    order.sort_by_key(|&at| Reverse(same[at].size));
    loop {
        let mut moved = false;
        for &at in &order {
            let Some(from) = places.iter().position(|place| place.contains(&at)) else { continue };
            let without: Vec<usize> = places[from].iter().copied().filter(|&other| other != at).collect();
            let gained = price(of(&places[from])) - price(of(&without));
            let better = (0..places.len()).filter(|&to| to != from).filter_map(|to| {
                let (groups, size) = of(&places[to]);
                let cost = price((groups | same[at].groups, size + same[at].size)) - price((groups, size));
                (cost < gained).then_some((cost, to))
            });
            let mut better: Vec<(i64, usize)> = better.collect();
            better.sort_unstable();
            let fits = better.into_iter().find(|&(_, to)| {
                let more = same[at].groups & !of(&places[to]).0 & of(&without).0;
                (0..wanted.len()).filter(|bit| more & (1 << bit) != 0).all(|bit| needs(places, bit) < wanted[bit].most.max(1))
            });
            if let Some((_, to)) = fits {
                places[from] = without;
                places[to].push(at);
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// The parts before anything is moved.
fn greedily(mut parts: Vec<Part>, wanted: &[Wanted]) -> Vec<Part> {
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

//! Which pieces of the client become one part.
//!
//! wasm_split writes a module for each group of pages and one for each set of groups that share something: hundreds, of which a page needs dozens.
//! Pieces are merged two at a time, the pair first that costs the least: what is loaded in vain by the groups that need only one of them, less the
//! price of a request for each group that needs both. It ends when every merge would cost something and no group needs more parts than it may. Then pieces
//! move from part to part while that brings groups further below their budgets ([`balance`](crate::balance)): an early merge can be a bad one after the later ones. Where that ends depends
//! on where it began, so several beginnings are tried.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::balance::{Sum, improve, load, score, share, sums};

/// What a request costs at first, in bytes. It rises for the groups that would need too many parts: a price that is
/// high from the beginning makes cheap single merges that make the next ones dear.
const REQUEST: i64 = 5_000;
/// How much a group with a budget weighs at first; one without weighs 1.
const FIRST_WEIGHT: f64 = 300.0;
/// The most that one can come to weigh.
const HEAVIEST: f64 = 10_000.0;
/// How often the best cut is shaken for each attempt, and how much of it is moved each time.
const SHAKES: u32 = 12;
const MOVED: usize = 5;

/// What is asked for a group of pages.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// How many bytes it should load at most; absent for pages that hardly anybody begins with.
    pub budget: Option<i64>,
    /// The most parts that it may need.
    pub most: usize,
}

/// Somebody goes on to a page after others: not many further parts are loaded then.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// The groups of the pages before.
    pub seen: Groups,
    /// The bit of the next page's group.
    pub next: usize,
}

/// A group while pieces are merged.
#[derive(Debug, Clone, Copy)]
struct Weighed {
    /// How much its bytes weigh beside those of other groups.
    weight: i64,
    /// The most parts that it may need.
    most: usize,
}

/// A set of groups, a bit each.
pub type Groups = u64;

/// Some of the client, and who needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is in it, by name.
    pub pieces: Vec<String>,
    /// The groups that need it.
    pub groups: Groups,
    /// Bytes.
    pub size: i64,
}

/// A way to make parts.
#[derive(Debug, Clone)]
struct Cut {
    /// Where what the same groups need stands, part by part.
    places: Vec<Vec<usize>>,
    /// The [`score`] of the measured sizes.
    score: f64,
    /// The share of its budget that each group loads.
    shares: Vec<Option<f64>>,
    /// What is wanted, with budgets in the measure of the pieces' sizes: their sum differs from the size of a part.
    corrected: Vec<Wanted>,
}

/// The parts that these pieces become, in the order of their first pieces. A group is the bit of its place in `wanted`. `measure` says how large the module of a
/// part is.
///
/// Each of the `attempts` begins with weights that are corrected by the share of its budget that each group loaded in the one before. The best is then shaken: some of it
/// is moved at random and mended, and stays if that is better.
///
/// # Errors
/// If a part cannot be measured.
pub fn merged(
    pieces: &[Part],
    wanted: &[Wanted],
    walks: &[Walk],
    attempts: u32,
    mut measure: impl FnMut(&Part) -> Result<i64>,
) -> Result<Vec<Part>> {
    let same = same_groups(pieces);
    let mut cut = |mut places: Vec<Vec<usize>>, corrected: &[Wanted]| -> Result<Cut> {
        improve(&same, &mut places, corrected, walks);
        let measured = parts(&same, &places).iter().map(|part| Ok((part.groups, measure(part)?))).collect::<Result<Vec<Sum>>>()?;
        let estimated = sums(&same, &places);
        let correct = |(bit, group): (usize, &Wanted)| {
            let (estimated, is) = (load(&estimated, bit).0, load(&measured, bit).0);
            Wanted { budget: group.budget.map(|budget| budget * estimated / is.max(1)), ..*group }
        };
        Ok(Cut {
            score: score(&measured, wanted, walks),
            shares: (0..wanted.len()).map(|bit| share(&measured, bit, wanted)).collect(),
            corrected: wanted.iter().enumerate().map(correct).collect(),
            places,
        })
    };
    let mut weights: Vec<f64> = wanted.iter().map(|group| if group.budget.is_some() { FIRST_WEIGHT } else { 1.0 }).collect();
    let mut corrected: Vec<Wanted> =
        wanted.iter().map(|group| Wanted { budget: group.budget.map(|budget| budget * 4 / 3), ..*group }).collect();
    let mut best: Option<Cut> = None;
    for attempt in 0..attempts {
        #[allow(clippy::cast_possible_truncation, reason = "weights are small; the price of a group is a whole number")]
        let weighed: Vec<Weighed> =
            wanted.iter().zip(&weights).map(|(group, weight)| Weighed { weight: weight.round() as i64, most: group.most }).collect();
        let found = cut(places(&same, &greedily(pieces.to_vec(), &weighed)), &corrected)?;
        let worst = found.shares.iter().flatten().copied().fold(0.0, f64::max);
        let pull = f64::from(attempts - attempt) / f64::from(attempts);
        for (weight, share) in weights.iter_mut().zip(&found.shares) {
            if let Some(share) = share {
                *weight = (*weight * (share / worst.min(1.0)).powf(pull)).clamp(1.0, HEAVIEST);
            }
        }
        corrected.clone_from(&found.corrected);
        if best.as_ref().is_none_or(|best| found.score < best.score) {
            best = Some(found);
        }
    }
    let Some(mut best) = best else { return Ok(Vec::new()) };
    let mut dice = Dice(1);
    for _ in 1..attempts * SHAKES {
        let mut places = best.places.clone();
        for _ in 0..MOVED {
            let at = dice.below(same.len());
            places.iter_mut().for_each(|place| place.retain(|one| *one != at));
            let to = dice.below(places.len());
            places[to].push(at);
        }
        let found = cut(places, &best.corrected)?;
        if found.score < best.score {
            best = found;
        }
    }
    Ok(parts(&same, &best.places))
}

/// Numbers that look as if by chance, the same in every build: the parts of one client are the same everywhere.
struct Dice(u64);

impl Dice {
    /// A number below `count`, by a linear congruential generator (Knuth's MMIX).
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % count.max(1)
    }
}

fn parts(same: &[Part], places: &[Vec<usize>]) -> Vec<Part> {
    places.iter().map(|place| together(place.iter().map(|&at| &same[at]))).collect()
}

/// Where what the same groups need stands: the places in `same` of what is in each part. What the same groups need is merged first of all, so it is in one part.
fn places(same: &[Part], parts: &[Part]) -> Vec<Vec<usize>> {
    parts.iter().map(|part| (0..same.len()).filter(|&at| part.pieces.contains(&same[at].pieces[0])).collect()).collect()
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

/// The parts before anything is moved.
fn greedily(parts: Vec<Part>, wanted: &[Weighed]) -> Vec<Part> {
    let mut prices: Vec<i64> = wanted.iter().map(|group| group.weight * REQUEST).collect();
    let mut merging = Merging::new(parts, wanted, &prices);
    while merging.merge_cheapest(wanted, &prices) {}
    loop {
        let over: Vec<usize> = (0..wanted.len()).filter(|&bit| merging.needed_by(bit) > wanted[bit].most.max(1)).collect();
        if over.is_empty() {
            return merging.rest();
        }
        if !merging.merge_cheapest(wanted, &prices) {
            for bit in over {
                prices[bit] += prices[bit] / 4;
            }
            merging = Merging::new(merging.rest(), wanted, &prices);
        }
    }
}

/// Parts that are being merged, each with the later one that it is merged with at the least cost, so that not every pair is looked at each time.
struct Merging {
    /// A part that went into an earlier one is gone.
    parts: Vec<Option<Part>>,
    best: Vec<Option<(i64, usize)>>,
}

impl Merging {
    fn new(parts: Vec<Part>, wanted: &[Weighed], prices: &[i64]) -> Self {
        let mut merging = Merging { best: vec![None; parts.len()], parts: parts.into_iter().map(Some).collect() };
        for at in 0..merging.parts.len() {
            merging.best[at] = merging.partner(at, wanted, prices);
        }
        merging
    }

    fn rest(self) -> Vec<Part> {
        self.parts.into_iter().flatten().collect()
    }

    fn needed_by(&self, bit: usize) -> usize {
        self.parts.iter().flatten().filter(|part| part.groups & (1 << bit) != 0).count()
    }

    fn partner(&self, at: usize, wanted: &[Weighed], prices: &[i64]) -> Option<(i64, usize)> {
        let part = self.parts[at].as_ref()?;
        let later = self.parts.iter().enumerate().skip(at + 1);
        later.filter_map(|(other, with)| Some((cost(part, with.as_ref()?, wanted, prices), other))).min()
    }

    /// Merges the pair that costs the least. Returns `false` if every merge would cost something.
    fn merge_cheapest(&mut self, wanted: &[Weighed], prices: &[i64]) -> bool {
        let pairs = self.best.iter().enumerate().filter_map(|(a, best)| best.map(|(cost, b)| (cost, a, b)));
        let Some((_, a, b)) = pairs.min().filter(|&(cost, ..)| cost < 0) else { return false };
        let (Some(part), Some(other)) = (self.parts[a].take(), self.parts[b].take()) else { return false };
        self.parts[a] = Some(together([&part, &other].into_iter()));
        self.best[b] = None;
        for at in 0..b {
            let partner = self.best[at].map(|(_, partner)| partner);
            if at == a || partner == Some(a) || partner == Some(b) {
                self.best[at] = self.partner(at, wanted, prices);
            } else if let (true, Some(earlier), Some(merged)) = (at < a, &self.parts[at], &self.parts[a]) {
                self.best[at] = self.best[at].min(Some((cost(earlier, merged, wanted, prices), a)));
            }
        }
        true
    }
}

/// What merging costs.
fn cost(a: &Part, b: &Part, wanted: &[Weighed], prices: &[i64]) -> i64 {
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

    fn part(name: &str, groups: Groups, size: i64) -> Part {
        Part { pieces: vec![name.to_owned()], groups, size }
    }

    fn within(budget: i64, most: usize) -> Wanted {
        Wanted { budget: Some(budget), most }
    }

    /// Modules as large as their pieces.
    fn by_sum(pieces: &[Part], wanted: &[Wanted], walks: &[Walk], attempts: u32) -> Vec<Part> {
        merged(pieces, wanted, walks, attempts, |part| Ok(part.size)).unwrap()
    }

    fn names(parts: &[Part]) -> Vec<String> {
        parts.iter().map(|part| part.pieces.join(" ")).collect()
    }

    fn loads(parts: &[Part], bit: usize) -> (i64, usize) {
        load(&parts.iter().map(|part| (part.groups, part.size)).collect::<Vec<_>>(), bit)
    }

    #[test]
    fn what_travels_together_is_merged_and_what_is_small() {
        let parts = [part("a", 0b01, 500_000), part("b", 0b10, 500_000), part("ab", 0b11, 400_000), part("small", 0b11, 1000)];
        let merged = by_sum(&parts, &[within(1_000_000, 9), within(1_000_000, 9)], &[], 3);
        assert_eq!(names(&merged), ["a", "b", "ab small"]);
    }

    #[test]
    fn every_group_stays_within_its_budget_where_that_is_possible() {
        let pieces = [
            part("a", 0b001, 200_000),
            part("b", 0b010, 600_000),
            part("ab", 0b011, 150_000),
            part("bc", 0b110, 18_000),
            part("c", 0b100, 400_000),
        ];
        for budgets in [[350_000, 1_000_000, 1_100_000], [400_000, 770_000, 580_000]] {
            let parts = by_sum(&pieces, &budgets.map(|budget| within(budget, 2)), &[], 20);
            for (bit, budget) in budgets.into_iter().enumerate() {
                let (bytes, count) = loads(&parts, bit);
                assert!(bytes <= budget && count <= 2, "{budgets:?}: {parts:?}");
            }
        }
    }

    #[test]
    fn a_group_gets_no_more_parts_than_it_may() {
        let pieces = [part("a", 0b001, 500_000), part("ab", 0b011, 400_000), part("abc", 0b111, 300_000), part("ac", 0b101, 200_000)];
        let parts = by_sum(&pieces, &[within(2_000_000, 2), within(2_000_000, 9), within(2_000_000, 9)], &[], 3);
        assert_eq!(loads(&parts, 0).1, 2, "{parts:?}");
    }

    #[test]
    fn who_goes_on_to_a_second_page_loads_two_more_at_most() {
        let pieces: Vec<Part> =
            (2..6).map(|other| part(&format!("b{other}"), 0b10 | 1 << other, 500_000)).chain([part("a", 1, 900_000)]).collect();
        let wanted = [within(10_000_000, 9); 6];
        let apart = by_sum(&pieces, &wanted, &[], 3);
        assert_eq!(loads(&apart, 1).1, 4, "{apart:?}");
        let parts = by_sum(&pieces, &wanted, &[Walk { seen: 1, next: 1 }], 3);
        assert!(loads(&parts, 1).1 <= 2, "{parts:?}");
    }
}

//! How far parts of the client are from what is wanted of them, and moves that bring them nearer.

use std::cmp::Reverse;

use crate::grouping::{Groups, Part, Walk, Wanted};

/// The most parts that somebody may have to load for a second page.
const FURTHER: usize = 2;
/// What a part too many counts: more than any share of a budget that can be mended.
const TOO_MANY: f64 = 20.0;

/// The groups that need a part, and its size.
pub type Sum = (Groups, i64);

fn sum(same: &[Part], place: &[usize]) -> Sum {
    place.iter().fold((0, 0), |(groups, size), &at| (groups | same[at].groups, size + same[at].size))
}

/// The sum of each part.
pub fn sums(same: &[Part], places: &[Vec<usize>]) -> Vec<Sum> {
    places.iter().map(|place| sum(same, place)).collect()
}

/// Bytes and parts that a group loads.
pub type Load = (i64, usize);

pub fn load(parts: &[Sum], bit: usize) -> Load {
    parts.iter().filter(|part| part.0 >> bit & 1 == 1).fold((0, 0), |(bytes, count), part| (bytes + part.1, count + 1))
}

/// The share of its budget that a group loads.
#[allow(clippy::cast_precision_loss, reason = "sizes of files are far below what a float holds exactly")]
pub fn share(parts: &[Sum], bit: usize, wanted: &[Wanted]) -> Option<f64> {
    wanted[bit].budget.map(|budget| load(parts, bit).0 as f64 / budget as f64)
}

/// How far the groups are from what is wanted; less is better. A high power of the shares makes the worst of them count most. What is loaded otherwise decides
/// between equals.
pub fn score(parts: &[Sum], wanted: &[Wanted], walks: &[Walk]) -> f64 {
    let groups = wanted.iter().enumerate().map(|(bit, group)| of_group(group, load(parts, bit)));
    groups.chain(walks.iter().map(|walk| of_walk(further(parts, walk)))).sum()
}

#[allow(clippy::cast_precision_loss, reason = "sizes of files are far below what a float holds exactly")]
fn of_group(group: &Wanted, (bytes, count): Load) -> f64 {
    let budgeted = group
        .budget
        .map_or(0.0, |budget| (bytes as f64 / budget as f64).powi(24) + count.saturating_sub(group.most.max(1)) as f64 * TOO_MANY);
    budgeted + bytes as f64 * 1e-9 + count as f64 * 1e-5
}

/// Parts that a walk loads for its next page.
fn further(parts: &[Sum], walk: &Walk) -> usize {
    parts.iter().filter(|part| part.0 >> walk.next & 1 == 1 && part.0 & walk.seen == 0).count()
}

#[allow(clippy::cast_precision_loss, reason = "there are dozens of parts")]
fn of_walk(further: usize) -> f64 {
    further.saturating_sub(FURTHER) as f64 * TOO_MANY
}

/// Parts with what they cost, kept so that a change of two of them is weighed without looking at all.
struct Balance<'a> {
    wanted: &'a [Wanted],
    walks: &'a [Walk],
    sums: Vec<Sum>,
    loads: Vec<Load>,
    further: Vec<usize>,
    score: f64,
}

impl<'a> Balance<'a> {
    fn new(sums: Vec<Sum>, wanted: &'a [Wanted], walks: &'a [Walk]) -> Self {
        Balance {
            loads: (0..wanted.len()).map(|bit| load(&sums, bit)).collect(),
            further: walks.iter().map(|walk| further(&sums, walk)).collect(),
            score: score(&sums, wanted, walks),
            wanted,
            walks,
            sums,
        }
    }

    /// The score with other sums of two parts.
    fn with(&self, a: (usize, Sum), b: (usize, Sum)) -> f64 {
        let (before, after) = ([self.sums[a.0], self.sums[b.0]], [a.1, b.1]);
        let touched = before.iter().chain(&after).fold(0, |groups, sum| groups | sum.0);
        let mut score = self.score;
        for (bit, group) in self.wanted.iter().enumerate().filter(|(bit, _)| touched >> bit & 1 == 1) {
            let is = self.loads[bit];
            let ((lost, fewer), (gained, more)) = (load(&before, bit), load(&after, bit));
            score += of_group(group, (is.0 - lost + gained, is.1 - fewer + more)) - of_group(group, is);
        }
        for (walk, is) in self.walks.iter().zip(&self.further) {
            score += of_walk(is - further(&before, walk) + further(&after, walk)) - of_walk(*is);
        }
        score
    }

    fn set(&mut self, a: (usize, Sum), b: (usize, Sum)) {
        (self.sums[a.0], self.sums[b.0]) = (a.1, b.1);
        *self = Balance::new(std::mem::take(&mut self.sums), self.wanted, self.walks);
    }

    /// The two parts that make the least score as one, with it.
    fn cheapest_union(&self) -> Option<(f64, usize, usize)> {
        let used = || (0..self.sums.len()).filter(|&at| self.sums[at].0 != 0);
        let pairs = used().flat_map(|b| used().take_while(move |&a| a < b).map(move |a| (a, b)));
        let scored = pairs.map(|(a, b)| (self.with((a, union(self.sums[a], self.sums[b])), (b, (0, 0))), a, b));
        scored.min_by(|one, other| one.0.total_cmp(&other.0))
    }
}

fn union(a: Sum, b: Sum) -> Sum {
    (a.0 | b.0, a.1 + b.1)
}

/// Moves what the same groups need to where the score is least, the largest first, and makes one part of two, until nothing is gained.
pub fn improve(same: &[Part], places: &mut Vec<Vec<usize>>, wanted: &[Wanted], walks: &[Walk]) {
    const NOTICED: f64 = 1e-9;
    let mut order: Vec<usize> = (0..same.len()).collect();
    order.sort_by_key(|&at| Reverse(same[at].size));
    let mut balance = Balance::new(sums(same, places), wanted, walks);
    loop {
        let before = balance.score;
        for &at in &order {
            let Some(from) = places.iter().position(|place| place.contains(&at)) else { continue };
            if places.iter().all(|place| !place.is_empty()) {
                // It may become a part of its own.
                places.push(Vec::new());
                balance.sums.push((0, 0));
            }
            let without: Vec<usize> = places[from].iter().copied().filter(|&other| other != at).collect();
            let left = (from, sum(same, &without));
            let joined = |to: usize| (to, union(balance.sums[to], (same[at].groups, same[at].size)));
            let scored = (0..places.len()).filter(|&to| to != from).map(|to| (balance.with(left, joined(to)), to));
            let best = scored.min_by(|one, other| one.0.total_cmp(&other.0)).filter(|(found, _)| *found < balance.score - NOTICED);
            if let Some((_, to)) = best {
                let there = joined(to);
                places[from] = without;
                places[to].push(at);
                balance.set(left, there);
            }
        }
        while let Some((_, a, b)) = balance.cheapest_union().filter(|(found, ..)| *found < balance.score - NOTICED) {
            let other = std::mem::take(&mut places[b]);
            places[a].extend(other);
            balance.set((a, union(balance.sums[a], balance.sums[b])), (b, (0, 0)));
        }
        if balance.score >= before - NOTICED {
            places.retain(|place| !place.is_empty());
            return;
        }
    }
}

//! Filters and counts over one number per entry, its *facts*: whoever owns the entries declares what each part of the number is.
//!
//! ```
//! use search::{FactCounts, FactFilter, FactPart, Shape, layout};
//!
//! const PARTS: [FactPart; 2] = layout([Shape::Number(6), Shape::Set(3)]);
//! let [prefecture, employment] = PARTS;
//! let facts = prefecture.pack(4) | employment.pack(0b101);
//! let filter = FactFilter::new([(prefecture, 4), (employment, 0b100)]);
//! assert!(filter.accepts(facts));
//! let mut counts = FactCounts::new(filter, &PARTS);
//! counts.count(facts);
//! assert_eq!((counts.total(), counts.of(employment)), (1, vec![1, 0, 1]));
//! ```

/// What is known of an entry, packed by its owner.
pub type Facts = u128;

/// What a part of the facts says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value of so many bits, such as a code. 0 says that there is none.
    Number(u32),
    /// A bit for each of so many values, of which an entry has any number.
    Set(u32),
}

impl Shape {
    const fn bits(self) -> u32 {
        match self {
            Shape::Number(bits) | Shape::Set(bits) => bits,
        }
    }
}

/// A part of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactPart {
    from: u32,
    shape: Shape,
}

/// Puts parts side by side, from the lowest bit. As a constant, what does not fit does not compile.
///
/// # Panics
/// When a part has no bits or more than a `u64`, and when all have more than [`Facts`].
#[must_use]
pub const fn layout<const N: usize>(shapes: [Shape; N]) -> [FactPart; N] {
    let mut parts = [FactPart { from: 0, shape: Shape::Set(1) }; N];
    let (mut at, mut from) = (0, 0);
    while at < N {
        let bits = shapes[at].bits();
        assert!(bits > 0 && bits < u64::BITS, "a part has between 1 and 63 bits");
        parts[at] = FactPart { from, shape: shapes[at] };
        from += bits;
        at += 1;
    }
    assert!(from <= Facts::BITS, "the facts have no room for all parts");
    parts
}

impl FactPart {
    /// The value at its place among the facts. What a number has no room for is cut off.
    #[must_use]
    pub const fn pack(self, value: u64) -> Facts {
        ((value & self.ones()) as Facts) << self.from
    }

    /// The value out of the facts.
    #[must_use]
    pub const fn unpack(self, facts: Facts) -> u64 {
        (facts >> self.from) as u64 & self.ones()
    }

    /// The bits of the part.
    #[must_use]
    pub const fn mask(self) -> Facts {
        self.pack(u64::MAX)
    }

    const fn ones(self) -> u64 {
        (1 << self.shape.bits()) - 1
    }
}

/// What facts are asked for: a number that is the same, any value of a set. Several parts mean all of them.
#[derive(Debug, Clone, Default)]
pub struct FactFilter {
    /// All numbers that are asked for, compared at once, and the parts that they are in.
    mask: Facts,
    value: Facts,
    numbers: Vec<Facts>,
    sets: Vec<SetCheck>,
}

#[derive(Debug, Clone, Copy)]
struct SetCheck {
    part: Facts,
    wanted: Facts,
}

impl FactFilter {
    /// The filter by what is wanted of some parts. Nothing passes where no value is wanted, and where a number has no room for it.
    pub fn new(wanted: impl IntoIterator<Item = (FactPart, u64)>) -> Self {
        let mut filter = FactFilter::default();
        for (part, value) in wanted {
            let (mask, packed) = (part.mask(), part.pack(value));
            match part.shape {
                Shape::Number(_) if value == 0 || part.unpack(packed) != value => filter.sets.push(SetCheck { part: mask, wanted: 0 }),
                Shape::Number(_) => {
                    filter.mask |= mask;
                    filter.value |= packed;
                    filter.numbers.push(mask);
                }
                Shape::Set(_) => filter.sets.push(SetCheck { part: mask, wanted: packed }),
            }
        }
        filter
    }

    /// Returns `true` if an entry passes. Without a branch for each set: which one an entry passes cannot be foretold.
    #[must_use]
    #[inline]
    pub fn accepts(&self, facts: Facts) -> bool {
        self.sets.iter().fold(facts & self.mask == self.value, |passes, set| passes & (facts & set.wanted != 0))
    }

    /// The parts that an entry counts for: all when it passes, one when only that part's own choice keeps it out, else none.
    #[inline]
    fn counted(&self, facts: Facts) -> Facts {
        let mut counted = Facts::MAX;
        let different = (facts ^ self.value) & self.mask;
        if different != 0 {
            for part in &self.numbers {
                if different & part != 0 {
                    counted &= part;
                    if counted == 0 {
                        return 0;
                    }
                }
            }
        }
        for set in &self.sets {
            if facts & set.wanted == 0 {
                counted &= set.part;
                if counted == 0 {
                    return 0;
                }
            }
        }
        counted
    }
}

/// Counts of entries by every value of some parts. A part's own choice does not narrow its own counts: they say what another choice would give.
#[derive(Debug, Clone)]
pub struct FactCounts {
    filter: FactFilter,
    total: u64,
    /// The bits of all sets that are counted.
    sets: Facts,
    bits: BitCounts,
    numbers: Vec<(FactPart, Vec<u64>)>,
}

impl FactCounts {
    /// Nothing counted yet, of these parts.
    #[must_use]
    pub fn new(filter: FactFilter, parts: &[FactPart]) -> Self {
        let (numbers, sets): (Vec<FactPart>, Vec<FactPart>) = parts.iter().partition(|part| matches!(part.shape, Shape::Number(_)));
        FactCounts {
            filter,
            total: 0,
            sets: sets.iter().fold(0, |all, part| all | part.mask()),
            bits: BitCounts::default(),
            numbers: numbers.into_iter().map(|part| (part, vec![0; 1 << part.shape.bits()])).collect(),
        }
    }

    /// Counts an entry, by every part that no other one keeps it from.
    #[inline]
    pub fn count(&mut self, facts: Facts) {
        let counted = self.filter.counted(facts);
        if counted == 0 {
            return;
        }
        self.total += u64::from(counted == Facts::MAX);
        for (part, counts) in &mut self.numbers {
            // Every value of so many bits has its place.
            if counted & part.mask() != 0
                && let Some(count) = counts.get_mut(part.unpack(facts) as usize)
            {
                *count += 1;
            }
        }
        let set = facts & counted & self.sets;
        if set != 0 {
            self.bits.add(set);
        }
    }

    /// Entries that pass the filter.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The counts of a part by its values: of a number from 0 on, of a set from its lowest bit on. Empty for a part that is not counted.
    #[must_use]
    pub fn of(&self, part: FactPart) -> Vec<u64> {
        match part.shape {
            Shape::Number(_) => {
                self.numbers.iter().find(|(counted, _)| *counted == part).map(|(_, counts)| counts.clone()).unwrap_or_default()
            }
            Shape::Set(_) if part.mask() & self.sets == 0 => Vec::new(),
            Shape::Set(bits) => (part.from..part.from + bits).map(|bit| self.bits.of(bit)).collect(),
        }
    }
}

/// How often each bit was set. Counted for all bits at once, as digits of binary numbers: the bits of `digits[n]` are those of weight 2^n of 128
/// sums. Two are added at a time (a carry-save adder), so the second waits in `held` for the first; what is carried out of the last digit, every
/// sixteenth time, is counted bit by bit.
#[derive(Debug, Clone)]
struct BitCounts {
    added: usize,
    held: [Facts; DIGITS],
    digits: [Facts; DIGITS],
    carried: [u64; Facts::BITS as usize],
}

const DIGITS: usize = 4;

impl Default for BitCounts {
    fn default() -> Self {
        BitCounts { added: 0, held: [0; DIGITS], digits: [0; DIGITS], carried: [0; Facts::BITS as usize] }
    }
}

impl BitCounts {
    #[inline]
    fn add(&mut self, mut set: Facts) {
        self.added += 1;
        for (n, (held, digit)) in self.held.iter_mut().zip(&mut self.digits).enumerate() {
            if self.added >> n & 1 == 1 {
                *held = set;
                return;
            }
            let either = *held ^ set;
            let carry = (*held & set) | (either & *digit);
            *digit ^= either;
            set = carry;
        }
        while set != 0 {
            if let Some(count) = self.carried.get_mut(set.trailing_zeros() as usize) {
                *count += 1;
            }
            set &= set - 1;
        }
    }

    fn of(&self, bit: u32) -> u64 {
        let is_set = |facts: Facts| u64::from(facts >> bit & 1 == 1);
        let digits = (0..).zip(self.digits).map(|(n, digit)| is_set(digit) << n);
        let held = (0..).zip(self.held).filter(|(n, _)| self.added >> n & 1 == 1).map(|(n, held)| is_set(held) << n);
        let carried = self.carried.get(bit as usize).map_or(0, |count| count << DIGITS);
        carried + digits.chain(held).sum::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARTS: [FactPart; 5] = layout([Shape::Number(6), Shape::Set(39), Shape::Number(14), Shape::Set(1), Shape::Set(63)]);

    #[test]
    fn parts_lie_side_by_side() {
        let mut taken: Facts = 0;
        for part in PARTS {
            assert_eq!(taken & part.mask(), 0, "{part:?}");
            taken |= part.mask();
        }
        assert_eq!(taken.count_ones(), 6 + 39 + 14 + 1 + 63);
        assert_eq!(taken.trailing_ones(), taken.count_ones());
    }

    #[test]
    #[should_panic(expected = "no room")]
    fn parts_that_do_not_fit_are_refused() {
        let _ = layout([Shape::Set(63), Shape::Set(63), Shape::Number(3)]);
    }

    #[test]
    fn nothing_passes_where_no_value_is_wanted() {
        let [number, set, ..] = PARTS;
        for (part, wanted) in [(number, 0), (number, 64), (set, 0)] {
            let filter = FactFilter::new([(part, wanted)]);
            assert!(![0, number.pack(1), set.pack(1), Facts::MAX].into_iter().any(|facts| filter.accepts(facts)), "{part:?} {wanted}");
        }
    }

    fn facts() -> impl Strategy<Value = Facts> {
        // Few values, so that filters meet entries.
        (0..3_u64, 0..8_u64, 0..3_u64, 0..2_u64, 0..4_u64).prop_map(|(a, b, c, d, e)| {
            [a, b << 36, c * 9_999 / 2, d, e << 61].into_iter().zip(PARTS).fold(0, |all, (value, part)| all | part.pack(value))
        })
    }

    fn asked() -> impl Strategy<Value = Vec<(FactPart, u64)>> {
        let choice = |part: FactPart, values: Vec<u64>| {
            proptest::option::of(proptest::sample::select(values)).prop_map(move |value| Some((part, value?)))
        };
        let [a, b, c, d, e] = PARTS;
        (
            choice(a, vec![1, 2]),
            choice(b, vec![1 << 36, 5 << 36]),
            choice(c, vec![4_999, 9_999]),
            choice(d, vec![1]),
            choice(e, vec![3 << 61]),
        )
            .prop_map(|(a, b, c, d, e)| [a, b, c, d, e].into_iter().flatten().collect())
    }

    fn passes(facts: Facts, (part, wanted): (FactPart, u64)) -> bool {
        match part.shape {
            Shape::Number(_) => part.unpack(facts) == wanted,
            Shape::Set(_) => part.unpack(facts) & wanted != 0,
        }
    }

    proptest! {
        #[test]
        fn counts_say_what_another_choice_would_give(entries in proptest::collection::vec(facts(), 0..40), asked in asked()) {
            let mut counts = FactCounts::new(FactFilter::new(asked.clone()), &PARTS);
            entries.iter().for_each(|facts| counts.count(*facts));
            let passing = |left_out: Option<FactPart>| {
                let asked: Vec<_> = asked.iter().copied().filter(|(part, _)| Some(*part) != left_out).collect();
                entries.iter().copied().filter(move |facts| asked.iter().all(|one| passes(*facts, *one))).collect::<Vec<_>>()
            };
            prop_assert_eq!(counts.total(), passing(None).len() as u64);
            for part in PARTS {
                let others = passing(Some(part));
                for (value, count) in (0..).zip(counts.of(part)) {
                    let has = |facts: &Facts| match part.shape {
                        Shape::Number(_) => part.unpack(*facts) == value,
                        Shape::Set(_) => part.unpack(*facts) >> value & 1 == 1,
                    };
                    prop_assert_eq!(count, others.iter().filter(|facts| has(facts)).count() as u64);
                }
            }
        }
    }
}

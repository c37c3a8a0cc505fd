//! What it costs to filter and to count 180,000 entries by their facts (docs/PERFORMANCE.md).

use criterion::{Criterion, criterion_group, criterion_main};
use search::{FactCounts, FactFilter, FactPart, Facts, Shape, layout};
use std::hint::black_box;

const ENTRIES: usize = 180_000;

/// Prefecture, area, kind, specialties, employment, guidance, and fifty filters that there are not yet.
const PARTS: [FactPart; 7] =
    layout([Shape::Number(6), Shape::Number(14), Shape::Set(2), Shape::Set(29), Shape::Set(2), Shape::Set(1), Shape::Set(50)]);

fn entries() -> Vec<Facts> {
    let mut seed = 88_172_645_463_325_252_u64;
    let mut roll = |sides: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % sides
    };
    let mut entry = || {
        let prefecture = roll(47) + 1;
        let area = prefecture * 100 + roll(8);
        let specialties = (0..=roll(5)).fold(0, |all, _| all | 1 << roll(29));
        let values = [prefecture, area, 1 << roll(2), specialties, roll(3) + 1, roll(2), roll(1 << 50)];
        PARTS.into_iter().zip(values).fold(0, |all, (part, value)| all | part.pack(value))
    };
    (0..ENTRIES).map(|_| entry()).collect()
}

fn facts(c: &mut Criterion) {
    let entries = entries();
    let [prefecture, area, kind, specialties, employment, guidance, _] = PARTS;
    for (name, asked) in [
        ("nothing", vec![]),
        ("prefecture", vec![(prefecture, 4)]),
        ("kind and specialties", vec![(kind, 1), (specialties, 0b11)]),
        ("six filters", vec![(prefecture, 4), (area, 403), (kind, 1), (specialties, 0b111), (employment, 1), (guidance, 1)]),
    ] {
        let filter = FactFilter::new(asked);
        c.bench_function(&format!("filter by {name}"), |b| {
            b.iter(|| black_box(&entries).iter().filter(|facts| filter.accepts(**facts)).count());
        });
        for (parts, of) in [(&PARTS[..6], "today's parts"), (&PARTS[..], "fifty more")] {
            c.bench_function(&format!("count {of} by {name}"), |b| {
                b.iter(|| {
                    let mut counts = FactCounts::new(filter.clone(), parts);
                    black_box(&entries).iter().for_each(|facts| counts.count(*facts));
                    counts.total()
                });
            });
        }
    }
}

criterion_group!(benches, facts);
criterion_main!(benches);

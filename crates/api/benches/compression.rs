//! What packing a page of twenty rows costs, at the levels that were chosen and beside them (docs/PERFORMANCE.md).

use api::platform::http::compression::Coding;
use brotli::{BrotliCompress, enc::BrotliEncoderParams};
use criterion::{Criterion, criterion_group, criterion_main};
use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use std::{hint::black_box, io::Write};

/// About 12 KB, as the directory answers them.
fn page() -> Vec<u8> {
    let words = ["総合診療", "訪問", "地域連携", "内科", "教育", "在宅", "救急", "研修"];
    let items: Vec<_> = (0..20_usize)
        .map(|row| {
            let word = |step: usize| words[(row * 7 + step * 3) % words.len()];
            json!({
                "institution_id": format!("019d468d-ee80-75d0-8edb-{:012x}", row * 7_919_777),
                "name": format!("架空{}{}病院", word(1), word(2)), "name_kana": "カクウビョウイン", "name_en": "Kakuu Hospital", "kind": "hospital",
                "prefecture_code": format!("{:02}", row + 1), "municipality_name": "青葉区", "municipality_name_en": "Aoba-ku",
                "area_code": "0403", "area_name": "仙台", "specialties": ["internal_medicine", "surgery", "home_care"],
                "employment": ["full_time", "part_time"], "guidance_offered": row % 2 == 0,
                "headline": format!("{}と{}に取り組む医師を、{}のある町で迎えます。", word(3), word(4), word(5)),
                "published_on": "2026-04-01", "fictional": true,
            })
        })
        .collect();
    json!({ "items": items }).to_string().into_bytes()
}

fn packing(c: &mut Criterion) {
    let page = page();
    for coding in [Coding::Gzip, Coding::Brotli] {
        c.bench_function(&format!("{} as served", coding.name()), |b| b.iter(|| coding.compress(black_box(&page))));
    }
    c.bench_function("gzip 6", |b| {
        b.iter(|| {
            let mut compressor = GzEncoder::new(Vec::new(), Compression::new(6));
            compressor.write_all(black_box(&page)).and_then(|()| compressor.finish())
        });
    });
    for quality in [4, 5] {
        let params = BrotliEncoderParams { quality, lgwin: 18, size_hint: page.len(), ..BrotliEncoderParams::default() };
        c.bench_function(&format!("brotli {quality}"), |b| {
            b.iter(|| {
                let mut packed = Vec::new();
                BrotliCompress(&mut black_box(page.as_slice()), &mut packed, &params).map(|_| packed)
            });
        });
    }
}

criterion_group!(benches, packing);
criterion_main!(benches);

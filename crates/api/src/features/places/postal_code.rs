//! Postal codes: which municipality and town each stands for, and about where that is.
//!
//! The codes are part of the program (see `reference/README.md`): 142,920 of them in blocks of 512 that stay packed, so that a look-up
//! unpacks one block, some ten thousand bytes, and the process holds nothing.

use crate::error::{ApiError, ApiResult};
use crate::platform::db;
use domain::{
    atlas::RegionLevel,
    problem::ProblemCode,
    region::{PlacePrecision, PostalCodePlace},
    text,
};
use flate2::read::ZlibDecoder;
use sea_orm::ConnectionTrait;
use std::io::Read;

const CODES: &[u8] = include_bytes!("../../../reference/postal_codes.bin");

/// The place of a code that is written `NNN-NNNN`.
///
/// # Errors
/// `postal_code_not_found`.
pub async fn find(db: &impl ConnectionTrait, code: &str) -> ApiResult<PostalCodePlace> {
    let found = text::digits(code).parse().ok().and_then(|digits| look_up(CODES, digits).transpose()).transpose()?;
    let (municipality, town) = found.ok_or(ProblemCode::PostalCodeNotFound)?;
    // The list of insured institutions has postal codes, the list of hospitals positions: where both name the same one, it has both.
    let sql = "SELECT m.name, m.name_en, h.latitude, h.longitude, t.latitude AS town_north, t.longitude AS town_east,
            n.latitude AS near_north, n.longitude AS near_east,
            coalesce(c.latitude, (o.south + o.north) / 2) AS middle_north, coalesce(c.longitude, (o.west + o.east) / 2) AS middle_east
        FROM municipality m
        LEFT JOIN region_outline o ON o.level = $6 AND o.code = m.code
        CROSS JOIN (
            SELECT avg(hospital.latitude) AS latitude, avg(hospital.longitude) AS longitude
            FROM registry_institution insured
            JOIN registry_match pair ON pair.insured_code = insured.code
            JOIN registry_institution hospital ON hospital.code = pair.hospital_code
            WHERE insured.postal_code = $2 AND hospital.latitude IS NOT NULL
        ) h
        CROSS JOIN LATERAL (
            SELECT avg(latitude) AS latitude, avg(longitude) AS longitude FROM registry_institution
            WHERE municipality_code = m.code AND latitude IS NOT NULL AND $3 <> '' AND position(m.name || $3 IN address) > 0
        ) t
        CROSS JOIN LATERAL (
            SELECT avg(latitude) AS latitude, avg(longitude) AS longitude FROM (
                SELECT hospital.latitude, hospital.longitude
                FROM registry_institution insured
                JOIN registry_match pair ON pair.insured_code = insured.code
                JOIN registry_institution hospital ON hospital.code = pair.hospital_code
                WHERE insured.postal_code BETWEEN $4 AND $5 AND hospital.municipality_code = m.code AND hospital.latitude IS NOT NULL
                ORDER BY abs(replace(insured.postal_code, '-', '')::int - replace($2, '-', '')::int), insured.code LIMIT 2
            ) nearest
        ) n
        CROSS JOIN LATERAL (
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY latitude) AS latitude,
                percentile_cont(0.5) WITHIN GROUP (ORDER BY longitude) AS longitude
            FROM registry_institution WHERE municipality_code = m.code AND latitude IS NOT NULL
        ) c
        WHERE m.code = $1";
    // Codes that begin with the same five digits lie side by side, those with the next numbers nearest, except those of large offices (`NNN-8NNN`).
    let around = |ending: &str| if code[3..].starts_with("-8") { String::new() } else { code[..6].to_owned() + ending };
    let values = [
        municipality.as_str().into(),
        code.into(),
        town.as_str().into(),
        around("00").into(),
        around("99").into(),
        RegionLevel::Municipality.code().into(),
    ];
    let row = db::query_one(db, sql, values).await?;
    let row = row.ok_or_else(|| ApiError::because(ProblemCode::PostalCodeNotFound, format!("{code}: no municipality {municipality}")))?;
    let pair = |north: &str, east: &str| -> ApiResult<_> {
        let (north, east): (Option<f64>, Option<f64>) = (row.try_get("", north)?, row.try_get("", east)?);
        Ok(north.zip(east))
    };
    let known = [
        (PlacePrecision::Hospitals, pair("latitude", "longitude")?),
        (PlacePrecision::Town, pair("town_north", "town_east")?),
        (PlacePrecision::Neighbours, pair("near_north", "near_east")?),
        (PlacePrecision::Municipality, pair("middle_north", "middle_east")?),
    ];
    let best = known.into_iter().find(|(_, position)| position.is_some());
    let (precision, position) = best.unwrap_or((PlacePrecision::Unknown, None));
    Ok(PostalCodePlace {
        postal_code: code.to_owned(),
        prefecture_code: municipality[..2].to_owned(),
        municipality_name: row.try_get("", "name")?,
        municipality_name_en: row.try_get("", "name_en")?,
        municipality_code: municipality,
        town,
        latitude: position.map(|(north, _)| north),
        longitude: position.map(|(_, east)| east),
        precision,
    })
}

/// Municipality and town of a code. The form of the file is told by `make_postal_codes.py`.
fn look_up(file: &[u8], code: u32) -> ApiResult<Option<(String, String)>> {
    let after = partition(block_count(file), |block| number(file, 4 + 8 * block) <= code);
    let Some(block) = after.checked_sub(1) else { return Ok(None) };
    let lines = unpack(file, block)?;
    let found = codes(&lines).find(|(at, ..)| *at == code);
    Ok(found.map(|(_, municipality, town)| (municipality.to_owned(), town.to_owned())))
}

fn number(file: &[u8], at: usize) -> u32 {
    file.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes).unwrap_or_default()
}

fn block_count(file: &[u8]) -> usize {
    number(file, 0) as usize
}

/// How many of the first `count` places `holds` is true of, when it is of none after the first that it is not true of.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

fn unpack(file: &[u8], block: usize) -> ApiResult<String> {
    let end = |block: usize| number(file, 8 + 8 * block) as usize;
    let (body, start) = (4 + 8 * block_count(file), block.checked_sub(1).map_or(0, end));
    let mut lines = String::new();
    ZlibDecoder::new(file.get(body + start..body + end(block)).unwrap_or_default())
        .read_to_string(&mut lines)
        .map_err(ApiError::internal)?;
    Ok(lines)
}

/// Code, municipality and town of each line of a block.
fn codes(lines: &str) -> impl Iterator<Item = (u32, &str, &str)> {
    lines.lines().scan((0, ""), |(code, municipality), line| {
        let mut cells = line.split('\t');
        *code += cells.next()?.parse::<u32>().ok()?;
        *municipality = cells.next().filter(|cell| !cell.is_empty()).unwrap_or(municipality);
        Some((*code, *municipality, cells.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn found(code: u32) -> Option<(String, String)> {
        look_up(CODES, code).unwrap()
    }

    fn place(municipality: &str, town: &str) -> Option<(String, String)> {
        Some((municipality.to_owned(), town.to_owned()))
    }

    #[test]
    fn codes_are_found_from_the_first_to_the_last() {
        assert_eq!(found(9_800_014), place("04101", "本町"));
        assert_eq!(found(9_891_501), place("04324", "前川"));
        assert_eq!(found(600_000), place("01101", ""), "what is not listed otherwise");
        assert_eq!(found(9_808_574), place("04101", "星陵町"), "a hospital's own");
        assert_eq!(found(9_850_000), place("04203", ""), "the first of three municipalities");
        for nowhere in [0, 1, 9_800_010, 9_999_999] {
            assert_eq!(found(nowhere), None, "{nowhere}");
        }
        assert_eq!(look_up(&[], 1).unwrap(), None);
    }

    #[test]
    fn every_code_is_there_once_in_a_municipality_of_today() {
        let known: BTreeSet<&str> =
            include_str!("../../../reference/municipalities.csv").lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        let (mut count, mut before) = (0, None);
        for block in 0..block_count(CODES) {
            let lines = unpack(CODES, block).unwrap();
            for (code, municipality, town) in codes(&lines) {
                assert!(before < Some(code) && code <= 9_999_999, "{code}");
                assert!(known.contains(municipality) && !town.contains('（'), "{code}: {municipality} {town}");
                (count, before) = (count + 1, Some(code));
            }
        }
        assert_eq!(count, 142_920);
    }
}

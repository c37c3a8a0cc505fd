//! Outlines of the prefectures that ship with the program: what the map of Japan is until official ones are imported.

use domain::{
    atlas::{FeatureCollectionKind, FeatureKind, Outline, OutlineCollection, OutlineProperties},
    geo::{BoundingBox, MultiPolygon, MultiPolygonKind, Polygon},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// The edition that the outlines name.
pub const EDITION: &str = "@svg-maps/japan 2.0.0";

const CREDIT: &str = "出典：@svg-maps/japan 2.0.0（© Victor Cazanave、CC BY 4.0）を加工して作成";
const CREDIT_EN: &str = "Source: @svg-maps/japan 2.0.0 (© Victor Cazanave, CC BY 4.0), processed";

/// Code and shape of each prefecture.
static SHAPES: LazyLock<BTreeMap<String, Vec<Polygon>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../reference/prefecture_outlines.json")).unwrap_or_default());

/// The outlines of the prefectures whose codes begin with `prefix`; `properties` names each.
pub fn prefectures(prefix: &str, properties: impl Fn(&str) -> OutlineProperties) -> OutlineCollection {
    let outline = |(code, polygons): (&String, &Vec<Polygon>)| {
        let around = BoundingBox::of(polygons)?;
        Some(Outline {
            kind: FeatureKind::Feature,
            id: code.clone(),
            bbox: [around.west, around.south, around.east, around.north],
            properties: properties(code),
            geometry: MultiPolygon { kind: MultiPolygonKind::MultiPolygon, coordinates: polygons.clone() },
        })
    };
    OutlineCollection {
        kind: FeatureCollectionKind::FeatureCollection,
        credit: CREDIT.to_owned(),
        credit_en: CREDIT_EN.to_owned(),
        features: SHAPES.iter().filter(|(code, _)| code.starts_with(prefix)).filter_map(outline).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{geo::LatLng, region::PREFECTURES};

    #[test]
    fn every_prefecture_has_a_shape_where_it_lies() {
        assert!(SHAPES.keys().map(String::as_str).eq(PREFECTURES.iter().map(|one| one.code)));
        // Seats of prefectures, in the north, the middle and the south.
        for (code, latitude, longitude) in
            [("01", 43.06, 141.35), ("04", 38.27, 140.87), ("20", 36.65, 138.18), ("37", 34.25, 134.0), ("46", 31.6, 130.5)]
        {
            let around = BoundingBox::of(&SHAPES[code]).unwrap();
            let seat = LatLng::new(latitude, longitude).unwrap();
            let within = (around.west..=around.east).contains(&seat.longitude) && (around.south..=around.north).contains(&seat.latitude);
            assert!(within, "{code}");
        }
    }
}

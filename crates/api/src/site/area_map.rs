//! The map of a prefecture's areas as a picture, for those who do not run the client: by secondary medical areas, in the client's colours.

use super::{head::escaped, labels, locale, pages};
use crate::{
    app::AppState,
    ctx::Actor,
    error::ApiResult,
    features::{atlas, priority_area::query::on_day},
    platform::http::cache,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use domain::{
    atlas::{Outline, OutlineCollection, RegionLevel},
    drawing::{HEIGHT, Projection, WIDTH, middle, path, without_far_islands},
    geo::{BoundingBox, Polygon},
    locale::Locale,
    problem::ProblemCode,
    region::{
        Prefecture, prefecture,
        priority_area::{AreaStatus, Coverage, Place, PriorityArea, holder},
    },
};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The patterns over colours, as `region_style.rs` of the client has them.
const PATTERNS: &str = r##"<defs><g fill="#1a1a1a">
<pattern id="hatch" patternUnits="userSpaceOnUse" width="48" height="48" patternTransform="rotate(45)"><rect width="11" height="48"/></pattern>
<pattern id="dots" patternUnits="userSpaceOnUse" width="54" height="54"><circle cx="27" cy="27" r="10"/></pattern>
<pattern id="lines" patternUnits="userSpaceOnUse" width="60" height="60"><rect width="60" height="8"/></pattern>
</g></defs>"##;

/// `/drawings/areas/04.svg?as_of=2026-04-01`
pub async fn picture(request: HttpRequest, state: Data<AppState>, code: Path<String>) -> ApiResult<HttpResponse> {
    let of = prefecture(&code).ok_or(ProblemCode::NotFound)?;
    let (outlines, query) = (outlines(&state, of).await?, request.query_string());
    let areas = on_day(state.recent(&Actor::Visitor), Some(of.code), pages::day(&state, query)).await?;
    let svg = drawn(&outlines, &areas, locale(query)).ok_or(ProblemCode::NotFound)?;
    Ok(cache::public(&request, HttpResponse::Ok().content_type("image/svg+xml").body(svg), cache::HOUR))
}

async fn outlines(state: &AppState, of: &Prefecture) -> ApiResult<OutlineCollection> {
    atlas::query::outlines(state.recent(&Actor::Visitor), RegionLevel::SecondaryMedicalArea, Some(of.code), None).await
}

/// What a page says of its map: the picture's address, what it shows in words, and who made the outlines; nothing where there are none. `day` is
/// the one in the address.
///
/// # Errors
/// When the database fails.
pub async fn described(state: &AppState, of: &Prefecture, areas: &[PriorityArea], day: &str, locale: Locale) -> ApiResult<Option<Value>> {
    let outlines = outlines(state, of).await?;
    let state_of = |code: &str| match held_by(areas, code) {
        None => labels::text("support.areas.not_an_area", locale).to_owned(),
        Some((area, Coverage::Partly)) => labels::fill("support.areas.partly", locale, &[("status", &area.version.status.label(locale))]),
        Some((area, _)) => area.version.status.label(locale).to_owned(),
    };
    let regions: Vec<String> = outlines
        .features
        .iter()
        .map(|one| labels::fill("support.areas.region_label", locale, &[("name", &name(one, locale)), ("state", &state_of(&one.id))]))
        .collect();
    let title = labels::text("support.areas.by_area_title", locale);
    let said = regions.join(labels::text("support.words.comma", locale));
    let address = format!("/drawings/areas/{}.svg?as_of={day}", of.code);
    Ok((!regions.is_empty()).then(|| {
        json!({
            "address": address,
            "title": title,
            "text": labels::fill("support.areas.picture", locale, &[("title", &title), ("regions", &said)]),
            "credit": locale.pick(&outlines.credit, &outlines.credit_en),
        })
    }))
}

fn name(outline: &Outline, locale: Locale) -> &str {
    let named = &outline.properties;
    locale.name(named.name.as_deref().unwrap_or(&outline.id), named.name_en.as_deref().unwrap_or_default())
}

/// Returns the priority area that a secondary medical area belongs to, and how much of the latter it covers.
fn held_by<'a>(areas: &'a [PriorityArea], code: &str) -> Option<(&'a PriorityArea, Coverage)> {
    holder(areas, &Place { area_code: Some(code.to_owned()), ..Place::default() })
}

/// The picture; nothing without outlines.
fn drawn(outlines: &OutlineCollection, areas: &[PriorityArea], locale: Locale) -> Option<String> {
    let shapes = outlines.features.iter().map(|one| (one.id.as_str(), one.geometry.coordinates.clone()));
    let placed: Vec<(_, Vec<Polygon>)> = outlines.features.iter().zip(without_far_islands(shapes.collect())).collect();
    let bounds = placed.iter().filter_map(|(_, polygons)| BoundingBox::of(polygons)).reduce(BoundingBox::join)?;
    let projection = Projection::fit(bounds);
    let (mut regions, mut names) = (String::new(), String::new());
    for (outline, polygons) in &placed {
        let (fill, stroke, pattern) = match held_by(areas, &outline.id).map(|(area, _)| area.version.status) {
            Some(AreaStatus::Designated) => ("#71c598", "#08351f\" stroke-width=\"16", Some("hatch")),
            Some(AreaStatus::Candidate) => ("#fff0b3", "#4d4d4d", Some("dots")),
            Some(AreaStatus::Ended) => ("#cccccc", "#4d4d4d", Some("lines")),
            None => ("#ffffff", "#4d4d4d", None),
        };
        let d = path(polygons, projection);
        let _ = write!(regions, "<path fill=\"{fill}\" stroke=\"{stroke}\" d=\"{d}\"/>");
        if let Some(pattern) = pattern {
            let _ = write!(regions, "<path fill=\"url(#{pattern})\" stroke=\"none\" d=\"{d}\"/>");
        }
        if let Some((x, y)) = middle(polygons, projection) {
            let _ = write!(names, "<text x=\"{x}\" y=\"{y}\">{}</text>", escaped(name(outline, locale)));
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{PATTERNS}\
         <g stroke-width=\"8\" stroke-linejoin=\"round\">{regions}</g>\
         <g font-family=\"sans-serif\" font-size=\"120\" font-weight=\"700\" text-anchor=\"middle\" dominant-baseline=\"central\" fill=\"#1a1a1a\" \
         stroke=\"#ffffff\" stroke-width=\"30\" stroke-linejoin=\"round\" paint-order=\"stroke\">{names}</g></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        atlas::{FeatureCollectionKind, FeatureKind, OutlineProperties},
        geo::{MultiPolygon, MultiPolygonKind},
    };

    #[test]
    fn every_region_is_drawn_with_its_name() {
        let outline = |code: &str, name: &str, west: f64| {
            let ring = vec![[west, 38.0], [west + 1.0, 38.0], [west + 1.0, 39.0], [west, 38.0]];
            Outline {
                kind: FeatureKind::Feature,
                id: code.to_owned(),
                bbox: [west, 38.0, west + 1.0, 39.0],
                properties: OutlineProperties {
                    code: code.to_owned(),
                    prefecture_code: "04".to_owned(),
                    area_code: None,
                    name: Some(name.to_owned()),
                    name_kana: None,
                    name_en: None,
                    edition: String::new(),
                },
                geometry: MultiPolygon { kind: MultiPolygonKind::MultiPolygon, coordinates: vec![vec![ring]] },
            }
        };
        let outlines = |features| OutlineCollection {
            kind: FeatureCollectionKind::FeatureCollection,
            credit: String::new(),
            credit_en: String::new(),
            features,
        };
        let svg = drawn(&outlines(vec![outline("0403", "仙南", 140.0), outline("0404", "<仙台>", 141.0)]), &[], Locale::Ja).unwrap();
        assert_eq!((svg.matches("<path").count(), svg.matches("<text").count()), (2, 2), "{svg}");
        assert!(svg.contains(">仙南</text>") && svg.contains(">&lt;仙台&gt;</text>") && svg.contains("viewBox=\"0 0 4000 3000\""), "{svg}");
        assert_eq!(drawn(&outlines(vec![]), &[], Locale::Ja), None);
    }
}

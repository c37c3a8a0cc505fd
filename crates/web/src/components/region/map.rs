//! The map: outlines as links, each with a name, a pattern and a colour; the legend in words.

use super::names::{MapName, draw_names};
use super::overlay::{MapOverlay, approximate_note};
use super::region_style::{RegionStyle, legend_list, patterns};
use crate::client::{self, ClientError};
use crate::components::common::{LoadError, follow};
use crate::components::ui::Skeleton;
use crate::i18n;
use crate::state::Query;
use crate::t;
use domain::atlas::{Outline, OutlineCollection, RegionLevel};
use domain::drawing::{HEIGHT, Projection, WIDTH, middle, path, with_insets, without_far_islands};
use domain::geo::{BoundingBox, Polygon};
use leptos::html;
use leptos::prelude::*;

/// More links than these are worth a way around them, and leave no room for names.
const FEW: usize = 12;

/// What the map is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapScope {
    /// The prefectures of Japan.
    Country,
    /// The secondary medical areas of a prefecture.
    Areas(String),
    /// The municipalities of a prefecture.
    Municipalities(String),
    /// The municipalities of a secondary medical area.
    Within(String),
}

/// A region of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRegion {
    /// Its code, as in the outlines.
    pub code: String,
    /// What is written on it where there is room.
    pub name: String,
    /// What its colour says.
    pub tone: RegionStyle,
    /// Name and state in words: the link's accessible name, and what a pointer that rests there is told.
    pub label: String,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// A map of regions. `regions` may come later than the map, and may change.
#[component]
pub fn RegionMap(
    /// What it is of; another scope reads other outlines.
    #[prop(into)]
    scope: Signal<MapScope>,
    /// What it shows, in words.
    #[prop(into)]
    title: String,
    /// The regions that mean something here. Others are drawn as background.
    #[prop(into)]
    regions: Signal<Vec<MapRegion>>,
    /// What the colours and patterns say.
    legend: Vec<(RegionStyle, String)>,
    /// What lies on them.
    #[prop(optional, into)]
    over: Signal<MapOverlay>,
    /// Told the rectangle around the outlines once they are read; not of the country.
    #[prop(optional)]
    bounds: Option<RwSignal<Option<BoundingBox>>>,
) -> impl IntoView {
    let outlines = Query::new(move || {
        let scope = scope.get();
        async move {
            match scope {
                MapScope::Country => client::atlas::list_outlines(RegionLevel::Prefecture, None, None).await,
                MapScope::Areas(prefecture) => {
                    client::atlas::list_outlines(RegionLevel::SecondaryMedicalArea, Some(prefecture), None).await
                }
                MapScope::Municipalities(prefecture) => {
                    client::atlas::list_outlines(RegionLevel::Municipality, Some(prefecture), None).await
                }
                MapScope::Within(area) => within(area).await,
            }
        }
    });
    Effect::new(move |_| {
        if let (Some(bounds), Some(around)) = (bounds, outlines.with(around).flatten()) {
            bounds.set((scope.get_untracked() != MapScope::Country).then_some(around));
        }
    });
    let go = follow();
    let drawn = move || match (outlines.get(), outlines.error().get()) {
        (Some(outlines), _) => {
            let (regions, over) = (regions.get(), over.get());
            draw_outlines(&outlines, &regions, &over, scope.get_untracked() == MapScope::Country, go)
        }
        (None, Some(error)) => {
            Drawing::failed(view! { <LoadError error=error on_retry=Callback::new(move |()| outlines.reload())/> }.into_any())
        }
        (None, None) => Drawing::waiting(),
    };
    let after = NodeRef::<html::Div>::new();
    let name = title.clone();
    let content = move || {
        let drawing = drawn();
        let name = name.clone();
        view! {
            {drawing.many.then(|| skip_button(after))}
            {match drawing.body {
                Body::Paper(shapes) => view! {
                    <div class="map__frame">
                        <svg class="map__paper" class:map__paper--tiled=drawing.tiled viewBox="0 0 4000 3000" role="group" aria-label=name>{patterns()}{shapes}</svg>
                    </div>
                }.into_any(),
                Body::Waiting => view! { <div class="map__frame map__frame--waiting"><Skeleton lines=1/></div> }.into_any(),
                Body::Instead(view) => view,
            }}
            {(!drawing.missing.is_empty()).then(|| view! {
                <p class="map__missing small">{t!(map.without_outline)}{drawing.missing}</p>
            })}
            {drawing.approximate.then(approximate_note)}
            {drawing.credit.map(|credit| view! { <p class="map__credit small">{credit}</p> })}
        }
    };
    view! {
        <figure class="map">
            <figcaption class="map__title">{title}</figcaption>
            {content}
            <div class="map__after" tabindex="-1" node_ref=after>{legend_list(legend)}</div>
        </figure>
    }
}

enum Body {
    Waiting,
    Paper(AnyView),
    Instead(AnyView),
}

struct Drawing {
    body: Body,
    many: bool,
    missing: Vec<AnyView>,
    credit: Option<String>,
    /// Tiles lie below.
    tiled: bool,
    /// A point only stands about where it is.
    approximate: bool,
}

impl Drawing {
    fn of(body: Body) -> Self {
        Drawing { body, many: false, missing: Vec::new(), credit: None, tiled: false, approximate: false }
    }

    fn waiting() -> Self {
        Self::of(Body::Waiting)
    }

    fn failed(error: AnyView) -> Self {
        Self::of(Body::Instead(error))
    }

    /// No outlines of this level are loaded: the table says it all.
    fn none() -> Self {
        Self::of(Body::Instead(view! { <p class="map__none">{t!(map.none)}</p> }.into_any()))
    }
}

/// The municipalities of an area; while no such outlines are loaded, the area itself.
async fn within(area: String) -> Result<OutlineCollection, ClientError> {
    let municipalities = client::atlas::list_outlines(RegionLevel::Municipality, None, Some(area.clone())).await?;
    if !municipalities.features.is_empty() {
        return Ok(municipalities);
    }
    let prefecture = area.get(..2).map(ToOwned::to_owned);
    let mut areas = client::atlas::list_outlines(RegionLevel::SecondaryMedicalArea, prefecture, None).await?;
    areas.features.retain(|outline| outline.id == area);
    Ok(areas)
}

fn around(outlines: &OutlineCollection) -> Option<BoundingBox> {
    near(outlines).iter().filter_map(|polygons| BoundingBox::of(polygons)).reduce(BoundingBox::join)
}

/// The shapes of a prefecture or a part of it, in the order of the outlines.
fn near(outlines: &OutlineCollection) -> Vec<Vec<Polygon>> {
    let shapes = outlines.features.iter().map(|outline| (outline.id.as_str(), outline.geometry.coordinates.clone()));
    without_far_islands(shapes.collect())
}

fn draw_outlines(
    outlines: &OutlineCollection,
    regions: &[MapRegion],
    over: &MapOverlay,
    country: bool,
    go: Callback<(leptos::ev::MouseEvent, String)>,
) -> Drawing {
    let mut insets = Vec::new();
    let mut with_moved = |outline: &Outline| {
        let (mut polygons, moved) = with_insets(&outline.id, &outline.geometry);
        insets.extend(BoundingBox::of(&moved));
        polygons.extend(moved);
        polygons
    };
    let shapes = if country { outlines.features.iter().map(&mut with_moved).collect() } else { near(outlines) };
    let placed: Vec<(&Outline, Vec<Polygon>)> = outlines.features.iter().zip(shapes).filter(|(_, polygons)| !polygons.is_empty()).collect();
    let Some(bounds) = placed.iter().filter_map(|(_, polygons)| BoundingBox::of(polygons)).reduce(BoundingBox::join) else {
        return Drawing::none();
    };
    let projection = Projection::fit(bounds);
    let named = regions.len() <= FEW;
    let mut shapes = Vec::new();
    let mut names = Vec::new();
    for (outline, polygons) in &placed {
        let d = path(polygons, projection);
        let Some(region) = regions.iter().find(|region| region.code == outline.id) else {
            shapes.push(view! { <path class="map__ground" d=d/> }.into_any());
            continue;
        };
        let pattern = region.tone.pattern().map(|fill| view! { <path class="map__pattern" d=d.clone() fill=fill/> });
        shapes.push(link(region, view! { <path class=region.tone.class() d=d/> }.into_any(), pattern.into_any(), go));
        let count = over.count_on(&region.code, polygons, projection).map(i18n::number);
        let Some(place) = middle(polygons, projection).filter(|_| named || count.is_some()) else { continue };
        names.push(MapName::new(if named { &region.name } else { "" }, count, place));
    }
    let corners = insets.into_iter().map(|bounds| inset_corner(bounds, projection)).collect_view();
    let drawn: Vec<&str> = placed.iter().map(|(outline, _)| outline.id.as_str()).collect();
    let (tiles, tiles_credit) = if country { None } else { over.draw_tiles(projection) }.unzip();
    let mut credit = i18n::locale().pick(&outlines.credit, &outlines.credit_en).to_owned();
    if let Some(tiles_credit) = tiles_credit {
        credit = credit + " " + &tiles_credit;
    }
    // Islands of the country's map stand elsewhere, and so would points on them.
    let (shades, points) = match country {
        true => (().into_any(), ().into_any()),
        false => (over.draw_shades(projection), over.draw_points(projection, go)),
    };
    Drawing {
        many: FEW < regions.len() + over.points.len(),
        missing: links(regions.iter().filter(|region| !drawn.contains(&region.code.as_str()))),
        credit: Some(credit),
        tiled: tiles.is_some(),
        approximate: !country && over.points.iter().any(|point| point.approximate),
        ..Drawing::of(Body::Paper(
            view! { <g>{tiles}</g><g>{corners}</g><g>{shapes}</g><g>{shades}</g><g>{draw_names(&names)}</g><g>{points}</g> }.into_any(),
        ))
    }
}

/// A corner around islands that lie elsewhere.
fn inset_corner(bounds: BoundingBox, projection: Projection) -> AnyView {
    let (left, top) = projection.place(bounds.west - 0.4, bounds.north + 0.4);
    let (right, bottom) = projection.place(bounds.east + 0.4, bounds.south - 0.4);
    view! {
        <rect class="map__inset" x=left.to_string() y=top.to_string() width=(right - left).to_string() height=(bottom - top).to_string() rx="30"/>
    }
    .into_any()
}

/// A region's shape as a link with its name.
fn link(region: &MapRegion, shape: AnyView, over: AnyView, go: Callback<(leptos::ev::MouseEvent, String)>) -> AnyView {
    let (label, href) = (region.label.clone(), region.href.clone());
    let tip = label.clone();
    if href.is_empty() {
        return view! { <g class="map__region" role="img" aria-label=label><title>{tip}</title>{shape}{over}</g> }.into_any();
    }
    let target = href.clone();
    view! {
        <g>
            <a class="map__region" href=href aria-label=label on:click=move |click| go.run((click, target.clone()))>
                <title>{tip}</title>
                {shape}
                {over}
            </a>
        </g>
    }
    .into_any()
}

/// Regions in a sentence, as links.
fn links<'a>(regions: impl Iterator<Item = &'a MapRegion>) -> Vec<AnyView> {
    regions
        .filter(|region| !region.href.is_empty())
        .map(|region| view! { <a class="map__other" href=region.href.clone()>{region.label.clone()}</a> }.into_any())
        .collect()
}

/// A way around many links for those who use the keyboard.
fn skip_button(after: NodeRef<html::Div>) -> AnyView {
    let skip = move |_| {
        if let Some(after) = after.get_untracked() {
            let _ = after.focus();
        }
    };
    view! { <button type="button" class="map__skip button button--outline button--compact" on:click=skip>{t!(map.skip)}</button> }
        .into_any()
}

const _: () = assert!(WIDTH as i32 == 4000 && HEIGHT as i32 == 3000, "the viewBox is written out above");

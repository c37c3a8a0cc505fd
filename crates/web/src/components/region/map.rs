//! The map: outlines as links, each with a name, a pattern and a colour; the legend in words.

use super::drawing::{HEIGHT, INSET, Projection, WIDTH, middle, path};
use super::tiles;
use crate::client;
use crate::components::common::LoadError;
use crate::components::ui::Skeleton;
use crate::i18n::{self, Locale};
use crate::state::Query;
use crate::t;
use domain::atlas::{Outline, OutlineCollection, RegionLevel};
use domain::geo::BoundingBox;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::collections::BTreeMap;

/// More links than these are worth a way around them, and leave no room for names.
const FEW: usize = 12;
const OKINAWA: &str = "47";

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

/// What a region's colour and pattern say. A computed candidate never looks like a designated area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapTone {
    /// Nothing in particular.
    Plain,
    /// Proposed; nobody has designated it.
    Candidate,
    /// Designated.
    Designated,
    /// Was designated.
    Ended,
    /// A fifth of a statistic, 0 (lowest) to 4.
    Index(u8),
}

impl MapTone {
    fn class(self) -> &'static str {
        match self {
            MapTone::Plain => "map__shape",
            MapTone::Candidate => "map__shape map__shape--candidate",
            MapTone::Designated => "map__shape map__shape--designated",
            MapTone::Ended => "map__shape map__shape--ended",
            MapTone::Index(0) => "map__shape map__shape--index-0",
            MapTone::Index(1) => "map__shape map__shape--index-1",
            MapTone::Index(2) => "map__shape map__shape--index-2",
            MapTone::Index(3) => "map__shape map__shape--index-3",
            MapTone::Index(_) => "map__shape map__shape--index-4",
        }
    }

    /// What lies over the colour, so that the map can be read without it.
    fn pattern(self) -> Option<&'static str> {
        match self {
            MapTone::Plain | MapTone::Index(0) => None,
            MapTone::Candidate => Some("url(#map-dots)"),
            MapTone::Designated => Some("url(#map-hatch)"),
            MapTone::Ended => Some("url(#map-lines)"),
            MapTone::Index(1) => Some("url(#map-index-1)"),
            MapTone::Index(2) => Some("url(#map-index-2)"),
            MapTone::Index(3) => Some("url(#map-index-3)"),
            MapTone::Index(_) => Some("url(#map-index-4)"),
        }
    }
}

/// A region of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRegion {
    /// Its code, as in the outlines.
    pub code: String,
    /// What is written on it where there is room.
    pub name: String,
    /// What its colour says.
    pub tone: MapTone,
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
    legend: Vec<(MapTone, String)>,
) -> impl IntoView {
    let outlines = Query::new(move || {
        let scope = scope.get();
        async move {
            let (level, prefecture, within) = match scope {
                MapScope::Country => (RegionLevel::Prefecture, None, None),
                MapScope::Areas(prefecture) => (RegionLevel::SecondaryMedicalArea, Some(prefecture), None),
                MapScope::Municipalities(prefecture) => (RegionLevel::Municipality, Some(prefecture), None),
                MapScope::Within(area) => (RegionLevel::Municipality, None, Some(area)),
            };
            client::atlas::list_outlines(level, prefecture, within).await
        }
    });
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |(click, href): (leptos::ev::MouseEvent, String)| {
        // The router only sees links of HTML.
        if click.button() == 0 && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key()) {
            click.prevent_default();
            navigate.with_value(|navigate| navigate(&href, leptos_router::NavigateOptions::default()));
        }
    });
    let drawn = move || match (outlines.get(), outlines.error().get()) {
        (Some(outlines), _) => {
            let regions = regions.get();
            if !outlines.features.is_empty() {
                draw_outlines(&outlines, &regions, scope.get_untracked() == MapScope::Country, go)
            } else if scope.get_untracked() == MapScope::Country {
                draw_tiles(&regions, go)
            } else {
                Drawing::none(&regions)
            }
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
                        <svg class="map__paper" viewBox="0 0 4000 3000" role="group" aria-label=name>{patterns()}{shapes}</svg>
                    </div>
                }.into_any(),
                Body::Waiting => view! { <div class="map__frame map__frame--waiting"><Skeleton lines=1/></div> }.into_any(),
                Body::Instead(view) => view,
            }}
            {(!drawing.missing.is_empty()).then(|| view! {
                <p class="map__missing small">{t!(map.without_outline)}{drawing.missing}</p>
            })}
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
}

impl Drawing {
    fn waiting() -> Self {
        Drawing { body: Body::Waiting, many: false, missing: Vec::new(), credit: None }
    }

    fn failed(error: AnyView) -> Self {
        Drawing { body: Body::Instead(error), many: false, missing: Vec::new(), credit: None }
    }

    /// No outlines of this level are loaded: the table says it all.
    fn none(regions: &[MapRegion]) -> Self {
        let body = Body::Instead(view! { <p class="map__none">{t!(map.none)}</p> }.into_any());
        Drawing { body, many: false, missing: links(regions.iter()), credit: None }
    }
}

fn draw_outlines(
    outlines: &OutlineCollection,
    regions: &[MapRegion],
    country: bool,
    go: Callback<(leptos::ev::MouseEvent, String)>,
) -> Drawing {
    let inset = |outline: &Outline| if country && outline.id == OKINAWA { INSET } else { (0.0, 0.0) };
    let moved = |outline: &Outline| {
        let ([west, south, east, north], (up, right)) = (outline.bbox, inset(outline));
        BoundingBox { west: west + right, south: south + up, east: east + right, north: north + up }
    };
    let Some(bounds) = outlines.features.iter().map(moved).reduce(BoundingBox::join) else { return Drawing::none(regions) };
    let projection = Projection::fit(bounds);
    let known: BTreeMap<&str, &MapRegion> = regions.iter().map(|region| (region.code.as_str(), region)).collect();
    let named = regions.len() <= FEW;
    let mut shapes = Vec::new();
    let mut names = Vec::new();
    for outline in &outlines.features {
        let d = path(&outline.geometry, projection, inset(outline));
        let Some(region) = known.get(outline.id.as_str()) else {
            shapes.push(view! { <path class="map__ground" d=d/> }.into_any());
            continue;
        };
        let over = region.tone.pattern().map(|fill| view! { <path class="map__pattern" d=d.clone() fill=fill/> });
        shapes.push(link(region, view! { <path class=region.tone.class() d=d/> }.into_any(), over.into_any(), go));
        if named && let Some((x, y)) = middle(&outline.geometry, projection) {
            names.push(
                view! { <text class="map__name" x=x.to_string() y=y.to_string() aria-hidden="true">{region.name.clone()}</text> }
                    .into_any(),
            );
        }
    }
    let frame = country.then(|| inset_frame(outlines.features.iter().find(|outline| outline.id == OKINAWA).map(moved), projection));
    let drawn: Vec<&str> = outlines.features.iter().map(|outline| outline.id.as_str()).collect();
    Drawing {
        body: Body::Paper(view! { {frame}<g>{shapes}</g><g>{names}</g> }.into_any()),
        many: FEW < regions.len(),
        missing: links(regions.iter().filter(|region| !drawn.contains(&region.code.as_str()))),
        credit: Some(i18n::locale().pick(&outlines.credit, &outlines.credit_en).to_owned()),
    }
}

/// A corner around Okinawa, as on every map of Japan: it lies elsewhere.
fn inset_frame(bounds: Option<BoundingBox>, projection: Projection) -> AnyView {
    let Some(bounds) = bounds else { return ().into_any() };
    let (left, bottom) = projection.place(bounds.west, bounds.south - 0.3);
    let (right, top) = projection.place(bounds.east + 0.3, bounds.north);
    let points = [(left, bottom), (right - 180, bottom), (right, bottom - 180), (right, top)];
    let points: Vec<String> = points.iter().map(|(x, y)| x.to_string() + "," + &y.to_string()).collect();
    view! { <polyline class="map__inset" points=points.join(" ")/> }.into_any()
}

fn draw_tiles(regions: &[MapRegion], go: Callback<(leptos::ev::MouseEvent, String)>) -> Drawing {
    let mut tiles_drawn = Vec::new();
    for region in regions {
        let Some((x, y)) = tiles::tile(&region.code) else { continue };
        let place = |class: &'static str, fill: Option<&'static str>| {
            let (x, y, side) = (x.to_string(), y.to_string(), tiles::SIDE.to_string());
            view! { <rect class=class fill=fill x=x y=y width=side.clone() height=side rx="24"/> }.into_any()
        };
        // Latin names are longer than a tile; the code stands for them.
        let text = match i18n::locale() {
            Locale::Ja => region.name.trim_end_matches(['県', '府', '都']).to_owned(),
            Locale::En => region.code.clone(),
        };
        let class = if text.chars().count() < 3 { "map__name" } else { "map__name map__name--long" };
        let (middle_x, middle_y) = ((x + tiles::SIDE / 2).to_string(), (y + tiles::SIDE / 2).to_string());
        let over = region.tone.pattern().map(|fill| place("map__pattern", Some(fill)));
        let text = view! { <text class=class x=middle_x y=middle_y aria-hidden="true">{text}</text> };
        let over = view! { <g>{over}{text}</g> }.into_any();
        tiles_drawn.push(link(region, place(region.tone.class(), None), over, go));
    }
    let missing = links(regions.iter().filter(|region| tiles::tile(&region.code).is_none()));
    Drawing {
        body: Body::Paper(view! { <g class="map__tiles">{tiles_drawn}</g> }.into_any()),
        many: FEW < regions.len(),
        missing,
        credit: Some(t!(map.tiles).to_owned()),
    }
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

/// The legend: words, each with a swatch of what they mean.
fn legend_list(legend: Vec<(MapTone, String)>) -> AnyView {
    if legend.is_empty() {
        return ().into_any();
    }
    let items = legend
        .into_iter()
        .map(|(tone, text)| {
            let over = tone.pattern().map(|fill| view! { <rect class="map__pattern" fill=fill x="20" y="20" width="440" height="280"/> });
            view! {
                <li class="map__legend-item">
                    <svg class="map__swatch" viewBox="0 0 480 320" aria-hidden="true">
                        <rect class=tone.class() x="20" y="20" width="440" height="280"/>
                        {over}
                    </svg>
                    {text}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="map__legend" aria-label=t!(map.legend)>{items}</ul> }.into_any()
}

/// The patterns that lie over colours. Ids are the page's: one map's serve all.
fn patterns() -> AnyView {
    view! {
        <defs>
            <pattern id="map-hatch" patternUnits="userSpaceOnUse" width="64" height="64" patternTransform="rotate(45)">
                <rect class="map__ink" width="16" height="64"/>
            </pattern>
            <pattern id="map-dots" patternUnits="userSpaceOnUse" width="72" height="72">
                <circle class="map__ink" cx="36" cy="36" r="13"/>
            </pattern>
            <pattern id="map-lines" patternUnits="userSpaceOnUse" width="64" height="96">
                <rect class="map__ink" width="64" height="10"/>
            </pattern>
            <pattern id="map-index-1" patternUnits="userSpaceOnUse" width="96" height="96">
                <circle class="map__ink" cx="48" cy="48" r="9"/>
            </pattern>
            <pattern id="map-index-2" patternUnits="userSpaceOnUse" width="64" height="64">
                <circle class="map__ink" cx="32" cy="32" r="11"/>
            </pattern>
            <pattern id="map-index-3" patternUnits="userSpaceOnUse" width="64" height="64" patternTransform="rotate(45)">
                <rect class="map__light" width="12" height="64"/>
            </pattern>
            <pattern id="map-index-4" patternUnits="userSpaceOnUse" width="64" height="64" patternTransform="rotate(45)">
                <rect class="map__light" width="12" height="64"/>
                <rect class="map__light" width="64" height="12"/>
            </pattern>
        </defs>
    }
    .into_any()
}

const _: () = assert!(WIDTH as i32 == 4000 && HEIGHT as i32 == 3000, "the viewBox is written out above");

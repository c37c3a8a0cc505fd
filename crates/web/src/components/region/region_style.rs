//! What colours say: each with a pattern over it, so that the map can be read without them, and the legend in words.

use crate::t;
use leptos::prelude::*;

/// What a region's colour and pattern say. A computed candidate never looks like a designated area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionStyle {
    /// Nothing in particular.
    Plain,
    /// Not read yet, or it could not be read.
    Unknown,
    /// Institutions are registered there.
    Listed,
    /// Proposed; nobody has designated it.
    Candidate,
    /// Designated.
    Designated,
    /// Was designated.
    Ended,
    /// A fifth of a statistic, 0 (lowest) to 4.
    Index(u8),
}

impl RegionStyle {
    /// The classes of its shape.
    pub fn class(self) -> &'static str {
        match self {
            RegionStyle::Plain => "map__shape",
            RegionStyle::Unknown => "map__shape map__shape--unknown",
            RegionStyle::Listed => "map__shape map__shape--listed",
            RegionStyle::Candidate => "map__shape map__shape--candidate",
            RegionStyle::Designated => "map__shape map__shape--designated",
            RegionStyle::Ended => "map__shape map__shape--ended",
            RegionStyle::Index(0) => "map__shape map__shape--index-0",
            RegionStyle::Index(1) => "map__shape map__shape--index-1",
            RegionStyle::Index(2) => "map__shape map__shape--index-2",
            RegionStyle::Index(3) => "map__shape map__shape--index-3",
            RegionStyle::Index(_) => "map__shape map__shape--index-4",
        }
    }

    /// What lies over the colour, so that the map can be read without it.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            RegionStyle::Plain | RegionStyle::Unknown | RegionStyle::Index(0) => None,
            RegionStyle::Listed => Some("url(#map-listed)"),
            RegionStyle::Candidate => Some("url(#map-dots)"),
            RegionStyle::Designated => Some("url(#map-hatch)"),
            RegionStyle::Ended => Some("url(#map-lines)"),
            RegionStyle::Index(1) => Some("url(#map-index-1)"),
            RegionStyle::Index(2) => Some("url(#map-index-2)"),
            RegionStyle::Index(3) => Some("url(#map-index-3)"),
            RegionStyle::Index(_) => Some("url(#map-index-4)"),
        }
    }
}

/// The legend: words, each with a swatch of what they mean.
pub fn legend_list(legend: Vec<(RegionStyle, String)>) -> AnyView {
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
pub fn patterns() -> AnyView {
    view! {
        <defs>
            <pattern id="map-hatch" patternUnits="userSpaceOnUse" width="48" height="48" patternTransform="rotate(45)">
                <rect class="map__ink" width="11" height="48"/>
            </pattern>
            <pattern id="map-listed" patternUnits="userSpaceOnUse" width="56" height="56" patternTransform="rotate(-45)">
                <rect class="map__ink map__ink--faint" width="5" height="56"/>
            </pattern>
            <pattern id="map-dots" patternUnits="userSpaceOnUse" width="54" height="54">
                <circle class="map__ink" cx="27" cy="27" r="10"/>
            </pattern>
            <pattern id="map-lines" patternUnits="userSpaceOnUse" width="60" height="60">
                <rect class="map__ink" width="60" height="8"/>
            </pattern>
            <pattern id="map-index-1" patternUnits="userSpaceOnUse" width="52" height="52">
                <circle class="map__ink" cx="26" cy="26" r="6"/>
            </pattern>
            <pattern id="map-index-2" patternUnits="userSpaceOnUse" width="36" height="36">
                <circle class="map__ink" cx="18" cy="18" r="8"/>
            </pattern>
            <pattern id="map-index-3" patternUnits="userSpaceOnUse" width="40" height="40" patternTransform="rotate(45)">
                <rect class="map__light" width="8" height="40"/>
            </pattern>
            <pattern id="map-index-4" patternUnits="userSpaceOnUse" width="40" height="40" patternTransform="rotate(45)">
                <rect class="map__light" width="8" height="40"/>
                <rect class="map__light" width="40" height="8"/>
            </pattern>
        </defs>
    }
    .into_any()
}

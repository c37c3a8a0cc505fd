//! The country by prefectures.

use super::super::model::count_of;
use super::super::state::Filters;
use super::{counted_link, counted_name, further, map_of, within};
use crate::components::region::{MapOverlay, MapRegion, MapScope, RegionMap, RegionStyle};
use crate::components::ui::table;
use crate::i18n::locale;
use crate::state::query::failures;
use crate::t;
use domain::region::PREFECTURES;
use leptos::prelude::*;

pub(super) fn country(filters: Filters) -> AnyView {
    let regions = Signal::derive(move || {
        let asked = filters.asked.get();
        let counts = filters.settled(|facets| facets.prefectures.clone());
        PREFECTURES
            .iter()
            .map(|one| {
                let (name, count) = (one.label(locale()), counts.as_ref().map(|counts| count_of(counts, one.code)));
                MapRegion {
                    code: one.code.to_owned(),
                    name: name.to_owned(),
                    tone: match count {
                        None => RegionStyle::Unknown,
                        Some(0) => RegionStyle::Plain,
                        Some(_) => RegionStyle::Listed,
                    },
                    label: counted_name(name, count),
                    href: map_of(&within(&asked, Some(one.code), None)),
                }
            })
            .collect::<Vec<_>>()
    });
    let over = Signal::derive(move || {
        let counts = filters.settled(|facets| facets.prefectures.clone()).unwrap_or_default();
        MapOverlay { counts: counts.into_iter().map(|one| (one.value, one.count)).collect(), ..MapOverlay::default() }
    });
    let legend = vec![(RegionStyle::Listed, t!(map.page.some).to_owned()), (RegionStyle::Plain, t!(map.page.none).to_owned())];
    view! {
        {failures(vec![filters.facets.outcome()])}
        <div class="map-view">
            <RegionMap scope=MapScope::Country title=t!(map.page.by_prefecture) regions=regions legend=legend over=over/>
            <div class="map-view__table map-view__table--pairs">{move || prefectures(filters)}</div>
        </div>
    }
    .into_any()
}

fn prefectures(filters: Filters) -> AnyView {
    let asked = filters.asked.get();
    let counts = filters.settled(|facets| facets.prefectures.clone());
    let rows = PREFECTURES
        .iter()
        .map(|one| {
            let here = within(&asked, Some(one.code), None);
            let name = one.label(locale());
            vec![further(&here, name.to_owned()), counted_link(counts.as_ref().map(|counts| count_of(counts, one.code)), &here, name)]
        })
        .collect();
    table(t!(map.page.by_prefecture), &[t!(directory.filter.prefecture), t!(map.page.institutions)], rows)
}

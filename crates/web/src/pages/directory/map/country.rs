//! The country by prefectures.

use super::super::model::count_of;
use super::super::state::Filters;
use super::{address, counted_link, further, within};
use crate::components::region::{MapOver, MapRegion, MapScope, MapTone, RegionMap};
use crate::components::ui::table;
use crate::i18n::{locale, number};
use crate::{paths, t};
use domain::region::PREFECTURES;
use leptos::prelude::*;

pub(super) fn country(filters: Filters) -> AnyView {
    let regions = Signal::derive(move || {
        let query = filters.query.get();
        let counts = filters.facets.with(|facets| facets.prefectures.clone()).unwrap_or_default();
        PREFECTURES
            .iter()
            .map(|one| {
                let (name, count) = (one.label(locale()), count_of(&counts, one.code));
                MapRegion {
                    code: one.code.to_owned(),
                    name: name.to_owned(),
                    tone: if count > 0 { MapTone::Listed } else { MapTone::Plain },
                    label: t!(map.page.region, name = name, count = number(count)),
                    href: address(paths::MAP, &within(&query, Some(one.code), None)),
                }
            })
            .collect::<Vec<_>>()
    });
    let over = Signal::derive(move || {
        let counts = filters.facets.with(|facets| facets.prefectures.clone()).unwrap_or_default();
        MapOver { counts: counts.into_iter().map(|one| (one.value, one.count)).collect(), ..MapOver::default() }
    });
    let legend = vec![(MapTone::Listed, t!(map.page.some).to_owned()), (MapTone::Plain, t!(map.page.none).to_owned())];
    view! {
        <div class="map-view">
            <RegionMap scope=MapScope::Country title=t!(map.page.by_prefecture) regions=regions legend=legend over=over/>
            <div class="map-view__table map-view__table--pairs">{move || prefectures(filters)}</div>
        </div>
    }
    .into_any()
}

fn prefectures(filters: Filters) -> Option<AnyView> {
    let query = filters.query.get();
    let counts = filters.facets.with(|facets| facets.prefectures.clone())?;
    let rows = PREFECTURES
        .iter()
        .map(|one| {
            let here = within(&query, Some(one.code), None);
            let name = one.label(locale());
            vec![further(&here, name.to_owned()), counted_link(count_of(&counts, one.code), &here, name)]
        })
        .collect();
    Some(table(t!(map.page.by_prefecture), &[t!(directory.filter.prefecture), t!(map.page.institutions)], rows))
}

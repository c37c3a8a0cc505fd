//! A prefecture by its secondary medical areas, with the priority areas in it and the institutions as points.

use super::super::model::count_of;
use super::super::state::{Filters, area_label};
use super::priority::{self, Priority};
use super::{address, area::points, counted_link, further, within};
use crate::components::region::{MapOver, MapRegion, MapScope, RegionMap};
use crate::components::ui::table;
use crate::i18n::{locale, number};
use crate::state::Query;
use crate::{client, paths, t};
use domain::region::prefecture_label;
use leptos::prelude::*;

pub(super) fn prefecture(filters: Filters, code: String) -> AnyView {
    let priority = Priority::read(code.clone());
    let bounds = RwSignal::new(None);
    let clusters = points(filters, bounds);
    let settings = Query::new(client::atlas::get_map_settings);
    let here = StoredValue::new(code.clone());
    let regions = Signal::derive(move || {
        let query = filters.query.get();
        let counts = filters.facets.with(|facets| facets.areas.clone()).unwrap_or_default();
        let regions = filters.areas.get().into_iter().map(|area| {
            let name = area_label(&area);
            let (tone, state) = priority.of_area(&area.code);
            let count = t!(map.page.region, name = name, count = number(count_of(&counts, &area.code)));
            MapRegion {
                tone,
                label: t!(map.page.region_state, region = count, state = state),
                href: address(paths::MAP, &within(&query, Some(&area.prefecture_code), Some(&area.code))),
                code: area.code,
                name,
            }
        });
        regions.collect::<Vec<_>>()
    });
    let over = Signal::derive(move || MapOver {
        shades: priority.parts(),
        points: clusters.points(filters),
        settings: settings.get(),
        ..MapOver::default()
    });
    let title = t!(map.page.by_area, name = prefecture_label(&code, locale()));
    view! {
        <div class="map-view">
            <div>
                <RegionMap scope=MapScope::Areas(code) title=title regions=regions legend=priority::legend() over=over bounds=bounds/>
                {move || clusters.unplaced(filters)}
            </div>
            <div class="map-view__table">{move || areas(filters, priority, &here.get_value())}</div>
        </div>
    }
    .into_any()
}

fn areas(filters: Filters, priority: Priority, prefecture: &str) -> Option<AnyView> {
    let query = filters.query.get();
    let (counts, total) = filters.facets.with(|facets| (facets.areas.clone(), facets.total))?;
    let mut rows = Vec::new();
    let mut within_areas = 0;
    for area in filters.areas.get() {
        let here = within(&query, Some(prefecture), Some(&area.code));
        let (name, count) = (area_label(&area), count_of(&counts, &area.code));
        within_areas += count;
        let (_, state) = priority.of_area(&area.code);
        rows.push(vec![further(&here, name.clone()), counted_link(count, &here, &name), state.into_any()]);
    }
    // Municipalities that the list of areas does not know.
    let outside = total.saturating_sub(within_areas);
    if outside > 0 {
        rows.push(vec![t!(map.page.no_area).into_any(), number(outside).into_any(), "–".into_any()]);
    }
    let none = filters.no_areas.get().then(|| view! { <p>{t!(directory.filter.area_none)}</p> });
    let columns = [t!(directory.filter.area), t!(map.page.institutions), t!(map.page.priority)];
    let caption = t!(map.page.by_area, name = prefecture_label(prefecture, locale()));
    let more = view! { <p><a href=paths::support_areas(prefecture)>{t!(map.page.priority_more)}</a></p> };
    Some(view! { {none}{(!rows.is_empty()).then(|| table(&caption, &columns, rows))}{more} }.into_any())
}

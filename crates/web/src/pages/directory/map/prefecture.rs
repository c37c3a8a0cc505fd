//! A prefecture by its secondary medical areas, with the priority areas in it and the institutions as points.

use super::super::model::count_of;
use super::super::state::{Filters, area_label};
use super::priority::{self, Priority};
use super::{area::points, counted_link, counted_name, further, map_of, unknown, within};
use crate::components::region::{MapOverlay, MapRegion, MapScope, RegionMap};
use crate::components::ui::{Skeleton, table};
use crate::i18n::{locale, number};
use crate::state::Query;
use crate::state::query::failures;
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
        let asked = filters.asked.get();
        let counts = filters.settled(|facets| facets.areas.clone());
        let regions = filters.areas.get().unwrap_or_default().into_iter().map(|area| {
            let name = area_label(&area);
            let found = priority.of_area(&area.code);
            let label = counted_name(&name, counts.as_ref().map(|counts| count_of(counts, &area.code)));
            MapRegion {
                tone: priority::tone_of(&found),
                label: priority::with_state(label, &found),
                href: map_of(&within(&asked, Some(&area.prefecture_code), Some(&area.code))),
                code: area.code,
                name,
            }
        });
        regions.collect::<Vec<_>>()
    });
    let over = Signal::derive(move || MapOverlay {
        shades: priority.parts(),
        points: clusters.points(filters),
        settings: settings.get(),
        ..MapOverlay::default()
    });
    let title = t!(map.page.by_area, name = prefecture_label(&code, locale()));
    let mut outcomes = vec![filters.facets.outcome(), filters.areas_read.outcome(), clusters.outcome()];
    outcomes.extend(priority.outcomes());
    view! {
        {failures(outcomes)}
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
    let asked = filters.asked.get();
    let counted = filters.settled(|facets| (facets.areas.clone(), facets.total));
    let Some(areas) = filters.areas.get() else {
        return filters.areas_read.loading().get().then(|| view! { <Skeleton lines=6/> }.into_any());
    };
    let mut rows = Vec::new();
    let mut within_areas = 0;
    for area in areas {
        let here = within(&asked, Some(prefecture), Some(&area.code));
        let (name, count) = (area_label(&area), counted.as_ref().map(|(counts, _)| count_of(counts, &area.code)));
        within_areas += count.unwrap_or_default();
        let state = priority.of_area(&area.code).map_or_else(unknown, |(_, state)| state.into_any());
        rows.push(vec![further(&here, name.clone()), counted_link(count, &here, &name), state]);
    }
    // Municipalities that the list of areas does not know.
    let outside = counted.map_or(0, |(_, total)| total.saturating_sub(within_areas));
    if outside > 0 {
        rows.push(vec![t!(map.page.no_area).into_any(), number(outside).into_any(), unknown()]);
    }
    let none = filters.no_areas().then(|| view! { <p>{t!(directory.filter.area_none)}</p> });
    let columns = [t!(directory.filter.area), t!(map.page.institutions), t!(map.page.priority)];
    let caption = t!(map.page.by_area, name = prefecture_label(prefecture, locale()));
    let more = view! { <p><a href=paths::support_areas(prefecture)>{t!(map.page.priority_more)}</a></p> };
    Some(view! { {none}{(!rows.is_empty()).then(|| table(&caption, &columns, rows))}{more} }.into_any())
}

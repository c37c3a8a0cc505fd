//! The country by prefectures.

use super::super::model::count_of;
use super::super::state::Filters;
use super::{counted_link, counted_name, further, map_of, within};
use crate::components::region::{MapOverlay, MapRegion, MapScope, RegionMap, RegionStyle};
use crate::components::ui::{Skeleton, table};
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

/// Those with institutions as a table, the others as links.
fn prefectures(filters: Filters) -> AnyView {
    let asked = filters.asked.get();
    let counts = filters.settled(|facets| facets.prefectures.clone());
    if counts.is_none() && filters.facets.error().with(Option::is_none) {
        return view! { <Skeleton lines=8/> }.into_any();
    }
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for one in &PREFECTURES {
        let (here, name) = (within(&asked, Some(one.code), None), one.label(locale()));
        match counts.as_ref().map(|counts| count_of(counts, one.code)) {
            Some(0) => others.push(view! { <li>{further(&here, name.to_owned())}</li> }),
            count => rows.push(vec![further(&here, name.to_owned()), counted_link(count, &here, name)]),
        }
    }
    let columns = [t!(directory.filter.prefecture), t!(map.page.institutions)];
    let rows = (!rows.is_empty()).then(|| table(t!(map.page.by_prefecture), &columns, rows));
    let others = (!others.is_empty()).then(|| {
        view! {
            <h3 class="areas__others-title">{t!(map.page.elsewhere)}</h3>
            <ul class="areas__others">{others}</ul>
        }
    });
    view! { {rows}{others} }.into_any()
}

//! The country: which prefectures have areas on a day.

use super::look_up::look_up;
use crate::client;
use crate::client::support::NamedArea;
use crate::components::common::{Page, crumb};
use crate::components::region::{MapRegion, MapScope, RegionMap, RegionStyle};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::ui::{Notice, Tone, table};
use crate::i18n::locale;
use crate::state::Query;
use crate::{paths, t};
use domain::region::PREFECTURES;
use domain::region::priority_area::AreaStatus;
use leptos::prelude::*;

/// `/support/areas`
#[component]
pub fn CountryPage() -> impl IntoView {
    let day = use_day();
    let areas = Query::new(move || client::support::list_named_areas(asked(day)));
    let regions = Signal::derive(move || {
        let areas = areas.get().unwrap_or_default();
        PREFECTURES
            .iter()
            .map(|prefecture| region(prefecture.code, prefecture.label(locale()), &areas, &day.get().to_string()))
            .collect::<Vec<_>>()
    });
    let legend = vec![
        (RegionStyle::Designated, t!(support.areas.has_designated).to_owned()),
        (RegionStyle::Candidate, t!(support.areas.has_candidates).to_owned()),
        (RegionStyle::Plain, t!(support.areas.has_none).to_owned()),
    ];
    view! {
        <Page
            title=t!(support.areas.title)
            lead=t!(support.areas.lead)
            trail=vec![crumb(t!(common.nav.support), paths::SUPPORT)]
            wide=true
        >
            {day_control(day)}
            <div class="areas__overview">
                <RegionMap scope=MapScope::Country title=t!(support.areas.map_title) regions=regions legend=legend/>
                <div>{areas.view(8, move |areas| prefectures(&areas, &day.get_untracked().to_string()))}</div>
            </div>
            <Notice tone=Tone::Info><p>{t!(support.areas.only_recorded)}</p></Notice>
            {look_up(None, day)}
        </Page>
    }
}

fn count(areas: &[NamedArea], prefecture: &str, status: AreaStatus) -> usize {
    areas.iter().filter(|area| area.prefecture_code == prefecture && area.version.status == status).count()
}

fn region(code: &str, name: &str, areas: &[NamedArea], day: &str) -> MapRegion {
    let (designated, candidates) = (count(areas, code, AreaStatus::Designated), count(areas, code, AreaStatus::Candidate));
    let (tone, state) = match (designated, candidates) {
        (0, 0) => (RegionStyle::Plain, t!(support.areas.has_none).to_owned()),
        (0, count) => (RegionStyle::Candidate, t!(support.areas.count_candidates, count = count)),
        (count, _) => (RegionStyle::Designated, t!(support.areas.count_designated, count = count)),
    };
    MapRegion {
        code: code.to_owned(),
        name: name.to_owned(),
        tone,
        label: t!(support.areas.region_label, name = name, state = state),
        href: paths::support_areas_on(code, day),
    }
}

/// The same as a table: prefectures with areas first said in full, the others as links.
fn prefectures(areas: &[NamedArea], day: &str) -> AnyView {
    let mut rows = Vec::new();
    let mut others = Vec::new();
    for prefecture in &PREFECTURES {
        let link = view! { <a href=paths::support_areas_on(prefecture.code, day)>{prefecture.label(locale())}</a> }.into_any();
        let (designated, candidates) =
            (count(areas, prefecture.code, AreaStatus::Designated), count(areas, prefecture.code, AreaStatus::Candidate));
        if designated + candidates > 0 {
            rows.push(vec![link, designated.into_any(), candidates.into_any()]);
        } else {
            others.push(view! { <li>{link}</li> });
        }
    }
    let columns = [t!(support.areas.prefecture), t!(support.areas.designated), t!(support.areas.candidates)];
    let none = rows.is_empty().then(|| view! { <p>{t!(support.areas.nobody)}</p> });
    let rows = (!rows.is_empty()).then(|| view! { <div class="support__table">{table(t!(support.areas.table), &columns, rows)}</div> });
    view! {
        {none}
        {rows}
        <h2 class="areas__others-title">{t!(support.areas.others)}</h2>
        <ul class="areas__others">{others}</ul>
    }
    .into_any()
}

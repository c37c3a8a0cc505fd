//! A prefecture's map, by medical areas, by municipalities or by the physician index.

use crate::client;
use crate::components::region::{MapRegion, MapScope, RegionMap, RegionStyle};
use crate::components::ui::{Notice, Tab, Tabs, Tone, compared, table};
use crate::i18n::{self, Locale, locale};
use crate::lazy_piece;
use crate::state::Query;
use crate::{paths, t};
use chrono::NaiveDate;
use domain::atlas::{PhysicianIndices, RegionLevel, fifth_of, fifths};
use domain::region::priority_area::{AreaStatus, Coverage, Place, PriorityArea, holder};
use domain::region::{Municipality, SecondaryMedicalArea};
use leptos::prelude::*;

use crate::components::support::areas::{area_name, medical_area_name, municipality_name};

lazy_piece!(municipality_view, area_views: by_municipality);
lazy_piece!(index_view, area_views: by_index);

/// What the map knows of the prefecture.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub areas: Query<Vec<PriorityArea>>,
    pub medical_areas: Query<Vec<SecondaryMedicalArea>>,
    pub municipalities: Query<Vec<Municipality>>,
    pub day: Memo<NaiveDate>,
}

/// The prefecture and what is known of it, for the views that are loaded when somebody chooses them.
#[derive(Clone)]
struct Shown(String, Known);

/// The map with its three views.
pub(super) fn maps(prefecture: String, known: Known) -> AnyView {
    let active = RwSignal::new("areas");
    provide_context(Shown(prefecture.clone(), known));
    let tabs = vec![
        Tab { id: "areas", label: t!(support.areas.by_area).to_owned() },
        Tab { id: "municipalities", label: t!(support.areas.by_municipality).to_owned() },
        Tab { id: "index", label: t!(support.areas.by_index).to_owned() },
    ];
    view! {
        <Tabs tabs=tabs active=active label=t!(support.areas.views)>
            {move || match active.get() {
                "areas" => by_area(prefecture.clone(), known),
                "municipalities" => municipality_view::by_municipality(),
                _ => index_view::by_index(),
            }}
        </Tabs>
    }
    .into_any()
}

fn legend() -> Vec<(RegionStyle, String)> {
    vec![
        (RegionStyle::Designated, AreaStatus::Designated.label(locale()).to_owned()),
        (RegionStyle::Candidate, AreaStatus::Candidate.label(locale()).to_owned()),
        (RegionStyle::Ended, AreaStatus::Ended.label(locale()).to_owned()),
        (RegionStyle::Plain, t!(support.areas.not_an_area).to_owned()),
    ]
}

fn region(code: &str, name: String, found: Option<(&PriorityArea, Coverage)>, day: NaiveDate) -> MapRegion {
    let Some((area, coverage)) = found else {
        let label = t!(support.areas.region_label, name = name, state = t!(support.areas.not_an_area));
        return MapRegion { code: code.to_owned(), name, tone: RegionStyle::Plain, label, href: String::new() };
    };
    let tone = match area.version.status {
        AreaStatus::Designated => RegionStyle::Designated,
        AreaStatus::Candidate => RegionStyle::Candidate,
        AreaStatus::Ended => RegionStyle::Ended,
    };
    let status = area.version.status.label(locale());
    let state = match coverage {
        Coverage::Partly => t!(support.areas.partly, status = status),
        Coverage::Inside | Coverage::Outside | Coverage::Unknown => status.to_owned(),
    };
    MapRegion {
        code: code.to_owned(),
        tone,
        label: t!(support.areas.region_label, name = name, state = state),
        name,
        href: paths::support_area_on(&area.prefecture_code, area.id, &day.to_string()),
    }
}

fn by_area(prefecture: String, known: Known) -> AnyView {
    let regions = Signal::derive(move || {
        let (areas, day) = (known.areas.get().unwrap_or_default(), known.day.get());
        let medical_areas = known.medical_areas.get().unwrap_or_default();
        medical_areas
            .iter()
            .map(|one| {
                let place = Place { area_code: Some(one.code.clone()), ..Place::default() };
                region(&one.code, medical_area_name(one), holder(&areas, &place), day)
            })
            .collect::<Vec<_>>()
    });
    view! { <RegionMap scope=MapScope::Areas(prefecture) title=t!(support.areas.by_area_title) regions=regions legend=legend()/> }
        .into_any()
}

fn by_municipality() -> AnyView {
    let Shown(prefecture, known) = expect_context();
    let regions = Signal::derive(move || {
        let (areas, day) = (known.areas.get().unwrap_or_default(), known.day.get());
        let municipalities = known.municipalities.get().unwrap_or_default();
        municipalities
            .iter()
            .map(|one| {
                let place = Place { municipality_code: Some(one.code.clone()), area_code: one.area_code.clone(), ..Place::default() };
                region(&one.code, municipality_name(one), holder(&areas, &place), day)
            })
            .collect::<Vec<_>>()
    });
    let rows = move || {
        let day = known.day.get();
        let areas = known.areas.get().unwrap_or_default();
        let rows = known.municipalities.get().unwrap_or_default();
        let rows = rows
            .iter()
            .map(|one| {
                let place = Place { municipality_code: Some(one.code.clone()), area_code: one.area_code.clone(), ..Place::default() };
                let found = holder(&areas, &place);
                let state = region(&one.code, municipality_name(one), found, day);
                let in_area = found.map(|(area, coverage)| {
                    let name = area_name(&area.name, &area.name_en);
                    view! { <a href=state.href>{name}</a>{t!(support.areas.in_brackets, state = describe(area, coverage))} }
                });
                let in_area = match in_area {
                    Some(link) => link.into_any(),
                    None => t!(support.areas.not_an_area).into_any(),
                };
                vec![municipality_name(one).into_any(), in_area]
            })
            .collect();
        table(t!(support.areas.municipality_table), &[t!(support.areas.municipality), t!(support.areas.area)], rows)
    };
    view! {
        <RegionMap scope=MapScope::Municipalities(prefecture) title=t!(support.areas.by_municipality_title) regions=regions legend=legend()/>
        <details class="disclosure">
            <summary class="disclosure__summary">{t!(support.areas.municipality_table)}</summary>
            <div class="disclosure__body">{rows}</div>
        </details>
    }
    .into_any()
}

fn describe(area: &PriorityArea, coverage: Coverage) -> String {
    let status = area.version.status.label(locale());
    if coverage == Coverage::Partly { t!(support.areas.partly, status = status) } else { status.to_owned() }
}

/// A statistic of its own: its colours and patterns are none of an area's.
fn by_index() -> AnyView {
    let Shown(prefecture, _) = expect_context();
    let indices = Query::new(|| client::atlas::list_physician_indices(RegionLevel::SecondaryMedicalArea, None));
    let scope = MapScope::Areas(prefecture.clone());
    let shown = StoredValue::new(prefecture.clone());
    let regions = Signal::derive(move || indices.get().map(|indices| index_regions(&indices, &shown.get_value())).unwrap_or_default());
    let legend = (0..5_u8).map(|fifth| (RegionStyle::Index(fifth), fifth_text(fifth).to_owned())).collect();
    let rows = move |indices: PhysicianIndices| index_table(&indices, &shown.get_value());
    view! {
        <RegionMap scope=scope title=t!(support.areas.by_index_title) regions=regions legend=legend/>
        {indices.view(5, rows)}
    }
    .into_any()
}

fn fifth_text(fifth: u8) -> &'static str {
    match fifth {
        0 => t!(support.areas.fifth_1),
        1 => t!(support.areas.fifth_2),
        2 => t!(support.areas.fifth_3),
        3 => t!(support.areas.fifth_4),
        _ => t!(support.areas.fifth_5),
    }
}

fn index_regions(indices: &PhysicianIndices, prefecture: &str) -> Vec<MapRegion> {
    let values: Vec<f64> = indices.items.iter().map(|item| item.value).collect();
    let Some(limits) = fifths(&values) else { return Vec::new() };
    let here = indices.items.iter().filter(|item| item.prefecture_code == prefecture);
    here.map(|item| {
        let fifth = fifth_of(item.value, &limits);
        let name = area_name(&item.name, item.name_en.as_deref().unwrap_or_default());
        let state = t!(support.areas.index_label, value = one_decimal(item.value), fifth = fifth_text(fifth));
        MapRegion {
            code: item.code.clone(),
            label: t!(support.areas.region_label, name = name, state = state),
            name,
            tone: RegionStyle::Index(fifth),
            href: String::new(),
        }
    })
    .collect()
}

/// 139.3, without the machinery of formatting floats.
fn one_decimal(value: f64) -> String {
    String::from(js_sys::Number::from(value).to_fixed(1).unwrap_or_default())
}

fn index_table(indices: &PhysicianIndices, prefecture: &str) -> AnyView {
    let rows: Vec<_> = indices
        .items
        .iter()
        .filter(|item| item.prefecture_code == prefecture)
        .map(|item| {
            vec![
                area_name(&item.name, item.name_en.as_deref().unwrap_or_default()).into_any(),
                one_decimal(item.value).into_any(),
                item.rank.map(|rank| t!(support.areas.rank_of, rank = rank, count = indices.items.len())).into_any(),
                item.class.map(|class| class.label(locale())).into_any(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{t!(support.areas.no_index)}</p> }.into_any();
    }
    let columns = [t!(support.areas.medical_area), t!(support.areas.index), t!(support.areas.rank), t!(support.areas.class)];
    let (source, caveat) = match locale() {
        Locale::Ja => (indices.source.clone(), indices.caveat.clone()),
        Locale::En => (indices.source_en.clone(), indices.caveat_en.clone()),
    };
    let edition = indices.edition_on.map(|day| t!(support.areas.index_of, day = i18n::date(day)));
    view! {
        {compared(t!(support.areas.index_table), &columns, rows)}
        <Notice tone=Tone::Warning><p>{caveat}</p></Notice>
        <p class="small">{edition}" "{source}</p>
    }
    .into_any()
}

//! One area: what it is on a day, every version of it, who agreed, and the institutions in it.

use crate::client;
use crate::components::common::{FictionalTag, Page, crumb};
use crate::components::listing::written_in;
use crate::components::region::{MapRegion, MapScope, RegionMap, RegionStyle};
use crate::components::support::areas::{Names, area_name, municipality_name, names, version_item};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::ui::{EmptyState, Kind, LinkButton, Notice, Tag, Tone};
use crate::i18n::{self, locale};
use crate::state::Query;
use crate::{paths, t};
use domain::region::prefecture_label;
use domain::region::priority_area::{AreaShape, AreaStatus, PriorityAreaDetail};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// `/support/areas/:prefecture/:area`
#[component]
pub fn AreaPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("area").unwrap_or_default());
    let code = params.with_untracked(|params| params.get("prefecture").unwrap_or_default());
    let day = use_day();
    let area = Query::new(move || {
        let (id, as_of) = (id.get(), asked(day));
        async move { client::support::get_priority_area(&id, as_of).await }
    });
    let names = names(code.clone());
    let title = Signal::derive(move || {
        area.get().map_or_else(
            || t!(support.areas.area).to_owned(),
            |area| t!(support.areas.of_area, name = area_name(&area.name, &area.name_en)),
        )
    });
    let trail = vec![
        crumb(t!(common.nav.support), paths::SUPPORT),
        crumb(t!(support.areas.title), paths::SUPPORT_AREAS),
        crumb(prefecture_label(&code, locale()), paths::support_areas(&code)),
    ];
    view! {
        <Page title=title trail=trail wide=true>
            {day_control(day)}
            {area.view(10, move |area| content(&area, &names.get().unwrap_or_default(), &i18n::date(day.get_untracked())))}
        </Page>
    }
}

fn content(area: &PriorityAreaDetail, names: &Names, day: &str) -> AnyView {
    let now = area.area.as_ref().map(|area| area.version.status);
    let state = match now {
        Some(AreaStatus::Designated) => (Tone::Success, t!(support.area.is_designated, day = day)),
        Some(AreaStatus::Candidate) => (Tone::Info, t!(support.area.is_candidate, day = day)),
        Some(AreaStatus::Ended) => (Tone::Neutral, t!(support.area.is_ended, day = day)),
        None => (Tone::Neutral, t!(support.area.is_nothing, day = day)),
    };
    let shape = area.area.as_ref().map(|area| map(area.version.status, &area.version.shape, names, &area.prefecture_code));
    let versions = area.versions.iter().map(|one| version_item(one, names)).collect_view();
    view! {
        <Notice tone=state.0 title=state.1/>
        {shape}
        <section aria-labelledby="area-municipalities">
            <h2 id="area-municipalities" class="section__title">{t!(support.area.municipalities)}</h2>
            {municipalities(&area.municipality_codes, names)}
        </section>
        <section aria-labelledby="area-institutions">
            <h2 id="area-institutions" class="section__title">{t!(support.area.institutions)}</h2>
            {institutions(area)}
        </section>
        <section aria-labelledby="area-versions">
            <h2 id="area-versions" class="section__title">{t!(support.area.versions)}</h2>
            <ol class="areas__versions">{versions}</ol>
        </section>
        <div class="actions">
            <LinkButton href=paths::SUPPORT_CALCULATOR>{t!(support.calculator.title)}</LinkButton>
            <LinkButton href=paths::support_areas(&area.prefecture_code) kind=Kind::Outline>{t!(support.area.all)}</LinkButton>
        </div>
    }
    .into_any()
}

/// A map where the area consists of whole regions; parts of a municipality are said in words only.
fn map(status: AreaStatus, shape: &AreaShape, names: &Names, prefecture: &str) -> AnyView {
    let tone = match status {
        AreaStatus::Designated => RegionStyle::Designated,
        AreaStatus::Candidate => RegionStyle::Candidate,
        AreaStatus::Ended => RegionStyle::Ended,
    };
    let region = |code: &str, name: String| MapRegion {
        code: code.to_owned(),
        label: t!(support.areas.region_label, name = name, state = status.label(locale())),
        name,
        tone,
        href: String::new(),
    };
    let (scope, regions): (MapScope, Vec<MapRegion>) = match shape {
        AreaShape::SecondaryMedicalArea { code } => {
            let inside = names.1.iter().filter(|one| one.area_code.as_ref() == Some(code));
            (MapScope::Within(code.clone()), inside.map(|one| region(&one.code, municipality_name(one))).collect())
        }
        AreaShape::Municipalities { codes } => {
            let known = names.1.iter().filter(|one| codes.contains(&one.code));
            (MapScope::Municipalities(prefecture.to_owned()), known.map(|one| region(&one.code, municipality_name(one))).collect())
        }
        AreaShape::District { .. } | AreaShape::Island { .. } | AreaShape::Spot { .. } | AreaShape::Radius { .. } => return ().into_any(),
    };
    let legend = vec![(tone, status.label(locale()).to_owned())];
    view! { <RegionMap scope=scope title=t!(support.area.map) regions=Signal::stored(regions) legend=legend/> }.into_any()
}

fn municipalities(codes: &[String], names: &Names) -> AnyView {
    let items = codes
        .iter()
        .map(|code| names.1.iter().find(|one| one.code == *code).map_or_else(|| code.clone(), municipality_name))
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    view! { <ul class="areas__others">{items}</ul> }.into_any()
}

fn institutions(area: &PriorityAreaDetail) -> AnyView {
    if area.institutions.is_empty() {
        return view! { <EmptyState title=t!(support.area.no_institutions) text=t!(support.area.no_institutions_text)/> }.into_any();
    }
    let items = area
        .institutions
        .iter()
        .map(|one| {
            let (name, kind, fictional) = (one.name.clone(), one.kind.label(locale()), one.fictional);
            view! { <li><a href=paths::listing(one.id) lang=written_in()>{name}</a>" "<Tag>{kind}</Tag>" "<FictionalTag fictional/></li> }
        })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

//! The prefecture's areas on a day.

use super::shape::{Names, names};
use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::{DateText, Page};
use crate::components::support::areas::{agreement, name_of, shape_text, status_tag};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::ui::{EmptyState, Kind, LinkButton, table};
use crate::state::Query;
use crate::{paths, t};
use domain::region::priority_area::PriorityArea;
use leptos::prelude::*;

/// `/prefecture/areas`
#[component]
pub fn AreasPage() -> impl IntoView {
    let (prefecture, day, names) = (own(), use_day(), names());
    let public = paths::support_areas(&prefecture);
    let areas = Query::new(move || {
        let (prefecture, as_of) = (prefecture.clone(), asked(day));
        async move { client::support::list_priority_areas(Some(prefecture), as_of).await }
    });
    view! {
        <Page title=t!(prefecture.areas.title, name = own_name()) trail=vec![home_crumb()] lead=t!(prefecture.areas.lead) wide=true>
            <div class="actions">
                <LinkButton href=paths::PREFECTURE_NEW_AREA>{t!(prefecture.areas.create)}</LinkButton>
                <LinkButton href=public kind=Kind::Outline>{t!(prefecture.areas.public)}</LinkButton>
            </div>
            {day_control(day)}
            {areas.view(6, move |areas| area_table(&areas, &names.get().unwrap_or_default()))}
        </Page>
    }
}

fn area_table(areas: &[PriorityArea], names: &Names) -> AnyView {
    if areas.is_empty() {
        return view! { <EmptyState title=t!(support.areas.none_here) text=t!(prefecture.areas.none_text)/> }.into_any();
    }
    let rows = areas
        .iter()
        .map(|area| {
            let version = &area.version;
            let until = match version.period.until {
                Some(day) => view! { <DateText day=day/> }.into_any(),
                None => t!(support.areas.open).into_any(),
            };
            vec![
                view! { <a href=paths::prefecture_area(area.id)>{name_of(area)}</a> }.into_any(),
                status_tag(version.status),
                shape_text(&version.shape, &names.0, &names.1).into_any(),
                view! { <DateText day=version.period.from/> }.into_any(),
                until,
                agreement(version.regional_medical_council.as_ref()),
                agreement(version.insurers_council.as_ref()),
            ]
        })
        .collect();
    let columns = [
        t!(support.areas.area),
        t!(support.areas.status),
        t!(support.areas.place),
        t!(support.areas.from),
        t!(support.areas.until),
        t!(support.areas.regional_council),
        t!(support.areas.insurers_council),
    ];
    view! { <div class="support__table">{table(t!(support.areas.list_caption), &columns, rows)}</div> }.into_any()
}

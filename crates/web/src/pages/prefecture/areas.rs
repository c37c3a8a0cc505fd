//! The prefecture's areas on a day.

use super::{home_crumb, own, own_name};
use crate::client;
use crate::components::common::Page;
use crate::components::support::areas::{Names, area_table, names};
use crate::components::support::as_of::{asked, day_control, use_day};
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::state::Query;
use crate::{paths, t};
use domain::region::priority_area::PriorityArea;
use leptos::prelude::*;

/// `/prefecture/areas`
#[component]
pub fn AreasPage() -> impl IntoView {
    let (prefecture, day, names) = (own(), use_day(), names(own()));
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
            {areas.view(6, move |areas| list(&areas, &names.get().unwrap_or_default()))}
        </Page>
    }
}

fn list(areas: &[PriorityArea], names: &Names) -> AnyView {
    if areas.is_empty() {
        return view! { <EmptyState title=t!(support.areas.none_here) text=t!(prefecture.areas.none_text)/> }.into_any();
    }
    area_table(areas, names, |area| paths::prefecture_area(area.id))
}

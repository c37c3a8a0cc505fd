//! Which priority support area an institution stands in.

use super::place::Place;
use crate::client::support::NamedArea;
use crate::client::{self, ClientError};
use crate::components::common::LoadError;
use crate::components::support::areas::{area_name, name_of, place_of_listing};
use crate::components::ui::{Choice, Form, Notice, Select, Tone};
use crate::state::Query;
use crate::t;
use domain::ids::PriorityAreaId;
use domain::region::priority_area::{AreaStatus, Coverage, PriorityArea};
use leptos::prelude::*;

/// Where the area is in the form.
pub(super) const AREA: &str = "/priority_area_id";

/// The areas that an institution can choose from.
#[derive(Debug, Clone, Default, PartialEq)]
struct Areas {
    open: Vec<PriorityArea>,
    told: Told,
}

/// What an institution's address tells.
#[derive(Debug, Clone, Default, PartialEq)]
enum Told {
    /// Nothing: no address is public.
    #[default]
    Nothing,
    /// It lies in this area.
    Inside(NamedArea),
    /// A part of its municipality is an area.
    Unsure,
    /// It lies in none.
    Outside,
}

/// The designated areas of the institution's prefecture, and the one that an application names already.
async fn find(place: Option<Place>, named: Option<PriorityAreaId>) -> Result<Areas, ClientError> {
    let Some(place) = place else { return Ok(Areas::default()) };
    let mut open = client::support::list_priority_areas(Some(place.prefecture), None, None).await?;
    open.retain(|area| area.version.status == AreaStatus::Designated || Some(area.id) == named);
    // Only a published institution has an address that can be looked up; the others choose themselves.
    let found = match client::directory::get_institution(&place.id.to_string()).await {
        Ok(listing) => client::support::look_up_priority_areas(&place_of_listing(&listing), None).await.ok(),
        Err(_) => None,
    };
    let held =
        found.map(|found| found.areas.into_iter().filter(|held| open.iter().any(|area| area.id == held.area.id)).collect::<Vec<_>>());
    let told = match held {
        None => Told::Nothing,
        Some(held) if held.is_empty() => Told::Outside,
        Some(held) => held.into_iter().find(|one| one.coverage == Coverage::Inside).map_or(Told::Unsure, |one| Told::Inside(one.area)),
    };
    Ok(Areas { open, told })
}

/// The area, chosen beforehand where the address tells it.
pub(super) fn area_field(form: Form, place: Signal<Option<Place>>, named: Option<PriorityAreaId>) -> AnyView {
    let found = Query::new(move || find(place.get(), named));
    Effect::new(move |_| {
        let Some(areas) = found.get() else { return };
        let chosen = form.peek(AREA);
        if !chosen.is_empty() && !areas.open.iter().any(|area| area.id.to_string() == chosen) && place.get_untracked().is_some() {
            form.set(AREA, "");
        }
        if let Told::Inside(inside) = areas.told
            && form.peek(AREA).is_empty()
        {
            form.set(AREA, inside.id.to_string());
        }
    });
    let options = Signal::derive(move || {
        let areas = found.get().unwrap_or_default();
        areas.open.iter().map(|area| Choice::new(area.id.to_string(), name_of(area))).collect::<Vec<_>>()
    });
    let retry = Callback::new(move |()| found.reload());
    let said = move || match (place.get(), found.get()) {
        (None, _) => view! { <p class="field__hint">{t!(support_application.edit.area_choose)}</p> }.into_any(),
        (Some(_), Some(areas)) if areas.open.is_empty() && !found.loading().get() => {
            view! { <Notice tone=Tone::Warning><p>{t!(support_application.edit.area_none)}</p></Notice> }.into_any()
        }
        (Some(_), Some(Areas { told: Told::Inside(inside), .. })) => {
            view! { <p>{t!(support_application.edit.area_inside, area = area_name(&inside.name, &inside.name_en))}</p> }.into_any()
        }
        (Some(_), Some(Areas { told: Told::Unsure, .. })) => view! { <p>{t!(support_application.edit.area_unsure)}</p> }.into_any(),
        (Some(_), Some(Areas { told: Told::Outside, .. })) => {
            view! { <Notice tone=Tone::Warning><p>{t!(support_application.edit.area_outside)}</p></Notice> }.into_any()
        }
        (Some(_), _) => ().into_any(),
    };
    view! {
        <Select
            form=form
            path=AREA
            label=t!(support_application.field.area)
            hint=t!(support_application.edit.area_hint)
            required=true
            options=options
        />
        <div role="status">{said}</div>
        {move || found.error().get().map(|error| view! { <LoadError error=error on_retry=retry/> })}
    }
    .into_any()
}

//! What editions say otherwise about institutions here.

use super::words::change_list;
use crate::components::common::{DateTimeText, MutationError};
use crate::components::ui::{Button, EmptyState, Kind, Tab, Tabs};
use crate::i18n::locale;
use crate::state::{Mutation, Pages, use_toasts};
use crate::{client, paths, t};
use domain::registry::RegistryDifference;
use leptos::prelude::*;

const WAITING: &str = "waiting";
const ACKNOWLEDGED: &str = "acknowledged";

/// Those that wait, and those that somebody took note of.
pub fn differences() -> AnyView {
    let shown = RwSignal::new(WAITING);
    let rows = Pages::new(move |cursor| {
        let acknowledged = shown.get() == ACKNOWLEDGED;
        async move { client::registry::list_registry_differences(acknowledged, None, cursor).await }
    });
    let tabs = vec![
        Tab { id: WAITING, label: t!(registry.differences.waiting).to_owned() },
        Tab { id: ACKNOWLEDGED, label: t!(registry.differences.acknowledged).to_owned() },
    ];
    view! {
        <p>{t!(registry.differences.lead)}</p>
        <Tabs tabs=tabs active=shown label=t!(registry.differences.show)>
            {rows.view(6, move |found| cards(found, shown, rows))}
        </Tabs>
    }
    .into_any()
}

fn cards(found: Vec<RegistryDifference>, shown: RwSignal<&'static str>, rows: Pages<RegistryDifference>) -> AnyView {
    if found.is_empty() {
        let title = if shown.get_untracked() == WAITING {
            t!(registry.differences.none_waiting)
        } else {
            t!(registry.differences.none_acknowledged)
        };
        return view! { <EmptyState title=title/> }.into_any();
    }
    let cards = found.into_iter().map(|difference| card(difference, rows)).collect_view();
    view! { <ul class="messages">{cards}</ul> }.into_any()
}

fn card(difference: RegistryDifference, rows: Pages<RegistryDifference>) -> AnyView {
    let edition = t!(registry.differences.edition, list = difference.dataset.label(locale()), edition = difference.edition);
    let foot = match (difference.acknowledged_at, &difference.acknowledged_by) {
        (Some(at), name) => {
            let name = name.clone().unwrap_or_default();
            view! { <p class="card__foot">{t!(registry.differences.acknowledged_by, name = name)}<DateTimeText at=at/></p> }.into_any()
        }
        (None, _) => view! { <div class="actions">{acknowledge(&difference, rows)}</div> }.into_any(),
    };
    view! {
        <li class="card">
            <h2 class="card__title"><a href=paths::staff_registration(difference.registration_id)>{difference.name}</a></h2>
            <p class="small">
                {edition}" "<DateTimeText at=difference.found_at/><br/>
                {t!(registry.differences.official, code = difference.registry_code)}
            </p>
            {change_list(&difference.changes)}
            {foot}
        </li>
    }
    .into_any()
}

fn acknowledge(difference: &RegistryDifference, rows: Pages<RegistryDifference>) -> AnyView {
    let (act, toasts) = (Mutation::new(), use_toasts());
    let id = difference.id.to_string();
    let label = t!(registry.differences.acknowledge_label, name = difference.name);
    let run = move || {
        let id = id.clone();
        act.run(async move { client::registry::acknowledge_registry_difference(&id).await }, move |_| {
            toasts.success(t!(registry.differences.done));
            rows.reload();
        });
    };
    view! {
        <Button compact=true kind=Kind::Solid busy=act.pending() label=label on_click=run>{t!(registry.differences.acknowledge)}</Button>
        <MutationError of=act/>
    }
    .into_any()
}

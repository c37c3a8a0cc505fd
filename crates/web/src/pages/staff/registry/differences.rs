//! What editions say otherwise about institutions here.

use super::focus_when_drawn;
use super::labels::change_list;
use crate::components::common::{DateTimeText, MutationError};
use crate::components::ui::{Button, EmptyState, Kind, Tab, Tabs};
use crate::i18n::locale;
use crate::state::{Mutation, Pages, use_toasts};
use crate::{client, paths, t};
use domain::ids::RegistryDifferenceId;
use domain::registry::RegistryDifference;
use leptos::prelude::*;

const WAITING: &str = "waiting";
const ACKNOWLEDGED: &str = "acknowledged";
/// Takes the focus when no card is left that could.
const LIST: &str = "registry-differences";

/// What the cards share. Taking note is one act of the list, not of a card: cards are drawn anew when one of them goes.
#[derive(Clone, Copy)]
struct Shown {
    tab: RwSignal<&'static str>,
    rows: Pages<RegistryDifference>,
    act: Mutation,
    acting: RwSignal<Option<RegistryDifferenceId>>,
}

/// Those that wait, and those that somebody took note of.
pub fn differences() -> AnyView {
    let tab = RwSignal::new(WAITING);
    let rows = Pages::new(move |cursor| {
        let acknowledged = tab.get() == ACKNOWLEDGED;
        async move { client::registry::list_registry_differences(acknowledged, None, cursor).await }
    });
    let shown = Shown { tab, rows, act: Mutation::new(), acting: RwSignal::new(None) };
    let tabs = vec![
        Tab { id: WAITING, label: t!(registry.differences.waiting).to_owned() },
        Tab { id: ACKNOWLEDGED, label: t!(registry.differences.acknowledged).to_owned() },
    ];
    view! {
        <div class="stack">
            <p>{t!(registry.differences.lead)}</p>
            <Tabs tabs=tabs active=tab label=t!(registry.differences.show)>
                <div id=LIST tabindex="-1">{rows.view(6, move |found| cards(found, shown))}</div>
            </Tabs>
        </div>
    }
    .into_any()
}

fn cards(found: Vec<RegistryDifference>, shown: Shown) -> AnyView {
    if found.is_empty() {
        let title = if shown.tab.get_untracked() == WAITING {
            t!(registry.differences.none_waiting)
        } else {
            t!(registry.differences.none_acknowledged)
        };
        return view! { <EmptyState title=title/> }.into_any();
    }
    let cards = found.into_iter().map(|difference| card(difference, shown)).collect_view();
    view! { <ul class="messages">{cards}</ul> }.into_any()
}

fn card(difference: RegistryDifference, shown: Shown) -> AnyView {
    let edition = t!(registry.differences.edition, list = difference.dataset.label(locale()), edition = difference.edition);
    let foot = match (difference.acknowledged_at, &difference.acknowledged_by) {
        (Some(at), name) => {
            let name = name.clone().unwrap_or_default();
            view! { <p class="card__foot">{t!(registry.differences.acknowledged_by, name = name)}<DateTimeText at=at/></p> }.into_any()
        }
        (None, _) => view! { <div class="actions">{acknowledge(&difference, shown)}</div> }.into_any(),
    };
    view! {
        <li class="card">
            <h2 class="card__title">
                <a id=link_id(difference.id) lang="ja" href=paths::staff_registration(difference.registration_id)>{difference.name}</a>
            </h2>
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

fn link_id(id: RegistryDifferenceId) -> String {
    String::from("difference-") + &id.to_string()
}

fn acknowledge(difference: &RegistryDifference, shown: Shown) -> AnyView {
    let toasts = use_toasts();
    let Shown { act, acting, .. } = shown;
    let id = difference.id;
    let label = t!(registry.differences.acknowledge_label, name = difference.name);
    let mine = move || acting.get() == Some(id);
    let busy = Signal::derive(move || mine() && act.pending().get());
    let run = move || {
        if act.pending().get_untracked() {
            return;
        }
        acting.set(Some(id));
        act.run(async move { client::registry::acknowledge_registry_difference(&id.to_string()).await }, move |_| {
            toasts.success(t!(registry.differences.done));
            take_away(id, shown);
        });
    };
    view! {
        <Button compact=true kind=Kind::Solid busy=busy label=label on_click=run>{t!(registry.differences.acknowledge)}</Button>
        {move || mine().then(|| view! { <MutationError of=act/> })}
    }
    .into_any()
}

/// Takes a card away without reading the list again, which would take whoever reads further down back to its beginning. The focus goes to
/// the card after it, or before it where it was the last.
fn take_away(id: RegistryDifferenceId, shown: Shown) {
    let Shown { tab, rows, .. } = shown;
    if tab.get_untracked() != WAITING {
        return rows.reload();
    }
    let ids: Vec<_> = rows.items().with_untracked(|rows| rows.iter().map(|row| row.id).collect());
    let at = ids.iter().position(|known| *known == id).unwrap_or_default();
    match ids.get(at + 1).or_else(|| ids.get(at.checked_sub(1)?)) {
        Some(next) => {
            rows.retain(|row| row.id != id);
            focus_when_drawn(link_id(*next));
        }
        // There may be more to read.
        None => {
            rows.reload();
            focus_when_drawn(LIST.to_owned());
        }
    }
}

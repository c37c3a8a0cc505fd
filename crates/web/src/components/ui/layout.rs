//! Finding one's way: breadcrumbs, steps, tabs, disclosures.

use crate::t;
use leptos::prelude::*;
use leptos::{ev, html};

/// The way from the front page to here; the last entry is the page itself.
#[component]
pub fn Breadcrumbs(
    /// (text, address) of the pages above this one.
    trail: Vec<(String, String)>,
    #[prop(into)] here: Signal<String>,
) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=t!(common.nav.breadcrumbs)>
            <ol>
                {trail
                    .into_iter()
                    .map(|(text, href)| view! { <li><a href=href>{text}</a></li> })
                    .collect_view()}
                <li aria-current="page">{move || here.get()}</li>
            </ol>
        </nav>
    }
}

/// Where a person stands in a task of several pages. `current` counts from 0.
#[component]
pub fn Steps(labels: Vec<&'static str>, #[prop(into)] current: Signal<usize>) -> impl IntoView {
    let total = labels.len();
    view! {
        <ol class="steps" aria-label=t!(common.nav.steps)>
            {labels
                .into_iter()
                .enumerate()
                .map(|(index, label)| {
                    let state = move || match index.cmp(&current.get()) {
                        std::cmp::Ordering::Less => t!(common.nav.step_done),
                        std::cmp::Ordering::Equal => t!(common.nav.step_now),
                        std::cmp::Ordering::Greater => "",
                    };
                    view! {
                        <li
                            class="steps__step"
                            class:steps__step--done=move || index < current.get()
                            aria-current=move || (index == current.get()).then_some("step")
                        >
                            <span class="steps__number" aria-hidden="true">{index + 1}</span>
                            <span class="visually-hidden">{t!(common.nav.step_of, number = index + 1, total = total)}</span>
                            <span class="steps__label">{label}</span>
                            <span class="visually-hidden">{state}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Names the tab in `active`.
    pub id: &'static str,
    /// What it says.
    pub label: String,
}

/// Tabs with arrow keys. The page shows the panel of `active` as children.
#[component]
pub fn Tabs(tabs: Vec<Tab>, active: RwSignal<&'static str>, #[prop(into)] label: String, children: Children) -> impl IntoView {
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let list = NodeRef::<html::Div>::new();
    // A panel may hold tabs again: each has ids of its own.
    let prefix = StoredValue::new(format!("tabs-{}", uuid::Uuid::new_v4().simple()));
    let id_of = move |tab: &str| prefix.with_value(|prefix| format!("{prefix}-{tab}"));
    let panel = id_of("panel");
    let on_key = move |ev: ev::KeyboardEvent| {
        let count = ids.len();
        let Some(at) = ids.iter().position(|id| *id == active.get_untracked()) else { return };
        let to = match ev.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        ev.prevent_default();
        active.set(ids[to]);
        focus_in(list, &format!("#{}", id_of(ids[to])));
    };
    view! {
        <div class="tabs">
            <div class="tabs__list" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
                {tabs
                    .into_iter()
                    .map(|Tab { id, label }| {
                        let selected = move || active.get() == id;
                        view! {
                            <button
                                type="button"
                                role="tab"
                                id=id_of(id)
                                class="tabs__tab"
                                aria-selected=move || if selected() { "true" } else { "false" }
                                aria-controls=id_of("panel")
                                tabindex=move || if selected() { "0" } else { "-1" }
                                on:click=move |_| active.set(id)
                            >
                                {label}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
            <div id=panel class="tabs__panel" role="tabpanel" tabindex="0" aria-labelledby=move || id_of(active.get())>
                {children()}
            </div>
        </div>
    }
}

fn focus_in(list: NodeRef<html::Div>, selector: &str) {
    use wasm_bindgen::JsCast;
    if let Some(Ok(Some(element))) = list.get_untracked().map(|list| list.query_selector(selector))
        && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Something that opens on demand.
#[component]
pub fn Disclosure(#[prop(into)] summary: String, #[prop(optional)] open: bool, children: Children) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary class="disclosure__summary">{summary}</summary>
            <div class="disclosure__body">{children()}</div>
        </details>
    }
}

//! What doctors ask about this site, then all questions of the association's Q&A in its words and its order, to browse or to search.

use super::parts::linkified;
use crate::components::common::Page;
use crate::components::ui::{EmptyState, Kind, LinkButton};
use crate::{paths, t, t_list};
use domain::unicode::lowercase;
use leptos::prelude::*;

struct Group {
    id: &'static str,
    title: &'static str,
    /// Questions and answers in turn.
    items: Vec<&'static str>,
}

macro_rules! groups {
    ($($id:ident),+) => { vec![$(Group { id: stringify!($id), title: t!(faq.$id.title), items: t_list!(faq.$id.items) }),+] };
}

/// `/faq`
#[component]
pub fn FaqPage() -> impl IntoView {
    let groups = groups!(for_doctors, eligibility, cost, receiving, listing, procedure, doctors, programme, other);
    let contents = groups
        .iter()
        .map(|group| view! { <li><a href=String::from("#") + group.id on:click=jump(group.id)>{group.title}</a></li> })
        .collect_view();
    let words = RwSignal::new(String::new());
    let groups = StoredValue::new(groups);
    let found = Memo::new(move |_| {
        let words = words.get();
        groups.with_value(|groups| groups.iter().flat_map(|group| group.items.chunks_exact(2)).filter(|pair| matches(pair, &words)).count())
    });
    let list = move || {
        let words = words.get();
        groups.with_value(|groups| groups.iter().map(|group| section(group, &words)).collect_view())
    };
    view! {
        <Page title=t!(faq.page.title) lead=t!(faq.page.lead) wide=true>
            <div class="columns">
                <div class="stack-large">
                    <div class="field faq__search">
                        <label class="field__label" for="faq-words">{t!(faq.page.search)}</label>
                        <p class="field__hint" id="faq-hint">{t!(faq.page.search_hint)}</p>
                        <input
                            id="faq-words"
                            class="input input--medium"
                            type="search"
                            aria-describedby="faq-hint"
                            on:input=move |ev| words.set(event_target_value(&ev))
                        />
                        <p class="field__hint" role="status">
                            {move || (!words.with(|words| words.trim().is_empty())).then(|| t!(faq.page.found, count = found.get()))}
                        </p>
                    </div>
                    {list}
                    {move || (found.get() == 0).then(|| view! {
                        <EmptyState title=t!(faq.page.nothing) text=t!(faq.page.nothing_text)>
                            <LinkButton href=paths::CONTACT kind=Kind::Outline>{t!(common.nav.contact)}</LinkButton>
                        </EmptyState>
                    })}
                </div>
                <div class="side">
                    <h2>{t!(faq.page.contents)}</h2>
                    <ul>{contents}</ul>
                    <h2>{t!(faq.page.ask)}</h2>
                    <p>{t!(faq.page.ask_text)}</p>
                    <p><LinkButton href=paths::CONTACT kind=Kind::Outline compact=true>{t!(common.nav.contact)}</LinkButton></p>
                </div>
            </div>
        </Page>
    }
}

/// Every word must occur in the question or the answer.
fn matches(pair: &[&str], words: &str) -> bool {
    let text = lowercase(&pair.concat());
    lowercase(words).split_whitespace().all(|word| text.contains(word))
}

fn section(group: &Group, words: &str) -> AnyView {
    let searching = !words.trim().is_empty();
    let entries: Vec<_> = group
        .items
        .chunks_exact(2)
        .filter(|pair| matches(pair, words))
        .map(|pair| {
            let (question, answer) = (pair[0], pair[1]);
            view! {
                <details class="disclosure" open=searching>
                    <summary class="disclosure__summary">{question}</summary>
                    <div class="disclosure__body"><p>{linkified(answer)}</p></div>
                </details>
            }
        })
        .collect();
    if entries.is_empty() {
        return ().into_any();
    }
    view! { <section class="faq__group" id=group.id tabindex="-1"><h2>{group.title}</h2>{entries}</section> }.into_any()
}

fn jump(id: &'static str) -> impl Fn(leptos::ev::MouseEvent) {
    use wasm_bindgen::JsCast;
    move |ev| {
        ev.prevent_default();
        if let Some(section) = document().get_element_by_id(id).and_then(|section| section.dyn_into::<web_sys::HtmlElement>().ok()) {
            section.scroll_into_view();
            let _ = section.focus();
        }
    }
}

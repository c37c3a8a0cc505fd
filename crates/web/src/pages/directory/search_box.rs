//! The words to look for, with the institutions that they may mean while they are typed.

use super::state::Filters;
use crate::components::listing::marked;
use crate::components::ui::{Button, Choice, Icon, OptionView, Suggestions, icon, list_id};
use crate::i18n::{Locale, locale};
use crate::state::Query;
use crate::{client, paths, t};
use domain::directory::Suggestion;
use domain::region::prefecture_label;
use domain::search::{MAX_LENGTH, MAX_WORDS, NotSearchable, Words};
use gloo_timers::future::TimeoutFuture;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

const ID: &str = "directory-words";
const ERROR_ID: &str = "directory-words-error";

/// Typing is over when nothing came for this long.
const PAUSE_MS: u32 = 180;

/// The words to look for.
#[component]
pub fn SearchBox(filters: Filters) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = suggestions(typed);
    let options = Signal::derive(move || {
        let rows = found.get().unwrap_or_default();
        rows.iter().map(|row| Choice::new(row.institution_id.to_string(), name(row))).collect::<Vec<_>>()
    });
    let list = Suggestions::new(options);
    let error = RwSignal::new(None::<String>);
    let node = NodeRef::<leptos::html::Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let open = Callback::new(move |(option,): (Choice,)| {
        navigate.with_value(|navigate| navigate(&paths::listing(&option.value), NavigateOptions::default()));
    });
    let submit = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        list.close();
        // What is still on its way would open a list over the results.
        typed.set(String::new());
        let words = node.get_untracked().map(|input| input.value().trim().to_owned()).filter(|words| !words.is_empty());
        let refused = words.as_deref().and_then(|words| Words::parse(words).err());
        error.set(refused.map(reason));
        if refused.is_none() {
            filters.change(|query| {
                query.q = words;
                query.sort = query.sort.filter(|sort| super::model::sorts(query).contains(sort));
            });
        }
    };
    let on_key = move |key: ev::KeyboardEvent| {
        if let Some(option) = list.press(ID, &key) {
            open.run((option,));
        }
    };
    view! {
        <form class="directory__search" role="search" on:submit=submit>
            <label class="directory__label" for=ID>{t!(directory.filter.words)}</label>
            <p class="field__error" id=ERROR_ID role="alert" hidden=move || error.with(Option::is_none)>{move || error.get()}</p>
            <div class="directory__search-row">
                <div class="combobox directory__words">
                    <input
                        id=ID
                        class="input"
                        type="search"
                        role="combobox"
                        enterkeyhint="search"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        placeholder=t!(directory.filter.words_example)
                        aria-autocomplete="list"
                        aria-controls=list_id(ID)
                        aria-expanded=move || list.expanded()
                        aria-activedescendant=move || list.active(ID)
                        aria-describedby=ERROR_ID
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        node_ref=node
                        prop:value=move || filters.query.with(|query| query.q.clone().unwrap_or_default())
                        on:input=move |ev| if list.typed() { typed.set(event_target_value(&ev)) }
                        on:compositionstart=move |_| list.compose(true)
                        on:compositionend=move |ev| {
                            list.compose(false);
                            typed.set(event_target_value(&ev));
                        }
                        on:keydown=on_key
                        on:blur=move |_| list.close()
                    />
                    {list.list(ID, t!(directory.filter.suggestions), row(typed, found), open)}
                </div>
                <Button submit=true>{icon(Icon::Search)}{t!(directory.filter.search)}</Button>
            </div>
        </form>
    }
}

/// Asked when typing pauses; an answer that a newer question has overtaken is dropped by the query.
fn suggestions(typed: RwSignal<String>) -> Query<Vec<Suggestion>> {
    Query::new(move || {
        let text = typed.with(|text| text.trim().to_owned());
        async move {
            if Words::parse(&text).map_or(true, |words| words.is_empty()) {
                return Ok(Vec::new());
            }
            TimeoutFuture::new(PAUSE_MS).await;
            // Typed on meanwhile: that question has its own turn.
            if typed.try_get_untracked().is_none_or(|now| now.trim() != text) {
                return Ok(Vec::new());
            }
            client::directory::suggest_institutions(&text).await
        }
    })
}

fn name(suggestion: &Suggestion) -> String {
    if locale() == Locale::En && !suggestion.name_en.is_empty() { suggestion.name_en.clone() } else { suggestion.name.clone() }
}

/// Name and place, as the words were when they were answered.
fn row(typed: RwSignal<String>, found: Query<Vec<Suggestion>>) -> OptionView {
    Callback::new(move |(option,): (Choice,)| {
        let words = typed.with_untracked(|text| Words::parse(text).unwrap_or_default());
        let rows = found.peek().unwrap_or_default();
        let place = rows.iter().find(|row| row.institution_id.to_string() == option.value).map(|row| {
            let prefecture = prefecture_label(&row.prefecture_code, locale());
            match locale() {
                Locale::Ja => prefecture + &row.municipality_name,
                Locale::En => row.municipality_name_en.clone() + ", " + &prefecture,
            }
        });
        view! {
            <span class="combobox__name">{marked(&option.label, &words)}</span>
            <span class="combobox__detail">{place}</span>
        }
        .into_any()
    })
}

/// Why something is no search.
fn reason(refused: NotSearchable) -> String {
    match refused {
        NotSearchable::TooLong(_) => t!(directory.filter.too_long, max = MAX_LENGTH),
        NotSearchable::TooManyWords(_) => t!(directory.filter.too_many_words, max = MAX_WORDS),
        NotSearchable::ControlCharacter => t!(directory.filter.control_character).to_owned(),
    }
}

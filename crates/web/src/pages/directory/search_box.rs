//! The words to look for, with the institutions that they may mean while they are typed.

use super::state::{Filters, focus};
use crate::components::listing::{marked, place_name, untranslated};
use crate::components::ui::{Button, Choice, Icon, OptionView, Suggestions, icon, list_id};
use crate::i18n::locale;
use crate::state::Query;
use crate::{client, paths, t};
use domain::directory::{DirectoryQuery, Suggestion};
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
        // Those of the words before would stand below words that nothing was found for.
        let rows = if found.error().with(Option::is_some) { Vec::new() } else { found.get().unwrap_or_default() };
        rows.iter().map(|row| Choice::new(row.institution_id.to_string(), name(row))).collect::<Vec<_>>()
    });
    let list = Suggestions::new(options);
    let error = RwSignal::new(None::<String>);
    // Only other words replace what is in the field: it may not have been sent yet, and an input method may be at work in it.
    let sent = Memo::new(move |_| filters.query.with(|query| query.q.clone().unwrap_or_default()));
    let node = NodeRef::<leptos::html::Input>::new();
    let navigate = StoredValue::new_local(use_navigate());
    let open = Callback::new(move |(option,): (Choice,)| {
        navigate.with_value(|navigate| navigate(&paths::listing(paths::Unparsed(&option.value)), NavigateOptions::default()));
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
                query.sort = query.sort.filter(|sort| query.sorts().contains(sort));
            });
            // On a phone the keyboard covers the results until the field is left.
            focus("directory-results");
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
                        prop:value=move || sent.get()
                        on:input=move |ev| {
                            let text = event_target_value(&ev);
                            if list.typed(&text) {
                                typed.set(text);
                            }
                        }
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
    locale().name(&suggestion.name, &suggestion.name_en).to_owned()
}

/// Name and place, as the words were when they were answered.
fn row(typed: RwSignal<String>, found: Query<Vec<Suggestion>>) -> OptionView {
    Callback::new(move |(option,): (Choice,)| {
        let words = typed.with_untracked(|text| Words::parse(text).unwrap_or_default());
        let rows = found.peek().unwrap_or_default();
        let row = rows.iter().find(|row| row.institution_id.to_string() == option.value);
        let place = row.map(|row| place_name(&row.prefecture_code, &row.municipality_name, &row.municipality_name_en));
        let lang = row.and_then(|row| untranslated(&row.name_en));
        view! {
            <span class="combobox__name" lang=lang>{marked(&option.label, &words)}</span>
            <span class="combobox__detail">{place}</span>
        }
        .into_any()
    })
}

/// Why the words in an address are no search; nothing when they are one.
pub fn refusal(query: &DirectoryQuery) -> Option<String> {
    Words::parse(query.q.as_deref()?).err().map(reason)
}

/// Why something is no search.
fn reason(refused: NotSearchable) -> String {
    match refused {
        NotSearchable::TooLong(_) => t!(directory.filter.too_long, max = MAX_LENGTH),
        NotSearchable::TooManyWords(_) => t!(directory.filter.too_many_words, max = MAX_WORDS),
        NotSearchable::ControlCharacter => t!(directory.filter.control_character).to_owned(),
        NotSearchable::NoLetter => t!(directory.filter.no_letter).to_owned(),
    }
}

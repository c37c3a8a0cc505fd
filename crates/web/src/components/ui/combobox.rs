//! Suggestions below a text field, after the ARIA combobox pattern: the focus stays in the field, the arrow keys walk through the list.
//!
//! Invariant: while an input method composes, its keys are its own: nothing is chosen. Its half-made text is its own as well, and nothing is
//! asked, unless it is plain ASCII: keyboards of telephones compose Latin words too, and those are no half-made ones.

use super::field::{Base, Choice};
use super::form::Form;
use crate::t;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What browsers report for a key that an input method took, where they do not say `isComposing` (Safari, at the end of a word).
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// How a suggestion is drawn.
pub type OptionView = Callback<(Choice,), AnyView>;

/// The state of a list of suggestions; `Copy`.
#[derive(Debug, Clone, Copy)]
pub struct Suggestions {
    options: Signal<Vec<Choice>>,
    open: RwSignal<bool>,
    at: RwSignal<Option<usize>>,
    composing: RwSignal<bool>,
}

impl Suggestions {
    /// A closed list of these options.
    pub fn new(options: Signal<Vec<Choice>>) -> Self {
        let this = Self { options, open: RwSignal::new(false), at: RwSignal::new(None), composing: RwSignal::new(false) };
        // What stood at a place of the list before is not what was chosen.
        Effect::new(move |_| {
            options.track();
            this.at.set(None);
        });
        this
    }

    /// Whether the list is to be seen, tracked.
    pub fn shown(self) -> bool {
        self.open.get() && self.options.with(|options| !options.is_empty())
    }

    /// `aria-expanded` of the field, tracked.
    pub fn expanded(self) -> &'static str {
        if self.shown() { "true" } else { "false" }
    }

    /// `aria-activedescendant` of the field with this id, tracked.
    pub fn active(self, id: &str) -> Option<String> {
        let at = self.at.get().filter(|_| self.shown())?;
        Some(option_id(id, at))
    }

    /// This was typed. Tells whether it is text already, not a part of what an input method still composes.
    pub fn typed(self, text: &str) -> bool {
        self.at.set(None);
        let is_text = !self.composing.get_untracked() || text.is_ascii();
        self.open.set(is_text);
        is_text
    }

    /// An input method begins or ends a word. At the end the text is there: ask for it as for typed text.
    pub fn compose(self, composing: bool) {
        self.composing.set(composing);
        self.open.set(!composing);
    }

    /// Closes the list.
    pub fn close(self) {
        self.open.set(false);
        self.at.set(None);
    }

    /// Answers a key in the field; gives the option that was taken with it. A key that means something here does nothing else.
    pub fn press(self, id: &str, key: &ev::KeyboardEvent) -> Option<Choice> {
        if key.is_composing() || key.key_code() == TAKEN_BY_INPUT_METHOD {
            return None;
        }
        let count = self.options.with_untracked(Vec::len);
        let open = self.open.get_untracked() && count > 0;
        let at = self.at.get_untracked();
        match key.key().as_str() {
            "ArrowDown" if count > 0 => self.walk(id, at.filter(|_| open).map_or(0, |at| (at + 1) % count)),
            "ArrowUp" if count > 0 => self.walk(id, at.filter(|at| open && *at > 0).unwrap_or(count) - 1),
            "Escape" if open => self.close(),
            "Enter" if open => {
                let taken = self.options.with_untracked(|options| options.get(at?).cloned())?;
                key.prevent_default();
                self.close();
                return Some(taken);
            }
            _ => return None,
        }
        key.prevent_default();
        None
    }

    fn walk(self, id: &str, to: usize) {
        self.open.set(true);
        self.at.set(Some(to));
        // A list that was closed is only now drawn.
        let id = option_id(id, to);
        request_animation_frame(move || {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            if let Some(option) = document().get_element_by_id(&id).and_then(|option| option.dyn_into::<web_sys::Element>().ok()) {
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }

    /// The list itself and how many it has, said aloud. `id` is the field's.
    pub fn list(self, id: &str, label: &str, row: OptionView, pick: Callback<(Choice,)>) -> AnyView {
        let list_id = list_id(id);
        let id = id.to_owned();
        let rows =
            move || self.options.get().into_iter().enumerate().map(|(at, option)| self.option(&id, at, option, row, pick)).collect_view();
        let count = move || self.shown().then(|| t!(common.form.suggestions, count = self.options.with(Vec::len)));
        view! {
            <ul class="combobox__list" role="listbox" id=list_id aria-label=label.to_owned() hidden=move || !self.shown()>{rows}</ul>
            <p class="visually-hidden" role="status">{count}</p>
        }
        .into_any()
    }

    fn option(self, id: &str, at: usize, option: Choice, row: OptionView, pick: Callback<(Choice,)>) -> AnyView {
        let drawn = row.run((option.clone(),));
        let take = move |_| {
            self.close();
            pick.run((option.clone(),));
        };
        view! {
            <li
                role="option"
                id=option_id(id, at)
                class="combobox__option"
                aria-selected=move || if self.at.get() == Some(at) { "true" } else { "false" }
                // The focus stays in the field; a finger may scroll the list without taking anything.
                on:mousedown=|press| press.prevent_default()
                on:click=take
            >
                {drawn}
            </li>
        }
        .into_any()
    }
}

/// The id of the list that belongs to a field: `aria-controls`.
pub fn list_id(id: &str) -> String {
    String::from(id) + "-list"
}

fn option_id(id: &str, at: usize) -> String {
    String::from(id) + "-option-" + &at.to_string()
}

/// A field of a form with suggestions. The page fills `options` as the person types (it watches `form.get(path)`), and `on_pick` tells
/// it which value was taken; the label then stands in the field.
#[component]
pub fn Combobox(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// How an option is drawn; its label when absent.
    #[prop(optional)]
    row: Option<OptionView>,
    #[prop(into)] on_pick: Callback<(String,)>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let list = Suggestions::new(options);
    let value = base.value.clone();
    let path = StoredValue::new(base.path.clone());
    let id = StoredValue::new(base.id.clone());
    let pick = Callback::new(move |(option,): (Choice,)| {
        path.with_value(|path| form.set(path, option.label));
        on_pick.run((option.value,));
    });
    let row = row.unwrap_or_else(|| Callback::new(|(option,): (Choice,)| option.label.into_any()));
    let on_key = move |key: ev::KeyboardEvent| {
        if let Some(option) = id.with_value(|id| list.press(id, &key)) {
            pick.run((option,));
        }
    };
    let read = move |text: String| path.with_value(|path| form.set(path, text));
    let control = view! {
        <div class="combobox">
            <input
                id=base.id.clone()
                class="input"
                type="text"
                role="combobox"
                autocomplete="off"
                required=required
                aria-autocomplete="list"
                aria-controls=list_id(&base.id)
                aria-expanded=move || list.expanded()
                aria-activedescendant=move || id.with_value(|id| list.active(id))
                aria-describedby=base.described_by()
                aria-invalid=base.invalid()
                prop:value=move || value.get()
                on:input=move |ev| {
                    let text = event_target_value(&ev);
                    if list.typed(&text) {
                        read(text);
                    }
                }
                on:compositionstart=move |_| list.compose(true)
                on:compositionend=move |ev| {
                    list.compose(false);
                    read(event_target_value(&ev));
                }
                on:keydown=on_key
                on:blur=move |_| list.close()
            />
            {list.list(&base.id, &base.label, row, pick)}
        </div>
    }
    .into_any();
    base.wrap(control)
}

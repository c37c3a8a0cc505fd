//! What a person typed into a form, the errors at its fields, and their summary.
//!
//! A value is a `String` under its JSON pointer (`/address/postal_code`), the same pointer that a violation names. Everything typed is kept in
//! sessionStorage until [`Form::forget`], so that a lost network, an expired session, a reload or a change of language loses nothing. Passwords and
//! codes are never kept.

use super::{Button, Kind};
use crate::state::storage;
use crate::t;
use leptos::prelude::*;
use leptos::{ev, html};
use std::collections::BTreeMap;

#[derive(Debug)]
struct Entry {
    value: ArcRwSignal<String>,
    label: String,
    /// Kept in memory only.
    secret: bool,
    /// Whether a field shows it, so that an error can be linked to it.
    shown: bool,
    /// Typed into since the start or the last save.
    typed: bool,
}

#[derive(Debug)]
struct Inner {
    name: String,
    entries: BTreeMap<String, Entry>,
    order: Vec<String>,
    kept: BTreeMap<String, String>,
}

/// The state of one form; `Copy`. Lives as long as the page that made it.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    inner: StoredValue<Inner>,
    errors: RwSignal<Vec<(String, String)>>,
    focus: RwSignal<u32>,
    edits: RwSignal<u32>,
}

fn storage_key(name: &str) -> String {
    String::from("gm_form:") + name
}

impl Form {
    /// A form; `name` is unique on the site and includes the id of what is edited (`registration/<id>`).
    pub fn new(name: impl Into<String>) -> Self {
        Self::named(name.into())
    }

    fn named(name: String) -> Self {
        let kept = storage::session_get(&storage_key(&name)).and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        Self {
            inner: StoredValue::new(Inner { name, entries: BTreeMap::new(), order: Vec::new(), kept }),
            errors: RwSignal::new(Vec::new()),
            focus: RwSignal::new(0),
            edits: RwSignal::new(0),
        }
    }

    /// Whether something typed earlier was found.
    pub fn was_kept(self) -> bool {
        self.inner.with_value(|inner| !inner.kept.is_empty())
    }

    /// The signal of a field.
    pub fn signal(self, path: &str) -> ArcRwSignal<String> {
        self.inner.try_update_value(|inner| entry(inner, path).value.clone()).unwrap_or_else(|| ArcRwSignal::new(String::new()))
    }

    /// A value, tracked.
    pub fn get(self, path: &str) -> String {
        self.signal(path).get()
    }

    /// A value, untracked.
    pub fn peek(self, path: &str) -> String {
        self.signal(path).get_untracked()
    }

    /// A value, untracked; nothing when blank.
    pub fn peek_some(self, path: &str) -> Option<String> {
        Some(self.peek(path)).filter(|value| !value.trim().is_empty())
    }

    /// Whether a checkbox is on, untracked.
    pub fn peek_checked(self, path: &str) -> bool {
        self.peek(path) == "true"
    }

    /// Whether a checkbox is on, tracked.
    pub fn checked(self, path: &str) -> bool {
        self.get(path) == "true"
    }

    /// The chosen values of a group of checkboxes, untracked.
    pub fn peek_list(self, path: &str) -> Vec<String> {
        split(&self.peek(path))
    }

    /// A starting value from the server; gives way to what was typed, now or earlier.
    pub fn start(self, path: &str, value: impl Into<String>) {
        self.start_text(path, value.into());
    }

    fn start_text(self, path: &str, value: String) {
        let theirs =
            self.inner.with_value(|inner| inner.kept.contains_key(path) || inner.entries.get(path).is_some_and(|entry| entry.typed));
        if !theirs {
            self.signal(path).set(value);
        }
    }

    /// Sets a value as if it were typed: kept, and its error is taken away.
    pub fn set(self, path: &str, value: impl Into<String>) {
        self.set_text(path, value.into());
    }

    fn set_text(self, path: &str, value: String) {
        let signal = self.inner.try_update_value(|inner| {
            let entry = entry(inner, path);
            entry.typed = true;
            entry.value.clone()
        });
        if let Some(signal) = signal {
            signal.set(value);
        }
        if self.errors.with_untracked(|errors| errors.iter().any(|(at, _)| at == path)) {
            self.errors.update(|errors| errors.retain(|(at, _)| at != path));
        }
        self.keep();
        self.edits.update(|edits| *edits = edits.wrapping_add(1));
    }

    pub(super) fn toggle(self, path: &str, value: &str, on: bool) {
        let mut list = self.peek_list(path);
        list.retain(|known| known != value);
        if on {
            list.push(value.to_owned());
        }
        self.set_text(path, list.join(","));
    }

    /// Counts edits, tracked: an autosave watches this.
    pub fn edits(self) -> u32 {
        self.edits.get()
    }

    fn keep(self) {
        self.inner.update_value(|inner| {
            // Collecting would bring a sort of its own along, for what is sorted already.
            let mut values = BTreeMap::new();
            for (path, entry) in inner.entries.iter().filter(|(_, entry)| !entry.secret) {
                values.insert(path.as_str(), entry.value.get_untracked());
            }
            if let Ok(json) = serde_json::to_string(&values) {
                storage::session_set(&storage_key(&inner.name), &json);
            }
        });
    }

    /// Forgets what is kept in the browser; after the server has it.
    pub fn forget(self) {
        let _ = self.inner.try_update_value(|inner| {
            inner.kept.clear();
            inner.entries.values_mut().for_each(|entry| entry.typed = false);
            storage::session_remove(&storage_key(&inner.name));
        });
    }

    /// Forgets what is kept and empties every field.
    pub fn reset(self) {
        self.forget();
        let signals: Vec<_> = self.inner.with_value(|inner| inner.entries.values().map(|entry| entry.value.clone()).collect());
        for signal in signals {
            signal.set(String::new());
        }
        self.errors.set(Vec::new());
    }

    /// Shows violations as (JSON pointer, sentence). The summary takes the focus when there are any; an empty list clears.
    pub fn show_errors(self, errors: Vec<(String, String)>) {
        let found = !errors.is_empty();
        let resolved = errors.into_iter().map(|(path, message)| (self.shown_path(&path), message)).collect();
        self.errors.set(resolved);
        if found {
            self.focus.update(|tick| *tick = tick.wrapping_add(1));
        }
    }

    /// Shows violations at their fields while somebody types: the focus stays where it is.
    pub fn mark_errors(self, errors: Vec<(String, String)>) {
        self.errors.set(errors);
    }

    /// The field that shows a violation: its own, or the nearest one above (`/specialties/2` → `/specialties`).
    fn shown_path(self, path: &str) -> String {
        self.inner.with_value(|inner| {
            let mut at = path;
            loop {
                if inner.entries.get(at).is_some_and(|entry| entry.shown) {
                    return at.to_owned();
                }
                match at.rfind('/') {
                    Some(end) if end > 0 => at = &at[..end],
                    _ => return path.to_owned(),
                }
            }
        })
    }

    /// The sentences at a field, tracked.
    pub fn error(self, path: &str) -> Option<String> {
        self.errors.with(|errors| {
            let found: Vec<&str> = errors.iter().filter(|(at, _)| at == path).map(|(_, message)| message.as_str()).collect();
            (!found.is_empty()).then(|| found.join(" "))
        })
    }

    pub(super) fn register(self, path: &str, label: &str, secret: bool) -> ArcRwSignal<String> {
        self.inner
            .try_update_value(|inner| {
                if !inner.order.iter().any(|known| known == path) {
                    inner.order.push(path.to_owned());
                }
                let entry = entry(inner, path);
                label.clone_into(&mut entry.label);
                entry.secret = secret;
                entry.shown = true;
                entry.value.clone()
            })
            .unwrap_or_else(|| ArcRwSignal::new(String::new()))
    }

    /// The `id` of a field's control.
    pub fn id(self, path: &str) -> String {
        self.inner.with_value(|inner| {
            let plain = |text: &str| text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect::<String>();
            plain(&inner.name) + &plain(path)
        })
    }

    /// Errors with their labels, in the order of the fields.
    fn summary(self) -> Vec<(String, String, String)> {
        let mut found = self.errors.get();
        self.inner.with_value(|inner| {
            found.sort_by_key(|(path, _)| inner.order.iter().position(|known| known == path).unwrap_or(usize::MAX));
            found
                .into_iter()
                .map(|(path, message)| {
                    let label = inner.entries.get(&path).map(|entry| entry.label.clone()).unwrap_or_default();
                    (path, label, message)
                })
                .collect()
        })
    }
}

fn entry<'a>(inner: &'a mut Inner, path: &str) -> &'a mut Entry {
    let kept = &inner.kept;
    inner.entries.entry(path.to_owned()).or_insert_with(|| Entry {
        value: ArcRwSignal::new(kept.get(path).cloned().unwrap_or_default()),
        label: String::new(),
        secret: false,
        shown: false,
        typed: false,
    })
}

fn split(value: &str) -> Vec<String> {
    value.split(',').filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// The form element: sends with Enter too, leaves checking to the domain, and shows the summary of errors above its fields.
#[component]
pub fn FormView(form: Form, #[prop(into)] on_submit: Callback<()>, children: Children) -> impl IntoView {
    let submit = move |ev: ev::SubmitEvent| {
        ev.prevent_default();
        on_submit.run(());
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <ErrorSummary form=form/>
            {children()}
        </form>
    }
}

/// All errors with links to their fields; takes the focus when errors are shown.
#[component]
pub fn ErrorSummary(form: Form) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if form.focus.get() > 0 {
            // The list is drawn first.
            request_animation_frame(move || {
                if let Some(summary) = node.get_untracked() {
                    let _ = summary.focus();
                }
            });
        }
    });
    let items = move || {
        form.summary()
            .into_iter()
            .map(|(path, label, message)| {
                let id = form.id(&path);
                let target = id.clone();
                let jump = move |ev: ev::MouseEvent| {
                    ev.prevent_default();
                    focus_field(&target);
                };
                let text = if label.is_empty() { message } else { t!(common.form.error_line, label = label, message = message) };
                view! { <li><a href=String::from("#") + &id on:click=jump>{text}</a></li> }
            })
            .collect_view()
    };
    // What is only marked while somebody types is said at its field: a summary would push the field away.
    let empty = move || form.focus.get() == 0 || form.errors.with(Vec::is_empty);
    view! {
        <div node_ref=node class="error-summary" tabindex="-1" role="group" aria-labelledby=form.id("/error-summary") hidden=empty>
            <h2 class="error-summary__title" id=form.id("/error-summary")>
                {move || t!(common.form.errors, count = form.errors.with(Vec::len))}
            </h2>
            <ul>{items}</ul>
        </div>
    }
}

/// A field's own control, or the first control inside its group.
fn focus_field(id: &str) {
    use wasm_bindgen::JsCast;
    let Some(element) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id)) else {
        return;
    };
    let target = match element.tag_name().as_str() {
        "FIELDSET" => element.query_selector("input").ok().flatten().unwrap_or(element),
        _ => element,
    };
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        target.scroll_into_view();
        let _ = target.focus();
    }
}

/// Sends the form.
#[component]
pub fn SubmitButton(#[prop(optional, into)] busy: Signal<bool>, #[prop(optional)] kind: Kind, children: Children) -> impl IntoView {
    view! { <Button submit=true kind=kind busy=busy>{children()}</Button> }
}

//! Fields: a label with ※必須 in words, a hint, the control, and its error, tied together for assistive technology.

use super::form::Form;
use crate::t;
use leptos::ev;
use leptos::prelude::*;

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What every field has.
#[derive(Clone)]
pub(super) struct Base {
    pub(super) form: Form,
    pub(super) path: String,
    pub(super) id: String,
    pub(super) label: String,
    hint: Option<String>,
    pub(super) required: bool,
    pub(super) value: ArcRwSignal<String>,
}

impl Base {
    pub(super) fn new(form: Form, path: String, label: String, hint: Option<String>, required: bool, secret: bool) -> Self {
        let value = form.register(&path, &label, secret);
        Self { id: form.id(&path), form, path, label, hint, required, value }
    }

    pub(super) fn described_by(&self) -> String {
        let mut ids = format!("{}-error", self.id);
        if self.hint.is_some() {
            ids = format!("{}-hint {ids}", self.id);
        }
        ids
    }

    pub(super) fn invalid(&self) -> impl Fn() -> Option<&'static str> + Send + Clone + use<> {
        let (form, path) = (self.form, self.path.clone());
        move || form.error(&path).map(|_| "true")
    }

    fn requirement(&self) -> AnyView {
        if self.required {
            view! { <span class="field__required">{t!(common.form.required)}</span> }.into_any()
        } else {
            view! { <span class="field__optional">{t!(common.form.optional)}</span> }.into_any()
        }
    }

    fn hint(&self) -> AnyView {
        let id = format!("{}-hint", self.id);
        self.hint.clone().map(|hint| view! { <p class="field__hint" id=id>{hint}</p> }).into_any()
    }

    fn error(&self) -> AnyView {
        let (form, path, id) = (self.form, self.path.clone(), format!("{}-error", self.id));
        let message = move || form.error(&path);
        let hidden = message.clone();
        view! { <p class="field__error" id=id hidden=move || hidden().is_none()>{message}</p> }.into_any()
    }

    /// A field with one control.
    pub(super) fn wrap(&self, control: AnyView) -> AnyView {
        let invalid = self.invalid();
        view! {
            <div class="field" class:field--invalid=move || invalid().is_some()>
                <label class="field__label" for=self.id.clone()>{self.label.clone()}{self.requirement()}</label>
                {self.hint()}
                {control}
                {self.error()}
            </div>
        }
        .into_any()
    }

    /// A field with several controls.
    fn wrap_group(&self, controls: AnyView) -> AnyView {
        let invalid = self.invalid();
        view! {
            <fieldset class="field field--group" class:field--invalid=move || invalid().is_some() id=self.id.clone() aria-describedby=self.described_by()>
                <legend class="field__label">{self.label.clone()}{self.requirement()}</legend>
                {self.hint()}
                {controls}
                {self.error()}
            </fieldset>
        }
        .into_any()
    }

    fn on_input(&self) -> impl Fn(ev::Event) + Clone + use<> {
        let (form, path) = (self.form, self.path.clone());
        move |ev| form.set(&path, event_target_value(&ev))
    }
}

/// One line of text. `kind` is the input's `type`.
#[component]
pub fn TextField(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// A short field: `short` (numbers, codes) or `medium`; full width otherwise.
    #[prop(optional)]
    width: &'static str,
    /// Never kept in the browser (codes).
    #[prop(optional)]
    secret: bool,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, secret);
    let value = base.value.clone();
    let control = view! {
        <input
            id=base.id.clone()
            class=String::from("input input--") + width
            type=kind
            name=base.path.clone()
            autocomplete=autocomplete
            inputmode=inputmode
            required=required
            aria-describedby=base.described_by()
            aria-invalid=base.invalid()
            prop:value=move || value.get()
            on:input=base.on_input()
        />
    }
    .into_any();
    base.wrap(control)
}

/// A password with a button that shows it. Never kept in the browser's storage.
#[component]
pub fn PasswordField(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Not where something else may be entered instead.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, true);
    let value = base.value.clone();
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="password">
            <input
                id=base.id.clone()
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                name=base.path.clone()
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                required=true
                aria-describedby=base.described_by()
                aria-invalid=base.invalid()
                prop:value=move || value.get()
                on:input=base.on_input()
            />
            <button
                type="button"
                class="button button--outline button--compact"
                aria-pressed=move || if shown.get() { "true" } else { "false" }
                aria-controls=base.id.clone()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || if shown.get() { t!(common.form.password_hide) } else { t!(common.form.password_show) }}
            </button>
        </div>
    }
    .into_any();
    base.wrap(control)
}

/// Several lines of text, with a counter when `max` is given.
#[component]
pub fn TextArea(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(default = 5)] rows: u32,
    #[prop(optional)] max: Option<usize>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let (value, counted) = (base.value.clone(), base.value.clone());
    let length = Memo::new(move |_| counted.with(|text| text.chars().count()));
    let control = view! {
        <textarea
            id=base.id.clone()
            class="input input--area"
            name=base.path.clone()
            rows=rows
            required=required
            aria-describedby=base.described_by()
            aria-invalid=base.invalid()
            prop:value=move || value.get()
            on:input=base.on_input()
        ></textarea>
        {max.map(|max| view! {
            <p class="field__counter" class:field__counter--over=move || max < length.get()>
                {move || t!(common.form.counter, length = length.get(), max = max)}
            </p>
        })}
    }
    .into_any();
    base.wrap(control)
}

/// One of a list, chosen from a menu. The options may change (municipalities of a prefecture).
#[component]
pub fn Select(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(into)] options: Signal<Vec<Choice>>,
    /// The text of the empty option; 「選択してください」 when absent.
    #[prop(optional, into)]
    empty: Option<String>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let value = base.value.clone();
    let empty = empty.unwrap_or_else(|| t!(common.form.choose).to_owned());
    let options = move || {
        let value = value.clone();
        options
            .get()
            .into_iter()
            .map(move |option| {
                let (value, mine) = (value.clone(), option.value.clone());
                view! { <option value=option.value prop:selected=move || value.get() == mine>{option.label}</option> }
            })
            .collect_view()
    };
    let control = view! {
        <div class="select">
            <select
                id=base.id.clone()
                class="input"
                name=base.path.clone()
                required=required
                aria-describedby=base.described_by()
                aria-invalid=base.invalid()
                on:change=base.on_input()
            >
                <option value="">{empty}</option>
                {options}
            </select>
        </div>
    }
    .into_any();
    base.wrap(control)
}

/// One of a few, all of them in sight.
#[component]
pub fn RadioGroup(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    options: Vec<Choice>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let controls = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let id = format!("{}-{index}", base.id);
            let (value, mine) = (base.value.clone(), option.value.clone());
            view! {
                <label class="choice" for=id.clone()>
                    <input
                        type="radio"
                        id=id.clone()
                        name=base.id.clone()
                        value=option.value
                        prop:checked=move || value.get() == mine
                        on:change=base.on_input()
                    />
                    <span>{option.label}</span>
                </label>
            }
        })
        .collect_view()
        .into_any();
    base.wrap_group(view! { <div class="choices">{controls}</div> }.into_any())
}

/// Any of several; stored as values joined by commas (`Form::peek_list`).
#[component]
pub fn CheckboxGroup(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    options: Vec<Choice>,
    /// What narrows a long list down, above it.
    #[prop(optional)]
    find: Option<AnyView>,
    /// The values that are out of sight; what is ticked stays ticked.
    #[prop(optional, into)]
    hidden: Signal<Vec<String>>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let controls = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let id = format!("{}-{index}", base.id);
            let (signal, mine, named) = (base.value.clone(), option.value.clone(), option.value.clone());
            let (form, path, value) = (base.form, base.path.clone(), option.value);
            view! {
                <label class="choice" for=id.clone() hidden=move || hidden.with(|hidden| hidden.contains(&named))>
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || signal.with(|list| list.split(',').any(|one| one == mine))
                        on:change=move |ev| form.toggle(&path, &value, event_target_checked(&ev))
                    />
                    <span>{option.label}</span>
                </label>
            }
        })
        .collect_view()
        .into_any();
    base.wrap_group(view! { {find}<div class="choices choices--columns">{controls}</div> }.into_any())
}

/// A single box to tick; stored as `true` or nothing. The label may hold a link.
#[component]
pub fn Checkbox(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, false);
    let (value, path) = (base.value.clone(), base.path.clone());
    let invalid = base.invalid();
    view! {
        <div class="field field--checkbox" class:field--invalid=move || invalid().is_some()>
            <label class="choice" for=base.id.clone()>
                <input
                    type="checkbox"
                    id=base.id.clone()
                    required=required
                    aria-describedby=base.described_by()
                    aria-invalid=base.invalid()
                    prop:checked=move || value.get() == "true"
                    on:change=move |ev| form.set(&path, if event_target_checked(&ev) { "true" } else { "" })
                />
                <span>{base.label.clone()}{required.then(|| base.requirement())}</span>
            </label>
            {base.hint()}
            {base.error()}
        </div>
    }
}

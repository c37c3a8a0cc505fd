//! A field for a file.

use super::field::Base;
use super::form::Form;
use leptos::prelude::*;

/// A file to submit. The form's value is its name; the file itself goes to `on_pick`, and no browser gives it back after a reload.
#[component]
pub fn FileField(
    form: Form,
    #[prop(into)] path: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    /// What the browser offers: `.zip,.csv`.
    accept: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// What was chosen, or nothing any more.
    #[prop(into)]
    on_pick: Callback<(Option<web_sys::File>,)>,
) -> impl IntoView {
    let base = Base::new(form, path, label, hint, required, true);
    let path = base.path.clone();
    let chosen = move |ev| {
        let picked = event_target::<web_sys::HtmlInputElement>(&ev).files().and_then(|files| files.get(0));
        form.set(&path, picked.as_ref().map(web_sys::File::name).unwrap_or_default());
        on_pick.run((picked,));
    };
    let control = view! {
        <input
            id=base.id.clone()
            class="input"
            type="file"
            accept=accept
            required=required
            disabled=disabled
            aria-describedby=base.described_by()
            aria-invalid=base.invalid()
            on:change=chosen
        />
    }
    .into_any();
    base.wrap(control)
}

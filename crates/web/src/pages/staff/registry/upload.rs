//! Handing in an edition, to see what it would change.

use crate::components::common::MutationError;
use crate::components::ui::{Choice, Form, FormView, Select, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::Mutation;
use crate::state::mutation::check;
use crate::{client, paths, t};
use domain::atlas::Dataset;
use domain::registry::{FILE_MAX, HandInRegistry, edition_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::JsFuture;

const LISTS: [Dataset; 2] = [Dataset::Hospitals, Dataset::InsuredInstitutions];
const DATASET: &str = "/dataset";
const EDITION: &str = "/edition";

/// The form. The server's answer has a page of its own.
pub fn upload() -> AnyView {
    let form = Form::new("registry/upload");
    form.start(DATASET, Dataset::Hospitals.code());
    let (act, navigate) = (Mutation::new(), StoredValue::new_local(use_navigate()));
    let (file, wrong) = (StoredValue::new_local(None::<web_sys::File>), RwSignal::new(None::<&'static str>));
    let chosen = move |ev: leptos::ev::Event| {
        let picked = event_target::<web_sys::HtmlInputElement>(&ev).files().and_then(|files| files.get(0));
        wrong.set(picked.as_ref().and_then(refusal));
        // A name tells which list and edition it is, as the lists are published.
        let told = picked
            .as_ref()
            .map(web_sys::File::name)
            .and_then(|name| LISTS.into_iter().find_map(|list| Some((list, edition_of(list, &name)?))));
        if let Some((list, edition)) = told {
            form.set(DATASET, list.code());
            form.set(EDITION, edition);
        }
        file.set_value(picked);
    };
    let submit = move || {
        let Some(picked) = file.get_value() else { return wrong.set(Some(t!(registry.upload.no_file))) };
        wrong.set(refusal(&picked));
        let dataset = form.peek(DATASET).parse().unwrap_or(Dataset::Hospitals);
        let input = HandInRegistry { dataset, edition: form.peek_some(EDITION), file_name: picked.name() };
        if check(form, &input) && wrong.get_untracked().is_none() {
            let send = async move {
                let content = JsFuture::from(picked.array_buffer()).await.map_err(|_| client::ClientError::Unexpected(0))?;
                client::registry::create_registry_import(&input, js_sys::Uint8Array::new(&content).to_vec()).await
            };
            act.submit(form, send, move |import| {
                let to = paths::staff_registry_import(import.id);
                navigate.with_value(|navigate| navigate(&to, leptos_router::NavigateOptions::default()));
            });
        }
    };
    let lists = LISTS.map(|list| Choice::new(list.code(), list.label(locale()))).to_vec();
    let busy = act.pending();
    view! {
        <FormView form=form on_submit=submit>
            <div class="field" class:field--invalid=move || wrong.get().is_some()>
                <label class="field__label" for="registry-file">{t!(registry.upload.file)}</label>
                <p class="field__hint" id="registry-file-hint">{t!(registry.upload.file_hint)}</p>
                <input
                    id="registry-file"
                    class="input"
                    type="file"
                    accept=".zip,.csv"
                    disabled=busy
                    aria-describedby="registry-file-hint registry-file-error"
                    aria-invalid=move || wrong.get().map(|_| "true")
                    on:change=chosen
                />
                <p class="field__error" id="registry-file-error" role="alert" hidden=move || wrong.get().is_none()>{move || wrong.get()}</p>
            </div>
            <Select form=form path=DATASET label=t!(registry.upload.dataset) options=Signal::stored(lists) required=true/>
            <TextField form=form path=EDITION label=t!(registry.upload.edition) hint=t!(registry.upload.edition_hint) required=true width="short"/>
            <p role="status">{move || busy.get().then(|| t!(registry.upload.looking))}</p>
            <MutationError of=act/>
            <div class="actions"><SubmitButton busy=busy>{t!(registry.upload.look)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

fn refusal(file: &web_sys::File) -> Option<&'static str> {
    (file.size() > FILE_MAX as f64).then(|| t!(registry.upload.too_large))
}

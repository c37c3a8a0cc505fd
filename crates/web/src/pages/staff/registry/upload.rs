//! Submitting an edition, to see what it would change.

use crate::components::common::MutationError;
use crate::components::ui::{Choice, FileField, Form, FormView, Select, SubmitButton, TextField};
use crate::i18n::locale;
use crate::state::mutation::{Checked, messages};
use crate::state::{Mutation, Pages};
use crate::{client, paths, t};
use domain::atlas::Dataset;
use domain::registry::{FILE_MAX, RegistryImport, UploadRegistry, edition_of};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::JsFuture;

const LISTS: [Dataset; 2] = [Dataset::Hospitals, Dataset::InsuredInstitutions];
const FILE: &str = "/file";
const DATASET: &str = "/dataset";
const EDITION: &str = "/edition";

/// The form. What a file would change has a page of its own; why one cannot be taken is said here, where another one is chosen.
pub fn upload(history: Pages<RegistryImport>) -> AnyView {
    let form = Form::new("registry/upload");
    form.start(DATASET, Dataset::Hospitals.code());
    let (act, navigate) = (Mutation::new(), StoredValue::new_local(use_navigate()));
    let file = StoredValue::new_local(None::<web_sys::File>);
    let told = StoredValue::new(String::new());
    let chosen = move |picked: Option<web_sys::File>| {
        fill_in(form, picked.as_ref(), told);
        if let Some(wrong) = picked.as_ref().and_then(too_large) {
            form.mark_errors(vec![wrong]);
        }
        file.set_value(picked);
    };
    let submit = move || {
        let picked = file.get_value();
        let dataset = form.peek(DATASET).parse().unwrap_or(Dataset::Hospitals);
        let file_name = picked.as_ref().map(web_sys::File::name).unwrap_or_default();
        let input = UploadRegistry { dataset, edition: form.peek_some(EDITION), file_name };
        let no_file = || Some((FILE.to_owned(), t!(registry.upload.no_file).to_owned()));
        let mut wrong = messages(&input.errors());
        wrong.extend(picked.as_ref().map_or_else(no_file, too_large));
        let right = wrong.is_empty();
        form.show_errors(wrong);
        let Some(picked) = picked.filter(|_| right) else { return };
        let send = async move {
            let content = JsFuture::from(picked.array_buffer()).await.map_err(|_| client::ClientError::Unexpected(0))?;
            client::registry::create_registry_import(&input, js_sys::Uint8Array::new(&content).to_vec()).await
        };
        act.submit(form, send, move |import| match import.failure {
            Some(why) => {
                form.show_errors(vec![(FILE.to_owned(), why.text(locale()).to_owned())]);
                history.reload();
            }
            None => {
                let to = paths::staff_registry_import(import.id);
                navigate.with_value(|navigate| navigate(&to, leptos_router::NavigateOptions::default()));
            }
        });
    };
    let lists = LISTS.map(|list| Choice::new(list.code(), list.label(locale()))).to_vec();
    let busy = act.pending();
    view! {
        <FormView form=form on_submit=submit>
            <FileField
                form=form
                path=FILE
                label=t!(registry.upload.file)
                hint=t!(registry.upload.file_hint)
                required=true
                accept=".zip,.csv"
                disabled=busy
                on_pick=chosen
            />
            <Select form=form path=DATASET label=t!(registry.upload.dataset) options=Signal::stored(lists) required=true/>
            // Like the file that it belongs to, it is not kept in the browser.
            <TextField
                form=form
                path=EDITION
                label=t!(registry.upload.edition)
                hint=t!(registry.upload.edition_hint)
                required=true
                width="short"
                secret=true
            />
            <p role="status">{move || busy.get().then(|| t!(registry.upload.looking))}</p>
            <MutationError of=act/>
            <div class="actions"><SubmitButton busy=busy>{t!(registry.upload.look)}</SubmitButton></div>
        </FormView>
    }
    .into_any()
}

/// A name tells which list and edition a file is, as the lists are published. What the name of the file before told goes with that file.
fn fill_in(form: Form, file: Option<&web_sys::File>, told: StoredValue<String>) {
    let name = file.map(web_sys::File::name).unwrap_or_default();
    match LISTS.into_iter().find_map(|list| Some((list, edition_of(list, &name)?))) {
        Some((list, edition)) => {
            form.set(DATASET, list.code());
            form.set(EDITION, edition.clone());
            told.set_value(edition);
        }
        None if told.with_value(|told| !told.is_empty() && *told == form.peek(EDITION)) => form.set(EDITION, ""),
        None => {}
    }
}

fn too_large(file: &web_sys::File) -> Option<(String, String)> {
    (file.size() > FILE_MAX as f64).then(|| (FILE.to_owned(), t!(registry.upload.too_large).to_owned()))
}

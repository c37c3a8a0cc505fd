//! A field that takes one document, a PDF or a picture, and sends it as soon as it is chosen.

use crate::client::ClientError;
use crate::t;
use domain::support::DOCUMENT_MAX;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What is taken.
const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/png", "image/jpeg"];

/// A chosen file whose type and size are accepted; its content is not read yet.
pub struct ChosenDocument {
    /// One of those that are taken.
    pub media_type: &'static str,
    file: web_sys::File,
}

impl ChosenDocument {
    /// The file's name on the person's device.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When the browser cannot read it, for instance since it was moved meanwhile.
    pub async fn read(&self) -> Result<Vec<u8>, ClientError> {
        let content = JsFuture::from(self.file.array_buffer()).await.map_err(|_| ClientError::Unexpected(0))?;
        Ok(js_sys::Uint8Array::new(&content).to_vec())
    }
}

/// The field with the id `field`. What is refused by its type or size is said there; the server checks the content as well.
pub fn upload_field(
    field: String,
    label: &'static str,
    hint: &'static str,
    busy: Signal<bool>,
    on_chosen: impl Fn(ChosenDocument) + 'static,
) -> AnyView {
    let wrong = RwSignal::new(None::<&'static str>);
    let (hint_id, error_id) = (field.clone() + "-hint", field.clone() + "-error");
    let described_by = hint_id.clone() + " " + &error_id;
    let chosen = move |ev: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&ev);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        match accepted(file) {
            Ok(document) => {
                wrong.set(None);
                on_chosen(document);
            }
            Err(sentence) => wrong.set(Some(sentence)),
        }
        // The same file can be chosen again after a failure.
        input.set_value("");
    };
    view! {
        <div class="field" class:field--invalid=move || wrong.get().is_some()>
            <label class="field__label" for=field.clone()>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            <input
                id=field
                class="input"
                type="file"
                accept=MEDIA_TYPES.join(",")
                disabled=busy
                aria-describedby=described_by
                aria-invalid=move || wrong.get().map(|_| "true")
                on:change=chosen
            />
            <p class="field__error" id=error_id role="alert" hidden=move || wrong.get().is_none()>{move || wrong.get()}</p>
            <p role="status">{move || busy.get().then(|| t!(common.upload.sending))}</p>
        </div>
    }
    .into_any()
}

fn accepted(file: web_sys::File) -> Result<ChosenDocument, &'static str> {
    let Some(media_type) = MEDIA_TYPES.into_iter().find(|known| *known == file.type_()) else {
        return Err(t!(common.upload.wrong_type));
    };
    if file.size() > DOCUMENT_MAX as f64 {
        return Err(t!(common.upload.too_large));
    }
    Ok(ChosenDocument { media_type, file })
}

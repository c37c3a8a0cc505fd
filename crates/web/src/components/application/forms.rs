//! The usual forms of a grant as files.

use crate::client;
use crate::components::common::{Document, Documents};
use crate::components::ui::{Kind, table};
use crate::i18n::locale;
use crate::t;
use domain::export::DocumentFormat;
use domain::support::{SupportApplication, SupportForm};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Two buttons for each form that the application has come as far as.
pub(super) fn forms(application: &SupportApplication) -> AnyView {
    let ready: Vec<SupportForm> = SupportForm::iter().filter(|form| form.is_ready(application)).collect();
    if ready.is_empty() {
        return ().into_any();
    }
    let id = application.summary.id.to_string();
    let documents = Documents::new();
    let button = move |form: SupportForm, format: DocumentFormat| {
        let id = id.clone();
        let name = if format == DocumentFormat::Pdf { "PDF" } else { "Word" };
        let text = view! { <span class="visually-hidden">{form.label(locale())}" "</span>{name} }.into_any();
        documents.button((Kind::Outline, true), text, move |lacking| {
            let id = id.clone();
            let (ending, media_type) = kind(format);
            let content = async move { client::support_application::print_support_form(&id, form, format, lacking).await };
            Some(Document::new(String::from(form.label(locale())) + ending, media_type, content))
        })
    };
    let rows = ready
        .into_iter()
        .map(|form| {
            let files = view! {
                <div class="actions">{button(form, DocumentFormat::Pdf)}{button(form, DocumentFormat::Docx)}</div>
            };
            vec![form.label(locale()).into_any(), files.into_any()]
        })
        .collect();
    view! {
        <section>
            <h2 class="section__title">{t!(support_application.forms.title)}</h2>
            <p>{t!(support_application.forms.text)}</p>
            {table(t!(support_application.forms.title), &[t!(support_application.forms.form), t!(support_application.forms.file)], rows)}
            {documents.error()}
        </section>
    }
    .into_any()
}

fn kind(format: DocumentFormat) -> (&'static str, &'static str) {
    match format {
        DocumentFormat::Pdf => (".pdf", "application/pdf"),
        DocumentFormat::Docx => (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    }
}

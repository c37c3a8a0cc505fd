//! The usual forms of a grant as files.

use crate::client;
use crate::components::common::{PrintError, download_bytes};
use crate::components::ui::{Button, Kind, table};
use crate::i18n::locale;
use crate::state::Mutation;
use crate::t;
use domain::export::{DocumentFormat, LackingLetters};
use domain::support::{SupportApplication, SupportForm};
use leptos::prelude::*;
use strum::IntoEnumIterator;

/// Two buttons for each form that the application has come as far as.
pub(super) fn forms(application: &SupportApplication) -> AnyView {
    let ready: Vec<SupportForm> = SupportForm::iter().filter(|form| form.is_ready(application)).collect();
    if ready.is_empty() {
        return ().into_any();
    }
    let act = Mutation::new();
    let id = application.summary.id.to_string();
    let last = StoredValue::new((SupportForm::GrantApplication, DocumentFormat::Pdf));
    let print = Callback::new(move |lacking| {
        let id = id.clone();
        let (form, format) = last.get_value();
        act.run(async move { client::support_application::print_support_form(&id, form, format, lacking).await }, move |file| {
            let (ending, media_type) = kind(format);
            download_bytes(&(String::from(form.label(locale())) + ending), media_type, &file);
        });
    });
    let button = move |form: SupportForm, format: DocumentFormat| {
        let name = if format == DocumentFormat::Pdf { "PDF" } else { "Word" };
        let save = move || {
            last.set_value((form, format));
            print.run(LackingLetters::Tell);
        };
        let label = String::from(form.label(locale())) + " " + name;
        view! { <Button kind=Kind::Outline compact=true label=label busy=act.pending() on_click=save>{name}</Button> }
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
            <PrintError of=act again=print/>
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

//! Buttons that save what the server makes: a table in several formats, a document.
//!
//! A list that may be too long to wait for is a link instead (`pages/directory/export_links.rs`), and what a table shows at the moment is written here
//! (`components/table`).

use super::download::download_bytes;
use super::errors::{MutationError, PrintError};
use crate::client::ClientError;
use crate::components::ui::{Button, Kind};
use crate::state::Mutation;
use domain::export::{LackingLetters, TableFormat};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// The content of a file, on its way. Boxed, so that the code below exists once and not for every place that uses it.
type Coming = Pin<Box<dyn Future<Output = Result<Vec<u8>, ClientError>>>>;

/// Buttons that save a table, one for each format, under their title. `ask` gives the name of the file without its ending, and the content.
pub fn table_files<F>(
    title: Option<&'static str>,
    formats: &[(TableFormat, &'static str)],
    ask: impl Fn(TableFormat) -> (String, F) + Send + Sync + 'static,
) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ClientError>> + 'static,
{
    let ask = move |format| {
        let (name, content) = ask(format);
        (name, Box::pin(content) as Coming)
    };
    table_buttons(title, formats, Arc::new(ask))
}

fn table_buttons(
    title: Option<&'static str>,
    formats: &[(TableFormat, &'static str)],
    ask: Arc<dyn Fn(TableFormat) -> (String, Coming) + Send + Sync>,
) -> AnyView {
    let fetch = Mutation::new();
    let buttons = formats
        .iter()
        .map(|(format, text)| {
            let (format, text, ask) = (*format, *text, Arc::clone(&ask));
            let save = move || {
                let (name, content) = ask(format);
                fetch.run(content, move |file| download_bytes(&(name + "." + format.extension()), format.media_type(), &file));
            };
            view! { <Button kind=Kind::Outline compact=true busy=fetch.pending() on_click=save>{text}</Button> }
        })
        .collect_view();
    let words = title.map(|title| view! { <span aria-hidden="true">{title}</span> });
    view! {
        <div class="actions no-print" role=title.map(|_| "group") aria-label=title>{words}{buttons}</div>
        <MutationError of=fetch/>
    }
    .into_any()
}

/// A document as it is asked for: its name with the ending, its media type, and the content.
pub struct Document {
    name: String,
    media_type: &'static str,
    content: Coming,
}

impl Document {
    /// A document of any kind.
    pub fn new(name: String, media_type: &'static str, content: impl Future<Output = Result<Vec<u8>, ClientError>> + 'static) -> Self {
        Document { name, media_type, content: Box::pin(content) }
    }

    /// A PDF.
    pub fn pdf(name: &str, content: impl Future<Output = Result<Vec<u8>, ClientError>> + 'static) -> Self {
        Document::new(name.to_owned(), "application/pdf", content)
    }
}

type Ask = Arc<dyn Fn(LackingLetters) -> Option<Document> + Send + Sync>;

/// Buttons that save documents. Those of one place share what is under way and what failed.
#[derive(Clone, Copy)]
pub struct Documents {
    act: Mutation,
    last: StoredValue<Option<Ask>>,
}

impl Default for Documents {
    fn default() -> Self {
        Self::new()
    }
}

impl Documents {
    /// Before anything was asked for.
    pub fn new() -> Self {
        Documents { act: Mutation::new(), last: StoredValue::new(None) }
    }

    /// A button that saves a document; nothing happens where `ask` gives none.
    pub fn button(
        self,
        (kind, compact): (Kind, bool),
        text: AnyView,
        ask: impl Fn(LackingLetters) -> Option<Document> + Send + Sync + 'static,
    ) -> AnyView {
        let ask: Ask = Arc::new(ask);
        let save = move || {
            self.last.set_value(Some(Arc::clone(&ask)));
            self.save(LackingLetters::Tell);
        };
        view! { <Button kind=kind compact=compact busy=self.act.pending() on_click=save>{text}</Button> }.into_any()
    }

    /// Why the last document was not made. Letters that its fonts lack are told, and the same document is made without them.
    pub fn error(self) -> AnyView {
        let again = Callback::new(move |lacking| self.save(lacking));
        view! { <PrintError of=self.act again=again/> }.into_any()
    }

    fn save(self, lacking: LackingLetters) {
        let Some(document) = self.last.get_value().and_then(|ask| ask(lacking)) else { return };
        let Document { name, media_type, content } = document;
        self.act.run(content, move |file| download_bytes(&name, media_type, &file));
    }
}

/// A button that saves a PDF, and below it why that failed.
pub fn pdf_button<F>(text: &'static str, name: &'static str, ask: impl Fn(LackingLetters) -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<Vec<u8>, ClientError>> + 'static,
{
    let documents = Documents::new();
    let button = documents.button((Kind::Outline, false), text.into_any(), move |lacking| Some(Document::pdf(name, ask(lacking))));
    view! { <div class="actions">{button}</div>{documents.error()} }.into_any()
}

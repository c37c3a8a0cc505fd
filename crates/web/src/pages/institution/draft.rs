//! What the autosave saves: how it is read from a form, sent, and compared.

use crate::client::{self, ClientError, Versioned};
use crate::components::registration::{DifferencesView, fields, typed};
use crate::components::ui::Form;
use domain::registration::{RegistrationContent, differences};
use domain::validate::Violations;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;

/// What a form writes and saves by itself.
pub trait Draft: Clone + PartialEq + Default + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name of its forms: `registration` for `registration/<id>`.
    const FORM: &'static str;

    /// Gives the fields their starting values; what is kept in the browser goes first.
    fn start(&self, form: Form);

    /// Replaces everything in the fields, as if it had been typed.
    fn replace(&self, form: Form);

    /// What stands in the fields.
    fn read(form: Form) -> Self;

    /// Names of the fields that cannot be saved as they are; `by_itself` where a draft may be incomplete.
    fn unsavable(&self, form: Form, by_itself: bool) -> Vec<String>;

    /// Saves it, provided that nobody else did since `etag` was read.
    fn save(id: &str, content: Self, etag: &str) -> impl Future<Output = Result<String, ClientError>>;

    /// Saves it while the page is being closed.
    fn save_on_leave(id: &str, content: Self, etag: &str);

    /// What the server has now.
    fn load(id: &str) -> impl Future<Output = Result<Versioned<Self>, ClientError>>;

    /// What differs between two versions, each under its name; `None` if nothing does.
    fn compare(before: &Self, after: &Self, names: [&'static str; 2]) -> Option<AnyView>;
}

impl Draft for RegistrationContent {
    const FORM: &'static str = "registration";

    fn start(&self, form: Form) {
        typed::start(form, self);
    }

    fn replace(&self, form: Form) {
        typed::replace(form, self);
    }

    fn read(form: Form) -> Self {
        typed::read(form)
    }

    fn unsavable(&self, _: Form, _: bool) -> Vec<String> {
        let found = self.validate_draft().err().map(Violations::into_errors).unwrap_or_default();
        found.iter().map(|error| fields::label(&error.pointer)).collect()
    }

    async fn save(id: &str, content: Self, etag: &str) -> Result<String, ClientError> {
        client::registration::save_registration(id, content, etag).await.map(|saved| saved.etag)
    }

    fn save_on_leave(id: &str, content: Self, etag: &str) {
        client::registration::save_registration_on_leave(id, content, etag);
    }

    async fn load(id: &str) -> Result<Versioned<Self>, ClientError> {
        client::registration::get_registration(id).await.map(|read| Versioned { value: read.value.content, etag: read.etag })
    }

    fn compare(before: &Self, after: &Self, [before_name, after_name]: [&'static str; 2]) -> Option<AnyView> {
        let found = differences(before, after);
        (!found.is_empty()).then(|| view! { <DifferencesView differences=found before=before_name after=after_name/> }.into_any())
    }
}

//! One act of a page: send something, show that it is under way, then show what came of it.
//!
//! Not leptos' `Action`: that instantiates its machinery for every pair of input and output, which the size budget feels. Here only
//! [`Mutation::run`] is generic and it is a few lines.

use crate::client::{ClientError, IdempotencyKey};
use crate::components::ui::Form;
use crate::i18n::locale;
use domain::problem::{FieldError, ProblemCode};
use domain::validate::Validate;
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// What is sent, with what follows once it was done.
pub type Sending = Pin<Box<dyn Future<Output = Result<Then, ClientError>>>>;

/// What follows an act: reading again, going elsewhere.
pub type Then = Box<dyn FnOnce()>;

/// A request and what follows its answer, without their types.
pub fn sending<T: 'static>(request: impl Future<Output = Result<T, ClientError>> + 'static, then: impl FnOnce(T) + 'static) -> Sending {
    Box::pin(async move {
        let answer = request.await?;
        Ok(Box::new(move || then(answer)) as Then)
    })
}

/// An act that may be under way or have failed. `Copy`; make one per button or form.
#[derive(Debug, Clone, Copy)]
pub struct Mutation {
    pending: RwSignal<bool>,
    error: RwSignal<Option<ClientError>>,
    key: IdempotencyKey,
}

impl Default for Mutation {
    fn default() -> Self {
        Self::new()
    }
}

impl Mutation {
    /// An act not yet tried.
    pub fn new() -> Self {
        Self { pending: RwSignal::new(false), error: RwSignal::new(None), key: IdempotencyKey::new() }
    }

    /// Whether it is under way; for `busy` of the button.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why the last try failed, tracked.
    pub fn error(self) -> Signal<Option<ClientError>> {
        self.error.into()
    }

    /// Forgets the last failure.
    pub fn clear(self) {
        self.error.set(None);
    }

    /// The key that lets the server recognize a repeated try of the same content.
    pub fn key(self) -> IdempotencyKey {
        self.key
    }

    /// Runs the act unless it is already under way; a second click does nothing.
    pub fn run<T: 'static>(self, act: impl Future<Output = Result<T, ClientError>> + 'static, done: impl FnOnce(T) + 'static) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.error.set(None);
        leptos::task::spawn_local_scoped(async move {
            let result = act.await;
            // The page may be gone by now.
            if self.pending.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(value) => {
                    self.key.renew();
                    done(value);
                }
                Err(error) => {
                    self.error.set(Some(error));
                }
            }
        });
    }

    /// Like [`Mutation::run`] for a form: violations that the server found go to the form's fields, and what was typed is forgotten on success.
    pub fn submit<T: 'static>(
        self,
        form: Form,
        act: impl Future<Output = Result<T, ClientError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        let act = async move {
            let result = act.await;
            if let Err(ClientError::Problem(problem)) = &result
                && problem.code == ProblemCode::InvalidInput
            {
                form.show_errors(messages(&problem.errors));
            }
            result
        };
        self.run(act, move |value| {
            form.forget();
            done(value);
        });
    }
}

/// Runs the domain's own checks on what was typed; `false` after showing the violations at their fields.
pub fn check(form: Form, input: &dyn Checked) -> bool {
    let errors = input.errors();
    let valid = errors.is_empty();
    form.show_errors(messages(&errors));
    valid
}

/// An input that can be checked without knowing its type.
pub trait Checked {
    /// The violations found.
    fn errors(&self) -> Vec<FieldError>;
}

impl<T: Validate> Checked for T {
    fn errors(&self) -> Vec<FieldError> {
        self.validate().err().map(domain::validate::Violations::into_errors).unwrap_or_default()
    }
}

/// Violations as (JSON pointer, sentence).
pub fn messages(errors: &[FieldError]) -> Vec<(String, String)> {
    errors.iter().map(|error| (error.pointer.clone(), error.message(locale()))).collect()
}

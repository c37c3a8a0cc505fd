//! Sending and decoding.

use super::error::ClientError;
use super::given;
use super::json;
use super::refresh::{ask_for_proof, ask_to_sign_in, refresh};
use super::token;
use crate::i18n::locale;
use crate::paths::api::{Delete, Get, Patch, Post, Put};
use domain::export::LackingLetters;
use domain::page::Page;
use domain::problem::{Problem, ProblemCode};
use leptos::prelude::*;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;

/// Longer than any honest answer; a hanging connection then reads as offline.
const TIMEOUT: Duration = Duration::from_secs(30);
/// For a file of 40 MB over a slow line, and for what the server does with it before it answers.
const FILE_TIMEOUT: Duration = Duration::from_mins(10);
/// For an act that writes a whole list anew.
pub(super) const LONG_TIMEOUT: Duration = Duration::from_mins(5);

/// An answer as it came.
#[derive(Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The version of what was answered, for `If-Match`.
    pub etag: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Something read together with its version; give the `etag` back when changing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Versioned<T> {
    /// What was read.
    pub value: T,
    /// Its version.
    pub etag: String,
}

impl<T> Versioned<T> {
    /// Its `ETag`; made of the version from a server that keeps the header to itself, as a conditional act needs one.
    pub fn etag_or(&self, version: i32) -> String {
        if self.etag.is_empty() { etag(version) } else { self.etag.clone() }
    }
}

/// A request to be sent.
pub(super) struct Raw<'a> {
    pub method: Method,
    pub path: &'a str,
    pub body: Option<String>,
    /// A file in place of the body, with its media type.
    pub file: Option<(&'a str, Vec<u8>)>,
    pub if_match: Option<&'a str>,
    pub idempotency_key: Option<String>,
    /// How long to wait for the answer.
    pub timeout: Duration,
}

impl Default for Raw<'_> {
    fn default() -> Self {
        Self { method: Method::GET, path: "/", body: None, file: None, if_match: None, idempotency_key: None, timeout: TIMEOUT }
    }
}

impl<'a> Raw<'a> {
    fn to(method: Method, path: &'a str) -> Self {
        Self { method, path, ..Self::default() }
    }
}

/// Sends once, as it is.
pub(super) async fn raw(request: &Raw<'_>) -> Result<Reply, ClientError> {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let mut builder = reqwest::Client::new()
        .request(request.method.clone(), origin + request.path)
        .timeout(request.timeout)
        .header("accept", "application/json, application/problem+json")
        .header("accept-language", locale().tag());
    if let Some(token) = token::get() {
        builder = builder.header("authorization", String::from("Bearer ") + &token);
    }
    if let Some(etag) = request.if_match {
        builder = builder.header("if-match", etag);
    }
    if let Some(key) = &request.idempotency_key {
        builder = builder.header("idempotency-key", key);
    }
    if let Some(body) = &request.body {
        builder = builder.header("content-type", "application/json").body(body.clone());
    }
    if let Some((media_type, bytes)) = &request.file {
        builder = builder.header("content-type", *media_type).body(bytes.clone());
    }
    let answer = builder.send().await.map_err(|_| ClientError::Offline)?;
    let status = answer.status().as_u16();
    let etag = answer.headers().get("etag").and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let body = answer.bytes().await.map_err(|_| ClientError::Offline)?.to_vec();
    Ok(Reply { status, etag, body })
}

/// Sends, and once more after the session was refreshed, the person signed in again, or entered the password that an act asks for.
async fn send_raw(request: Raw<'_>) -> Result<Reply, ClientError> {
    let had_token = token::is_present();
    let mut reply = raw(&request).await?;
    if reply.status == 401 && had_token && is_sign_in_required(&reply) {
        let signed_in = refresh().await? || ask_to_sign_in().await;
        if signed_in {
            reply = raw(&request).await?;
        }
    }
    if reply.status == 403 && says(&reply, ProblemCode::ProofRequired) && ask_for_proof().await {
        reply = raw(&request).await?;
    }
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    match json::from_slice::<Problem>(&reply.body) {
        Ok(problem) => Err(ClientError::Problem(Arc::new(problem))),
        Err(_) => Err(ClientError::Unexpected(reply.status)),
    }
}

/// A 401 may also say that a password or a code is wrong; only a missing or old token is mended by a refresh.
fn is_sign_in_required(reply: &Reply) -> bool {
    json::from_slice::<Problem>(&reply.body).map_or(true, |problem| problem.code == ProblemCode::SignInRequired)
}

fn says(reply: &Reply, code: ProblemCode) -> bool {
    json::from_slice::<Problem>(&reply.body).is_ok_and(|problem| problem.code == code)
}

/// Reads a file: the answer is not decoded.
///
/// # Errors
/// [`ClientError`].
pub async fn get_file(operation: Get) -> Result<Reply, ClientError> {
    send_raw(Raw::to(Method::GET, operation.address())).await
}

/// Posts what a file is made of: the answer is not decoded.
///
/// # Errors
/// [`ClientError`].
pub async fn post_for_file(operation: Post, body: &impl Serialize) -> Result<Reply, ClientError> {
    send_raw(Raw { body: encode(body)?, ..Raw::to(Method::POST, operation.address()) }).await
}

/// The parameter of a document that says what happens to letters that its fonts lack.
pub(super) fn replacing(lacking: LackingLetters) -> (&'static str, Option<String>) {
    ("lacking_letters", (lacking == LackingLetters::Replace).then(|| "replace".to_owned()))
}

/// Hands a file in.
///
/// # Errors
/// [`ClientError`].
pub async fn upload<T: DeserializeOwned>(operation: Post, media_type: &str, bytes: Vec<u8>) -> Result<T, ClientError> {
    decode(&send_raw(Raw { file: Some((media_type, bytes)), timeout: FILE_TIMEOUT, ..Raw::to(Method::POST, operation.address()) }).await?)
}

/// The `ETag` of a version, for what carries its version in its body.
pub fn etag(version: i32) -> String {
    String::from("\"") + &version.to_string() + "\""
}

fn encode(body: &impl Serialize) -> Result<Option<String>, ClientError> {
    serde_json::to_string(body).map(Some).map_err(|_| ClientError::Unexpected(0))
}

/// A 204 decodes as `()`.
fn decode<T: DeserializeOwned>(reply: &Reply) -> Result<T, ClientError> {
    let body = if reply.body.is_empty() { b"null" } else { reply.body.as_slice() };
    json::from_slice(body).map_err(|_| ClientError::Unexpected(reply.status))
}

/// Reads.
///
/// # Errors
/// [`ClientError`].
pub async fn get<T: DeserializeOwned>(operation: Get) -> Result<T, ClientError> {
    decode(&read(operation.address()).await?)
}

/// Takes what the page brought for a visitor, or asks.
async fn read(address: &str) -> Result<Reply, ClientError> {
    let given = if token::is_present() { None } else { given::answer(address) };
    match given {
        Some(body) => Ok(Reply { status: 200, etag: None, body }),
        None => send_raw(Raw::to(Method::GET, address)).await,
    }
}

/// Reads a list that has one page.
///
/// # Errors
/// [`ClientError`].
pub async fn list<T: DeserializeOwned>(operation: Get) -> Result<Vec<T>, ClientError> {
    get(operation).await.map(|page: Page<T>| page.items)
}

/// Reads together with the version.
///
/// # Errors
/// [`ClientError`].
pub async fn get_versioned<T: DeserializeOwned>(operation: Get) -> Result<Versioned<T>, ClientError> {
    versioned(&send_raw(Raw::to(Method::GET, operation.address())).await?)
}

fn versioned<T: DeserializeOwned>(reply: &Reply) -> Result<Versioned<T>, ClientError> {
    Ok(Versioned { value: decode(reply)?, etag: reply.etag.clone().unwrap_or_default() })
}

/// Posts; for acts whose repetition does no harm.
///
/// # Errors
/// [`ClientError`].
pub async fn post<T: DeserializeOwned>(operation: Post, body: &impl Serialize) -> Result<T, ClientError> {
    decode(&send_raw(Raw { body: encode(body)?, ..Raw::to(Method::POST, operation.address()) }).await?)
}

/// Posts with an idempotency key, for what must not happen twice.
///
/// # Errors
/// [`ClientError`].
pub async fn post_once<T: DeserializeOwned>(operation: Post, body: &impl Serialize, key: IdempotencyKey) -> Result<T, ClientError> {
    let body = encode(body)?;
    let idempotency_key = Some(key.for_body(body.as_deref().unwrap_or_default()));
    decode(&send_raw(Raw { body, idempotency_key, ..Raw::to(Method::POST, operation.address()) }).await?)
}

/// Replaces, provided that nobody else did since `etag` was read.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when somebody did.
pub async fn put<T: DeserializeOwned>(operation: Put, body: &impl Serialize, etag: &str) -> Result<Versioned<T>, ClientError> {
    versioned(&send_raw(Raw { body: encode(body)?, if_match: non_empty(etag), ..Raw::to(Method::PUT, operation.address()) }).await?)
}

/// Changes, provided that nobody else did since `etag` was read (an empty `etag` sends none).
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when somebody did.
pub async fn patch<T: DeserializeOwned>(operation: Patch, body: &impl Serialize, etag: &str) -> Result<Versioned<T>, ClientError> {
    versioned(&send_raw(Raw { body: encode(body)?, if_match: non_empty(etag), ..Raw::to(Method::PATCH, operation.address()) }).await?)
}

/// Posts an act on something, provided that nobody changed it since `etag` was read.
///
/// # Errors
/// [`ClientError`]; `version_mismatch` when somebody did.
pub async fn post_versioned<T: DeserializeOwned>(operation: Post, body: &impl Serialize, etag: &str) -> Result<T, ClientError> {
    post_versioned_within(TIMEOUT, operation, body, etag).await
}

/// [`post_versioned`], for one that may take this long.
pub(super) async fn post_versioned_within<T: DeserializeOwned>(
    timeout: Duration,
    operation: Post,
    body: &impl Serialize,
    etag: &str,
) -> Result<T, ClientError> {
    decode(&send_raw(Raw { body: encode(body)?, if_match: non_empty(etag), timeout, ..Raw::to(Method::POST, operation.address()) }).await?)
}

fn non_empty(etag: &str) -> Option<&str> {
    Some(etag).filter(|etag| !etag.is_empty())
}

/// Deletes.
///
/// # Errors
/// [`ClientError`].
pub async fn delete(operation: Delete) -> Result<(), ClientError> {
    send_raw(Raw::to(Method::DELETE, operation.address())).await.map(|_| ())
}

/// One key per content: a retry of the same content carries the same key, changed content a new one.
#[derive(Debug, Clone, Copy)]
pub struct IdempotencyKey(StoredValue<(String, String)>);

impl Default for IdempotencyKey {
    fn default() -> Self {
        Self::new()
    }
}

impl IdempotencyKey {
    /// No content yet.
    pub fn new() -> Self {
        Self(StoredValue::new((String::new(), String::new())))
    }

    /// Forgets the content: the next send is a new act even if it reads the same.
    pub fn renew(self) {
        let _ = self.0.try_update_value(|pair| *pair = (String::new(), String::new()));
    }

    fn for_body(self, body: &str) -> String {
        self.0
            .try_update_value(|(key, known)| {
                if key.is_empty() || known != body {
                    *key = uuid::Uuid::new_v4().to_string();
                    body.clone_into(known);
                }
                key.clone()
            })
            .unwrap_or_else(|| uuid::Uuid::new_v4().to_string())
    }
}

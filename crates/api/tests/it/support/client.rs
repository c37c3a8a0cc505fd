//! Somebody who uses the API, and what they are answered.

use super::{app::PASSWORD, rehearsal::Rehearsal};
use api::{app::AppState, ctx::Identity, features::directory::search::DirectoryIndex, platform::auth::token};
use domain::ids::{AccountId, OrganizationId};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Somebody with a browser: cookies are kept, and the access token is renewed for every request.
pub struct Client {
    pub account_id: AccountId,
    pub email: String,
    /// The organization that `TestApp::member` made.
    pub organization_id: OrganizationId,
    pub http: reqwest::Client,
    /// Sent instead of a renewed one, once a test has signed in through the API.
    pub access_token: Option<String>,
    state: AppState,
    base: String,
    pub identity: Option<Identity>,
    rehearsal: Option<Arc<Rehearsal>>,
}

impl Client {
    pub fn new(state: AppState, base: &str, identity: Option<Identity>, rehearsal: Option<Arc<Rehearsal>>) -> Self {
        Client {
            account_id: identity.as_ref().map_or(AccountId(Uuid::nil()), |identity| identity.account_id),
            email: String::new(),
            organization_id: OrganizationId(Uuid::nil()),
            http: reqwest::Client::builder().cookie_store(true).no_proxy().build().expect("a client"),
            access_token: None,
            state,
            base: base.to_owned(),
            identity,
            rehearsal,
        }
    }

    /// A request to a path below `/api/v1`, or to an absolute one that starts with `//`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = match path.strip_prefix("//") {
            Some(path) => format!("{}/{path}", self.base),
            None => format!("{}/api/v1{path}", self.base),
        };
        let request = self.http.request(method, url);
        let token = self.access_token.clone().or_else(|| {
            let identity = self.identity.as_ref()?;
            Some(token::issue(&self.state, self.state.clock.now(), identity).expect("a token"))
        });
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        if path == "/institutions" || (path.starts_with("/institution") && path.contains('?')) {
            self.find_everything().await;
        }
        self.send(self.request(Method::GET, path)).await
    }

    /// Lets searches see what was written, which takes a moment otherwise.
    pub async fn find_everything(&self) {
        DirectoryIndex::of(&self.state).catch_up(&self.state).await.expect("the index follows");
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// A creating request with an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).header("Idempotency-Key", key).json(&body)).await
    }

    /// An act without a body, such as `/inquiries/{id}/withdraw`.
    pub async fn act(&self, path: &str) -> Answer {
        self.send(self.request(Method::POST, path)).await
    }

    /// A `POST` that names the version it is based on.
    pub async fn post_version(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).header("If-Match", etag).json(&body)).await
    }

    pub async fn patch(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.send(self.request(Method::PATCH, path).header("If-Match", etag).json(&body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    pub async fn put_version(&self, path: &str, etag: &str, body: Value) -> Answer {
        self.send(self.request(Method::PUT, path).header("If-Match", etag).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Sends a request and, when the server asks for the password once more, enters it and sends the request again, as the client does.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let again = request.try_clone();
        let answer = self.perform(request).await;
        match again {
            Some(again) if answer.status == 403 && answer.code() == "proof_required" => {
                let proof = self.request(Method::POST, "/sessions/current/prove").json(&json!({ "password": PASSWORD }));
                self.perform(proof).await.expect(204);
                self.perform(again).await
            }
            _ => answer,
        }
    }

    async fn perform(&self, request: RequestBuilder) -> Answer {
        match &self.rehearsal {
            Some(rehearsal) => rehearsal.perform(request).await,
            None => send(request).await,
        }
    }
}

/// Sends a request that a test put together by itself.
pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = response.bytes().await.expect("a body").to_vec();
    Answer { status, headers, body }
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Demands a status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Demands a problem: its status and its code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{}", String::from_utf8_lossy(&self.body));
        assert_eq!(self.header("content-type"), "application/problem+json");
        self
    }

    /// Demands that the input was refused at a field.
    #[track_caller]
    pub fn invalid(self, pointer: &str, code: &str) -> Self {
        let answer = self.refused(422, "invalid_input");
        let errors = answer.json()["errors"].clone();
        let found = errors.as_array().is_some_and(|errors| errors.iter().any(|error| error["pointer"] == pointer && error["code"] == code));
        assert!(found, "no {code} at {pointer}: {errors}");
        answer
    }

    /// The rows of a list.
    pub fn items(&self) -> Value {
        self.json()["items"].take()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The problem's code.
    pub fn code(&self) -> String {
        serde_json::from_slice::<Value>(&self.body).ok().and_then(|body| Some(body["code"].as_str()?.to_owned())).unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn etag(&self) -> String {
        self.header("etag").to_owned()
    }

    /// A text at a JSON pointer.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        self.json().pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer}: {}", self.json())).to_owned()
    }
}

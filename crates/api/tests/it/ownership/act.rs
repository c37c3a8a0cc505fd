//! A request that can be sent again and again, by anybody.

use crate::support::{Answer, Client, send};
use reqwest::Method;
use serde_json::Value;
use uuid::Uuid;

/// What somebody sends.
#[derive(Debug, Clone)]
pub struct Act {
    pub method: Method,
    /// Below `/api/v1`, with its query.
    pub path: String,
    /// Whether what it is about is public, so that a refusal may say that it is there.
    pub of_public: bool,
    etag: Option<String>,
    body: Body,
}

#[derive(Debug, Clone)]
enum Body {
    Nothing,
    Json(Value),
    File(&'static str, Vec<u8>),
}

fn new(method: Method, path: impl Into<String>) -> Act {
    Act { method, path: path.into(), of_public: false, etag: None, body: Body::Nothing }
}

pub fn get(path: impl Into<String>) -> Act {
    new(Method::GET, path)
}

pub fn delete(path: impl Into<String>) -> Act {
    new(Method::DELETE, path)
}

/// A `POST` without a body.
pub fn act(path: impl Into<String>) -> Act {
    new(Method::POST, path)
}

pub fn post(path: impl Into<String>, body: Value) -> Act {
    new(Method::POST, path).json(body)
}

pub fn put(path: impl Into<String>, body: Value) -> Act {
    new(Method::PUT, path).json(body)
}

pub fn patch(path: impl Into<String>, body: Value) -> Act {
    new(Method::PATCH, path).json(body)
}

/// A file as the body.
pub fn upload(path: impl Into<String>, media_type: &'static str, content: impl Into<Vec<u8>>) -> Act {
    Act { body: Body::File(media_type, content.into()), ..new(Method::POST, path) }
}

impl Act {
    fn json(self, body: Value) -> Act {
        Act { body: Body::Json(body), ..self }
    }

    /// Based on a version.
    pub fn at(self, etag: impl Into<String>) -> Act {
        Act { etag: Some(etag.into()), ..self }
    }

    /// About something that everybody may know of.
    pub fn of_public(self) -> Act {
        Act { of_public: true, ..self }
    }

    /// The same about things that do not exist.
    pub fn about_nothing(&self) -> Act {
        let unknown = |part: &str| if part.parse::<Uuid>().is_ok() { Uuid::new_v4().to_string() } else { part.to_owned() };
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let path: Vec<String> = path.split('/').map(unknown).collect();
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        Act { path: format!("{}{query}", path.join("/")), ..self.clone() }
    }

    /// Sends it as somebody, without entering the password when it is asked for.
    pub async fn by(&self, who: &Client, key: Option<&str>) -> Answer {
        let mut request = who.request(self.method.clone(), &self.path);
        if let Some(etag) = &self.etag {
            request = request.header("If-Match", etag);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        send(match &self.body {
            Body::Nothing => request,
            Body::Json(body) => request.json(body),
            Body::File(media_type, content) => request.header("Content-Type", *media_type).body(content.clone()),
        })
        .await
    }
}

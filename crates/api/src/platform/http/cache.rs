//! Public answers that a cache may keep: tagged by their content, so that asking again costs little when nothing changed.

use actix_web::{
    HttpRequest, HttpResponse,
    body::MessageBody,
    http::header::{self, HeaderValue},
};
use sha2::{Digest, Sha256};

/// What changes when people act: browsers ask every time, shared caches may be a minute behind.
pub const MINUTE: &str = "public, max-age=0, s-maxage=60, must-revalidate";
/// What must disappear at once when it is taken back: everybody asks every time.
pub const CHECK: &str = "public, no-cache";
/// Reference data.
pub const HOUR: &str = "public, max-age=3600";

/// The answer with its tag and how long it may be kept, or 304 when the caller has it already.
#[must_use]
pub fn public(request: &HttpRequest, response: HttpResponse, keep: &'static str) -> HttpResponse {
    let (head, body) = response.into_parts();
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // A stream: nothing to tag.
        Err(body) => return head.set_body(body),
    };
    let tag: String = Sha256::digest(&bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{tag}\"");
    let mut answer = if has(request, &tag) { HttpResponse::NotModified().finish() } else { head.set_body(bytes).map_into_boxed_body() };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    answer
}

fn has(request: &HttpRequest, tag: &str) -> bool {
    let given = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).map(str::trim).any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag)
}

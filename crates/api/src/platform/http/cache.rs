//! Public answers that a cache may keep: tagged by their content, so that asking again costs little when nothing changed, and packed for those
//! who unpack them.

use super::compression::Coding;
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

/// The answer with its tag and how long it may be kept, or 304 when the caller has it already. What is refused stays as it is.
#[must_use]
pub fn public(request: &HttpRequest, response: HttpResponse, keep: &'static str) -> HttpResponse {
    tagged(request, response, None, keep)
}

/// The same for an answer whose tag was known before it was made. Such a tag is a weak one: it says what is told, not in which bytes.
#[must_use]
pub fn called(request: &HttpRequest, response: HttpResponse, tag: &str, keep: &'static str) -> HttpResponse {
    tagged(request, response, Some(tag), keep)
}

fn tagged(request: &HttpRequest, response: HttpResponse, tag: Option<&str>, keep: &'static str) -> HttpResponse {
    if !response.status().is_success() {
        return response;
    }
    let (mut head, body) = response.into_parts();
    head.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        // A stream: nothing to tag.
        Err(body) => return head.set_body(body),
    };
    let coding = Coding::wanted(request, bytes.len());
    let tag = tag.map_or_else(|| content_tag(&bytes, coding), ToOwned::to_owned);
    if has(request, &tag) {
        return not_modified(&tag, keep);
    }
    let packed = coding.and_then(|coding| Some((coding, coding.compress(&bytes).ok()?)));
    let mut answer = match packed {
        Some((coding, packed)) => {
            head.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
            head.set_body(packed).map_into_boxed_body()
        }
        None => head.set_body(bytes).map_into_boxed_body(),
    };
    mark(&mut answer, &tag, keep);
    answer
}

/// 304 with a tag that the caller has.
#[must_use]
pub fn not_modified(tag: &str, keep: &'static str) -> HttpResponse {
    let mut answer = HttpResponse::NotModified().insert_header((header::VARY, "Accept-Encoding")).finish();
    mark(&mut answer, tag, keep);
    answer
}

/// Writes down what an answer is called and how long it may be kept.
pub fn mark(answer: &mut HttpResponse, tag: &str, keep: &'static str) {
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Whether the caller has what a tag stands for. Compared weakly, as `If-None-Match` is.
#[must_use]
pub fn has(request: &HttpRequest, tag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = plain(tag);
    let given = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|given| given.trim() == "*" || plain(given) == tag)
}

/// What bytes are called; packed, they are others.
fn content_tag(bytes: &[u8], coding: Option<Coding>) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    match coding {
        Some(coding) => format!("\"{hash}-{}\"", coding.name()),
        None => format!("\"{hash}\""),
    }
}

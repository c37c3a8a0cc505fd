//! Public answers that a cache may keep: tagged by their content, so that asking again costs little when nothing changed.

use actix_web::{
    HttpRequest, HttpResponse,
    body::MessageBody,
    http::header::{self, HeaderValue},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::Write;

/// What changes when people act: browsers ask every time, shared caches may be a minute behind.
pub const MINUTE: &str = "public, max-age=0, s-maxage=60, must-revalidate";
/// What must disappear at once when it is taken back: everybody asks every time.
pub const CHECK: &str = "public, no-cache";
/// Reference data.
pub const HOUR: &str = "public, max-age=3600";

/// Smaller answers fit into one packet anyway.
const WORTH_PACKING: usize = 1400;

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

/// A large answer, packed for a caller that takes gzip. For public data only: what is secret must not share packed bytes with what a caller
/// chose.
#[must_use]
pub fn packed(request: &HttpRequest, response: HttpResponse) -> HttpResponse {
    let (mut head, body) = response.into_parts();
    head.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let bytes = match body.try_into_bytes() {
        Ok(bytes) => bytes,
        Err(body) => return head.set_body(body),
    };
    if bytes.len() < WORTH_PACKING || !takes_gzip(request) {
        return head.set_body(bytes).map_into_boxed_body();
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    match packer.write_all(&bytes).and_then(|()| packer.finish()) {
        Ok(packed) => {
            head.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            head.set_body(packed).map_into_boxed_body()
        }
        // Writing into memory does not fail; unpacked it is as good.
        Err(_) => head.set_body(bytes).map_into_boxed_body(),
    }
}

/// Whether gzip is among the encodings that the caller named, and not refused with `q=0`.
fn takes_gzip(request: &HttpRequest) -> bool {
    let given = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = quality.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn has(request: &HttpRequest, tag: &str) -> bool {
    let given = request.headers().get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
    given.flat_map(|value| value.split(',')).map(str::trim).any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == tag)
}

//! Public answers that a cache may keep: tagged by their content, so that asking again costs little when nothing changed, and packed for those
//! who unpack them.

use super::compression::Coding;
use actix_web::{
    HttpRequest, HttpResponse,
    body::MessageBody,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    web::Bytes,
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
    tagged(request, response, Tag::Content, keep)
}

/// The same for a resource that can be edited: its tag begins with its version, so that it can be sent back as `If-Match`.
#[must_use]
pub fn editable(request: &HttpRequest, response: HttpResponse, version: i32, keep: &'static str) -> HttpResponse {
    tagged(request, response, Tag::Version(version), keep)
}

/// The same for an answer whose tag was known before it was made. Such a tag is a weak one: it says what is told, not in which bytes.
#[must_use]
pub fn called(request: &HttpRequest, response: HttpResponse, tag: &str, keep: &'static str) -> HttpResponse {
    tagged(request, response, Tag::Known(tag), keep)
}

/// What an answer is called.
enum Tag<'a> {
    /// By its bytes.
    Content,
    /// By the version of what can be edited, and by its bytes, which more than that version decides about.
    Version(i32),
    /// By what the caller knows.
    Known(&'a str),
}

fn tagged(request: &HttpRequest, response: HttpResponse, tag: Tag<'_>, keep: &'static str) -> HttpResponse {
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
    let tag = match tag {
        Tag::Content => format!("\"{}\"", content_name(&bytes, coding)),
        Tag::Version(version) => format!("\"{version}.{}\"", content_name(&bytes, coding)),
        Tag::Known(tag) => tag.to_owned(),
    };
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

/// A whole answer for everybody as it goes over the wire, for others who ask for the same and unpack the same. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ready {
    content_type: Option<HeaderValue>,
    link: Option<HeaderValue>,
    coding: Option<Coding>,
    tag: String,
    body: Bytes,
}

impl Ready {
    /// Packs and tags an answer for those who take a coding.
    ///
    /// # Errors
    /// The answer itself, where it is no whole one with content, or says more than its type and its link.
    #[expect(clippy::result_large_err, reason = "the answer is handed back whole, to be sent")]
    pub fn of(accepted: Option<Coding>, response: HttpResponse) -> Result<Self, HttpResponse> {
        let is_plain = response.headers().keys().all(|name| name == header::CONTENT_TYPE || name == header::LINK);
        if response.status() != StatusCode::OK || !is_plain {
            return Err(response);
        }
        let (head, body) = response.into_parts();
        let bytes = match body.try_into_bytes() {
            Ok(bytes) => bytes,
            Err(body) => return Err(head.set_body(body)),
        };
        let packed = accepted.and_then(|coding| coding.worth(bytes.len())).and_then(|coding| Some((coding, coding.compress(&bytes).ok()?)));
        let coding = packed.as_ref().map(|(coding, _)| *coding);
        Ok(Ready {
            content_type: head.headers().get(header::CONTENT_TYPE).cloned(),
            link: head.headers().get(header::LINK).cloned(),
            coding,
            tag: format!("\"{}\"", content_name(&bytes, coding)),
            body: packed.map_or(bytes, |(_, packed)| packed.into()),
        })
    }

    /// The answer, or 304 when the caller has it.
    #[must_use]
    pub fn answer(&self, request: &HttpRequest, keep: &'static str) -> HttpResponse {
        if has(request, &self.tag) {
            return not_modified(&self.tag, keep);
        }
        let mut answer = HttpResponse::Ok().body(self.body.clone());
        let headers = answer.headers_mut();
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        let coding = self.coding.map(|coding| HeaderValue::from_static(coding.name()));
        for (name, value) in
            [(header::CONTENT_TYPE, self.content_type.clone()), (header::LINK, self.link.clone()), (header::CONTENT_ENCODING, coding)]
        {
            if let Some(value) = value {
                headers.insert(name, value);
            }
        }
        mark(&mut answer, &self.tag, keep);
        answer
    }

    /// How long its body is, as it goes over the wire.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.body.len()
    }
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
fn content_name(bytes: &[u8], coding: Option<Coding>) -> String {
    let hash = Sha256::digest(bytes).iter().take(16).fold(0, |hash: u128, byte| hash << 8 | u128::from(*byte));
    match coding {
        Some(coding) => format!("{hash:032x}-{}", coding.name()),
        None => format!("{hash:032x}"),
    }
}

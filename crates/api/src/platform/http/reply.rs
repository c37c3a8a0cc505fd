//! Answers: status, version and location in one place.

use crate::error::{ApiError, ApiResult};
use actix_web::{HttpRequest, HttpResponse, http::header};
use domain::page::Page;
use routes::api::Get;
use serde::Serialize;

/// 200 with a body.
pub fn ok(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}

/// 200 with a body and its version as `ETag`.
pub fn versioned(body: &impl Serialize, version: i32) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::ETAG, etag(version))).json(body)
}

/// 201 with a body and the operation that reads it.
pub fn created(read: &Get, body: &impl Serialize) -> HttpResponse {
    HttpResponse::Created().insert_header((header::LOCATION, read.address())).json(body)
}

/// 201 with a body, the operation that reads it, and its version as `ETag`.
pub fn created_versioned(read: &Get, body: &impl Serialize, version: i32) -> HttpResponse {
    HttpResponse::Created().insert_header((header::LOCATION, read.address())).insert_header((header::ETAG, etag(version))).json(body)
}

/// 202: taken; something happens later, such as a mail.
#[must_use]
pub fn accepted() -> HttpResponse {
    HttpResponse::Accepted().finish()
}

/// 204: done, nothing to say.
#[must_use]
pub fn no_content() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// 200 with everything that a list has, in the shape of a page that none follows.
pub fn list(items: &[impl Serialize]) -> HttpResponse {
    HttpResponse::Ok().json(Page { items: items.iter().collect(), next_cursor: None })
}

/// 200 with a page, and a `Link` to the next one while there is one.
///
/// # Errors
/// None in practice: when the page's address cannot be written as a header.
pub fn page<T: Serialize>(request: &HttpRequest, page: &Page<T>) -> ApiResult<HttpResponse> {
    paged(request, page.next_cursor.as_deref(), page)
}

/// 200 with a body that is a page and more, and a `Link` to the next one while there is one.
///
/// # Errors
/// None in practice: when the page's address cannot be written as a header.
pub fn paged(request: &HttpRequest, next_cursor: Option<&str>, body: &impl Serialize) -> ApiResult<HttpResponse> {
    let mut response = HttpResponse::Ok();
    if let Some(cursor) = next_cursor {
        let others = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
        let query: Vec<&str> = others.collect();
        let joined = if query.is_empty() { String::new() } else { format!("{}&", query.join("&")) };
        let link = format!("<{}?{joined}cursor={cursor}>; rel=\"next\"", request.path());
        let value = header::HeaderValue::from_str(&link).map_err(ApiError::internal)?;
        response.insert_header((header::LINK, value));
    }
    Ok(response.json(body))
}

/// A version as an entity tag.
#[must_use]
pub fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

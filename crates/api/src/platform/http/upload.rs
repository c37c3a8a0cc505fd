//! Files that people hand in, as the raw body of a request.

use super::extract::DRAIN_LIMIT;
use crate::error::{ApiError, ApiResult};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use domain::{problem::ProblemCode, support::DOCUMENT_MAX};
use futures_util::{StreamExt, future::LocalBoxFuture};

/// What may be handed in.
const MEDIA_TYPES: [&str; 3] = ["application/pdf", "image/png", "image/jpeg"];

/// The bytes of a file, as the contract says them.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct FileBytes(pub Vec<u8>);

/// A file of at most [`DOCUMENT_MAX`] bytes that says that it is of a type that may be handed in. Whether it is, its first bytes tell.
#[derive(Debug)]
pub struct Upload {
    /// What it says that it is.
    pub media_type: &'static str,
    /// Its bytes; at least one.
    pub content: Vec<u8>,
}

impl FromRequest for Upload {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move { read(&request, &mut payload).await })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload) -> ApiResult<Upload> {
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let media_type = MEDIA_TYPES.into_iter().find(|known| *known == given);
    let media_type = media_type.filter(|_| !request.headers().contains_key(header::CONTENT_ENCODING));
    // A file that is too large is never held: what was read of it is let go at the limit.
    let (mut content, mut length) = (Vec::new(), 0_usize);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| ApiError::because(ProblemCode::MalformedRequest, error.to_string()))?;
        length = length.saturating_add(chunk.len());
        if length <= DOCUMENT_MAX && media_type.is_some() {
            content.extend_from_slice(&chunk);
        } else {
            content = Vec::new();
            if length > DRAIN_LIMIT {
                break;
            }
        }
    }
    match media_type {
        _ if length > DOCUMENT_MAX => Err(ProblemCode::BodyTooLarge.into()),
        None => Err(ProblemCode::UnsupportedMediaType.into()),
        Some(_) if content.is_empty() => Err(ApiError::because(ProblemCode::MalformedRequest, "an empty file")),
        Some(media_type) => Ok(Upload { media_type, content }),
    }
}

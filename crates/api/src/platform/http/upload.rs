//! Files that people upload, as the raw body of a request.

use super::body::{self, Accepted};
use crate::error::{ApiError, ApiResult};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use domain::{problem::ProblemCode, support::DOCUMENT_MAX};
use futures_util::future::LocalBoxFuture;

/// What may be submitted.
const ACCEPTED: Accepted = Accepted { media_types: &["application/pdf", "image/png", "image/jpeg"], limit: DOCUMENT_MAX };

/// The bytes of a file, as the contract says them.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct FileBytes(pub Vec<u8>);

/// A file of at most [`DOCUMENT_MAX`] bytes that says that it is of a type that may be uploaded. Whether it is, its first bytes tell.
#[derive(Debug)]
pub struct Upload {
    /// What it says that it is.
    pub media_type: &'static str,
    /// Its bytes; at least one.
    pub content: Vec<u8>,
}

impl Upload {
    /// Refuses a file whose first bytes are those of another type than it says. Browsers say what its name says.
    ///
    /// # Errors
    /// `unsupported_media_type`.
    pub fn require_genuine(&self) -> ApiResult<()> {
        if sniffed(&self.content) == Some(self.media_type) {
            Ok(())
        } else {
            Err(ApiError::because(ProblemCode::UnsupportedMediaType, "the first bytes are those of another type"))
        }
    }
}

/// What the first bytes say that a file is.
fn sniffed(content: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 3] = [(b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg")];
    MARKS.iter().find(|(mark, _)| content.starts_with(mark)).map(|(_, media_type)| *media_type)
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
    let mut content = Vec::new();
    let media_type = body::receive(request, payload, ACCEPTED, async |chunk: &[u8]| {
        content.extend_from_slice(chunk);
        Ok(())
    })
    .await?;
    match content.is_empty() {
        true => Err(ApiError::because(ProblemCode::MalformedRequest, "an empty file")),
        false => Ok(Upload { media_type, content }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_say_what_a_file_is() {
        assert_eq!(sniffed(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(sniffed(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(sniffed(b"<html>"), None);
        assert_eq!(sniffed(b""), None);
    }
}

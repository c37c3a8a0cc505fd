//! Large files that people hand in: streamed to disk, never held in memory, gone with the request. (After `kill -9` one stays in the system's temporary folder, which the system empties.)

use super::extract::DRAIN_LIMIT;
use crate::{
    app::AppState,
    error::{ApiError, ApiResult},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};
use domain::{problem::ProblemCode, registry::FILE_MAX};
use futures_util::{StreamExt, future::LocalBoxFuture};
use std::path::{Path, PathBuf};
use tokio::{fs::File, io::AsyncWriteExt};
use uuid::Uuid;

/// What may be handed in. Browsers call a zip archive and a CSV file many things.
const MEDIA_TYPES: [&str; 6] = [
    "application/zip",
    "application/x-zip-compressed",
    "text/csv",
    "application/csv",
    "application/vnd.ms-excel",
    "application/octet-stream",
];

/// A file for as long as this value lives.
#[derive(Debug)]
pub struct Spool(PathBuf);

impl Spool {
    /// A new file in the system's folder for such, which nobody else can read.
    ///
    /// # Errors
    /// When the file system refuses.
    pub async fn make(id: Uuid) -> ApiResult<(Self, File)> {
        let path = std::env::temp_dir().join(format!("gm-{}", id.simple()));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&path).await.map_err(ApiError::internal)?;
        Ok((Spool(path), file))
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "a file of a request could not be removed");
        }
    }
}

/// The body of a request as a file of at most [`FILE_MAX`] bytes.
#[derive(Debug)]
pub struct SpooledBody {
    /// The file.
    pub file: Spool,
    /// Its size; at least one byte.
    pub size: usize,
}

impl FromRequest for SpooledBody {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move { read(&request, &mut payload).await })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload) -> ApiResult<SpooledBody> {
    let state = request.app_data::<Data<AppState>>().ok_or_else(|| ApiError::internal("the state is missing"))?;
    let given = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let known = MEDIA_TYPES.contains(&given.as_str()) && !request.headers().contains_key(header::CONTENT_ENCODING);
    let (spool, mut file) = Spool::make(state.ids.next(state.clock.now())).await?;
    // What is too large, or of another type, is read to be able to answer, and let go.
    let mut size = 0_usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| ApiError::because(ProblemCode::MalformedRequest, error.to_string()))?;
        size = size.saturating_add(chunk.len());
        if known && size <= FILE_MAX {
            file.write_all(&chunk).await.map_err(ApiError::internal)?;
        } else if size > DRAIN_LIMIT {
            break;
        }
    }
    file.flush().await.map_err(ApiError::internal)?;
    match known {
        false => Err(ProblemCode::UnsupportedMediaType.into()),
        true if size > FILE_MAX => Err(ProblemCode::BodyTooLarge.into()),
        true if size == 0 => Err(ApiError::because(ProblemCode::MalformedRequest, "an empty file")),
        true => Ok(SpooledBody { file: spool, size }),
    }
}

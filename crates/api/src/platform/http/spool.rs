//! Large files that people upload: streamed to disk, never held in memory, gone with the request. (After `kill -9` one stays in the system's temporary folder, which the system empties.)

use super::body::{self, Accepted};
use crate::{
    error::{ApiError, ApiResult},
    platform::AppState,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};
use domain::{problem::ProblemCode, registry::FILE_MAX};
use futures_util::future::LocalBoxFuture;
use std::path::{Path, PathBuf};
use tokio::{fs::File, io::AsyncWriteExt};
use uuid::Uuid;

/// What may be uploaded. Browsers call a zip archive and a CSV file many things.
const ACCEPTED: Accepted = Accepted {
    media_types: &[
        "application/zip",
        "application/x-zip-compressed",
        "text/csv",
        "application/csv",
        "application/vnd.ms-excel",
        "application/octet-stream",
    ],
    limit: FILE_MAX,
};

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
    let (spool, mut file) = Spool::make(state.ids.next(state.clock.now())).await?;
    let mut size = 0_usize;
    body::receive(request, payload, ACCEPTED, async |chunk: &[u8]| {
        size += chunk.len();
        file.write_all(chunk).await.map_err(ApiError::internal)
    })
    .await?;
    file.flush().await.map_err(ApiError::internal)?;
    match size {
        0 => Err(ApiError::because(ProblemCode::MalformedRequest, "an empty file")),
        _ => Ok(SpooledBody { file: spool, size }),
    }
}

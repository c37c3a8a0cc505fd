//! The directory as a file: all that passes the filters, read and written piece by piece, so that a file of any length takes no more memory
//! than one piece.

mod pieces;
mod table;

use super::{filter::Filter, published};
use crate::{
    ctx::Ctx,
    error::{ApiError, ApiResult},
    platform::{
        AppState,
        export::{Sheet, Table, answer, csv},
        http::compression::Compressor,
    },
};
use actix_web::web::Bytes;
use domain::{
    directory::{Listing, MOST_IN_WORKBOOK},
    export::TableFormat,
    locale::Locale,
    problem::{FieldCode, ProblemCode},
    time::japan_date,
};
use futures_util::{Stream, stream};
use pieces::Pieces;
use serde_json::json;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Rises when the same directory is written otherwise, so that nobody keeps the old form.
const FORM: u32 = 1;

/// The right to make a workbook, until it is dropped.
pub type Turn = SemaphorePermit<'static>;

/// Workbooks at a time: each holds all its rows twice. Others wait for their turn.
static WORKBOOKS: Semaphore = Semaphore::const_new(2);
/// For how long.
const WAIT: Duration = Duration::from_secs(20);

/// A file that is being written.
pub enum File {
    /// One that is made as it is sent.
    Csv {
        /// Its letters.
        format: TableFormat,
        /// Its rows.
        rows: Box<Rows>,
    },
    /// One that is finished.
    Workbook(Box<Sheet>, Turn),
}

/// Rows that are read as they are sent.
pub struct Rows {
    state: AppState,
    pieces: Pieces,
    first: Option<Vec<Listing>>,
    site: String,
    locale: Locale,
}

/// What a file is called, where that is known before it is made: the state of the directory it is made of. Words are answered by an index that may be a
/// moment behind that state.
///
/// # Errors
/// When the database fails.
pub async fn tag(state: &AppState, filter: &Filter, format: TableFormat, locale: Locale) -> ApiResult<Option<String>> {
    if !filter.is_plain() {
        return Ok(None);
    }
    let format: &str = format.into();
    let directory = published::state(&state.db).await?;
    Ok(directory.map(|directory| format!("W/\"{format}-{FORM}-{}-{}-{directory}\"", locale.tag(), filter.fingerprint())))
}

/// Begins a file of everything that passes the filter. The first piece is read before anything is sent, so that what cannot be read is refused.
///
/// # Errors
/// `invalid_parameter` when a workbook would be too long, `unavailable` while words cannot be searched for or too many ask for workbooks.
pub async fn begin(state: &AppState, ctx: &Ctx, filter: Filter, format: TableFormat, locale: Locale) -> ApiResult<File> {
    let mut pieces = Pieces::of(filter);
    let site = state.config.public_url.clone();
    // Those who wait hold nothing yet.
    let turn = if format == TableFormat::Xlsx { Some(turn().await?) } else { None };
    let first = pieces.next(state).await?;
    let Some(turn) = turn else {
        return Ok(File::Csv { format, rows: Box::new(Rows { state: state.clone(), pieces, first: Some(first), site, locale }) });
    };
    let mut rows = Vec::new();
    let mut piece = first;
    while !piece.is_empty() {
        if (rows.len() + piece.len()) as u64 > MOST_IN_WORKBOOK {
            return Err(ApiError::parameter_with("format", FieldCode::TooMany, json!({ "max": MOST_IN_WORKBOOK })));
        }
        rows.extend(piece.iter().map(|listing| table::row(listing, &site, locale)));
        piece = pieces.next(state).await?;
    }
    let sheet = Sheet {
        locale,
        title: table::title(locale).to_owned(),
        subtitle: table::subtitle(ctx.now, rows.len(), locale),
        table: Table { columns: table::columns(locale), rows, total_rows: 0 },
        notes: table::notes(locale),
        source: table::source(&site, locale),
        made_at: ctx.now,
    };
    Ok(File::Workbook(Box::new(sheet), turn))
}

async fn turn() -> ApiResult<Turn> {
    let turn = tokio::time::timeout(WAIT, WORKBOOKS.acquire()).await;
    turn.map_err(|_| ApiError::because(ProblemCode::Unavailable, "too many workbooks are asked for"))?.map_err(ApiError::internal)
}

/// The file's name without its ending.
#[must_use]
pub fn name(ctx: &Ctx, locale: Locale) -> String {
    format!("{}_{}", table::title(locale), japan_date(ctx.now))
}

/// The bytes of a CSV file, packed as the caller wants it. A reader that is slow makes the database wait for nothing: a piece is read when the
/// one before it was taken.
pub fn written(rows: Box<Rows>, format: TableFormat, compressor: Option<Compressor>) -> impl Stream<Item = ApiResult<Bytes>> {
    let encoding = answer::encoding(format).unwrap_or(csv::Encoding::Utf8);
    let writer = csv::Writer::new(encoding, &table::columns(rows.locale));
    stream::try_unfold(Some((rows, writer, compressor)), async |state| {
        let Some((mut rows, mut writer, mut compressor)) = state else { return Ok(None) };
        let piece = match rows.first.take() {
            Some(first) => first,
            None => rows.pieces.next(&rows.state).await?,
        };
        let written = writer.rows(&piece.iter().map(|listing| table::row(listing, &rows.site, rows.locale)).collect::<Vec<_>>())?;
        let last = piece.is_empty();
        let sent = match &mut compressor {
            Some(compressor) => compressor.compress(&written, last).map_err(ApiError::internal)?,
            None => written,
        };
        Ok(Some((Bytes::from(sent), (!last).then_some((rows, writer, compressor)))))
    })
}

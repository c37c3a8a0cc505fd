//! Files as answers.

use super::{
    Sheet, csv, docx,
    pdf::{self, Document},
    xlsx,
};
use crate::{
    error::{ApiError, ApiResult},
    platform::{AppState, http::compression::Coding},
};
use actix_web::{HttpResponse, http::header, web};
use domain::{
    export::{LackingLetters, TableFormat},
    problem::FieldCode,
};
use futures_util::Stream;
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write;

/// How a document is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PrintParams {
    /// What to do about letters that the fonts lack. By default they are told, as `not_in_font`, and no document is made.
    #[serde(default)]
    #[param(inline)]
    pub lacking_letters: LackingLetters,
}

/// How many letters Shift_JIS could not carry, where there are any.
pub const REPLACED_LETTERS: &str = "X-Replaced-Letters";

/// 200 with a table as a file; `name` is the file's, without its ending.
///
/// # Errors
/// When the table is too large for its format.
pub async fn table(sheet: Sheet, format: TableFormat, name: &str) -> ApiResult<HttpResponse> {
    let (bytes, replaced) = web::block(move || -> ApiResult<(Vec<u8>, usize)> {
        let Some(encoding) = encoding(format) else { return Ok((xlsx::write(&[sheet])?, 0)) };
        let written = csv::write(&sheet, encoding)?;
        Ok((written.bytes, written.replaced))
    })
    .await
    .map_err(ApiError::internal)??;
    let mut response = attachment(&format!("{name}.{}", format.extension()), format.media_type(), bytes);
    if replaced > 0 {
        response.headers_mut().insert(header::HeaderName::from_static("x-replaced-letters"), header::HeaderValue::from(replaced));
    }
    Ok(response)
}

/// The letters of a format, where it is text.
#[must_use]
pub fn encoding(format: TableFormat) -> Option<csv::Encoding> {
    match format {
        TableFormat::Csv => Some(csv::Encoding::Utf8),
        TableFormat::CsvShiftJis => Some(csv::Encoding::ShiftJis),
        TableFormat::Xlsx => None,
    }
}

/// 200 with a table that is sent while it is written; `name` is the file's, without its ending. Lost letters cannot be counted beforehand.
pub fn stream(
    name: &str,
    format: TableFormat,
    coding: Option<Coding>,
    bytes: impl Stream<Item = ApiResult<web::Bytes>> + 'static,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&format!("{name}.{}", format.extension()))));
    if let Some(coding) = coding {
        response.insert_header((header::CONTENT_ENCODING, coding.name()));
    }
    response.streaming(bytes)
}

/// 200 with a document as a PDF; `name` is the file's, without its ending. Letters that the fonts lack are told first: whoever wants 〓 in their places
/// says so.
///
/// # Errors
/// 400 `invalid_parameter` with the letters that the fonts lack, unless they may be replaced; 503 `document_fonts_missing` where the machine has no
/// Japanese fonts.
pub async fn document(state: &AppState, document: Document, name: &str, lacking: LackingLetters) -> ApiResult<HttpResponse> {
    let state = state.clone();
    let bytes = web::block(move || -> ApiResult<Vec<u8>> {
        if lacking == LackingLetters::Tell {
            let letters = pdf::lacking(&document, &state.fonts)?;
            if !letters.is_empty() {
                let letters = letters.into_iter().map(String::from).collect::<Vec<_>>().join(" ");
                return Err(ApiError::parameter_with("lacking_letters", FieldCode::NotInFont, json!({ "letters": letters })));
            }
        }
        Ok(pdf::write(&document, &state.fonts)?)
    });
    let bytes = bytes.await.map_err(ApiError::internal)??;
    Ok(attachment(&format!("{name}.pdf"), "application/pdf", bytes))
}

/// 200 with a document as a Word file; `name` is the file's, without its ending.
///
/// # Errors
/// When the file cannot be written.
pub async fn word(document: Document, name: &str) -> ApiResult<HttpResponse> {
    let bytes = web::block(move || docx::write(&document)).await.map_err(ApiError::internal)??;
    Ok(attachment(&format!("{name}.docx"), docx::MEDIA_TYPE, bytes))
}

/// 200 with a file to keep. The middleware adds what every answer has: no sniffing, no storing.
#[must_use]
pub fn attachment(file_name: &str, media_type: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, media_type))
        .insert_header((header::CONTENT_DISPOSITION, disposition(file_name)))
        .body(bytes)
}

/// RFC 6266: a plain name for old programs, and the real one as RFC 8187 writes it.
fn disposition(file_name: &str) -> String {
    let safe: String = file_name
        .chars()
        .map(|letter| if letter.is_control() || "/\\:*?\"<>|".contains(letter) { '_' } else { letter })
        .collect::<String>()
        .trim_matches([' ', '.'])
        .to_owned();
    let plain: String = safe.chars().map(|letter| if letter.is_ascii() && letter != '%' { letter } else { '_' }).collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain.as_str(), ""));
    let plain = if stem.chars().any(|letter| letter.is_ascii_alphanumeric()) { plain.clone() } else { format!("gm-network.{ending}") };
    if plain == safe {
        return format!("attachment; filename=\"{plain}\"");
    }
    let mut encoded = String::with_capacity(safe.len() * 3);
    for byte in safe.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::export::{Column, Table};
    use actix_web::body::to_bytes;

    #[test]
    fn a_japanese_name_arrives_and_old_programs_get_a_plain_one() {
        assert_eq!(disposition("plan-2025.csv"), "attachment; filename=\"plan-2025.csv\"");
        assert_eq!(disposition("計画.xlsx"), "attachment; filename=\"gm-network.xlsx\"; filename*=UTF-8''%E8%A8%88%E7%94%BB.xlsx");
        assert_eq!(disposition("R7 計画.pdf"), "attachment; filename=\"R7 __.pdf\"; filename*=UTF-8''R7%20%E8%A8%88%E7%94%BB.pdf");
    }

    #[test]
    fn a_name_cannot_leave_its_header_or_its_folder() {
        assert_eq!(disposition("../a\"b\r\nX: 1.csv"), "attachment; filename=\"_a_b__X_ 1.csv\"");
    }

    #[actix_web::test]
    async fn lost_letters_are_said_in_a_header() {
        let table_of = |text: &str| Sheet {
            table: Table { columns: vec![Column::new("氏名")], rows: vec![vec![text.into()]], total_rows: 0 },
            ..Sheet::default()
        };
        let lost = table(table_of("𠮷田"), TableFormat::CsvShiftJis, "名簿").await.unwrap();
        assert_eq!(lost.headers().get(REPLACED_LETTERS).unwrap(), "1");
        assert_eq!(lost.headers().get(header::CONTENT_TYPE).unwrap(), "text/csv; charset=Shift_JIS; header=present");
        let kept = table(table_of("𠮷田"), TableFormat::Csv, "名簿").await.unwrap();
        assert!(kept.headers().get(REPLACED_LETTERS).is_none());
        assert_eq!(to_bytes(kept.into_body()).await.unwrap(), "\u{FEFF}氏名\r\n𠮷田\r\n");
    }
}

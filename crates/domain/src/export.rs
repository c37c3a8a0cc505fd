//! What tables and documents can be taken along as.

use serde::{Deserialize, Serialize};

/// A file that a table can be had as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TableFormat {
    /// CSV in UTF-8 with a byte order mark, which today's Excel and everything else reads.
    #[default]
    Csv,
    /// CSV in Shift_JIS (Windows-31J), for systems that read nothing else. Letters it lacks become 〓 and are counted.
    CsvShiftJis,
    /// An Excel workbook with typed cells.
    Xlsx,
}

/// A file that a document can be had as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DocumentFormat {
    /// A PDF, to print and file.
    #[default]
    Pdf,
    /// A Word document, to go on writing in.
    Docx,
}

/// What happens to letters that the fonts of a document lack.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum LackingLetters {
    /// They are told, and no document is made.
    #[default]
    Tell,
    /// 〓 is printed in their places.
    Replace,
}

impl TableFormat {
    /// The ending of a file's name.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            TableFormat::Csv | TableFormat::CsvShiftJis => "csv",
            TableFormat::Xlsx => "xlsx",
        }
    }

    /// The media type of an answer.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            TableFormat::Csv => "text/csv; charset=utf-8; header=present",
            TableFormat::CsvShiftJis => "text/csv; charset=Shift_JIS; header=present",
            TableFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

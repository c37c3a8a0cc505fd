//! Why a file, or a row of it, cannot be taken: in both languages, with what to do about it.

use domain::locale::Bilingual;
use std::{fmt, path::Path};

/// Why a row was left out. Made from one text, where only operators read it, it says the same in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(pub Bilingual);

impl Reason {
    /// A reason in Japanese and English.
    #[must_use]
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Reason(Bilingual::new(ja, en))
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Reason::new(text.clone(), text)
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// Why a whole file cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file} cannot be imported: {}", .why.en)]
pub struct Unreadable {
    /// The file, as whoever named it knows it.
    pub file: String,
    /// What is wrong and what to do.
    pub why: Bilingual,
}

impl Unreadable {
    /// Why a file cannot be taken, for whoever named it.
    #[must_use]
    pub fn new(path: &Path, why: impl Into<Reason>) -> Self {
        Unreadable { file: path.display().to_string(), why: why.into().0 }
    }
}

/// What can be wrong with a file of a table before any of its rows is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The system refuses to give it.
    Io(String),
    /// Nothing is in it.
    Empty,
    /// Its name says zip, its bytes do not.
    NoZip,
    /// A zip archive that ends too early or was changed.
    BrokenZip(String),
    /// A zip archive without a CSV file.
    NoTable,
    /// A zip archive with several CSV files.
    SeveralTables(Vec<String>),
    /// More than this when unpacked, in MiB.
    TooLarge(u64),
    /// Unpacks to more than this many times its size.
    TooDense(u64),
    /// Shift_JIS.
    ShiftJis,
    /// UTF-16.
    Utf16,
    /// UTF-8 that a program read as Shift_JIS and wrote again.
    Garbled,
    /// Columns that are not there.
    Missing(Vec<String>),
    /// A column that is there twice.
    Twice(String),
    /// A row that begins on this line and does not end, as after a quotation mark that is never closed.
    EndlessRow(u64),
    /// No CSV for another reason.
    NoCsv(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Reason::from(self.clone()).0.en)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for Reason {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io(error) => Reason::new(format!("ファイルを読めません（{error}）。"), format!("it cannot be read ({error})")),
            Fault::Empty => Reason::new(
                "ファイルが空です。公表元からもう一度ダウンロードしてください。",
                "it is empty: download it again from where it is published",
            ),
            Fault::NoZip => Reason::new(
                "名前は .zip ですが、zipファイルではありません。公表元からもう一度ダウンロードしてください。",
                "it is called .zip and is no zip archive: download it again from where it is published",
            ),
            Fault::BrokenZip(error) => Reason::new(
                format!("zipファイルが途中で切れているか、壊れています（{error}）。公表元からもう一度ダウンロードしてください。"),
                format!("the zip archive is cut off or damaged ({error}): download it again from where it is published"),
            ),
            Fault::NoTable => Reason::new(
                "zipファイルの中にCSVファイルがありません。公表されたままのzipファイルを指定してください。",
                "there is no CSV file in the zip archive: give the archive as it is published",
            ),
            Fault::SeveralTables(names) => Reason::new(
                format!(
                    "zipファイルの中にCSVファイルが{}個あります（{}）。1個だけを取り出して指定してください。",
                    names.len(),
                    names.join("、")
                ),
                format!("there are {} CSV files in the zip archive ({}): unpack it and give one of them", names.len(), names.join(", ")),
            ),
            Fault::TooLarge(most) => Reason::new(
                format!("展開すると{most} MiBを超えます。公表された一覧のzipファイルか確認してください。"),
                format!("it unpacks to more than {most} MiB: check that it is the list as it is published"),
            ),
            Fault::TooDense(most) => Reason::new(
                format!("展開すると元の{most}倍を超えます。公表された一覧のzipファイルか確認してください。"),
                format!("it unpacks to more than {most} times its size: check that it is the list as it is published"),
            ),
            Fault::ShiftJis => Reason::new(
                "文字コードがShift_JISです。表計算ソフトで保存し直したファイルではなく、公表されたままのUTF-8のファイルを指定してください。",
                "it is written in Shift_JIS: give the file in UTF-8 as it is published, not as a spreadsheet program saved it",
            ),
            Fault::Utf16 => Reason::new(
                "文字コードがUTF-16です。表計算ソフトで保存し直したファイルではなく、公表されたままのUTF-8のファイルを指定してください。",
                "it is written in UTF-16: give the file in UTF-8 as it is published, not as a spreadsheet program saved it",
            ),
            Fault::Garbled => Reason::new(
                "文字化けしています（UTF-8の文字をShift_JISとして読み、保存し直したものです）。公表されたままのファイルを指定してください。",
                "its letters are garbled: a program read UTF-8 as Shift_JIS and saved it. Give the file as it is published",
            ),
            Fault::Missing(columns) => Reason::new(
                format!(
                    "1行目に「{}」の列がありません。公表された一覧か、列の名前が変わっていないかを確認してください。",
                    columns.join("」「")
                ),
                match columns.as_slice() {
                    [one] => format!("line 1: the column `{one}` is missing. Check that it is the list as it is published"),
                    several => {
                        format!("line 1: the columns `{}` are missing. Check that it is the list as it is published", several.join("`, `"))
                    }
                },
            ),
            Fault::Twice(column) => Reason::new(
                format!("1行目に「{column}」の列が2つあります。1つにしてください。"),
                format!("line 1: the column `{column}` is there twice. Keep one of them"),
            ),
            Fault::EndlessRow(line) => Reason::new(
                format!(
                    "{line}行目が長すぎます。引用符（\"）が閉じられていないことがあります。その行を直すか、ダウンロードし直してください。"
                ),
                format!("line {line} is too long: a quotation mark may not be closed. Mend the line, or download the file again"),
            ),
            Fault::NoCsv(error) => Reason::new(format!("CSVとして読めません（{error}）。"), format!("it is no CSV ({error})")),
        }
    }
}

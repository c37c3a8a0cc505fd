//! What is to be said about a file of official data and its rows: codes that are stored, with their sentences in both languages.

use crate::{
    locale::{Bilingual, Locale},
    problem::ProblemCode,
    text::filled,
};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};

macro_rules! findings {
    ($($(#[$doc:meta])* $name:ident = $ja:literal, $en:literal;)+) => {
        /// The registry of findings. Of a sentence, `{0}` and `{1}` are its values, `{all}` is all of them, `{count}` how many there are, and `{because}`
        /// the findings that it rests on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumIter)]
        #[serde(rename_all = "snake_case")]
        pub enum FindingCode { $($(#[$doc])* $name,)+ }

        impl FindingCode {
            fn sentence(self, locale: Locale) -> &'static str {
                match self { $(FindingCode::$name => locale.pick($ja, $en),)+ }
            }
        }
    };
}

findings! {
    /// Words that are no sentence of ours, such as those of a library, in Japanese and English.
    Words = "{0}", "{1}";
    /// A finding about a place in the file: what is counted, such as `line`, and its number.
    At = "{0} {1}: {because}", "{0} {1}: {because}";
    /// The system refuses to give the file.
    Unavailable = "ファイルを読めません（{0}）。", "it cannot be read ({0})";
    /// Nothing is in the file.
    Empty = "ファイルが空です。公表元からもう一度ダウンロードしてください。", "it is empty: download it again from where it is published";
    /// Its name says zip, its bytes do not.
    NoZip = "名前は .zip ですが、zipファイルではありません。公表元からもう一度ダウンロードしてください。", "it is called .zip and is no zip archive: download it again from where it is published";
    /// A zip archive that ends too early or was changed.
    BrokenZip = "zipファイルが途中で切れているか、壊れています（{0}）。公表元からもう一度ダウンロードしてください。", "the zip archive is cut off or damaged ({0}): download it again from where it is published";
    /// A zip archive without a CSV file.
    NoTable = "zipファイルの中にCSVファイルがありません。公表されたままのzipファイルを指定してください。", "there is no CSV file in the zip archive: give the archive as it is published";
    /// A zip archive with these CSV files.
    SeveralTables = "zipファイルの中にCSVファイルが{count}個あります（{all}）。1個だけを取り出して指定してください。", "there are {count} CSV files in the zip archive ({all}): unpack it and give one of them";
    /// More MiB than this when unpacked.
    TooLarge = "展開すると{0} MiBを超えます。公表された一覧のzipファイルか確認してください。", "it unpacks to more than {0} MiB: check that it is the list as it is published";
    /// Unpacks to more than this many times its size.
    TooDense = "展開すると元の{0}倍を超えます。公表された一覧のzipファイルか確認してください。", "it unpacks to more than {0} times its size: check that it is the list as it is published";
    /// The file is in Shift_JIS.
    ShiftJis = "文字コードがShift_JISです。表計算ソフトで保存し直したファイルではなく、公表されたままのUTF-8のファイルを指定してください。", "it is written in Shift_JIS: give the file in UTF-8 as it is published, not as a spreadsheet program saved it";
    /// The file is in UTF-16.
    Utf16 = "文字コードがUTF-16です。表計算ソフトで保存し直したファイルではなく、公表されたままのUTF-8のファイルを指定してください。", "it is written in UTF-16: give the file in UTF-8 as it is published, not as a spreadsheet program saved it";
    /// UTF-8 that a program read as Shift_JIS and wrote again.
    Garbled = "文字化けしています（UTF-8の文字をShift_JISとして読み、保存し直したものです）。公表されたままのファイルを指定してください。", "its letters are garbled: a program read UTF-8 as Shift_JIS and saved it. Give the file as it is published";
    /// A column that is not there.
    MissingColumn = "1行目に「{0}」の列がありません。公表された一覧か、列の名前が変わっていないかを確認してください。", "line 1: the column `{0}` is missing. Check that it is the list as it is published";
    /// Columns that are not there.
    MissingColumns = "1行目に「{all}」の列がありません。公表された一覧か、列の名前が変わっていないかを確認してください。", "line 1: the columns `{all}` are missing. Check that it is the list as it is published";
    /// A column that is there twice.
    ColumnTwice = "1行目に「{0}」の列が2つあります。1つにしてください。", "line 1: the column `{0}` is there twice. Keep one of them";
    /// A row that begins on this line and does not end.
    EndlessRow = "{0}行目が長すぎます。引用符（\"）が閉じられていないことがあります。その行を直すか、ダウンロードし直してください。", "line {0} is too long: a quotation mark may not be closed. Correct the line, or download the file again";
    /// No CSV for another reason.
    NoCsv = "CSVとして読めません（{0}）。", "it is no CSV ({0})";
    /// The file has no row.
    NoRow = "行がありません。公表された一覧か確認してください。", "no row of it could be taken (it is empty)";
    /// No row can be taken: what is counted, the number of the first, and why not.
    NoRowTaken = "取り込める行がありません（{1}行目：{because}）。公表された一覧か確認してください。", "no row of it could be taken ({0} {1}: {because})";
    /// Rows for which the whole file is refused.
    SpoiltByRows = "次の行のため、何も取り込みませんでした：{because}", "nothing of it was taken, because of {because}";
    /// A newer edition of the list is in: what the problem of that code says.
    EditionOutdated = "", "";
    /// This very file was taken already.
    AlreadyTaken = "このファイルの内容は、すでに取り込み済みです。新しく取り込むものはありません。", "this file was taken already: there is nothing new in it";
    /// A row with so many columns, which should have so many.
    ColumnCount = "列が{0}個あります（{1}個のはずです）", "{0} columns instead of {1}";
    /// A row that is not UTF-8.
    NotUtf8 = "UTF-8ではない文字があります", "not UTF-8";
    /// A row with a character that nobody sees.
    HiddenCharacter = "制御文字など、目に見えない文字（U+{0}）が含まれています", "a control character or another one that nobody sees (U+{0})";
    /// No id of the list of hospitals.
    NoId = "「{0}」はIDではありません", "`{0}` is no id";
    /// An id that is on an earlier line.
    IdTwice = "ID {0}は{1}行目にもあります", "the id {0} is already on line {1}";
    /// No kind of institution.
    NoKind = "機関区分「{0}」は病院（1）でも診療所（2）でもありません", "`{0}` is neither a hospital nor a clinic";
    /// Name or address is blank.
    NoName = "名称か所在地が空です", "name or address is blank";
    /// No number of beds.
    NoBeds = "病床数「{0}」は数ではありません", "`{0}` is no number of beds";
    /// No prefecture.
    NoPrefecture = "都道府県「{0}」はありません", "there is no prefecture `{0}`";
    /// No coordinates.
    NoCoordinates = "「{0}, {1}」は緯度・経度ではありません", "`{0}, {1}` are no coordinates";
    /// Coordinates of another country.
    NotInJapan = "「{0}, {1}」は日本の中にありません", "`{0}, {1}` is not in Japan";
    /// No code of an insured institution.
    NoInsurerCode = "「{0}」「{1}」は医療機関コードではありません", "`{0}`, `{1}` are no code of an institution";
    /// A code whose check digit is wrong.
    WrongCheckDigit = "医療機関コード{0}の検査数字が、3つの計算方法のどれにも合いません", "the check digit of {0} is wrong by all three rules";
    /// No postal code.
    NoPostalCode = "「{0}」は郵便番号ではありません", "`{0}` is no postal code";
    /// A code that is on an earlier line, where another institution has it.
    CodeTwice = "医療機関コード{0}は{1}行目にもあり、名称か所在地が違います", "the code {0} is already on line {1}, with another name or address";
    /// So many rows are there twice.
    RepeatedRows = "一字一句同じ行が{0}行あり、1行として扱いました", "{0} rows are there twice, word for word";
    /// A row whose municipality was not found, with its address.
    Unplaced = "{0}行目は市区町村を特定できませんでした：{1}", "line {0} could not be placed: {1}";
    /// Of so many columns so many were not read.
    UnreadColumns = "{0}列のうち、ここでは使わない{1}列は読んでいません", "{1} of its {0} columns are not needed and were not read";
    /// So many institutions are in both lists.
    InBothLists = "2つの一覧の両方にある医療機関は{0}件です", "{0} institutions are in both lists";
}

/// Something to be said about a file or a row: a code with its values. What is stored is this, never a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
#[cfg_attr(feature = "db", derive(sea_orm::FromJsonQueryResult))]
pub struct Finding {
    /// What it says.
    pub code: FindingCode,
    /// Of what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The findings that it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Finding>,
}

impl Finding {
    /// A finding with its values.
    #[must_use]
    pub fn new(code: FindingCode, values: &[&dyn Display]) -> Self {
        Finding { code, values: values.iter().map(ToString::to_string).collect(), because: Vec::new() }
    }

    /// The same, resting on others.
    #[must_use]
    pub fn because(self, because: Vec<Finding>) -> Self {
        Finding { because, ..self }
    }

    /// The sentence for people.
    #[must_use]
    pub fn text(&self, locale: Locale) -> String {
        let separator = match self.code {
            FindingCode::MissingColumns => locale.pick("」「", "`, `"),
            _ => locale.pick("、", ", "),
        };
        let because = self.because.iter().map(|finding| finding.text(locale)).collect::<Vec<_>>().join("; ");
        let value = |place: usize| self.values.get(place).map_or("", String::as_str);
        let values: [(&str, &dyn Display); 5] = [
            ("0", &value(0)),
            ("1", &value(1)),
            ("all", &self.values.join(separator)),
            ("count", &self.values.len()),
            ("because", &because),
        ];
        match self.code {
            FindingCode::EditionOutdated => ProblemCode::EditionOutdated.title(locale).to_owned(),
            code => filled(code.sentence(locale), &values),
        }
    }

    /// The sentence in both languages.
    #[must_use]
    pub fn texts(&self) -> Bilingual {
        Bilingual::new(self.text(Locale::Ja), self.text(Locale::En))
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Locale::En))
    }
}

/// Words for operators, which are the same in both languages.
impl From<String> for Finding {
    fn from(words: String) -> Self {
        Finding::new(FindingCode::Words, &[&words, &words])
    }
}

impl From<&str> for Finding {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

/// How a finding lies in the database. Rows of earlier versions have its sentences.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Code {
        code: FindingCode,
        #[serde(default)]
        values: Vec<String>,
        #[serde(default)]
        because: Vec<Finding>,
    },
    Sentences(Bilingual),
}

impl From<Stored> for Finding {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Code { code, values, because } => Finding { code, values, because },
            Stored::Sentences(Bilingual { ja, en }) => Finding::new(FindingCode::Words, &[&ja, &en]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use strum::IntoEnumIterator;

    #[test]
    fn every_finding_is_said_in_both_languages_with_its_values() {
        for code in FindingCode::iter() {
            let finding = Finding::new(code, &[&"十二", &"34"]).because(vec!["why".into()]);
            let Bilingual { ja, en } = finding.texts();
            assert!(!ja.is_empty() && !en.is_empty() && !ja.contains('{') && !en.contains('{'), "{code:?}: {ja} {en}");
        }
    }

    #[test]
    fn what_is_stored_is_the_code() {
        let finding = Finding::new(FindingCode::NoRowTaken, &[&"line", &7]).because(vec![Finding::new(FindingCode::NoId, &[&"x"])]);
        let stored = json!({ "code": "no_row_taken", "values": ["line", "7"], "because": [{ "code": "no_id", "values": ["x"] }] });
        assert_eq!(serde_json::to_value(&finding).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Finding>(stored).unwrap(), finding);
        assert_eq!(finding.text(Locale::En), "no row of it could be taken (line 7: `x` is no id)");
        let earlier: Finding = serde_json::from_value(json!({ "ja": "理由", "en": "reason" })).unwrap();
        assert_eq!(earlier.texts(), Bilingual::new("理由", "reason"));
    }

    #[test]
    fn several_values_are_listed_as_each_language_lists_them() {
        let finding = Finding::new(FindingCode::MissingColumns, &[&"a", &"b"]);
        assert!(finding.text(Locale::Ja).contains("「a」「b」") && finding.text(Locale::En).contains("`a`, `b`"));
    }
}

//! Every sentence that people read is there in Japanese and English, wherever it is written. The homes of sentences are in
//! `docs/ARCHITECTURE.md`, "Texts".

use super::{conventions::sources, root};
use domain::{
    locale::Locale,
    problem::{FieldCode, ProblemCode},
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;
use std::{collections::BTreeSet, fs};
use strum::IntoEnumIterator;

/// Where the server's sources may have Japanese in them, and what it is. Texts of pages are in `crates/web/locales`, of mails in
/// `crates/api/templates`, of errors and terms in `crates/domain`.
const JAPANESE: &[(&str, &str)] = &[
    ("crates/api/src/demo/", "made-up data"),
    ("crates/api/src/features/atlas/", "official data: columns and names"),
    ("crates/api/src/features/places/municipality_names.rs", "official data"),
    ("crates/api/src/features/planning/reference.rs", "official data"),
    ("crates/api/src/features/priority_area/miyagi.rs", "official data"),
    ("crates/api/src/features/registry/", "official lists: columns"),
    ("crates/api/src/features/directory/export/", "labels of a document"),
    ("crates/api/src/features/subsidy/document.rs", "labels of a document"),
    ("crates/api/src/features/subsidy/service/inquiry_quote.rs", "labels of a document"),
    ("crates/api/src/features/support/print.rs", "labels of a document"),
    ("crates/api/src/features/support/sheet.rs", "labels of a document"),
    ("crates/api/src/features/support/table.rs", "labels of a document"),
    ("crates/api/src/features/accounts/repo.rs", "the name of a deleted account"),
    ("crates/api/src/features/contact/service.rs", "the subject of a claim"),
    ("crates/api/src/features/registration/service/lifecycle.rs", "notes of the course"),
    ("crates/api/src/platform/export/", "numbers, days and letters of documents"),
    ("crates/api/src/config.rs", "the sender's name"),
    ("crates/api/src/platform/http/middleware.rs", "how a body may be compressed"),
    ("crates/api/src/site/listing.rs", "brackets"),
    ("crates/api/src/site/pages.rs", "brackets"),
];

const CLIENT: &[(&str, &str)] = &[
    ("crates/web/src/components/shell/header.rs", "the name of the other language"),
    ("crates/web/src/components/invitation.rs", "brackets"),
    ("crates/web/src/pages/institution/start.rs", "brackets"),
    ("crates/web/src/pages/accounts/sections.rs", "the name of a language"),
    ("crates/web/src/i18n/date.rs", "how days are written"),
];

/// The Japanese counts lines in any file; the English says what the number counts.
const COUNTS_LINES_ONLY: &str = "取り込める行がありません（{1}行目";

#[test]
fn sentences_are_written_in_their_homes() {
    let mut faults = Vec::new();
    for folder in ["crates/api/src", "crates/web/src"] {
        for (path, code) in written(folder) {
            if !literals(&code).iter().any(|text| is_japanese(text)) {
                continue;
            }
            if !JAPANESE.iter().chain(CLIENT).any(|(home, _)| path.contains(home)) {
                faults.push(format!("{path} has Japanese in it: a text belongs in one of its homes"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn texts_of_pages_are_there_in_both_languages() {
    let mut faults = Vec::new();
    let mut texts = 0;
    let folder = root("crates/web/locales");
    for file in fs::read_dir(folder.join("ja")).unwrap().map(|file| file.unwrap().file_name()) {
        let read =
            |language: &str| -> Value { serde_json::from_str(&fs::read_to_string(folder.join(language).join(&file)).unwrap()).unwrap() };
        texts += compare(&read("ja"), &read("en"), &file.to_string_lossy(), &mut faults);
    }
    assert_eq!(fs::read_dir(folder.join("ja")).unwrap().count(), fs::read_dir(folder.join("en")).unwrap().count());
    assert!(texts > 2000, "{texts}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn errors_are_there_in_both_languages() {
    let problems = ProblemCode::iter().map(|code| (code.to_string(), [Locale::Ja, Locale::En].map(|locale| code.title(locale))));
    let fields = FieldCode::iter().map(|code| (format!("{code:?}"), [Locale::Ja, Locale::En].map(|locale| code.message(locale))));
    let faults: Vec<_> = problems.chain(fields).filter_map(|(name, [ja, en])| fault_of(&name, ja, en)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Terms, statements, labels of documents and reasons are written as pairs: the Japanese first, the English behind it.
#[test]
fn pairs_in_the_sources_are_there_in_both_languages() {
    let (mut pairs, mut faults) = (0, Vec::new());
    for folder in ["crates/domain/src", "crates/api/src"] {
        for (path, code) in written(folder) {
            for (ja, en) in pairs_of(&code) {
                pairs += 1;
                faults.extend(fault_of(&path, &ja, &en).filter(|_| !ja.starts_with(COUNTS_LINES_ONLY)));
            }
        }
    }
    assert!(pairs > 500, "{pairs}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_pair_with_a_gap_is_found() {
    let found = |code: &str| {
        let pairs = pairs_of(&code.parse().unwrap());
        pairs.iter().filter_map(|(ja, en)| fault_of("x", ja, en)).count()
    };
    assert_eq!(
        found(
            r#"/// 日本語
        fn f() { locale.pick("年", "year"); A = 404, "{max}字まで", "at most {max} letters"; ("カナ", "かな") }"#
        ),
        0
    );
    assert_eq!(found(r#"locale.pick("年", "")"#), 1);
    assert_eq!(found(r#"terms! { A { B = "{max}字まで", "at most {most} letters"; } }"#), 1);
}

/// Whether a page's texts have the same shape; returns how many there are. One may be blank in one language, such as a unit that only the other says.
fn compare(ja: &Value, en: &Value, at: &str, faults: &mut Vec<String>) -> usize {
    match (ja, en) {
        (Value::String(ja), Value::String(en)) => {
            if ja.trim().is_empty() && en.trim().is_empty() {
                faults.push(format!("{at} is blank"));
            }
            if placeholders(ja) != placeholders(en) {
                faults.push(format!("{at}: the {{placeholders}} differ"));
            }
            1
        }
        (Value::Object(ja), Value::Object(en)) if ja.keys().eq(en.keys()) => {
            ja.iter().zip(en.values()).map(|((key, ja), en)| compare(ja, en, &format!("{at}: {key}"), faults)).sum()
        }
        (Value::Array(ja), Value::Array(en)) if ja.len() == en.len() => ja.iter().zip(en).map(|(ja, en)| compare(ja, en, at, faults)).sum(),
        _ => {
            faults.push(format!("{at} is not the same in both languages"));
            0
        }
    }
}

fn fault_of(at: &str, ja: &str, en: &str) -> Option<String> {
    if ja.trim().is_empty() || en.trim().is_empty() {
        return Some(format!("{at}: blank in one language: {ja:?}, {en:?}"));
    }
    (placeholders(ja) != placeholders(en)).then(|| format!("{at}: the {{placeholders}} differ: {ja:?}, {en:?}"))
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | '々' | '一'..='龠' | '（' | '）'))
}

/// The sources of a folder without their tests.
fn written(folder: &str) -> Vec<(String, TokenStream)> {
    let files = sources(folder).into_iter().filter(|(path, _)| !path.contains("/tests"));
    files
        .map(|(path, text)| {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let tokens = code.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
            (path, tokens)
        })
        .collect()
}

/// Texts that stand one behind the other, the first in Japanese and the second in other letters.
fn pairs_of(code: &TokenStream) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for arguments in groups(code) {
        for two in arguments.windows(2) {
            if let [Some(ja), Some(en)] = two
                && is_japanese(ja)
                && !is_japanese(en)
            {
                pairs.push((ja.clone(), en.clone()));
            }
        }
    }
    pairs
}

fn literals(code: &TokenStream) -> Vec<String> {
    groups(code).into_iter().flatten().flatten().collect()
}

/// The parts of each group between commas, semicolons and equals signs: the text where a part is nothing else. Attributes are left out.
fn groups(code: &TokenStream) -> Vec<Vec<Option<String>>> {
    let (mut found, mut own, mut part) = (Vec::new(), Vec::new(), Vec::new());
    let mut attribute = false;
    for token in code.clone() {
        match token {
            TokenTree::Punct(mark) if matches!(mark.as_char(), ',' | ';' | '=') => own.push(text_of(&std::mem::take(&mut part))),
            TokenTree::Punct(mark) if mark.as_char() == '#' => attribute = true,
            TokenTree::Group(group) if attribute && group.delimiter() == Delimiter::Bracket => attribute = false,
            other => {
                attribute = attribute && matches!(&other, TokenTree::Punct(mark) if mark.as_char() == '!');
                if let TokenTree::Group(group) = &other {
                    found.extend(groups(&group.stream()));
                }
                part.push(other);
            }
        }
    }
    own.push(text_of(&part));
    found.push(own);
    found
}

fn text_of(part: &[TokenTree]) -> Option<String> {
    let [TokenTree::Literal(literal)] = part else { return None };
    let written = literal.to_string();
    let text = written.strip_prefix('"')?.strip_suffix('"')?;
    Some(text.to_owned())
}

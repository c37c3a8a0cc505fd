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
    ("crates/api/src/features/support/print/", "labels of a document"),
    ("crates/api/src/features/support/sheet.rs", "labels of a document"),
    ("crates/api/src/features/support/table.rs", "labels of a document"),
    ("crates/api/src/features/accounts/repo.rs", "the name of a deleted account"),
    ("crates/api/src/features/contact/service.rs", "the subject of a claim"),
    ("crates/api/src/features/registration/sheet.rs", "labels of a document"),
    ("crates/api/src/features/contact/sheet.rs", "labels of a document"),
    ("crates/api/src/features/registration/copy.rs", "labels of a document"),
    ("crates/api/src/features/registration/service/lifecycle.rs", "notes of the course"),
    ("crates/api/src/platform/export/", "numbers, days and letters of documents"),
    ("crates/api/src/config.rs", "the sender's name"),
    ("crates/api/src/platform/http/middleware.rs", "how a body may be compressed, how long to wait"),
    ("crates/api/src/site/listing.rs", "brackets"),
    ("crates/api/src/site/pages.rs", "brackets"),
];

const CLIENT: &[(&str, &str)] = &[
    ("crates/web/src/components/shell/header.rs", "the name of the other language"),
    ("crates/web/src/components/invitation.rs", "brackets"),
    ("crates/web/src/pages/institution/start.rs", "brackets"),
    ("crates/web/src/pages/accounts/sections.rs", "the name of a language"),
    ("crates/web/src/i18n/date.rs", "how days are written"),
    ("crates/web/src/pages/staff/deeds.rs", "the ending of a verb"),
];

/// Words that mean what another word says already, each with the one that is said; in the order that they are looked for.
const JAPANESE_WORDS: &[(&str, &str)] = &[
    ("二段階認証", "二要素認証"),
    ("2段階認証", "二要素認証"),
    ("２段階認証", "二要素認証"),
    ("多要素認証", "二要素認証"),
    ("二要素の認証", "二要素認証"),
    ("回復コード", "リカバリーコード"),
    ("支援の申請", "補助の申請"),
    ("（修正依頼）", "差し戻し（要修正）"),
    ("支援区域", "重点区域"),
    ("年会費", "登録費用（年額）"),
    ("掲載期間", "登録期間"),
    ("登録の期限", "登録期間"),
    ("期間満了", "登録期間終了"),
    ("メンバー", "医療機関の担当者"),
    ("スタッフ", "運営側の担当者"),
    ("職員", "運営側の担当者"),
    ("公開ページ", "掲載ページ"),
    ("医療機関のページ", "掲載ページ"),
    ("連絡先を共有", "連絡先を伝える"),
    ("規則", "算定ルール"),
    ("事業者", "医療機関（事業者）"),
    ("補助の種類", "補助事業"),
    ("退会した医師", "アカウントを削除した医師"),
    ("県確認済み", "都道府県確認済み"),
    ("辞退", "受け入れ見送り"),
    ("処遇の目安", "給与の目安"),
    ("業務の内容", "仕事の内容"),
    ("当直・オンコール", "日直・宿直・オンコール"),
    ("担当窓口", "医師からの相談の窓口"),
    ("住まいと暮らし", "住まい・家族への支援"),
    ("地域の暮らし", "地域での暮らし"),
    ("施設の種類", "種別"),
    ("めざ", "目指す"),
    ("さがす", "探す"),
    ("さがし", "探す"),
    ("お探し", "探す"),
    ("活か", "生かす"),
    ("やりとり", "やり取り"),
    ("ブラウザー", "ブラウザ"),
    ("eラーニング", "E-learning"),
    ("確かめ", "確認する"),
    ("何もなさる", "対応の必要はありません"),
    ("医師だけに", "申告した医師の利用者に"),
];

/// Longer names that hold such a word and are said as they are.
const JAPANESE_NAMES: &[&str] = &["重点医師偏在対策支援区域", "医療機関（事業者）", "都道府県確認済み", "第4条第1項に規定する職員"];

const ENGLISH_WORDS: &[(&str, &str)] = &[
    (" mail address", "email address"),
    ("by mail", "by email"),
    (" a mail ", "an email"),
    ("hand it in", "submit it"),
    ("handed in", "submitted"),
    ("handed it in", "submitted it"),
    ("ten tenths", "100% (10/10)"),
    ("application for support", "subsidy application"),
    ("applications for support", "subsidy applications"),
    ("estimate of support", "subsidy estimate"),
    ("quote of support", "subsidy estimate"),
    ("a quote ", "an estimate"),
    ("support budget", "subsidy budget"),
    ("correction plan", "physician maldistribution plan"),
    ("at general practice", "is retraining as a generalist"),
    ("to general practice", "is retraining as a generalist"),
    ("our corporation", "organization"),
    ("two-step", "two-factor authentication"),
    ("two factor", "two-factor authentication"),
    ("second factor", "two-factor authentication"),
    ("multi-factor", "two-factor authentication"),
    ("good until", "expires"),
    ("take note", "acknowledge"),
    ("stands at", "current status"),
    (" doctors only", "the details for doctors"),
    (" is void", "can no longer be used"),
    (" are void", "can no longer be used"),
];

/// Where others are quoted word for word.
const QUOTED: &[&str] = &[
    "faq.json",
    "src/demo/",
    "src/features/registry/",
    "src/features/planning/reference.rs",
    "src/features/priority_area/miyagi.rs",
    "domain/src/subsidy/official.rs",
    "domain/src/support/miyagi.rs",
    "domain/src/search/",
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

/// One word for each thing, in every home of texts: pages, mails, errors, terms and documents.
#[test]
fn each_thing_has_one_word() {
    let mut texts: Vec<(String, Locale, String)> = Vec::new();
    for (language, locale) in [("ja", Locale::Ja), ("en", Locale::En)] {
        for file in fs::read_dir(root("crates/web/locales").join(language)).unwrap().map(|file| file.unwrap().path()) {
            let mut strings = Vec::new();
            strings_of(&serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap(), &mut strings);
            texts.extend(strings.into_iter().map(|text| (file.display().to_string(), locale, text)));
        }
        for file in fs::read_dir(root("crates/api/templates").join(language)).unwrap().map(|file| file.unwrap().path()) {
            texts.push((file.display().to_string(), locale, fs::read_to_string(&file).unwrap()));
        }
    }
    for folder in ["crates/domain/src", "crates/api/src", "crates/web/src"] {
        for (path, code) in written(folder) {
            let japanese = literals(&code).into_iter().filter(|text| is_japanese(text));
            texts.extend(japanese.map(|text| (path.clone(), Locale::Ja, text)));
            texts.extend(pairs_of(&code).into_iter().map(|(_, en)| (path.clone(), Locale::En, en)));
        }
    }
    assert!(texts.len() > 5000, "{}", texts.len());
    let texts = texts.iter().filter(|(path, ..)| !QUOTED.iter().any(|quoted| path.contains(quoted)));
    let faults: Vec<_> = texts.flat_map(|(path, locale, text)| other_words(path, *locale, text)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_second_word_for_a_thing_is_found() {
    assert_eq!(other_words("x", Locale::Ja, "宮城県の支援区域").len(), 1);
    assert_eq!(other_words("x", Locale::Ja, "重点医師偏在対策支援区域は、医療機関（事業者）が負担します").len(), 0);
    assert_eq!(other_words("x", Locale::En, "Your Mail address, by mail").len(), 2);
    assert_eq!(other_words("x", Locale::En, "Your email address, by email").len(), 0);
}

/// Returns a sentence for each word of a text that another word should replace.
fn other_words(at: &str, locale: Locale, text: &str) -> Vec<String> {
    let (words, text) = match locale {
        Locale::Ja => (JAPANESE_WORDS, JAPANESE_NAMES.iter().fold(text.to_owned(), |text, name| text.replace(name, ""))),
        Locale::En => (ENGLISH_WORDS, format!(" {} ", text.to_lowercase())),
    };
    let found = words.iter().filter(|(word, _)| text.contains(word));
    found.map(|(word, instead)| format!("{at}: say `{instead}` and not `{word}`: {text}")).collect()
}

/// Every place holder in the texts is listed on the staff's page of open texts, and every one listed is in a text.
#[test]
fn texts_that_are_not_decided_are_listed_for_the_staff() {
    for (language, start, end) in [("ja", "〔未確定：", '〕'), ("en", "[to be decided: ", ']')] {
        let read = |file: &str| -> Value {
            serde_json::from_str(&fs::read_to_string(root("crates/web/locales").join(language).join(file)).unwrap()).unwrap()
        };
        let mut strings = Vec::new();
        strings_of(&read("public.json"), &mut strings);
        let marked: BTreeSet<_> =
            strings.iter().flat_map(|text| text.split(start).skip(1).filter_map(|rest| rest.split_once(end))).collect();
        let marked: BTreeSet<_> = marked.into_iter().map(|(name, _)| name.to_owned()).collect();
        let listed = read("staff.json")["open_texts"]["items"].as_array().unwrap().clone();
        let listed: BTreeSet<_> = listed.iter().step_by(2).map(|name| name.as_str().unwrap().to_owned()).collect();
        assert_eq!(marked, listed, "{language}");
        assert!(marked.len() > 10);
    }
}

fn strings_of(value: &Value, strings: &mut Vec<String>) {
    match value {
        Value::String(text) => strings.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| strings_of(value, strings)),
        Value::Object(values) => values.values().for_each(|value| strings_of(value, strings)),
        _ => {}
    }
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

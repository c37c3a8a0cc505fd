//! Turns `locales/{ja,en}/<feature>.json` into Rust constants, so that a text costs a pointer and a missing one fails the build.
//!
//! Each key becomes `keys::<feature>::<screen>::<item>: &[&str; 2]` (Japanese, English); an array of strings becomes a slice of such pairs. Both
//! languages must have the same keys, the same array lengths and the same `{placeholders}`.

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const LOCALES: [&str; 2] = ["ja", "en"];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        // crates/bundle cuts the lazily loaded pages out of the linked module and needs to know what refers to what.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut problems = Vec::new();
    let [ja, en] = LOCALES.map(|locale| read(locale, &mut problems));
    let mut code = String::new();
    module(&mut code, &ja, &en, "", &mut problems);
    if !problems.is_empty() {
        for problem in &problems {
            println!("cargo::error={problem}");
        }
        std::process::exit(1);
    }
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("keys.rs"), code) {
        println!("cargo::error=cannot write keys.rs: {error}");
    }
}

/// One object per locale: feature name → contents of its file.
fn read(locale: &str, problems: &mut Vec<String>) -> Map<String, Value> {
    let mut features = Map::new();
    let Ok(entries) = fs::read_dir(Path::new("locales").join(locale)) else {
        problems.push(format!("locales/{locale} cannot be read"));
        return features;
    };
    for path in entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|ext| ext == "json")) {
        let feature = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let parsed =
            fs::read_to_string(&path).map_err(|e| e.to_string()).and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
        match parsed {
            Ok(value) => {
                features.insert(feature, value);
            }
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    features
}

fn module(code: &mut String, ja: &Map<String, Value>, en: &Map<String, Value>, path: &str, problems: &mut Vec<String>) {
    for key in ja.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        let here = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        check_name(key, &here, problems);
        match (ja.get(key), en.get(key)) {
            (Some(Value::Object(ja)), Some(Value::Object(en))) => {
                let _ = writeln!(code, "pub mod {key} {{");
                module(code, ja, en, &here, problems);
                code.push_str("}\n");
            }
            (Some(Value::String(ja)), Some(Value::String(en))) => {
                same_placeholders(ja, en, &here, problems);
                let _ = writeln!(code, "pub const {key}: &[&str; 2] = &[{ja:?}, {en:?}];");
            }
            (Some(Value::Array(ja)), Some(Value::Array(en))) => {
                if ja.len() != en.len() {
                    problems.push(format!("{here}: {} texts in ja, {} in en", ja.len(), en.len()));
                }
                let _ = write!(code, "pub const {key}: &[&[&str; 2]] = &[");
                for (ja, en) in ja.iter().zip(en) {
                    match (ja.as_str(), en.as_str()) {
                        (Some(ja), Some(en)) => {
                            same_placeholders(ja, en, &here, problems);
                            let _ = write!(code, "&[{ja:?}, {en:?}], ");
                        }
                        _ => problems.push(format!("{here}: an array holds texts only")),
                    }
                }
                code.push_str("];\n");
            }
            (Some(_), None) => problems.push(format!("{here} is missing in en")),
            (None, Some(_)) => problems.push(format!("{here} is missing in ja")),
            _ => problems.push(format!("{here} has a different or unsupported form in ja and en")),
        }
    }
}

fn check_name(key: &str, here: &str, problems: &mut Vec<String>) {
    const KEYWORDS: [&str; 21] = [
        "as", "break", "const", "continue", "else", "enum", "extern", "false", "fn", "for", "if", "impl", "in", "loop", "match", "mod",
        "move", "pub", "return", "type", "use",
    ];
    let snake =
        key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !snake || KEYWORDS.contains(&key) {
        problems.push(format!("{here}: a key is snake_case and not a Rust keyword"));
    }
}

fn same_placeholders(ja: &str, en: &str, here: &str, problems: &mut Vec<String>) {
    if placeholders(ja) != placeholders(en) {
        problems.push(format!("{here}: the {{placeholders}} differ between ja and en"));
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
